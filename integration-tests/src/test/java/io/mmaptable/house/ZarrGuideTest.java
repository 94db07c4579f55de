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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page on Zarr shows is compiled, run, and prints what the page says.
class ZarrGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "zarr.md");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  @Test
  void theExamplePrintsWhatThePageSays() throws IOException {
    Path source = Files.writeString(directory.resolve("Prices.java"), block("java"));
    try (ChildProcess java =
        ChildJvm.java(
            "zarr",
            List.of(
                "-cp",
                String.join(File.pathSeparator, ChildJvm.classPath()),
                source.toString(),
                directory.toString()))) {
      assertEquals(block(""), java.awaitSuccess().stripTrailing() + "\n");
    }
  }

  private static String block(String language) throws IOException {
    return Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$")
        .matcher(Files.readString(PAGE))
        .results()
        .filter(found -> found.group(1).equals(language))
        .map(found -> found.group(2))
        .findFirst()
        .orElseThrow();
  }
}
