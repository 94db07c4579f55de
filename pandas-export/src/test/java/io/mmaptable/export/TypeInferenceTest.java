package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypeInferenceTest {

  record Case(String dtype, List<String> values) {
    static Case of(String dtype, String... values) {
      return new Case(dtype, List.of(values));
    }
  }

  static Stream<Case> columns() {
    return Stream.of(
        Case.of("f8"),
        Case.of("f8", "", ""),
        Case.of("?", "true", "False", "TRUE"),
        Case.of("U4", "true", ""),
        Case.of("U4", "true", "1"),
        Case.of("i1", "0", "127"),
        Case.of("i1", "-128", "127"),
        Case.of("i1", "-0"),
        Case.of("i2", "128"),
        Case.of("i2", "-129"),
        Case.of("i2", "-32768", "32767"),
        Case.of("i4", "32768"),
        Case.of("i4", "-32769"),
        Case.of("i4", "-2147483648", "2147483647"),
        Case.of("i8", "2147483648"),
        Case.of("i8", "-2147483649"),
        Case.of("i8", "-9223372036854775808", "9223372036854775807"),
        Case.of("u8", "9223372036854775808"),
        Case.of("u8", "0", "18446744073709551615"),
        Case.of("U20", "18446744073709551616"),
        Case.of("U20", "18446744073709551616", ""),
        Case.of("U19", "-1", "9223372036854775808"),
        Case.of("U20", "-9223372036854775809"),
        Case.of("U40", "1" + "0".repeat(39)),
        Case.of("f8", "18446744073709551616", "0.5"),
        Case.of("i1", "+1", "2"),
        Case.of("f8", "1", "", "3"),
        Case.of("f8", "1", "2.5"),
        Case.of("f8", "1.", ".5", "-1e-7", "+2E5"),
        Case.of("f8", "nan", "NaN", "-nan", "NAN"),
        Case.of("f8", "inf", "-inf", "Infinity", "+INF", "-infinity"),
        Case.of("f8", "1.5", ""),
        Case.of("U3", "007", "1"),
        Case.of("U3", "-01", "5"),
        Case.of("U4", "01.5"),
        Case.of("U4", "0x1F"),
        Case.of("U5", "1_000"),
        Case.of("U2", "1d"),
        Case.of("U4", " 1 2"),
        Case.of("i1", " 1", "2 ", "\t3\t"),
        Case.of("f8", " 1.5 ", " nan"),
        Case.of("U3", " ", "1 2"),
        Case.of("U5", " true"),
        Case.of("U2", "٣٤"),
        Case.of("M8[D]", "2012-01-01", "1969-12-31"),
        Case.of("M8[D]", "2012-01-01", ""),
        Case.of("M8[D]", "NaT", "2012-01-01"),
        Case.of("M8[s]", "2012-01-01T00:00", "NaT"),
        Case.of("U3", "NaT", "x"),
        Case.of("M8[D]", "2012-02-29"),
        Case.of("U10", "2013-02-29"),
        Case.of("U10", "2012-13-01"),
        Case.of("U8", "2012-1-1"),
        Case.of("M8[s]", "2012-01-01T00:00"),
        Case.of("M8[s]", "2012-01-01 00:00:59", "2012-01-01"),
        Case.of("M8[ms]", "2012-01-01T00:00:00.5", "2012-01-01T00:00"),
        Case.of("M8[ms]", "2012-01-01T00:00:00.123"),
        Case.of("M8[us]", "2012-01-01T00:00:00.1234"),
        Case.of("M8[us]", "2012-01-01T00:00:00.123456", ""),
        Case.of("M8[ns]", "2012-01-01T00:00:00.1234567"),
        Case.of("M8[ns]", "2012-01-01T00:00:00.123456789"),
        Case.of("M8[ns]", "1677-09-21T00:12:43.145224193", "2262-04-11T23:47:16.854775807"),
        Case.of("U29", "1677-09-21T00:12:43.145224192"),
        Case.of("U29", "2262-04-11T23:47:16.854775808"),
        Case.of("U29", "2012-01-01T00:00:00.123456789", "9999-12-31"),
        Case.of("M8[us]", "9999-12-31T23:59:59.999999"),
        Case.of("U30", "2012-01-01T00:00:00.1234567890"),
        Case.of("U16", "2012-01-01T25:00"),
        Case.of("U20", "2012-01-01T00:00:00Z"),
        Case.of("U25", "2012-01-01T00:00:00+02:00"),
        Case.of("U5", "a", "", "three"),
        Case.of("U2", "\uD83D\uDE00\uD83D\uDE00", "é"),
        Case.of("U1", " "));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void theNarrowestDtypeHoldsAllValues(Case column) {
    var block = new FieldBlock(1);
    for (String value : column.values()) {
      block.begin(1);
      block.add(value.toCharArray(), 0, value.length());
      assertEquals(1, block.end());
    }
    var inference = new TypeInference("");
    inference.add(block, 0, false);
    assertEquals(DType.of(column.dtype()), inference.dtype());
  }
}
