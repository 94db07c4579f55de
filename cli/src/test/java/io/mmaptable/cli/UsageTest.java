package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTest {
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "info",
          "show",
          "create",
          "column",
          "attr",
          "resize",
          "import",
          "export",
          "verify",
          "convert",
          "compact",
          "interact");

  record Wrong(String message, List<String> arguments) {
    static Wrong of(String message, String... arguments) {
      return new Wrong(message, List.of(arguments));
    }
  }

  static Stream<Wrong> wrongUsage() {
    return Stream.of(
        Wrong.of("which command?"),
        Wrong.of("Unmatched argument at index 0: 'nonsense'", "nonsense"),
        Wrong.of("Unknown option: '--nonsense'", "--nonsense"),
        Wrong.of("Missing required parameter: 'PATH'", "info"),
        Wrong.of("Unknown option: '--jsno'", "info", "--jsno", "x"),
        Wrong.of("Missing required parameter: 'TABLE'", "show"),
        Wrong.of("Unmatched argument at index 2: 'y'", "show", "x", "y"),
        Wrong.of("Missing required option: '--rows=N'", "create", "x"),
        Wrong.of("add, copy, rename, reorder or delete columns?", "column"),
        Wrong.of("Missing required parameters: 'TABLE', 'NAME:DTYPE[:SHAPE]'", "column", "add"),
        Wrong.of("Missing required parameter: 'COPY'", "column", "copy", "t", "x"),
        Wrong.of("Missing required parameter: 'NEW'", "column", "rename", "t", "x"),
        Wrong.of("Missing required parameter: 'NAME'", "column", "reorder", "t"),
        Wrong.of("Missing required parameter: 'NAME'", "column", "delete", "t"),
        Wrong.of("get, set or delete attributes?", "attr"),
        Wrong.of("Missing required parameter: 'TABLE'", "attr", "get"),
        Wrong.of("Missing required parameter: '[KEY] VALUE'", "attr", "set", "t"),
        Wrong.of("Missing required parameter: 'KEY'", "attr", "delete", "t"),
        Wrong.of(
            "'{' is no JSON value; a text stands in quotes, as in '\"m/s\"'"
                + "\nUsage: mmaptable attr set ",
            "attr",
            "set",
            "t",
            "{"),
        Wrong.of("'1 2' is no JSON value; ", "attr", "set", "t", "x", "1 2"),
        Wrong.of("'warm' is no JSON value; ", "attr", "set", "t", "x", "warm"),
        Wrong.of("Missing required parameter: 'N'", "resize", "t"),
        Wrong.of("N: -1 is negative", "resize", "t", "--", "-1"),
        Wrong.of("Missing required parameters: 'FILE', 'TABLE'", "import"),
        Wrong.of("Missing required parameter: 'TABLE'", "import", "x.csv"),
        Wrong.of(
            "Value for option option '--dtype' (NAME=DTYPE) should be in KEY=VALUE format but was"
                + " x",
            "import",
            "x.csv",
            "t",
            "--dtype",
            "x"),
        Wrong.of("Missing required parameter: 'FILE'", "export", "x"),
        Wrong.of("Missing required parameter: 'PATH'", "verify"),
        Wrong.of("Missing required parameter: 'SRC'", "convert"),
        Wrong.of("Invalid value for option '--order'", "convert", "a", "b", "--order=K"),
        Wrong.of("Missing required parameter: 'PATH'", "compact"),
        Wrong.of("Missing required parameter: 'TABLE'", "interact"),
        Wrong.of("--mode: mode 'w' is none of r, r+, c", "interact", "x", "--mode=w"),
        Wrong.of("Unmatched argument at index 2: 'b'", "demo", "a", "b"));
  }

  @ParameterizedTest
  @MethodSource("wrongUsage")
  void wrongUsageSaysWhatIsWrongAndHowItIsDone(Wrong wrong) {
    Cli.Outcome outcome = Cli.run(wrong.arguments().toArray());
    assertEquals(2, outcome.status());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().startsWith(wrong.message()), outcome.err());
  }

  @Test
  void helpListsTheCommands() {
    List<String> lines = Cli.run("--help").lines();
    assertEquals("Usage: mmaptable [-hV] COMMAND", lines.getFirst());
    for (String command : COMMANDS) {
      assertTrue(
          lines.stream().anyMatch(line -> line.matches("  " + command + " +\\S.*")), command);
    }
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void everyCommandHasHelp(String command) {
    List<String> lines = Cli.run(command, "--help").lines();
    assertTrue(lines.getFirst().startsWith("Usage: mmaptable " + command + " "), lines::toString);
    assertTrue(lines.size() > 3, lines::toString);
  }

  @Test
  void theVersionIsOneLine() {
    List<String> lines = Cli.run("--version").lines();
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().startsWith("mmaptable "), lines::toString);
  }
}
