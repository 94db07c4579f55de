package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/// Runs commands in this process.
final class Cli {
  private Cli() {}

  /// What a command did.
  ///
  /// @param status its exit status
  /// @param out what it printed
  /// @param err what it printed to standard error
  record Outcome(int status, String out, String err) {

    /// The lines of standard output of a command that did its work and complained of nothing.
    List<String> lines() {
      assertEquals("", err);
      assertEquals(0, status);
      return out.lines().toList();
    }

    /// The reason why the work failed, which is all that was printed.
    String failure() {
      assertEquals("", out);
      return reason();
    }

    /// The reason why the work failed.
    String reason() {
      assertEquals(1, err.lines().count(), err);
      assertTrue(err.startsWith("mmaptable: "), err);
      assertEquals(1, status);
      return err.strip().substring("mmaptable: ".length());
    }

    /// What was wrong with the usage; how to use the command follows.
    String misuse() {
      assertEquals("", out);
      assertEquals(2, status, err);
      assertTrue(err.contains("\nUsage: mmaptable "), err);
      return err.lines().findFirst().orElseThrow();
    }
  }

  static Outcome run(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    return new Outcome(status, out.toString(), err.toString());
  }
}
