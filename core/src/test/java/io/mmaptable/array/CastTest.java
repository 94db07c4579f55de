package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each expected value is NumPy's, by `numpy.array(...).astype(...)`.
class CastTest {
  private static final double[] REALS = {
    0, -0.0, 1.9, -1.9, 127.5, 300.7, 70000, 4294967297.0, 1e10, -3e9, 1e19, Double.NaN, 1 / 0.0
  };

  private static NdArray texts(String dtype, String... values) {
    NdArray array = NdArray.zeros(DType.of(dtype), values.length);
    array.set(values);
    return array;
  }

  private static String lines(NdArray array) {
    return array.toString().replace("\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?  | [False False  True  True  True  True  True  True  True  True  True  True  True]",
        "i1 | [  0   0   1  -1 127  44 112   0   0   0   0   0   0]",
        "u1 | [  0   0   1 255 127  44 112   0   0   0   0   0   0]",
        "<i2 | [   0    0    1   -1  127  300 4464    0    0    0    0    0    0]",
        ">i2 | [   0    0    1   -1  127  300 4464    0    0    0    0    0    0]"
      })
  void realsBecomeIntegersAsOnX86(String dtype, String expected) {
    assertEquals(expected, lines(NdArray.of(REALS).astype(DType.of(dtype))));
  }

  @Test
  void realsOutOfRangeBecomeTheSmallestInteger() {
    NdArray reals = NdArray.of(REALS);
    NdArray ints = reals.astype(DType.of(">i4"));
    NdArray longs = reals.astype(DType.INT64);
    NdArray unsigned = reals.astype(DType.UINT64);
    assertEquals(70000, ints.getLong(6));
    for (int i = 7; i < REALS.length; i++) {
      assertEquals(Integer.MIN_VALUE, ints.getLong(i), "element " + i);
    }
    assertEquals(-3_000_000_000L, longs.getLong(9));
    assertEquals(Long.MIN_VALUE, longs.getLong(10));
    assertEquals(Long.MIN_VALUE, longs.getLong(11));
    assertEquals(new BigInteger("10000000000000000000").longValue(), unsigned.getLong(10));
    assertEquals(Long.MIN_VALUE, unsigned.getLong(11));
    assertEquals(0, unsigned.getLong(12));
  }

  @ParameterizedTest
  @CsvSource({
    "i1, -1 44 -128 127",
    "u1, 255 44 128 127",
    "<i2, -1 300 -128 127",
    "u4, 4294967295 300 4294967168 127",
    ">u8, 18446744073709551615 300 18446744073709551488 127"
  })
  void integersWrapWhenAskedTo(String dtype, String expected) {
    NdArray wrapped = NdArray.of(-1L, 300L, -128L, 127L).astype(DType.of(dtype));
    assertEquals("[" + expected + "]", lines(wrapped).replaceAll(" +", " ").replace("[ ", "["));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", ">i2", "<i4"})
  void integersOutOfRangeAreRefusedBeforeAnythingIsWritten(String dtype) {
    NdArray target = NdArray.zeros(DType.of(dtype), 1000);
    NdArray source = NdArray.zeros(DType.INT64, 1000);
    source.set(1);
    source.get(997).set(1L << 33);
    var e = assertThrows(IllegalArgumentException.class, () -> target.set(source));
    assertEquals("value (8589934592) does not fit into " + target.dtype(), e.getMessage());
    assertEquals(0, target.countNonZero());
  }

  @Test
  void unsignedLongsAreRoundedOnceToFloats() {
    NdArray longs = NdArray.zeros(DType.UINT64, 3);
    longs.setLongs(-1, (1L << 62) + (1L << 38) + 1, (1L << 63) + (1L << 39) + 1);
    NdArray floats = longs.astype(DType.FLOAT32);
    assertEquals(0x1p64, floats.getDouble(0));
    assertEquals(0x1.000002p62, floats.getDouble(1));
    assertEquals(0x1.000002p63, floats.getDouble(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f16", ">f16"})
  void longDoubleHoldsEveryLongAndDouble(String dtype) {
    long[] longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, (1L << 53) + 1};
    assertEquals(
        NdArray.of(longs).toString(),
        NdArray.of(longs).astype(DType.of(dtype)).astype(DType.INT64).toString());
    double[] doubles = {
      0, -0.0, 1.5, Math.PI, -Double.MAX_VALUE, Double.MIN_VALUE, 0x1p-1030, 1 / 0.0, Double.NaN
    };
    NdArray back = NdArray.of(doubles).astype(DType.of(dtype)).astype(DType.FLOAT64);
    for (int i = 0; i < doubles.length; i++) {
      assertEquals(doubles[i], back.getDouble(i));
    }
    NdArray unsigned = NdArray.zeros(DType.UINT64, 1);
    unsigned.setLongs(-3);
    assertEquals(-3, unsigned.astype(DType.of(dtype)).astype(DType.UINT64).getLong(0));
  }

  @Test
  void longDoubleKeepsItsBitsInTheOtherByteOrder() {
    NdArray large = NdArray.of(Long.MAX_VALUE).astype(DType.of("<f16"));
    assertEquals(Long.MAX_VALUE, large.astype(DType.of(">f16")).astype(DType.INT64).getLong(0));
  }

  @Test
  void complexNumbersLoseTheirImaginaryPartWhenAskedTo() {
    NdArray complex = NdArray.of(1.5, -2.0).astype(DType.of(">c8"));
    assertEquals("[1.5+0.j -2. +0.j]", complex.toString().replace("[ ", "["));
    NdArray other = NdArray.zeros(DType.COMPLEX128, 2);
    other.set(texts("U5", "1+2j", "3j").astype(DType.COMPLEX128));
    assertEquals("[1. 0.]", other.astype(DType.FLOAT32).toString());
    assertEquals("[ True  True]", other.astype(DType.BOOL).toString());
    assertThrows(IllegalArgumentException.class, () -> NdArray.of(1.0).set(other.get("0:1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i4  | U5  | 12, 13 , 1_000, -0, +5, ٣    | [  12   13 1000    0    5    3]",
        "u8  | U20 | 18446744073709551615         | [18446744073709551615]",
        "f8  | U9  | 1.5, 1e5, -.5, 5., 1_0.5     | [ 1.50e+00  1.00e+05 -5.00e-01  5.00e+00 "
            + " 1.05e+01]",
        "f8  | S9  | inf, -Infinity, NAN, 1e400   | [ inf -inf  nan  inf]",
        "?   | U5  | True, False, 0, x            | [ True  True  True  True]",
        "M8[D] | S11 | 2020, 2020-02, NaT, -0044-03-15 "
            + "| ['2020-01-01' '2020-02-01' 'NaT' '-044-03-15']",
        "M8[m] | U22 | 2020-02-03T04:05+01:30, 2020-02-03 04Z "
            + "| ['2020-02-03T02:35' '2020-02-03T04:00']",
        "M8[Y] | U16 | 2020-01-01T00+01 | ['2019']",
        "M8[3D] | U10 | 2020-02-03 | ['2020-02-02']"
      })
  void textIsReadAsPythonReadsIt(String to, String from, String texts, String expected) {
    NdArray source = NdArray.zeros(DType.of(from.replace("S", "U")), texts.split(",").length);
    source.set(texts.strip().split(", *"));
    NdArray given = source.astype(DType.of(from));
    String read = given.astype(DType.of(to)).toString().replaceAll("\\s+", " ");
    assertEquals(expected.replaceAll("\\s+", " "), read);
  }

  @ParameterizedTest
  @CsvSource({
    "i4, 1.5",
    "i4, 0x10",
    "i4, 1__0",
    "i4, _1",
    "i1, 300",
    "u1, -1",
    "f8, 0x1p3",
    "f8, 1.5d",
    "f8, 1 2",
    "c16, 1 + 2j",
    "c16, 1+2",
    "M8[D], 2020-2-3",
    "M8[D], 2020-02-30",
    "M8[D], 2020-02-03T24:00",
    "M8[D], 2020/02/03",
    "M8[D], 2020-",
    "M8[D], 2020-02-03T0405",
    "M8[D], 2020-02-03Z",
    "M8[as], 2020",
    "M8, 2020",
    "m8[s], 1.5",
    "m8[s], 5 seconds",
    "M8[D], now"
  })
  void textThatSaysNothingIsRefused(String to, String text) {
    var e =
        assertThrows(IllegalArgumentException.class, () -> NdArray.of(text).astype(DType.of(to)));
    assertTrue(String.valueOf(e.getMessage()).contains(text), e.getMessage());
  }

  @Test
  void numbersAreWrittenAsPythonWritesThem() {
    DType text = DType.of("U24");
    assertEquals("['-5' '300']", NdArray.of(-5L, 300L).astype(text).toString());
    assertEquals(
        "['0.1' '1e+22' '-0.0' 'nan']",
        NdArray.of(0.1, 1e22, -0.0, Double.NaN).astype(text).toString());
    assertEquals("['True' 'False']", NdArray.of(true, false).astype(text).toString());
    NdArray complex = texts("U9", "1+2j", "0.5j", "-0-1j").astype(DType.COMPLEX128);
    assertEquals("['(1+2j)' '0.5j' '(-0-1j)']", complex.astype(text).toString());
    NdArray spans = NdArray.of(5L, Long.MIN_VALUE).astype(DType.of("m8[3s]"));
    assertEquals("['15 seconds' 'NaT']", spans.astype(text).toString());
    NdArray days = texts("U10", "2020-02-03", "NaT").astype(DType.of("M8[D]"));
    assertEquals("[b'2020-02-03' b'NaT']", days.astype(DType.of("S10")).toString());
  }

  @Test
  void textThatIsTooWideIsCutOnlyWhenAskedTo() {
    assertEquals("['30']", NdArray.of(300000L).astype(DType.of("U2")).toString());
    NdArray two = NdArray.zeros(DType.of("U2"), 1);
    var e = assertThrows(IllegalArgumentException.class, () -> two.set(new long[] {300000}));
    assertEquals("value ('300000') does not fit into <U2", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> NdArray.of("漢").astype(DType.of("S9")));
    NdArray day = texts("U10", "2020-02-03").astype(DType.of("M8[D]"));
    assertThrows(IllegalArgumentException.class, () -> day.astype(DType.of("U4")));
    assertEquals("['a' 'ab']", texts(">U5", "a", "abc").astype(DType.of("<U2")).toString());
  }

  @Test
  void bytesOfAnElementAreThoseOfTheMachinesOrder() {
    NdArray opaque = NdArray.zeros(DType.of(">i4"), 1);
    opaque.set(0x01020304);
    assertEquals("[b'\\x04\\x03\\x02\\x01\\x00\\x00']", opaque.astype(DType.of("V6")).toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> NdArray.zeros(DType.of("V4"), 1).astype(DType.of("S4")));
  }
}
