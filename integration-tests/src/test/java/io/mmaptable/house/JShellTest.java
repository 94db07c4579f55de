package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.peers.NumPyContainer;
import io.mmaptable.peers.SharedTempDir;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JDK's own console does to a column what Python's does, line for line, as `docs/jshell.md`
/// shows.
class JShellTest {
  private static final Path PAGE = Path.of("..", "docs", "jshell.md");
  private static final int COMMAND = 0;
  private static final int JAVA = 1;
  private static final int PYTHON = 2;
  private static final int OUTPUT = 3;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @Test
  void bothTakeAsManyLines() throws IOException {
    assertEquals(block(PYTHON).lines().count(), block(JAVA).lines().count());
  }

  @Test
  void jshellPrintsWhatThePageSays() throws IOException {
    assertEquals(block(OUTPUT), jshell());
  }

  @Test
  void pythonPrintsTheSame() throws IOException {
    assertEquals(block(OUTPUT), Python.required().run(inDirectory(block(PYTHON))) + "\n");
  }

  @Test
  void whatJShellHasMadeOpensInTheOlderAndTheNewerNumPy() throws IOException {
    String lastArray = block(OUTPUT).lines().toList().get(1);
    String _ = jshell();
    String script = "import numpy as np\nprint(np.load('table/x.npy'))";
    for (NumPyContainer numpy : NumPyContainer.all().toList()) {
      assertEquals(lastArray, numpy.run(inDirectory(script)), numpy.toString());
    }
  }

  /// Runs the page's lines by the page's options.
  private String jshell() throws IOException {
    assertEquals(
        "jshell --class-path 'cli/target/lib/*' -R--enable-native-access=ALL-UNNAMED\n",
        block(COMMAND));
    String script = block(JAVA).replace("Path.of(\"table\")", "Path.of(\"" + table() + "\")");
    Path file = Files.writeString(directory.resolve("page.jsh"), script + "/exit\n");
    // Where there is none yet, as on a new machine, the tool says that it has made it.
    Path preferences = Files.createDirectories(directory.resolve("user/.java/.userPrefs"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
            "-J-Djava.util.prefs.userRoot=" + preferences.getParent().getParent(),
            "-s",
            "--class-path",
            String.join(File.pathSeparator, ChildJvm.classPath()),
            "-R--enable-native-access=ALL-UNNAMED",
            file.toString());
    try (ChildProcess jshell = ChildProcess.start("jshell", command)) {
      String output = jshell.awaitSuccess();
      assertEquals("", jshell.errors());
      return output + "\n";
    }
  }

  private Path table() {
    return directory.resolve("table");
  }

  private String inDirectory(String script) {
    return "import os; os.chdir('" + directory + "')\n" + script;
  }

  /// One of the page's fenced blocks.
  private static String block(int index) throws IOException {
    List<MatchResult> blocks =
        Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$")
            .matcher(Files.readString(PAGE))
            .results()
            .toList();
    return blocks.get(index).group(1);
  }
}
