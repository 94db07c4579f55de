package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayLikeTest {

  /// Holds another array each time that one is given to it.
  private static final class Box extends ArrayLike {
    private NdArray array;

    Box(NdArray array) {
      this.array = array;
    }

    @Override
    public NdArray array() {
      return array;
    }
  }

  private final Box box = new Box(NdArray.of(3.0, 1.0, 2.0));

  @Test
  void itIsComputedWithAsItsArrayIs() {
    assertEquals("[4. 2. 3.]", box.add(1).toString());
    assertEquals("[0. 0. 0.]", NdArray.of(3.0, 1.0, 2.0).sub(box).toString());
    assertEquals("[0. 0. 0.]", box.sub(box).toString());
    assertEquals("[ True False  True]", box.gt(1.5).toString());
    assertEquals(6, box.sum().getDouble());
    assertEquals(2, box.lazy().gt(1.5).countNonZero());
    assertEquals("[1 2 0]", box.argSort().toString());
    assertEquals("[1. 2. 3.]", box.unique().toString());
  }

  @Test
  void itsElementsAreThoseOfItsArray() {
    assertEquals(DType.FLOAT64, box.dtype());
    assertArrayEquals(new long[] {3}, box.shape());
    assertEquals(1, box.ndim());
    assertEquals(3, box.size());
    assertEquals("[1. 2.]", box.get("1:").toString());
    assertEquals("2.", box.get(2).toString());
    assertEquals("[3. 2.]", box.get(Index.of(0, 2)).toString());
    assertEquals(3.0, box.item(0));
    assertEquals(1, box.getDouble(1));
    assertArrayEquals(new double[] {3, 1, 2}, box.toDoubles());
    assertEquals(6, box.doubles().sum());
    var longs = new Box(NdArray.of(4L, 5L));
    assertEquals(5, longs.getLong(1));
    assertArrayEquals(new long[] {4, 5}, longs.toLongs());
    assertEquals(9, longs.longs().sum());
    var texts = new Box(NdArray.of("a", "b"));
    assertEquals("b", texts.getString(1));
    assertArrayEquals(new String[] {"a", "b"}, texts.toStrings());
    assertEquals(List.of("a", "b"), texts.strings().toList());
    var rows = new Box(NdArray.zeros(DType.of("i4,f8"), 2));
    assertEquals("[0 0]", rows.field("f0").toString());
  }

  @Test
  void whatIsSetIsSetInTheArray() {
    NdArray array = box.array();
    box.set("0", 7);
    box.set(Index.at(1), 8);
    box.set(new Index[] {Index.at(2)}, 9);
    assertEquals("[7. 8. 9.]", array.toString());
    box.set(new Box(NdArray.of(1.0, 2.0, 3.0)));
    assertEquals("[1. 2. 3.]", array.toString());
    assertThrows(IllegalArgumentException.class, () -> box.set("text"));
  }

  @Test
  void itKeepsItsDTypeAmongOthersAsAnArrayDoes() {
    var wide = new Box(NdArray.of(300L));
    NdArray bytes = NdArray.zeros(DType.INT8, 1);
    assertThrows(IllegalArgumentException.class, () -> bytes.set(wide));
    assertEquals(DType.INT64, bytes.add(wide).dtype());
  }

  @Test
  void anotherArrayIsSeenAtOnce() {
    box.array = NdArray.of(1L, 2L, 3L, 4L);
    assertEquals(4, box.size());
    assertEquals("[2 3 4 5]", box.add(1).toString());
  }
}
