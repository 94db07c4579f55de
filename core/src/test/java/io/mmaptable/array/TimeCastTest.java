package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each expected value is NumPy's.
class TimeCastTest {

  private static NdArray times(String dtype, long... counts) {
    NdArray array = NdArray.zeros(DType.of(dtype), counts.length);
    array.setLongs(counts);
    return array;
  }

  @ParameterizedTest
  @CsvSource({
    "M8[D], -1, M8[W], -1",
    "M8[D], -1, M8[M], -1",
    "M8[D], 31, M8[M], 1",
    "M8[D], -1, M8[7M], -1",
    "M8[3D], -5, M8[7h], -52",
    "M8[Y], 50, M8[D], 18262",
    "M8[2Y], -1, M8[W], -105",
    "M8[M], -1, M8[s], -2678400",
    "M8[ns], -1, M8[25us], -1",
    "M8[Y], 4611686018427387904, M8[M], 0",
    "m8[Y], 1, m8[D], 365",
    "m8[M], -1, m8[D], -31",
    "m8[D], 400, m8[M], 13",
    "m8[3s], -7, m8[2s], -11",
    "m8[s], -7, m8[m], -1",
    "m8[D], 5, m8, 5",
    "M8, 5, M8[h], 5",
    "m8[Y], 5, M8[D], 5",
    "M8[D], -9223372036854775808, M8[ns], -9223372036854775808",
    "M8[D], 4611686018427387904, M8[ns], 0",
    "m8[3s], 4611686018427387905, m8[2s], -2305843009213693950"
  })
  void unitsConvertAsInNumPy(String from, long count, String to, long expected) {
    assertEquals(expected, times(from, count).astype(DType.of(to)).getLong(0));
  }

  @Test
  void timeThatOverflowsIsRefusedUnlessAskedFor() {
    NdArray target = NdArray.zeros(DType.of("M8[ns]"), 2);
    var e =
        assertThrows(IllegalArgumentException.class, () -> target.set(times("M8[D]", 1, 1L << 62)));
    assertEquals(
        "a time of 4611686018427387904 [D] does not fit into 64 bits of [ns]", e.getMessage());
    assertEquals(0, target.getLong(0));
    assertThrows(IllegalArgumentException.class, () -> target.set(times("M8[Y]", 1 << 20, 0)));
    assertThrows(
        IllegalArgumentException.class, () -> times("M8[s]", 1).astype(DType.of("M8[as]")));
  }

  @Test
  void timesAndNumbersAreCastByTheirCount() {
    assertEquals(5, times("M8[D]", 5).astype(DType.INT16).getLong(0));
    assertEquals(5.0, times("m8[s]", 5).astype(DType.FLOAT32).getDouble(0));
    NdArray nat = NdArray.of(1.7, Double.NaN).astype(DType.of("m8[s]"));
    assertEquals(1, nat.getLong(0));
    assertEquals(Long.MIN_VALUE, nat.getLong(1));
    NdArray spans = NdArray.zeros(DType.of(">m8[s]"), 1);
    spans.set(new int[] {7});
    assertEquals(7, spans.getLong(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> NdArray.zeros(DType.of("M8[s]"), 1).set(new int[] {7}));
  }

  @Test
  void javaTimesGoIntoAnyUnitThatHoldsThem() {
    NdArray hours = NdArray.zeros(DType.of(">M8[h]"), 1);
    hours.set(LocalDate.of(1970, 1, 2));
    assertEquals(24, hours.getLong(0));
    hours.set(Instant.parse("1970-01-01T05:00:00Z"));
    assertEquals(5, hours.getLong(0));
    hours.set(LocalDateTime.of(1969, 12, 31, 23, 0));
    assertEquals(-1, hours.getLong(0));
    hours.set("1970-01-03T01");
    assertEquals(49, hours.getLong(0));
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> hours.set(LocalDateTime.of(1970, 1, 1, 1, 30)));
    assertTrue(String.valueOf(e.getMessage()).contains("does not fit into >M8[h]"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> hours.set("1970-01-01T01:30"));
    assertEquals(49, hours.getLong(0));
    hours.set(Casting.UNSAFE, LocalDateTime.of(1970, 1, 1, 1, 30));
    assertEquals(1, hours.getLong(0));
    NdArray millis = NdArray.zeros(DType.of("m8[ms]"), 1);
    millis.set(Duration.ofSeconds(-2, 500_000_000));
    assertEquals(-1500, millis.getLong(0));
    assertThrows(IllegalArgumentException.class, () -> millis.set(Duration.ofNanos(1)));
    assertThrows(IllegalArgumentException.class, () -> hours.set(Duration.ofHours(1)));
  }

  @Test
  void instantBeyondNanosecondsGoesIntoSeconds() {
    NdArray seconds = NdArray.zeros(DType.of("M8[s]"), 1);
    Instant far = Instant.parse("9999-12-31T23:59:59Z");
    seconds.set(far);
    assertEquals(far, seconds.getInstant(0));
    NdArray nanos = NdArray.zeros(DType.of("M8[ns]"), 1);
    assertThrows(IllegalArgumentException.class, () -> nanos.set(far));
    assertThrows(IllegalArgumentException.class, () -> nanos.set(far.plusNanos(1)));
  }
}
