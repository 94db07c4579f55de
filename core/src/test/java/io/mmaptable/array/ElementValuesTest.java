package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Spliterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementValuesTest {

  private static NdArray numbers(String dtype, long count) {
    NdArray array = NdArray.zeros(DType.of(dtype), count);
    for (long i = 0; i < count; i++) {
      array.setLong(i, i);
    }
    return array;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<f8", ">f8", "<f4", ">f4", "<f2", "<i8", ">i8", "u8", "<i4", ">i4", "u2", "c8", ">c16"
      })
  void elementsBecomeJavasNumbers(String dtype) {
    NdArray array = numbers(dtype, 1200);
    double[] doubles = array.toDoubles();
    float[] floats = array.get("::-1").toFloats();
    assertEquals(1200, doubles.length);
    for (int i = 0; i < 1200; i++) {
      assertEquals(i, doubles[i]);
      assertEquals(1199 - i, floats[i]);
    }
    assertEquals(1199 * 600, array.doubles().sum());
    assertEquals(1199, array.doubles().parallel().max().orElseThrow());
    assertEquals(false, array.toBooleans()[0]);
    assertEquals(true, array.toBooleans()[1]);
    assertEquals(new Complex(7, 0), array.getComplex(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i8", ">i8", "u8", "<i4", ">u4", "<i2", "<M8[s]", ">m8[D]"})
  void integersBecomeLongs(String dtype) {
    NdArray array = numbers(dtype, 1000);
    assertEquals(999, array.toLongs()[999]);
    assertEquals(999 * 500, array.longs().sum());
    assertEquals(BigInteger.TEN, array.getBigInteger(10));
  }

  @Test
  void unsignedIntegersAreNeverNegative() {
    NdArray array = NdArray.zeros(DType.UINT64, 1);
    array.setLong(-1, 0);
    BigInteger largest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
    assertEquals(largest, array.getBigInteger(0));
    assertEquals(largest, array.item(0));
    assertEquals(0x1p64, array.getDouble(0));
    assertEquals(0x1p64f, array.toFloats()[0]);
    assertThrows(ArithmeticException.class, array::toInts);
  }

  @Test
  void floatsAreRoundedOnce() {
    NdArray array = NdArray.of((1L << 54) + (1L << 30) + 1);
    assertEquals((float) array.getLong(0), array.toFloats()[0]);
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    NdArray bytes = NdArray.zeros(DType.INT8, 1);
    assertThrows(IllegalArgumentException.class, () -> bytes.setLong(128, 0));
    assertThrows(IllegalArgumentException.class, () -> bytes.setDouble(1, 0));
    assertThrows(IllegalArgumentException.class, () -> NdArray.of(true).setDouble(1, 0));
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of("a").setLong(1, 0));
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of("a").setDouble(1, 0));
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of("a").toDoubles());
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of(1.0).toLongs());
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of(1.0).longs());
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of(1.0).toStrings());
    NdArray complex = NdArray.zeros(DType.of("c16"), 1);
    complex.set(new Complex(0, 1));
    assertTrue(complex.getBoolean(0));
    assertThrows(UnsupportedOperationException.class, () -> complex.getDouble(0));
  }

  @Test
  void timesBecomeJavaTime() {
    NdArray time = NdArray.zeros(DType.of("M8[us]"), 2);
    time.setLong(-1, 0);
    time.setLong(Long.MIN_VALUE, 1);
    assertEquals(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000), time.getLocalDateTime(0));
    assertEquals(Instant.ofEpochSecond(-1, 999_999_000), time.item(0));
    assertNull(time.getLocalDateTime(1));
    assertNull(time.item(1));
    NdArray length = NdArray.zeros(DType.of("m8[W]"), 1);
    length.setLong(-2, 0);
    assertEquals(Duration.ofDays(-14), length.getDuration(0));
    NdArray months = NdArray.zeros(DType.of("m8[M]"), 1);
    months.setLong(3, 0);
    assertEquals(3L, months.item(0));
    assertThrows(UnsupportedOperationException.class, () -> months.getDuration(0));
    NdArray weeks = NdArray.zeros(DType.of("m8[W]"), 1);
    weeks.setLong(Long.MAX_VALUE, 0);
    assertThrows(ArithmeticException.class, () -> weeks.getDuration(0));
  }

  @Test
  void rowBecomesAMap() {
    NdArray rows =
        NdArray.zeros(DType.of("[('d', 'M8[D]'), ('p', 'f4', (2,)), ('n', [('s', 'S3')])]"), 1);
    rows.field("d").set(LocalDate.of(2020, 1, 2));
    rows.field("p").set(new double[] {1, 2});
    rows.field("n").field("s").set("ab");
    Map<?, ?> row = (Map<?, ?>) java.util.Objects.requireNonNull(rows.item(0));
    assertEquals(LocalDate.of(2020, 1, 2), row.get("d"));
    assertEquals("[1. 2.]", String.valueOf(row.get("p")));
    assertArrayEquals(
        new byte[] {'a', 'b'},
        (byte[]) ((Map<?, ?>) java.util.Objects.requireNonNull(row.get("n"))).get("s"));
    assertThrows(UnsupportedOperationException.class, row::clear);
  }

  @Test
  void arraysBecomeNestedArrays() {
    NdArray square = NdArray.asArray(new int[][] {{1, 2}, {3, 4}});
    assertArrayEquals(new int[][] {{1, 2}, {3, 4}}, (int[][]) square.toArray());
    assertArrayEquals(new int[][] {{4, 3}, {2, 1}}, (int[][]) square.get("::-1, ::-1").toArray());
    assertArrayEquals(new short[] {-1}, (short[]) NdArray.asArray(new short[] {-1}).toArray());
    assertArrayEquals(new double[0][], (double[][]) NdArray.zeros(DType.FLOAT64, 0, 3).toArray());
    assertEquals(5L, NdArray.asArray(5L).toArray());
    assertArrayEquals(
        new Complex[] {new Complex(1, 2)},
        (Complex[]) NdArray.asArray(new Complex[] {new Complex(1, 2)}).toArray());
  }

  @Test
  void bytesAreInCOrder() {
    NdArray square = NdArray.asArray(new byte[][] {{1, 2}, {3, 4}});
    assertArrayEquals(new byte[] {1, 2, 3, 4}, square.toBytes());
    assertArrayEquals(new byte[] {2, 1, 4, 3}, square.get(":, ::-1").toBytes());
  }

  @Test
  void streamsKnowTheirSizeAndSplit() {
    NdArray repeated =
        new NdArray(
            MemorySegment.ofArray(new long[] {7}),
            DType.INT64,
            new long[] {1L << 40},
            new long[] {0},
            0,
            null);
    Spliterator.OfLong all = repeated.longs().spliterator();
    assertEquals(1L << 40, all.getExactSizeIfKnown());
    Spliterator.OfLong first = java.util.Objects.requireNonNull(all.trySplit());
    assertEquals(1L << 39, first.getExactSizeIfKnown());
    assertTrue(first.tryAdvance((long value) -> assertEquals(7, value)));
    assertEquals((1L << 39) - 1, first.estimateSize());
    assertEquals(7, repeated.longs().skip(1L << 20).findFirst().orElseThrow());
    assertEquals(1L << 40, repeated.stream().count());
    assertThrows(UnsupportedOperationException.class, repeated::toLongs);
  }

  @Test
  void rowsAreViews() {
    NdArray square = NdArray.zeros(DType.INT64, 3, 2);
    long next = 0;
    for (NdArray row : square) {
      row.set(next++);
    }
    assertArrayEquals(new long[] {0, 0, 1, 1, 2, 2}, square.toLongs());
    assertEquals(3, square.stream().count());
    assertThrows(UnsupportedOperationException.class, () -> NdArray.zeros(DType.INT64).iterator());
    assertEquals("b", NdArray.of("a", "b").strings().skip(1).findFirst().orElseThrow());
  }
}
