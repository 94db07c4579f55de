package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/console.md` shows can be typed, and prints what it says.
class ConsolePageTest {
  private static final Path PAGE = Path.of("..", "docs", "console.md");
  private static final String PROMPT = "jshell> ";

  @TempDir private Path directory;

  @Test
  void arrayWithoutAHeaderIsWhatThePageSays() throws IOException {
    assertEquals(
        "bin/diskarray interact disk.array '(0, 3)' np.float32 --capacity '(10, 3)' --growby 200\n",
        block("sh", 0));
    Path file = directory.resolve("disk.array");
    assertEquals(
        block("", 0),
        printed(0, file, "(0, 3)", "np.float32", "--capacity", "(10, 3)", "--growby", 200)
            .replace(directory + "/", ""));
  }

  @Test
  void pythonReadsTheSameArray() throws IOException {
    Python python = Python.required();
    printed(0, directory.resolve("disk.array"), "(0, 3)", "np.float32");
    assertEquals(
        "[[2. 3. 4.]\n [1. 2. 3.]\n [5. 6. 7.]]",
        python.run("import os, numpy as np; os.chdir('" + directory + "')\n" + block("python", 0)));
  }

  @Test
  void arrayOfRecordsIsWhatThePageSays() throws IOException {
    String dtype = "[('token', np.uint32), ('count', np.uint32), ('pmi', np.float32)]";
    assertEquals("bin/diskarray interact tokens.npy '(0, 3)' \"" + dtype + "\"\n", block("sh", 1));
    assertEquals(block("", 1), printed(1, directory.resolve("tokens.npy"), "(0, 3)", dtype));
  }

  private static String printed(int session, Object... arguments) throws IOException {
    List<String> typed =
        block("", session)
            .lines()
            .filter(line -> line.startsWith(PROMPT))
            .map(line -> line.substring(PROMPT.length()))
            .toList();
    try (ChildProcess console = Consoles.array(typed, arguments)) {
      String output = console.awaitSuccess();
      assertEquals("", console.errors());
      // The last prompt is answered by the end of the input.
      return output.stripTrailing().replaceFirst("jshell>$", "");
    }
  }

  private static String block(String language, int index) throws IOException {
    List<MatchResult> blocks =
        Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$")
            .matcher(Files.readString(PAGE))
            .results()
            .filter(block -> block.group(1).equals(language))
            .toList();
    return blocks.get(index).group(2);
  }
}
