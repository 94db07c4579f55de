package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class SearchSortedTest {
  private static final NdArray SORTED = NdArray.of(1L, 3, 3, 5);

  @Test
  void equalElementsAreBeforeOrAfter() {
    NdArray values = NdArray.of(0L, 3, 4, 9);
    assertEquals("[0 1 3 4]", SORTED.searchSorted(values).toString());
    assertEquals("[0 3 3 4]", SORTED.searchSorted(values, Side.RIGHT).toString());
  }

  @Test
  void positionsHaveTheShapeOfTheValues() {
    assertArrayEquals(new long[] {2, 0}, SORTED.searchSorted(new int[2][0]).shape());
    assertArrayEquals(new long[0], SORTED.searchSorted(3).shape());
  }

  @Test
  void integersAreComparedWithFractions() {
    assertEquals("[1 3]", SORTED.searchSorted(new double[] {2.5, 3.5}).toString());
  }

  @Test
  void valuesMayBeOutsideOfTheDType() {
    NdArray bytes = SORTED.astype(DType.UINT8);
    assertEquals("[0 4]", bytes.searchSorted(new int[] {-1, 300}).toString());
  }

  @Test
  void nanIsPastAllNumbers() {
    NdArray sorted = NdArray.of(1, 2, Double.NaN);
    assertEquals("2", sorted.searchSorted(Double.NaN).toString());
    assertEquals("3", sorted.searchSorted(Double.NaN, Side.RIGHT).toString());
  }

  @Test
  void textMayBeLongerThanTheElementsAre() {
    NdArray sorted = NdArray.of("a", "b");
    assertEquals("[0 1 1]", sorted.searchSorted(NdArray.of("a", "abc", "b")).toString());
    assertEquals(
        "[1 1 2]", sorted.searchSorted(NdArray.of("a", "abc", "b"), Side.RIGHT).toString());
  }

  @Test
  void timesMayHaveOtherUnits() {
    NdArray years = NdArray.of("2020", "2021").astype(DType.of("M8[Y]"));
    NdArray day = NdArray.of("2020-06-01").astype(DType.of("M8[D]"));
    assertEquals("[1]", years.searchSorted(day).toString());
  }

  @Test
  void aHugeArrayIsNotRead() {
    NdArray zeros = NdArray.of(0L).broadcastTo(1L << 40);
    assertEquals(String.valueOf(1L << 40), zeros.searchSorted(1).toString());
  }

  @Test
  void onlyOneDimensionCanBeSearched() {
    NdArray matrix = NdArray.zeros(DType.INT64, 2, 2);
    assertThrows(IllegalArgumentException.class, () -> matrix.searchSorted(1));
    assertThrows(IllegalArgumentException.class, () -> NdArray.zeros(DType.INT64).searchSorted(1));
  }

  @Test
  void timesCannotBeSearchedForNumbers() {
    NdArray years = NdArray.of("2020").astype(DType.of("M8[Y]"));
    assertThrows(UnsupportedOperationException.class, () -> years.searchSorted(1.5));
  }
}
