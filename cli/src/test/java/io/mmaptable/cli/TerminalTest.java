package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.testsupport.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a terminal gets of work that takes more than a second, since one processor interprets it.
class TerminalTest {
  private static final int ROWS = 300_000;

  /// How often the rows are repeated where an import comes no further than half.
  private static final int MORE = 1;

  private static final String[] SLOW = {"-Xint", "-XX:ActiveProcessorCount=1"};

  /// A line that is written over and over, and spaces over the last of them.
  private static final String PROGRESS =
      "(?s)(\r *\\d+ %  [#-]{20}  [\\d,]+ rows  \\d+ MB(  \\d+:\\d\\d left)? *)+\r +\r";

  @TempDir private Path directory;
  private String csv;

  @BeforeEach
  void writeCsv() throws IOException {
    csv =
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + "," + i / 4.0 + ",text " + i + "\n")
            .collect(Collectors.joining("", "i,x,text\n", ""));
    Files.writeString(directory.resolve("in.csv"), csv);
  }

  private String terminal(String script) throws IOException {
    Path transcript = directory.resolve("transcript");
    try (ChildProcess shell = new Shell(directory).startAtTerminal(transcript, script, SLOW)) {
      assertEquals("", shell.awaitSuccess());
    }
    return Files.readString(transcript);
  }

  private void importQuietly() {
    assertEquals(1, Cli.run("import", directory.resolve("in.csv"), table()).lines().size());
  }

  private Path table() {
    return directory.resolve("table");
  }

  private String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  @Test
  void anImportTellsHowFarItIsAndWipesThatOut() throws IOException {
    String seen = terminal("mmaptable import in.csv table > out");
    assertTrue(seen.matches(PROGRESS), seen);
    assertTrue(seen.contains(" left"), seen);
    assertEquals("table: " + ROWS + " rows\n", read("out"));
  }

  @Test
  void anExportToStandardOutputTellsItToTheTerminalAlone() throws IOException {
    importQuietly();
    String seen = terminal("mmaptable export table - --format csv > out.csv");
    assertTrue(seen.matches(PROGRESS), seen);
    assertEquals(csv, read("out.csv"));
  }

  @Test
  void whatIsPrintedComesAfterTheLineIsWipedOut() throws IOException {
    String seen = terminal("mmaptable import - table --format csv < in.csv");
    assertTrue(seen.matches(PROGRESS + "table: " + ROWS + " rows\r\n"), seen);
  }

  @Test
  void anErrorComesAfterTheLineIsWipedOut() throws IOException {
    String rows = csv.substring(csv.indexOf('\n') + 1);
    Files.writeString(directory.resolve("in.csv"), csv + rows.repeat(MORE) + "1,2\n");
    String seen = terminal("mmaptable import in.csv table > out || echo status $? > out");
    assertEquals("status 1\n", read("out"));
    String reason =
        "mmaptable: in.csv: line " + (ROWS * (1 + MORE) + 2) + ": expected 3 fields, found 2\r\n";
    assertTrue(seen.endsWith(reason), seen);
    String before = seen.substring(0, seen.length() - reason.length());
    assertTrue(before.matches(PROGRESS), seen);
  }

  @Test
  void nothingIsToldWhereStandardErrorIsNoTerminal() throws IOException {
    assertEquals("", terminal("mmaptable import in.csv table > out 2> err"));
    assertEquals("", read("err"));
    assertEquals("", terminal("mmaptable export table - --format csv > out.csv 2> err"));
    assertEquals("", read("err"));
    assertEquals(csv, read("out.csv"));
  }
}
