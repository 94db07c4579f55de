package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FormatTestsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "numpy-format-tests.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `test_\\w+` \\| (?<tests>.*?) \\| .*", Pattern.MULTILINE);
  private static final Pattern TEST =
      Pattern.compile("`(?:(?<type>[A-Z]\\w+Test)\\.)?(?<method>[a-z][a-zA-Z]+[A-Z]\\w+)`");

  /// Classes of other modules, which are not here to be asked.
  private static final List<String> ELSEWHERE = List.of("DTypeTest");

  @Test
  void testsThatThePageNamesAreThere() throws IOException, ReflectiveOperationException {
    var missing = new ArrayList<String>();
    List<String> rows =
        ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group("tests")).toList();
    assertEquals(31, rows.size());
    for (String row : rows) {
      for (var test : TEST.matcher(row).results().toList()) {
        String type = test.group("type") == null ? "FormatCasesTest" : test.group("type");
        if (!ELSEWHERE.contains(type) && !has(type, test.group("method"))) {
          missing.add(test.group());
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(rows.stream().allMatch(row -> row.contains("`")), rows.toString());
  }

  private static boolean has(String type, String method) throws ClassNotFoundException {
    Class<?> tests = Class.forName(FormatTestsPageTest.class.getPackageName() + "." + type);
    return Stream.of(tests.getDeclaredMethods()).map(Method::getName).anyMatch(method::equals);
  }
}
