package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page on dataframes shows is compiled, run, and prints what the page says.
class DataframesTest {
  private static final Path PAGE = Path.of("..", "docs", "dataframes.md");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  @Test
  void vectorsAndDuckDbPrintWhatThePageSays() throws IOException {
    Path source = Files.writeString(directory.resolve("Trades.java"), block("java", 1));
    assertEquals(block("", 0), run(source));
  }

  @Test
  void filesAreWrittenAndReadAsThePageShows() throws IOException {
    String shown = block("java", 0).replace("Path.of(\"", "Path.of(arguments[0] + \"");
    String source =
        """
        import io.mmaptable.export.*;
        import io.mmaptable.table.MmapTable;
        import java.nio.file.Path;

        void main(String[] arguments) throws Exception {
          try (MmapTable table = MmapTable.create(Path.of(arguments[0]), 2)) {
            table.addColumnFrom("price", new double[] {1, 2});
            %s
          }
          IO.println(ArrowImport.from(Path.of(arguments[0] + "price.arrow")).to(Path.of(arguments[0] + "2")));
        }
        """
            .formatted(shown);
    assertEquals("2\n", run(Files.writeString(directory.resolve("Files.java"), source)));
  }

  private String run(Path source) {
    try (ChildProcess java =
        ChildJvm.java(
            "dataframes",
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                String.join(File.pathSeparator, ChildJvm.classPath()),
                source.toString(),
                directory.resolve("table").toString()))) {
      return java.awaitSuccess().stripTrailing() + "\n";
    }
  }

  private static String block(String language, int index) throws IOException {
    return Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$")
        .matcher(Files.readString(PAGE))
        .results()
        .filter(found -> found.group(1).equals(language))
        .map((MatchResult found) -> found.group(2))
        .skip(index)
        .findFirst()
        .orElseThrow();
  }
}
