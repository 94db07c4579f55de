package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Thousands of cases that NumPy answered, as `cases/generate.py` wrote them down. No Python is
/// needed.
class NumPyCasesTest {

  @ParameterizedTest
  @CsvSource({
    "index, 1800",
    "assign, 1800",
    "overlap, 350",
    "cast, 3800",
    "can_cast, 7300",
    "shape, 1800",
    "make, 350",
    "print, 1000",
    "element, 700",
    "binary, 3900",
    "times, 2300",
    "scalar, 3500",
    "unary, 470",
    "choice, 500",
    "layout, 1100",
    "reduction, 6500",
    "scan, 2000",
    "order, 2800",
    "mask, 1600",
    "dot, 340",
    "large, 400"
  })
  void everyCaseIsAsInNumPy(String group, int atLeast) throws URISyntaxException {
    NumPyCases.Report report = NumPyCases.run(directory(), group);
    assertTrue(report.cases() >= atLeast, report.cases() + " cases");
    assertEquals("", report.toString());
  }

  private static Path directory() throws URISyntaxException {
    var url = NumPyCasesTest.class.getResource("cases/arrays.tsv");
    return Path.of(Objects.requireNonNull(url).toURI()).getParent();
  }
}
