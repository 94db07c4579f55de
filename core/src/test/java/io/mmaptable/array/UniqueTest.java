package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class UniqueTest {

  @Test
  void elementsComeOnceAndInOrder() {
    Unique unique = NdArray.of(3L, 1, 3, 2, 3).uniqueCounts();
    assertEquals("[1 2 3]", unique.values().toString());
    assertEquals("[1 1 3]", unique.counts().toString());
    assertEquals(DType.INT64, unique.counts().dtype());
  }

  @Test
  void nanComesOnceAndLast() {
    Unique unique = NdArray.of(Double.NaN, 1, Double.NaN).uniqueCounts();
    assertEquals("[ 1. nan]", unique.values().toString());
    assertEquals("[1 2]", unique.counts().toString());
  }

  @Test
  void notATimeComesOnce() {
    NdArray times = NdArray.of("NaT", "2020", "NaT").astype(DType.of("M8[Y]"));
    assertEquals("['2020'  'NaT']", times.unique().toString());
  }

  @Test
  void ofZerosTheFirstIsGiven() {
    assertEquals("[-0.  1.]", NdArray.of(1, -0.0, 0.0).unique().toString());
    assertEquals("[0. 1.]", NdArray.of(0.0, -0.0, 1).unique().toString());
  }

  @Test
  void complexNumbersThatAreNanInAPartAreOne() {
    NdArray array = NdArray.zeros(DType.COMPLEX64, 3);
    array.real().set(new double[] {Double.NaN, 1, 1});
    array.imag().set(new double[] {1, Double.NaN, 0});
    Unique unique = array.uniqueCounts();
    assertEquals("[ 1.+0.j nan+1.j]", unique.values().toString());
    assertEquals("[1 2]", unique.counts().toString());
  }

  @Test
  void textKeepsItsDType() {
    NdArray array = NdArray.of("b", "a", "b").astype(DType.of(">U5"));
    assertEquals("['a' 'b']", array.unique().toString());
    assertEquals(array.dtype(), array.unique().dtype());
  }

  @Test
  void anArrayOfMoreDimensionsIsFlattened() {
    NdArray array = NdArray.of(2L, 1, 1, 2, 0, 0).reshape(3, 2).transpose();
    assertEquals("[0 1 2]", array.unique().toString());
  }

  @Test
  void moreElementsThanAnIntCountsAreCounted() {
    NdArray array = NdArray.of(true, false, true, false).broadcastTo(1L << 20, 4);
    assertEquals("[2097152 2097152]", array.uniqueCounts().counts().toString());
  }

  @Test
  void anEmptyArrayHasNone() {
    Unique unique = NdArray.zeros(DType.FLOAT32, 0, 3).uniqueCounts();
    assertEquals("[] []", unique.values() + " " + unique.counts());
  }

  @Test
  void aZeroDimensionalArrayHasOne() {
    assertEquals("[0]", NdArray.zeros(DType.INT8).unique().toString());
  }
}
