package io.mmaptable.array;

import static io.mmaptable.array.ComparisonTest.truths;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// NumPy's arithmetic of datetime64 and timedelta64.
class TimeArithmeticTest {
  private static final long NAT = Long.MIN_VALUE;

  private static NdArray times(String dtype, long... counts) {
    return NdArray.of(counts).astype(DType.of(dtype));
  }

  private static String typed(NdArray result) {
    return result.dtype() + " " + result;
  }

  @Test
  void pointsHaveSpansBetweenThem() {
    assertEquals("<m8[D] [2]", typed(times(">M8[D]", 5).sub(times("M8[D]", 3))));
    assertEquals("<m8[s] [431997]", typed(times("M8[D]", 5).sub(times("M8[s]", 3))));
    assertEquals("<m8[D] [   31 'NaT']", typed(times("M8[M]", 1, 2).sub(times("M8[D]", 0, NAT))));
  }

  @Test
  void spansAreAddedInTheUnitThatBothHave() {
    assertEquals("<M8[s] ['1970-01-06T00:00:03']", typed(times("M8[D]", 5).add(times("m8[s]", 3))));
    assertEquals("<M8[s] ['1970-01-06T00:00:03']", typed(times("m8[s]", 3).add(times("M8[D]", 5))));
    assertEquals("<M8[s] ['1970-01-05T23:59:57']", typed(times("M8[D]", 5).sub(times("m8[s]", 3))));
    assertEquals("<m8[D] [25]", typed(times("m8[2D]", 5).add(times("m8[3D]", 5))));
    assertEquals("<m8[M] [61]", typed(times("m8[Y]", 5).add(times("m8[M]", 1))));
    assertEquals("<M8[D] ['1970-06-02']", typed(times("M8[M]", 5).add(times("m8[D]", 1))));
  }

  @Test
  void integersCountTheUnit() {
    assertEquals("<M8[D] ['1970-01-09']", typed(times("M8[D]", 5).add(3)));
    assertEquals("<M8[D] ['1970-01-03']", typed(times("M8[D]", 5).sub(NdArray.of(3L))));
    assertEquals("<m8[D] [-2]", typed(Expression.of(3).sub(times("m8[D]", 5)).toNdArray()));
    assertEquals("<m8[D] [3]", typed(times("m8[D]", 5).minimum(3)));
  }

  @Test
  void javaTimesAreOperands() {
    NdArray times = times("M8[s]", 0, 60);
    assertEquals(
        "['1970-01-01T00:00:30' '1970-01-01T00:01:30']",
        times.add(Duration.ofSeconds(30)).astype(DType.of("M8[s]")).toString());
    assertEquals("01", truths(times.gt(Instant.ofEpochSecond(59))));
    assertEquals("01", truths(times.ge("1970-01-01T00:01")));
  }

  @ParameterizedTest
  @CsvSource({
    "2, '[10 -10 ''NaT'']'",
    "2.5, '[ 12  -12 ''NaT'']'",
    "0, '[    0     0 ''NaT'']'",
    "NaN, '[''NaT'' ''NaT'' ''NaT'']'",
    "1e19, '[''NaT'' ''NaT'' ''NaT'']'"
  })
  void spansAreMultipliedByNumbers(String factor, String product) {
    NdArray spans = times("m8[D]", 5, -5, NAT);
    Number number = factor.matches("\\d+") ? (Number) Long.valueOf(factor) : Double.valueOf(factor);
    NdArray expected = times("m8[D]", 0);
    assertEquals(
        normal(product), normal(spans.mul(number).toString()), expected.dtype().toString());
    assertEquals(normal(product), normal(Expression.of(number).mul(spans).toNdArray().toString()));
  }

  private static String normal(String array) {
    return array.replaceAll("\\s+", " ").replace("[ ", "[");
  }

  @Test
  void quotientsOfSpansArePlainNumbers() {
    NdArray spans = times("m8[D]", 5, -5, 0, NAT);
    assertEquals("<f8 [ 2.5 -2.5  0.   nan]", typed(spans.div(times("m8[h]", 48))));
    assertEquals("<i8 [ 2 -3  0  0]", typed(spans.floorDiv(times("m8[D]", 2))));
    assertEquals("<i8 [0 0 0 0]", typed(spans.floorDiv(times("m8[D]", 0))));
    assertEquals("[1 1 0 'NaT']", normal(spans.mod(times("m8[D]", 2)).toString()));
    assertEquals("[-1 -1 0 'NaT']", normal(spans.mod(times("m8[D]", -2)).toString()));
    assertEquals("['NaT' 'NaT' 'NaT' 'NaT']", spans.mod(times("m8[D]", 0)).toString());
  }

  @Test
  void spansAreDividedTowardsZero() {
    NdArray spans = times("m8[D]", 5, -5, NAT);
    for (Object two : List.of(2, 2.0)) {
      assertEquals("[2 -2 'NaT']", normal(spans.div(two).toString()));
      assertEquals("[2 -2 'NaT']", normal(spans.floorDiv(two).toString()));
    }
    assertEquals("['NaT' 'NaT' 'NaT']", spans.div(0).toString());
    assertEquals("['NaT' 'NaT' 'NaT']", spans.div(0.0).toString());
  }

  @Test
  void natWins() {
    NdArray times = times("M8[D]", 1, NAT, 3);
    NdArray others = times("M8[D]", NAT, 2, 4);
    assertEquals("['NaT' 'NaT' '1970-01-04']", normal(times.minimum(others).toString()));
    assertEquals("['NaT' 'NaT' '1970-01-05']", normal(times.maximum(others).toString()));
    assertEquals("['NaT' 'NaT' 1]", normal(others.sub(times).toString()));
  }

  @Test
  void signsAreThoseOfSpans() {
    NdArray spans = times(">m8[D]", 5, -7, NAT);
    assertEquals("[-5 7 'NaT']", normal(spans.neg().toString()));
    assertEquals("[5 7 'NaT']", normal(spans.abs().toString()));
    assertEquals(DType.of("<m8[D]"), spans.neg().dtype());
  }

  @ParameterizedTest
  @ValueSource(strings = {"M+M", "m-M", "M*m", "m*m", "M/m", "M%m", "m&m", "Y+m", "M+Y", "i-M"})
  void whatMeansNothingIsRefused(String operation) {
    NdArray left = operand(operation.charAt(0));
    NdArray right = operand(operation.charAt(2));
    assertThrows(
        UnsupportedOperationException.class,
        () -> {
          switch (operation.charAt(1)) {
            case '+' -> left.add(right);
            case '-' -> left.sub(right);
            case '*' -> left.mul(right);
            case '/' -> left.div(right);
            case '%' -> left.mod(right);
            default -> left.and(right);
          }
        });
  }

  private static NdArray operand(char kind) {
    return switch (kind) {
      case 'M' -> times("M8[D]", 1);
      case 'm' -> times("m8[D]", 1);
      case 'Y' -> times("m8[Y]", 1);
      default -> NdArray.of(1L);
    };
  }

  @Test
  void refusalNamesTheDTypes() {
    NdArray points = times("M8[D]", 1);
    var refused = assertThrows(UnsupportedOperationException.class, () -> points.add(points));
    assertEquals("there is no add of <M8[D] and <M8[D]", refused.getMessage());
    assertThrows(UnsupportedOperationException.class, points::neg);
    assertThrows(UnsupportedOperationException.class, times("m8[D]", 1)::floor);
  }

  @Test
  void timesAreComparedInTheUnitThatBothHave() {
    NdArray days = times("M8[D]", 0, 1, NAT);
    NdArray seconds = times(">M8[s]", 1, 86_400, NAT);
    assertEquals("010", truths(days.eq(seconds)));
    assertEquals("101", truths(days.ne(seconds)));
    assertEquals("100", truths(days.lt(seconds)));
    assertEquals("110", truths(days.le(seconds)));
    assertEquals("000", truths(days.gt(seconds)));
    assertEquals("010", truths(days.ge(seconds)));
    assertEquals("010", truths(times("m8[D]", 0, 1, NAT).eq(1)));
    assertEquals("1", truths(times("M8[Y]", 50).eq(times("M8[D]", 18262))));
    assertThrows(
        UnsupportedOperationException.class, () -> times("m8[Y]", 1).eq(times("m8[D]", 365)));
  }

  @Test
  void pointsWithoutAUnitAreInNoMonth() {
    Expression between = times("M8[M]", 1).lazy().sub(times("M8", 1));
    assertThrows(IllegalArgumentException.class, between::toNdArray);
    assertEquals("['NaT']", times("M8[M]", 1).sub(times("M8", NAT)).toString());
  }
}
