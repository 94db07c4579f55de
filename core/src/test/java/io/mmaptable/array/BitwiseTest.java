package io.mmaptable.array;

import static io.mmaptable.array.ComparisonTest.truths;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitwiseTest {

  private static NdArray array(String dtype, long... values) {
    return NdArray.of(values).astype(DType.of(dtype));
  }

  @Test
  void masksAreCombinedWithoutBeingComputed() {
    NdArray array = NdArray.arange(200);
    Expression middle = array.gt(50).and(array.lt(150));
    assertEquals("0".repeat(51) + "1".repeat(99) + "0".repeat(50), truths(middle));
    assertEquals("1".repeat(51) + "0".repeat(99) + "1".repeat(50), truths(middle.not()));
    assertEquals("1".repeat(200), truths(middle.or(middle.not())));
    assertEquals("0".repeat(200), truths(middle.xor(middle)));
    assertEquals("0".repeat(200), truths(middle.not().and(middle)));
  }

  @Test
  void masksAreCombinedWithArraysAndTruthValues() {
    NdArray array = NdArray.of(true, false, true);
    assertEquals("101", truths(array.lazy().and(true)));
    assertEquals("001", truths(array.lazy().and(NdArray.arange(3).gt(0))));
    assertEquals("[0 1 0]", array.lazy().not().toNdArray().astype(DType.INT8).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "i1, u1, <i2",
    "u1, >u2, <u2",
    "?, u1, |u1",
    ">i4, >i4, <i4",
    "u4, i1, <i8",
    "?, i8, <i8"
  })
  void integersArePromoted(String left, String right, String result) {
    NdArray both = array(left, 1, 0).and(array(right, 3, 3));
    assertEquals(DType.of(result), both.dtype());
    assertEquals("[1 0]", both.toString());
  }

  @Test
  void bitsAreThoseOfTheDType() {
    assertEquals("[252]", array("u1", 3).not().toString());
    assertEquals("[-4]", array("i1", 3).not().toString());
    assertEquals("[18446744073709551612]", array(">u8", 3).not().toString());
    assertEquals("[-1]", array("i1", -128).or(127).toString());
    assertEquals("[128]", array("i1", -128).and(array("u1", 200)).toString());
  }

  @Test
  void javaIntegersMustFitTheDType() {
    assertThrows(IllegalArgumentException.class, () -> array("u1", 3).and(300));
    assertThrows(IllegalArgumentException.class, () -> array("u1", 3).or(-1));
    assertEquals(DType.INT64, NdArray.of(true).and(3).dtype());
  }

  @Test
  void floatsAreRefused() {
    NdArray floats = NdArray.of(1.0);
    var refused = assertThrows(UnsupportedOperationException.class, () -> floats.and(floats));
    assertEquals("there is no and of <f8 and <f8, but of integers and bool", refused.getMessage());
    assertThrows(UnsupportedOperationException.class, () -> floats.and(1));
    assertThrows(UnsupportedOperationException.class, () -> array("i4", 1).or(1.0));
    assertThrows(UnsupportedOperationException.class, floats::not);
    assertThrows(UnsupportedOperationException.class, () -> array("u8", 1).xor(array("i8", 1)));
  }
}
