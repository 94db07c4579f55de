package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortTest {

  private static String sorted(NdArray array) {
    return array.sorted().toString();
  }

  @Test
  void nanComesLastAndZerosKeepTheirOrder() {
    NdArray array = NdArray.of(0.0, Double.NaN, -0.0, -1, Double.NEGATIVE_INFINITY, 0.0);
    assertEquals("[-inf  -1.   0.  -0.   0.  nan]", sorted(array));
  }

  @Test
  void nansKeepTheirOrderWhateverTheirBits() {
    NdArray bits = NdArray.of(0x7ff8_0000_0000_0001L, 0xfff8_0000_0000_0003L, 0L);
    NdArray sorted = bits.view(DType.FLOAT64).sorted().view(DType.INT64);
    assertArrayEquals(
        new long[] {0, 0x7ff8_0000_0000_0001L, 0xfff8_0000_0000_0003L}, sorted.longs().toArray());
  }

  @Test
  void notATimeComesLast() {
    NdArray times = NdArray.of("NaT", "2020-01-02", "1969-12-31").astype(DType.of("M8[D]"));
    assertEquals("['1969-12-31' '2020-01-02'        'NaT']", sorted(times));
  }

  @Test
  void complexNumbersGoByTheirRealPartsFirstAndThoseOfNanLast() {
    NdArray array = NdArray.zeros(DType.COMPLEX128, 5);
    array.real().set(new double[] {1, Double.NaN, 0, 2, 2});
    array.imag().set(new double[] {Double.NaN, 0, Double.NaN, 3, -3});
    assertEquals("[ 2. -3.j  2. +3.j  0.+nanj  1.+nanj nan +0.j]", sorted(array));
  }

  @Test
  void textGoesByCodePoints() {
    assertEquals(
        "['' 'a' 'aa' 'b' '\\uffff' '😀']", sorted(NdArray.of("😀", "\uffff", "b", "aa", "a", "")));
  }

  @Test
  void bytesAreUnsigned() {
    NdArray array = NdArray.of("\u00ff", "a", "").astype(DType.of("S1"));
    assertEquals("[b'' b'a' b'\\xff']", sorted(array));
  }

  @Test
  void unsignedIntegersArePastTheSignedOnes() {
    NdArray array = NdArray.of(-1, 5, Long.MIN_VALUE, 0).view(DType.UINT64);
    NdArray sorted = array.sorted();
    assertEquals(DType.UINT64, sorted.dtype());
    assertArrayEquals(
        new long[] {0, 5, Long.MIN_VALUE, -1}, sorted.view(DType.INT64).longs().toArray());
  }

  @Test
  void structuredElementsGoByTheirFields() {
    NdArray array = NdArray.zeros(DType.of("i4,f8"), 3);
    array.field("f0").set(new int[] {1, 1, 0});
    array.field("f1").set(new double[] {2, -2, 9});
    assertEquals("[(0,  9.) (1, -2.) (1,  2.)]", sorted(array));
  }

  @Test
  void onlyTheElementsOfAViewAreSorted() {
    NdArray array = NdArray.of(9L, 1, 8, 2, 7, 3);
    array.get("::-2").sort();
    assertEquals("[9 3 8 2 7 1]", array.toString());
  }

  @Test
  void eachLaneIsSortedAlongItsAxis() {
    NdArray array = NdArray.of(5L, 4, 3, 2, 1, 0).reshape(3, 2);
    assertEquals("[[1 0]\n [3 2]\n [5 4]]", array.sorted(0).toString());
    assertEquals("[[4 5]\n [2 3]\n [0 1]]", array.sorted(-1).toString());
  }

  @Test
  void lanesOfMoreThanTwoAxesAreAllSorted() {
    NdArray array = NdArray.arange(23, -1, -1).reshape(2, 3, 4).transpose(2, 0, 1);
    for (int axis = 0; axis < 3; axis++) {
      NdArray sorted = array.sorted(axis);
      NdArray backwards = array.get(backwards(axis));
      assertEquals(backwards.toString(), sorted.toString());
    }
  }

  private static Index[] backwards(int axis) {
    Index[] index = {Slice.ALL, Slice.ALL, Slice.ALL};
    index[axis] = new Slice(null, null, -1);
    return index;
  }

  @Test
  void repeatedElementsAreSortedInTheCopy() {
    assertEquals("[[3 3]\n [3 3]]", NdArray.of(3L).broadcastTo(2, 2).sorted().toString());
  }

  @Test
  void nothingIsThereToSortInAnEmptyArray() {
    NdArray pastTheEnd = NdArray.of(1L, 2).get("2:");
    pastTheEnd.sort();
    assertArrayEquals(new long[] {2, 0}, NdArray.zeros(DType.INT64, 2, 0).sorted(0).shape());
    assertArrayEquals(new long[] {0}, pastTheEnd.argSort().shape());
  }

  @Test
  void aZeroDimensionalArrayHasNoAxisButAPosition() {
    NdArray array = NdArray.zeros(DType.INT64);
    var e = assertThrows(IllegalArgumentException.class, array::sort);
    assertEquals("axis (-1) of an array of 0 dimensions", e.getMessage());
    assertEquals("[0]", array.argSort().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, -3})
  void anAxisThatIsNotThereIsRefused(int axis) {
    NdArray matrix = NdArray.zeros(DType.INT64, 2, 2);
    assertThrows(IllegalArgumentException.class, () -> matrix.sort(axis));
    assertThrows(IllegalArgumentException.class, () -> matrix.sorted(axis));
    assertThrows(IllegalArgumentException.class, () -> matrix.argSort(axis));
  }

  @Test
  void aReadOnlyArrayIsSortedOnlyAsACopy() {
    MemorySegment memory = NdArray.of(2L, 1).asSegment().asReadOnly();
    NdArray array = NdArray.view(memory, DType.INT64, false, null, 2);
    assertEquals("[1 2]", sorted(array));
    assertThrows(UnsupportedOperationException.class, array::sort);
  }

  @Test
  void positionsOfEqualElementsKeepTheirOrder() {
    assertEquals("[1 3 0 2]", NdArray.of(2.0, 1, 2, 1).argSort().toString());
  }

  @Test
  void positionsAlongTheFirstAxisAreOfThatAxis() {
    NdArray array = NdArray.of(3L, 1, 2, 2).reshape(2, 2);
    assertEquals("[[1 0]\n [0 1]]", array.argSort(0).toString());
  }

  @Test
  void textsThatAreLongAndAlikeAreTold() {
    String same = "x".repeat(300);
    NdArray array = NdArray.of(same + "b", same, same + "a", same);
    assertEquals("[1 3 2 0]", array.argSort().toString());
  }
}
