package io.mmaptable.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeUnitTest {

  /// A notation, and what NumPy writes for it.
  record Unit(String notation, String written) {}

  static Stream<Unit> units() {
    return Stream.of(
        new Unit("", ""),
        new Unit("[generic]", ""),
        new Unit("[ns]", "[ns]"),
        new Unit("[1ns]", "[ns]"),
        new Unit("[25us]", "[25us]"),
        new Unit("[μs]", "[us]"),
        new Unit("[M]", "[M]"),
        new Unit("[m]", "[m]"),
        new Unit("[s/1]", "[s]"),
        new Unit("[s/2]", "[500ms]"),
        new Unit("[10s/5]", "[2000ms]"),
        new Unit("[Y/52]", "[W]"),
        new Unit("[Y/12]", "[M]"),
        new Unit("[Y/5]", "[73D]"),
        new Unit("[M/4]", "[W]"),
        new Unit("[M/3]", "[10D]"),
        new Unit("[W/168]", "[h]"),
        new Unit("[D/86400]", "[s]"),
        new Unit("[h/3600]", "[s]"),
        new Unit("[m/60000]", "[ms]"),
        new Unit("[us/1000000]", "[ps]"),
        new Unit("[fs/10]", "[100as]"),
        new Unit("[2D/48]", "[60m]"));
  }

  @ParameterizedTest
  @MethodSource("units")
  void unitIsReadAsNumPyReadsIt(Unit unit) {
    assertEquals(unit.written(), DateTimeUnit.of(unit.notation()).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "ns",
        "[ns",
        "ns]",
        "[0s]",
        "[-1s]",
        "[s/0]",
        "[h/7]",
        "[as/10]",
        "[x]",
        "[ 5s]",
        "[9999999999s]",
        "[generic/2]",
        "[5]",
        "[NS]"
      })
  void nonsenseIsRefused(String notation) {
    assertThrows(IllegalArgumentException.class, () -> DateTimeUnit.of(notation));
  }

  @Test
  void genericUnitHasNoMultiple() {
    assertThrows(
        IllegalArgumentException.class, () -> new DateTimeUnit(DateTimeUnit.Base.GENERIC, 2));
    assertThrows(IllegalArgumentException.class, () -> new DateTimeUnit(DateTimeUnit.Base.DAY, 0));
  }
}
