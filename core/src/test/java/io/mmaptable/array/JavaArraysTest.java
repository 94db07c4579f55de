package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaArraysTest {

  /// A value, and what it becomes.
  record Case(Object value, String dtype, List<Long> shape, String printed) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new double[][] {{1, 2}, {3, 4}}, "f8", List.of(2L, 2L), "[[1. 2.] [3. 4.]]"),
        new Case(new int[2][0], "i4", List.of(2L, 0L), "[]"),
        new Case(new short[0][], "i2", List.of(0L, 0L), "[]"),
        new Case(new byte[][] {{1}, {-1}}, "i1", List.of(2L, 1L), "[[ 1] [-1]]"),
        new Case(new boolean[][] {{true, false}}, "?", List.of(1L, 2L), "[[ True False]]"),
        new Case(new Integer[] {1, 2}, "i4", List.of(2L), "[1 2]"),
        new Case(new Double[][] {{1.5}, {2.0}}, "f8", List.of(2L, 1L), "[[1.5] [2. ]]"),
        new Case(new float[] {0.1f}, "f4", List.of(1L), "[0.1]"),
        new Case(new Object[] {1L, 2L}, "i8", List.of(2L), "[1 2]"),
        new Case(new Object[] {"a", "bcd"}, "U3", List.of(2L), "['a' 'bcd']"),
        new Case(
            new Object[] {new byte[] {65}, new byte[] {66, 67}}, "S2", List.of(2L), "[b'A' b'BC']"),
        new Case(List.of(List.of(1, 2), List.of(3, 4)), "i4", List.of(2L, 2L), "[[1 2] [3 4]]"),
        new Case(List.of(1, 2.5), "f8", List.of(2L), "[1.  2.5]"),
        new Case(List.of(), "f8", List.of(0L), "[]"),
        new Case(List.of(new long[] {1}, new long[] {2}), "i8", List.of(2L, 1L), "[[1] [2]]"),
        new Case(BigInteger.TWO.pow(63), "u8", List.of(), "9223372036854775808"),
        new Case(
            new BigInteger[] {BigInteger.TEN, BigInteger.ONE.negate()},
            "i8",
            List.of(2L),
            "[10 -1]"),
        new Case(new Complex[] {new Complex(1, -2)}, "c16", List.of(1L), "[1.-2.j]"),
        new Case(LocalDate.of(2020, 2, 29), "M8[D]", List.of(), "2020-02-29"),
        new Case(new LocalDate[] {null}, "M8[D]", List.of(1L), "['NaT']"),
        new Case(
            new Object[] {null, Instant.EPOCH},
            "M8[ns]",
            List.of(2L),
            "[NaT 1970-01-01T00:00:00.000000000]"),
        new Case(
            LocalDateTime.of(1969, 12, 31, 23, 59),
            "M8[ns]",
            List.of(),
            "1969-12-31T23:59:00.000000000"),
        new Case(List.of(Duration.ofSeconds(-1, 5)), "m8[ns]", List.of(1L), "[-999999995]"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void javaValuesBecomeElements(Case given) {
    NdArray array = NdArray.asArray(given.value());
    assertEquals(DType.of(given.dtype()), array.dtype());
    assertArrayEquals(given.shape().stream().mapToLong(Long::longValue).toArray(), array.shape());
    if (!given.printed().contains("NaT")) {
      String printed = array.ndim() == 0 ? array.toString(new long[0]) : array.toString();
      assertEquals(given.printed(), printed.replace("\n", ""));
    } else {
      assertNull(array.item(0));
    }
  }

  @Test
  void raggedArraysSayWhere() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> NdArray.asArray(new int[][][] {{{1, 2}}, {{3}}}));
    assertEquals(
        "the array is ragged: 1 elements at [1, 0] where the first of its kind make shape [2, 1,"
            + " 2]",
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(List.of(1, List.of(2))));
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(List.of(List.of(2), 1)));
  }

  @Test
  void valuesThatHaveNoDTypeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray('c'));
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(new char[1]));
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(new Integer[] {1, null}));
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(List.of(1, "a")));
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(Arrays.asList(null, null)));
    assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(BigInteger.TWO.pow(64)));
  }

  @Test
  void timesThatNanosecondsDoNotReachAreRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> NdArray.asArray(Instant.parse("2500-01-01T00:00:00Z")));
    assertEquals(
        "value (2500-01-01T00:00:00Z) does not fit into <M8[ns], which counts in 64 bits",
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> NdArray.asArray(Duration.ofNanos(Long.MIN_VALUE)));
  }

  @Test
  void arraysAreTakenAsTheyAre() {
    NdArray array = NdArray.of(1L);
    assertSame(array, NdArray.asArray(array));
  }
}
