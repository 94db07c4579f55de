package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What NumPy makes of `==`, `!=`, `<`, `<=`, `>`, `>=` and of questions about single elements.
class ComparisonTest {

  /// The truth values as 0 and 1.
  static String truths(Expression mask) {
    assertEquals(DType.BOOL, mask.dtype());
    var text = new StringBuilder();
    for (NdArray element : mask.toNdArray().flat()) {
      text.append(element.getLong());
    }
    return text.toString();
  }

  private static String all(NdArray array, Object other) {
    List<Function<Object, Expression>> relations =
        List.of(array::eq, array::ne, array::lt, array::le, array::gt, array::ge);
    return String.join(" ", relations.stream().map(r -> truths(r.apply(other))).toList());
  }

  private static NdArray array(String dtype, Object values) {
    return NdArray.asArray(values, DType.of(dtype));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"i1", ">i2", "i4", ">i8", "u1", ">u2", "u4", "u8", "f2", ">f4", "f8", "f16", "c8"})
  void numbersOfAnyDTypeAreCompared(String dtype) {
    NdArray array = array(dtype, new double[] {1, 2, 3}).get("::-1").get("::-1");
    assertEquals("010 101 100 110 001 011", all(array, 2));
    assertEquals("010 101 100 110 001 011", all(array, 2.0));
    assertEquals("000 111 110 110 001 001", all(array, 2.5));
    assertEquals("010 101 100 110 001 011", all(array, array(">i4", new int[] {2})));
    assertEquals("010 101 100 110 001 011", all(array, array.get("::-1")));
  }

  private static NdArray array(String dtype, double[] values) {
    return NdArray.of(values).astype(DType.of(dtype));
  }

  @Test
  void truthValuesAreZeroAndOne() {
    NdArray array = NdArray.of(false, true);
    assertEquals("01 10 10 11 00 01", all(array, true));
    assertEquals("10 01 00 10 01 11", all(array, 0));
    assertEquals("00 11 10 10 01 01", all(array, 0.5));
    assertThrows(IllegalArgumentException.class, () -> array.eq(BigInteger.TWO.pow(64)));
  }

  @Test
  void valuesOutOfRangeAreOnOneSideOfAllIntegers() {
    NdArray bytes = array("u1", new double[] {0, 255});
    assertEquals("00 11 11 11 00 00", all(bytes, 300));
    assertEquals("00 11 00 00 11 11", all(bytes, -1));
    assertEquals("00 11 11 11 00 00", all(bytes, BigInteger.TEN.pow(30)));
    NdArray longs = NdArray.of(Long.MIN_VALUE, Long.MAX_VALUE);
    assertEquals("00 11 00 00 11 11", all(longs, BigInteger.TEN.pow(30).negate()));
    assertEquals("10 01 01 11 00 10", all(longs.astype(DType.UINT64), BigInteger.TWO.pow(63)));
  }

  @Test
  void unsignedLongsAndSignedOnesAreComparedExactly() {
    NdArray signed = NdArray.of(-1, Long.MAX_VALUE, 7);
    NdArray unsigned = NdArray.of(-1, Long.MAX_VALUE, 6).astype(DType.of(">u8"));
    assertEquals("010 101 100 110 001 011", all(signed, unsigned));
    assertEquals("010 101 001 011 100 110", all(unsigned, signed));
    assertEquals(
        "100 011 011 111 000 100", all(unsigned, BigInteger.TWO.pow(64).subtract(BigInteger.ONE)));
  }

  @Test
  void javaFloatsTakeOnThePrecisionOfTheArray() {
    assertEquals("1", truths(array("f4", new double[] {0.1}).eq(0.1)));
    assertEquals("1", truths(array("f2", new double[] {0.1}).eq(0.1f)));
    assertEquals("0", truths(array("f4", new double[] {0.1}).eq(NdArray.of(0.1))));
    assertEquals("1", truths(array("c8", new double[] {0.1}).eq(new Complex(0.1, 0))));
    assertEquals("1", truths(array("f2", new double[] {65504}).lt(70000)));
    assertEquals("1", truths(array("i8", new double[] {1}).eq(new Complex(1, 0))));
  }

  @Test
  void nanIsRelatedToNothing() {
    NdArray array = NdArray.of(Double.NaN, 1, -0.0, Double.POSITIVE_INFINITY);
    assertEquals("0000 1111 0000 0000 0000 0000", all(array, Double.NaN));
    assertEquals("0010 1101 0000 0010 0101 0111", all(array, 0));
    assertEquals("0111 1000 0000 0111 0000 0111", all(array, array));
    assertEquals("0001 1110 0110 0111 0000 0001", all(array, Double.POSITIVE_INFINITY));
  }

  @Test
  void complexNumbersAreComparedByTheirRealPartsFirst() {
    NdArray array =
        NdArray.asArray(List.of(new Complex(1, 2), new Complex(2, 0), new Complex(0, Double.NaN)));
    assertEquals("100 011 000 100 010 110", all(array, new Complex(1, 2)));
    assertEquals("000 111 000 000 110 110", all(array, new Complex(1, 1)));
  }

  @Test
  void operandsAreBroadcast() {
    Expression mask = NdArray.arange(3).reshape(3, 1).lt(NdArray.arange(4));
    assertEquals("[3, 4]", Arrays.toString(mask.shape()));
    assertEquals("011100110001", truths(mask));
    assertThrows(IllegalArgumentException.class, () -> NdArray.arange(3).eq(NdArray.arange(2)));
    assertEquals("", truths(NdArray.arange(0).gt(1)));
    assertEquals("1", truths(NdArray.asArray(3).gt(1)));
  }

  @Test
  void expressionBeginsWithAJavaValue() {
    assertEquals("011", truths(Expression.of(1).le(NdArray.arange(3))));
    assertEquals("100", truths(Expression.of(0.5).gt(NdArray.arange(3))));
    assertEquals("1", truths(Expression.of(1).lt(2)));
  }

  @Test
  void maskIsComputedAnewEachTime() {
    NdArray array = NdArray.of(1L, 2L);
    Expression mask = array.gt(1);
    array.set(5);
    assertEquals("11", truths(mask));
  }

  @Test
  void whatHasNothingInCommonIsNeverEqual() {
    NdArray numbers = NdArray.arange(2);
    assertEquals("00", truths(numbers.eq(NdArray.of("0", "1"))));
    assertEquals("11", truths(numbers.ne("0")));
    assertEquals("00", truths(numbers.astype(DType.of("M8[D]")).eq(numbers)));
    var refused = assertThrows(UnsupportedOperationException.class, () -> numbers.lt("0"));
    assertEquals("elements of <i8 and <U1 cannot be compared by lt", refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "f2, 0010, 1101, 0000",
    "f8, 0010, 1100, 0001",
    ">f4, 0010, 1100, 0001",
    "f16, 0010, 1100, 0001",
    "c16, 0010, 1100, 0001"
  })
  void floatsSayWhatTheyAre(String dtype, String nan, String finite, String infinite) {
    double large = dtype.equals("f2") ? 3 : Double.NEGATIVE_INFINITY;
    NdArray array = array(dtype, new double[] {0, -1, Double.NaN, large});
    assertEquals(nan, truths(array.isNaN()));
    assertEquals(finite, truths(array.isFinite()));
    assertEquals(infinite, truths(array.isInf()));
    assertThrows(UnsupportedOperationException.class, array::isNaT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "i1", ">u8"})
  void integersAreFinite(String dtype) {
    NdArray array = NdArray.zeros(DType.of(dtype), 3);
    assertEquals("000", truths(array.isNaN()));
    assertEquals("111", truths(array.isFinite()));
    assertEquals("000", truths(array.isInf()));
  }

  @Test
  void complexNumberIsWhatEitherPartIs() {
    double inf = Double.POSITIVE_INFINITY;
    NdArray array =
        NdArray.asArray(
            List.of(new Complex(1, inf), new Complex(Double.NaN, inf), new Complex(1, 1)));
    assertEquals("010", truths(array.isNaN()));
    assertEquals("001", truths(array.isFinite()));
    assertEquals("110", truths(array.isInf()));
  }

  @Test
  void timesAreFiniteUnlessNaT() {
    NdArray array = NdArray.of("2020", "NaT").astype(DType.of(">M8[D]"));
    assertEquals("01", truths(array.isNaT()));
    assertEquals("01", truths(array.isNaN()));
    assertEquals("10", truths(array.isFinite()));
    assertEquals("00", truths(array.isInf()));
  }

  @Test
  void textIsNotAskedWhetherItIsNaN() {
    NdArray text = NdArray.of("nan");
    var refused = assertThrows(UnsupportedOperationException.class, text::isNaN);
    assertEquals("elements of <U3 cannot be asked whether they are nan", refused.getMessage());
  }

  @Test
  void arraysLongerThanABlockAreCompared() {
    NdArray array = NdArray.arange(1500);
    String expected = "0".repeat(701) + "1".repeat(799);
    for (String dtype : List.of("i8", "i2", ">f4", "f8", "f2")) {
      NdArray some = array.astype(DType.of(dtype));
      assertEquals(expected, truths(some.gt(700)), dtype);
      assertEquals(expected, truths(some.gt(NdArray.asArray(700))), dtype);
    }
  }

  @Test
  void arraysPastTwoToTheThirtyFirstAreCompared() {
    NdArray array = NdArray.arange(2).reshape(2, 1).broadcastTo(2, 1L << 32);
    Cursor cursor = array.gt(0).node().open();
    long[] bits = new long[8];
    cursor.loadTruths((1L << 32) - 1, 3, bits);
    assertEquals(0b110, bits[0]);
  }

  @Test
  void structuredElementsAreEqualFieldByField() {
    NdArray array = NdArray.zeros(DType.of("i4,(2,)f8,S3,V2"), 3);
    NdArray other = array.copy();
    assertEquals("111", truths(array.eq(other)));
    other.field("f1").set("2, 1", 0.5);
    assertEquals("110", truths(array.eq(other)));
    other.field("f2").set("0", "x");
    assertEquals("101", truths(array.ne(other)));
    assertThrows(UnsupportedOperationException.class, () -> array.lt(other));
    assertThrows(UnsupportedOperationException.class, () -> array.eq(0));
    assertThrows(UnsupportedOperationException.class, () -> array.eq(array.fields("f0")));
  }

  @Test
  void structuredElementsMayDifferInTheirLayout() {
    NdArray array = NdArray.zeros(DType.of("i4,f8"), 700);
    NdArray other = NdArray.zeros(DType.of("[('f0', '>i8'), ('f1', '<f4')]"), 700);
    other.field("f0").set("699", 1);
    assertEquals("1".repeat(699) + "0", truths(array.eq(other)));
  }
}
