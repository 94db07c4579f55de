package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentTest {
  private static final long SEED = Long.getLong("mmaptable.seed", System.nanoTime());

  @BeforeAll
  static void saySeed() {
    System.out.println("AssignmentTest: -Dmmaptable.seed=" + SEED);
  }

  private static NdArray numbers(DType dtype, long... shape) {
    NdArray array = NdArray.zeros(DType.INT64, shape);
    long[] counts = new long[Math.toIntExact(array.size())];
    Arrays.setAll(counts, i -> i % 100);
    array.withLayout(new long[] {counts.length}, new long[] {8}, 0).setLongs(counts);
    return array.astype(dtype);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"u1", "<i2", ">i4", "<i8", ">f4", "<f8", ">c8", "<f16", "S3", ">U3", "V5"})
  void everyLayoutIsCopiedElementByElement(String notation) {
    DType dtype = DType.of(notation);
    NdArray source = NdArray.zeros(dtype, 3, 70, 5);
    byte[] bytes = new byte[Math.toIntExact(source.nbytes())];
    new Random(1).nextBytes(bytes);
    source.segment().copyFrom(MemorySegment.ofArray(bytes));
    NdArray[] views = {source, source.get("::-1, ::2, ::-2"), source.transpose(), source.get("1")};
    for (NdArray view : views) {
      NdArray room =
          NdArray.zeros(DType.of("[('pad', 'i1'), ('x', '" + notation + "')]"), view.shape());
      NdArray target = room.field("x");
      target.set(view);
      var from = new Offsets(view, 0);
      var to = new Offsets(target, 0);
      for (long i = 0; i < view.size(); i++) {
        MemorySegment expected = view.segment().asSlice(from.next(), dtype.itemSize());
        MemorySegment found = target.segment().asSlice(to.next(), dtype.itemSize());
        assertEquals(-1, expected.mismatch(found));
      }
      assertEquals(0, room.field("pad").countNonZero());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", ">u2", "<i4", ">i8", "<f2", ">f4", "<f8", "<f16", ">c16"})
  void everyLayoutIsCastElementByElement(String notation) {
    NdArray source = numbers(DType.of(notation), 4, 600, 3);
    for (String to : new String[] {"<i2", ">i4", "<i8", ">f4", "<f8", "<f16"}) {
      for (NdArray view :
          new NdArray[] {source, source.transpose(), source.get("::-1, ::7"), source.get(":, 1")}) {
        NdArray target = NdArray.zeros(DType.of(to), view.shape());
        NdArray fortran = NdArray.zeros(DType.of(to), Shapes.reversed(view.shape())).transpose();
        target.set(Casting.UNSAFE, view);
        fortran.set(Casting.UNSAFE, view);
        var at = new Offsets(view, 0);
        var first = new Offsets(target, 0);
        var second = new Offsets(fortran, 0);
        for (long i = 0; i < view.size(); i++) {
          double expected = Elements.getDouble(view.segment(), at.next(), view.dtype());
          assertEquals(
              expected, Elements.getDouble(target.segment(), first.next(), target.dtype()));
          assertEquals(
              expected, Elements.getDouble(fortran.segment(), second.next(), target.dtype()));
        }
      }
    }
  }

  @Test
  void moreElementsThanAnIntCountsAreAssigned() {
    NdArray one = NdArray.of(5L);
    long[] huge = {3, 1L << 33};
    NdArray repeated = one.withLayout(huge, new long[] {0, 0}, 0);
    NdArray nothing = NdArray.zeros(new DType.Opaque(0), huge);
    nothing.set(Casting.UNSAFE, NdArray.zeros(new DType.Opaque(0)));
    assertEquals(3L << 33, repeated.size());
    assertThrows(IllegalArgumentException.class, () -> one.set(repeated));
  }

  @Test
  void viewOfNoElementsBeyondItsMemoryIsAssigned() {
    NdArray array = numbers(DType.INT64, 3);
    NdArray none = array.withLayout(new long[] {0, 2}, new long[] {8, 8}, 1 << 20);
    none.set(1);
    none.set(NdArray.zeros(DType.INT32, 0, 2));
    none.set(Casting.UNSAFE, NdArray.zeros(DType.FLOAT64, 1, 2));
    NdArray.zeros(DType.INT32, 0, 2).set(Casting.UNSAFE, none);
    assertEquals("[0 1 2]", array.toString());
  }

  @Test
  void scalarsTakeOnTheDType() {
    NdArray complex = NdArray.zeros(DType.of(">c8"));
    complex.set(2);
    assertEquals(2.0, complex.getDouble());
    NdArray half = NdArray.zeros(DType.FLOAT16);
    half.set(1e10);
    assertEquals(Double.POSITIVE_INFINITY, half.getDouble());
    NdArray text = NdArray.zeros(DType.of("U3"));
    text.set(1.5);
    assertEquals("1.5", text.getString());
    assertThrows(IllegalArgumentException.class, () -> text.set(1000));
    NdArray number = NdArray.zeros(DType.FLOAT32);
    number.set(true);
    assertEquals(1.0, number.getDouble());
    NdArray day = NdArray.zeros(DType.of("M8[D]"));
    day.set(5);
    assertEquals(5, day.getLong());
    assertThrows(IllegalArgumentException.class, () -> day.set(1.5));
    NdArray small = NdArray.zeros(DType.UINT8);
    small.set(Casting.UNSAFE, 300);
    assertEquals(44, small.getLong());
    small.set(Casting.UNSAFE, -1.5);
    assertEquals(255, small.getLong());
    small.set(Casting.NO, 7);
    assertEquals(7, small.getLong());
    assertThrows(IllegalArgumentException.class, () -> small.set(Casting.SAFE, new int[] {1}));
  }

  @Test
  void numberGoesIntoEveryField() {
    NdArray rows = NdArray.zeros(DType.of("[('a', 'u1'), ('b', '>f8', (2,)), ('c', 'S2')]"), 2);
    rows.set(5);
    assertEquals("[5 5]", rows.field("a").toString());
    assertEquals("[[5. 5.]\n [5. 5.]]", rows.field("b").toString());
    assertEquals("[b'5' b'5']", rows.field("c").toString());
    assertThrows(IllegalArgumentException.class, () -> rows.set(300));
    assertEquals(5.0, rows.field("b").getDouble(0, 0));
  }

  @Test
  void fieldsAreAssignedByPosition() {
    NdArray from = NdArray.zeros(DType.of("[('x', 'i4'), ('y', 'f8')]"), 2);
    from.field("x").set(new int[] {1, 2});
    from.field("y").set(new double[] {3, 4.5});
    NdArray to = from.astype(DType.of("[('y', '>f4'), ('s', 'U4')]"));
    assertEquals("[1. 2.]", to.field("y").toString());
    assertEquals("['3.0' '4.5']", to.field("s").toString());
    assertThrows(IllegalArgumentException.class, () -> from.astype(DType.of("i4,f8,i4")));
    assertThrows(IllegalArgumentException.class, () -> from.astype(DType.FLOAT64));
    NdArray narrow = NdArray.zeros(DType.of("[('x', 'i1'), ('y', 'f8')]"), 2);
    from.field("x").set(new int[] {1, 300});
    var e = assertThrows(IllegalArgumentException.class, () -> narrow.set(from));
    assertEquals("value (300) does not fit into |i1", e.getMessage());
    assertEquals("[0. 0.]", narrow.field("y").toString());
  }

  @Test
  void subArraysAreRepeatedOrCutAsInNumPy() {
    NdArray two = NdArray.zeros(DType.of("[('x', 'i2', (2,))]"), 1);
    two.field("x").set(new short[] {1, 2});
    assertEquals("[[1. 2. 0.]]", y(two, "('y', 'f4', (3,))"));
    assertEquals("[1.]", y(two, "('y', 'f4')"));
    assertEquals("[[[1. 2.] [1. 2.]]]", y(two, "('y', 'f4', (2, 2))"));
    NdArray rows = NdArray.of(5L, 6L).astype(DType.of("[('a', 'i4', (2,)), ('b', 'S2')]"));
    assertEquals("[[5 5]\n [6 6]]", rows.field("a").toString());
    assertEquals("[b'5' b'6']", rows.field("b").toString());
  }

  private static String y(NdArray array, String field) {
    return array.astype(DType.of("[" + field + "]")).field("y").toString().replaceAll("\\s+", " ");
  }

  @Test
  void paddingStaysAsItIs() {
    DType padded = DType.of("[('a', 'i1'), ('', 'V3'), ('b', '<i4')]");
    byte[] from = new byte[16];
    for (int i = 0; i < from.length; i++) {
      from[i] = (byte) i;
    }
    byte[] into = new byte[16];
    Arrays.fill(into, (byte) -1);
    NdArray target = NdArray.view(MemorySegment.ofArray(into), padded, false, null, 2);
    target.set(NdArray.view(MemorySegment.ofArray(from), padded, false, null, 2));
    assertEquals(
        "[0, -1, -1, -1, 4, 5, 6, 7, 8, -1, -1, -1, 12, 13, 14, 15]", Arrays.toString(into));
  }

  /// `a[x] = a[y]` is `a[x] = a[y].copy()` whatever x and y have in common.
  @RepeatedTest(300)
  void overlappingAssignmentIsAsIfTheSourceWereCopied(RepetitionInfo repetition) {
    long seed = SEED + repetition.getCurrentRepetition();
    var random = new Random(seed);
    byte[] bytes = new byte[400];
    random.nextBytes(bytes);
    String[] dtypes = {"i1", "<i2", ">i2", ">i4", "<f4", "S3", "V5", "i1,>i2"};
    NdArray[] views = new NdArray[4];
    DType[] types = new DType[2];
    types[0] = DType.of(dtypes[random.nextInt(dtypes.length)]);
    types[1] = types[0] instanceof DType.Int ? DType.of(dtypes[random.nextInt(5)]) : types[0];
    byte[] other = bytes.clone();
    long[] shape = {1 + random.nextInt(4), 1 + random.nextInt(5)};
    for (int i = 0; i < 2; i++) {
      long[] strides = {random.nextInt(21) - 10, random.nextInt(21) - 10};
      long size = types[i].itemSize();
      if (i == 0) {
        strides[1] = size + random.nextInt(3); // a target does not repeat elements
        strides[0] = strides[1] * shape[1] + random.nextInt(3);
        if (random.nextBoolean()) {
          strides[0] = -strides[0];
        }
      }
      long offset = 180L + random.nextInt(20);
      views[i] = new NdArray(MemorySegment.ofArray(bytes), types[i], shape, strides, offset, null);
      views[i + 2] =
          new NdArray(MemorySegment.ofArray(other), types[i], shape, strides, offset, null);
    }
    views[0].set(Casting.UNSAFE, views[1]);
    views[2].set(Casting.UNSAFE, views[3].copy());
    assertEquals(Arrays.toString(other), Arrays.toString(bytes), "-Dmmaptable.seed=" + SEED);
  }

  @Test
  void fillRepeatsOneElement() {
    NdArray array = numbers(DType.of(">f4"), 3, 1000);
    array.get(":, ::2").fill(1.5);
    assertEquals(1.5, array.getDouble(2, 998));
    assertEquals(1.0, array.getDouble(0, 1));
    NdArray text = NdArray.zeros(DType.of("S3"), 5000);
    text.fill("abc");
    assertEquals("abc", text.getString(4999));
  }
}
