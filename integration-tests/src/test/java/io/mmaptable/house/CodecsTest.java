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

/// What the page on codecs shows is compiled, run, and prints what the page says.
class CodecsTest {
  private static final Path PAGE = Path.of("..", "docs", "codecs.md");
  private static final Path CODEC =
      Path.of("tiny-codec/src/main/java/org/example/runs/RunLengthCodec.java");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  @Test
  void pipelinePrintsWhatThePageSays() throws IOException {
    Path source = Files.writeString(directory.resolve("Pipeline.java"), block("java", 0));
    try (ChildProcess java =
        ChildJvm.java(
            "codecs",
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, ChildJvm.classPath()),
                source.toString()))) {
      assertEquals(block("", 0), java.awaitSuccess().stripTrailing() + "\n");
    }
  }

  @Test
  void codecOfThePageIsTheOneThatPassesTheContract() throws IOException {
    assertEquals(Files.readString(CODEC), block("java", 1));
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
