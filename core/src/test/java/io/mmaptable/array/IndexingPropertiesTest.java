package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Laws that hold for all arrays, on random ones: `-Dmmaptable.seed=N` repeats a run.
class IndexingPropertiesTest {
  private static final long SEED = Long.getLong("mmaptable.seed", System.nanoTime());

  private final Random random;

  IndexingPropertiesTest(RepetitionInfo repetition) {
    random = new Random(SEED + repetition.getCurrentRepetition());
  }

  @BeforeAll
  static void saySeed() {
    System.out.println("IndexingPropertiesTest: -Dmmaptable.seed=" + SEED);
  }

  /// An array of up to four dimensions, in any order and direction, with gaps.
  private NdArray anyArray() {
    int ndim = random.nextInt(5);
    long[] shape = random.longs(ndim, 0, 6).toArray();
    NdArray array = ViewsTest.range(shape).transpose(anyOrder(ndim));
    Index[] steps = new Index[ndim];
    for (int axis = 0; axis < ndim; axis++) {
      steps[axis] = new Slice(null, null, List.of(1L, 1L, 2L, -1L, -2L).get(random.nextInt(5)));
    }
    return array.get(steps);
  }

  private int[] anyOrder(int ndim) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, ndim).boxed().toList());
    Collections.shuffle(axes, random);
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  private Slice anySlice() {
    Long start = random.nextInt(3) == 0 ? null : Long.valueOf(random.nextInt(-12, 12));
    Long stop = random.nextInt(3) == 0 ? null : Long.valueOf(random.nextInt(-12, 12));
    long step = random.nextInt(1, 5);
    return new Slice(start, stop, random.nextBoolean() ? step : -step);
  }

  private NdArray anyMask(long... shape) {
    NdArray mask = NdArray.zeros(DType.BOOL, shape);
    for (NdArray element : mask.flat()) {
      element.set(random.nextBoolean());
    }
    return mask;
  }

  private static List<Long> elements(NdArray array) {
    var elements = new ArrayList<Long>();
    array.flat().forEach(element -> elements.add(element.getLong()));
    return elements;
  }

  private static NdArray positions(List<Long> positions) {
    return NdArray.of(positions.stream().mapToLong(Long::longValue).toArray());
  }

  @RepeatedTest(200)
  void sliceOfASliceSelectsPositionsOfPositions() {
    NdArray array = ViewsTest.range(random.nextInt(10));
    Slice first = anySlice();
    Slice second = anySlice();
    List<Long> once = elements(array.get(first));
    List<Long> twice = new ArrayList<>();
    Slice.Range range = second.over(once.size());
    for (long i = 0; i < range.count(); i++) {
      twice.add(once.get((int) (range.first() + i * range.step())));
    }
    assertEquals(twice, elements(array.get(first).get(second)));
  }

  @RepeatedTest(100)
  void reshapingThereAndBackChangesNothing() {
    NdArray array = anyArray();
    assertEquals(elements(array), elements(array.ravel()));
    NdArray back = array.reshape(array.size()).reshape(array.shape());
    assertEquals(elements(array), elements(back));
    assertArrayEquals(array.shape(), back.shape());
  }

  @RepeatedTest(100)
  void transposingThereAndBackChangesNothing() {
    NdArray array = anyArray();
    int[] axes = anyOrder(array.ndim());
    int[] back = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      back[axes[i]] = i;
    }
    NdArray same = array.transpose(axes).transpose(back);
    assertArrayEquals(array.shape(), same.shape());
    assertEquals(elements(array), elements(same));
  }

  @RepeatedTest(100)
  void whatIsTakenCanBePutBack() {
    NdArray array = anyArray();
    NdArray mask = anyMask(array.shape());
    NdArray copy = array.copy();
    NdArray taken = array.get(mask);
    copy.set(mask, -1);
    assertEquals(Collections.nCopies((int) taken.size(), -1L), elements(copy.get(mask)));
    copy.set(mask, taken);
    assertEquals(elements(array), elements(copy));
  }

  @RepeatedTest(100)
  void maskSelectsThePositionsWhereItIsTrue() {
    NdArray array = anyArray();
    NdArray mask = anyMask(array.shape());
    List<Long> where = new ArrayList<>();
    for (long i = 0; i < mask.size(); i++) {
      if (mask.flat().getLong(i) != 0) {
        where.add(i);
      }
    }
    assertEquals(elements(array.ravel().get(positions(where))), elements(array.get(mask)));
    assertEquals(
        elements(array.flat().get(positions(where))), elements(array.flat().get(mask.ravel())));
  }

  @RepeatedTest(100)
  void positionsSelectWhatSlicesDo() {
    NdArray array = anyArray();
    if (array.ndim() == 0) {
      return;
    }
    int axis = random.nextInt(array.ndim());
    Slice slice = anySlice();
    Index[] index = new Index[axis + 1];
    Arrays.fill(index, Slice.ALL);
    index[axis] = slice;
    NdArray view = array.get(index);
    Slice.Range range = slice.over(array.shape()[axis]);
    List<Long> positions = new ArrayList<>();
    for (long i = 0; i < range.count(); i++) {
      positions.add(range.first() + i * range.step());
    }
    index[axis] = positions(positions);
    NdArray taken = array.get(index);
    assertArrayEquals(view.shape(), taken.shape());
    assertEquals(elements(view), elements(taken));
  }

  @RepeatedTest(100)
  void broadcastElementsAreThoseOfTheSource() {
    NdArray array = anyArray();
    long[] shape = array.shape();
    Index[] firsts = new Index[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      firsts[axis] = random.nextBoolean() ? Slice.of(0, 1) : Slice.ALL;
    }
    NdArray source = array.get(firsts);
    long[] wide = Shapes.concat(new long[] {2}, array.size() == 0 ? source.shape() : shape);
    NdArray broadcast = source.broadcastTo(wide);
    assertEquals(elements(broadcast.get(0)), elements(broadcast.get(1)));
    NdArray written = NdArray.zeros(DType.INT64, wide);
    written.set(source);
    assertEquals(elements(written), elements(broadcast));
  }

  @RepeatedTest(100)
  void overlappingAssignmentReadsBeforeItWrites() {
    NdArray array = ViewsTest.range(random.nextInt(2, 1500));
    long length = array.size();
    NdArray mask = anyMask(length);
    long count = mask.countNonZero();
    NdArray source = array.get("::-1").get(Slice.of(0, count));
    List<Long> expected = elements(source);
    array.set(mask, source);
    assertEquals(expected, elements(array.get(mask)));
  }
}
