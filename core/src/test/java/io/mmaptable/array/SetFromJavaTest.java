package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetFromJavaTest {
  private static final Instant FAR = Instant.parse("3000-01-01T00:00:00Z");
  private static final LocalDateTime MILLIS = LocalDateTime.parse("2020-01-02T03:04:05.006");
  private static final byte[] AB = {'A', 'B'};

  /// A value, the dtype that it is to become, and what is printed then.
  record Case(Object value, String dtype, String printed) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new Instant[] {FAR}, "M8[s]", "['3000-01-01T00:00:00']"),
        new Case(List.of(List.of(FAR)), "M8[ms]", "[['3000-01-01T00:00:00.000']]"),
        new Case(new LocalDateTime[][] {{MILLIS}}, ">M8[us]", "[['2020-01-02T03:04:05.006000']]"),
        new Case(new Duration[] {Duration.ofDays(365_000)}, "m8[s]", "[31536000000]"),
        new Case(List.of(Duration.ofMillis(-1500)), "m8[ms]", "[-1500]"),
        new Case(new Complex[][] {{new Complex(1, 2)}}, ">c8", "[[1.+2.j]]"),
        new Case(List.of(1, new Complex(1, 2), 1.5), "c16", "[1. +0.j 1. +2.j 1.5+0.j]"),
        new Case(new BigDecimal[] {new BigDecimal("1.5")}, "f4", "[1.5]"),
        new Case(List.of(new BigDecimal("1.5"), 1), "f8", "[1.5 1. ]"),
        new Case(List.of(BigInteger.TEN, new Complex(0, 1)), "c16", "[10.+0.j  0.+1.j]"),
        new Case(AB, "S3", "b'AB'"),
        new Case(AB, "V2", "b'\\x41\\x42'"),
        new Case(new byte[][] {AB, {'C'}}, "S2", "[b'AB' b'C']"),
        new Case(List.of(AB, AB), "V2", "[b'\\x41\\x42' b'\\x41\\x42']"),
        new Case(new String[0][2], "S2", "[]"),
        new Case(List.of("2020-01-02"), "M8[D]", "['2020-01-02']"),
        new Case(new String[][] {{"2020-01"}, {"NaT"}}, "M8[M]", "[['2020-01'] [    'NaT']]"),
        new Case(List.of(List.of("ab"), List.of("c")), "S2", "[[b'ab'] [b'c']]"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void javaValuesBecomeElementsOfADType(Case given) {
    NdArray array = NdArray.asArray(given.value(), DType.of(given.dtype()));
    assertEquals(DType.of(given.dtype()), array.dtype());
    assertEquals(given.printed(), array.toString().replace("\n", ""));
  }

  /// What an array gives can be set into it again.
  @ParameterizedTest
  @ValueSource(
      strings = {"?", "i2", "u8", "f2", "f8", "c8", "S2", "U2", "V3", "M8[D]", "M8[us]", "m8[s]"})
  void arrayIsSetFromWhatItGives(String dtype) {
    NdArray array = NdArray.zeros(DType.of(dtype), 2, 2);
    array.view(DType.INT8).get("..., ::" + array.itemSize()).set(1);
    NdArray again = NdArray.zeros(DType.of(dtype), 2, 2);
    again.set(Objects.requireNonNull(array.toArray()));
    assertEquals(array.toString(), again.toString());
    again.fillZero();
    again.get(1).set(Objects.requireNonNull(array.item(0, 0)));
    assertEquals(array.get(0).toString(), again.get(1).toString());
  }

  static Stream<Object> inexact() {
    return Stream.of(List.of(MILLIS), List.of(List.of(Duration.ofMillis(1))), MILLIS);
  }

  @ParameterizedTest
  @MethodSource("inexact")
  void timesThatWouldBeRoundedAreRefused(Object times) {
    boolean span = times.toString().contains("PT");
    NdArray array = NdArray.zeros(DType.of(span ? "m8[s]" : "M8[s]"), 1);
    var e = assertThrows(IllegalArgumentException.class, () -> array.set(times));
    assertTrue(String.valueOf(e.getMessage()).contains("does not fit into"), e.getMessage());
  }

  @Test
  void arraysOfOneShapeAreStacked() {
    NdArray first = NdArray.of(1L, 2L);
    NdArray second = NdArray.arange(8).get("4::3");
    assertEquals("[[1 2] [4 7]]", printed(NdArray.asArray(List.of(first, second))));
    assertEquals("[[1 2] [4 7]]", printed(NdArray.asArray(new NdArray[] {first, second})));
    assertArrayEquals(
        new long[] {1, 2, 2}, NdArray.asArray(List.of(List.of(first, second))).shape());
    assertEquals("[1 4]", printed(NdArray.asArray(List.of(first.get(0), second.get(0)))));
  }

  @Test
  void stackedArraysHaveTheDTypeThatHoldsAll() {
    NdArray mixed = NdArray.asArray(List.of(NdArray.of(1L), NdArray.of(2.5), NdArray.of(true)));
    assertEquals(DType.FLOAT64, mixed.dtype());
    assertEquals("[[1. ] [2.5] [1. ]]", printed(mixed));
    NdArray texts = NdArray.asArray(List.of(NdArray.of("a"), NdArray.of("bcd")));
    assertEquals("[['a'] ['bcd']]", printed(texts));
    var apart = List.of(NdArray.zeros(DType.INT8, 1), NdArray.zeros(DType.UINT8, 1));
    var e = assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(apart));
    assertEquals(
        "none of the dtypes [|i1, |u1] holds all elements; astype converts", e.getMessage());
  }

  @Test
  void arraysThatCannotBeStackedAreRefused() {
    var shapes = List.of(NdArray.of(1L, 2L), NdArray.of(1L));
    var e = assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(shapes));
    assertEquals("arrays of one shape are expected: [2] and [1]", e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> NdArray.asArray(Arrays.asList(NdArray.of(1L), null)));
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(List.of(NdArray.of(1L), 1)));
  }

  /// Its elements have a dtype, as those of one array do.
  @Test
  void stackKeepsToSameKind() {
    NdArray unsigned = NdArray.zeros(DType.UINT8, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> unsigned.set(List.of(NdArray.of(1L))));
  }

  static Stream<Object> characters() {
    return Stream.of('c', new char[] {'c'}, List.of('c'), new char[0][0]);
  }

  @ParameterizedTest
  @MethodSource("characters")
  void charactersAreRefused(Object value) {
    for (String dtype : List.of("U1", "u2", "S1")) {
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> NdArray.asArray(value, DType.of(dtype)));
      assertTrue(String.valueOf(e.getMessage()).contains("neither text nor a number"));
    }
  }

  @Test
  void integerIsRoundedOnce() {
    long tie = (1L << 56) + (1L << 32) + 1;
    for (String dtype : List.of("<f4", ">f4", "<c8")) {
      NdArray array = NdArray.zeros(DType.of(dtype), 1);
      array.setLong(tie, 0);
      assertEquals((float) tie, array.getDouble(0));
    }
  }

  @Test
  void longDoubleHoldsEveryInteger() {
    NdArray array = NdArray.zeros(DType.of("f16"), 2);
    array.setLong(Long.MAX_VALUE, 0);
    array.get(1).set(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    assertEquals(Long.MAX_VALUE, array.get(0).astype(DType.INT64).getLong());
    assertEquals(-1, array.get(1).astype(DType.UINT64).getLong());
  }

  private static String printed(NdArray array) {
    return array.toString().replace("\n", "");
  }
}
