package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each line of the guide for those who know NumPy prints the same in Python and in Java.
class NumPyGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "numpy.md");
  private static final int LINES_AT_LEAST = 85;

  @TempDir private Path directory;

  private record Line(String python, String java) {}

  @Test
  void everyLinePrintsTheSameInBothLanguages() throws IOException {
    String guide = Files.readString(GUIDE);
    List<Line> lines = lines(guide);
    assertTrue(lines.size() >= LINES_AT_LEAST, () -> lines.size() + " lines");
    assertEquals(
        Python.required().run(pythonProgram(guide, lines)), run(javaProgram(guide, lines)));
  }

  private static List<Line> lines(String guide) {
    Matcher rows = Pattern.compile("(?m)^\\| `(.*)` \\| `(.*)` \\|$").matcher(guide);
    return rows.results().map(row -> new Line(row.group(1), row.group(2))).toList();
  }

  private static String pythonProgram(String guide, List<Line> lines) {
    var program = new StringBuilder(block(guide, "python"));
    for (Line line : lines) {
      int last = line.python().lastIndexOf("; ");
      program.append(last < 0 ? "" : line.python().substring(0, last) + "\n");
      program.append("print(" + literal(line) + ", ").append("str(");
      program.append(last < 0 ? line.python() : line.python().substring(last + 2)).append("))\n");
    }
    return program.toString();
  }

  private static String javaProgram(String guide, List<Line> lines) {
    String setUp = block(guide, "java");
    var program = new StringBuilder();
    setUp.lines().filter(line -> line.startsWith("import")).forEach(program::append);
    program.append("void main() {\n");
    setUp.lines().filter(line -> !line.startsWith("import")).forEach(program::append);
    for (Line line : lines) {
      int last = line.java().lastIndexOf("; ");
      program.append("{ ").append(last < 0 ? "" : line.java().substring(0, last + 2));
      program.append("IO.println(" + literal(line) + " + \" \" + (");
      program.append(last < 0 ? line.java() : line.java().substring(last + 2)).append(")); }\n");
    }
    return program.append("}\n").toString();
  }

  /// The line of the guide as a string of both languages, so that a difference shows where it is.
  private static String literal(Line line) {
    return '"' + line.python().replace("\"", "'") + " =" + '"';
  }

  private static String block(String guide, String language) {
    Matcher block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(guide);
    assertTrue(block.find(), language);
    return block.group(1);
  }

  private String run(String program) throws IOException {
    Path source = Files.writeString(directory.resolve("Guide.java"), program);
    String classPath =
        ChildJvm.classPath().stream()
            .filter(entry -> entry.matches(".*/(mmaptable-)?core[-/].*"))
            .collect(Collectors.joining(File.pathSeparator));
    try (ChildProcess java =
        ChildJvm.java("the guide", List.of("-cp", classPath, source.toString()))) {
      String output = java.awaitSuccess();
      assertEquals("", java.errors());
      return output;
    }
  }
}
