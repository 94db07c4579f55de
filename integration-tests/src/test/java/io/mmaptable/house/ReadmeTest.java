package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.cli.Main;
import io.mmaptable.peers.NumPyContainer;
import io.mmaptable.peers.SharedTempDir;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is compiled, run, and prints what the README says.
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @Test
  void firstExamplePrintsWhatTheReadmeSays() throws IOException {
    assertEquals(block("", 0), runExample().replace(directory + "/", ""));
  }

  @Test
  void filesAloneNeedTwoModulesAndPrintWhatTheReadmeSays() throws IOException {
    String classPath =
        ChildJvm.classPath().stream()
            .filter(entry -> entry.matches(".*/(mmaptable-)?(core|npy-format)[-/].*"))
            .collect(Collectors.joining(File.pathSeparator));
    assertEquals(block("", 1), run("Files", block("java", 1), classPath, directory));
  }

  @Test
  void growingArrayPrintsWhatTheReadmeSays() throws IOException {
    String classPath =
        ChildJvm.classPath().stream()
            .filter(entry -> entry.matches(".*/(mmaptable-)?(core|npy-format|diskarray)[-/].*"))
            .collect(Collectors.joining(File.pathSeparator));
    Path grown = directory.resolve("grown.npy");
    assertEquals(block("", 2), run("Growing", block("java", 2), classPath, grown));
  }

  @Test
  void computingPrintsWhatTheReadmeSays() throws IOException {
    String classPath = String.join(File.pathSeparator, ChildJvm.classPath());
    assertEquals(block("", 3), run("Computing", block("java", 3), classPath, directory));
  }

  @Test
  void rowsOfDifferentLengthPrintWhatTheReadmeSays() throws IOException {
    String classPath = String.join(File.pathSeparator, ChildJvm.classPath());
    assertEquals(
        block("", 4), run("Words", block("java", 4), classPath, directory.resolve("words")));
  }

  @Test
  void theSameTableOpensInPython() throws IOException {
    String _ = runExample();
    String script = "import os; os.chdir('" + directory + "')\n" + block("python", 0);
    assertTrue(Files.readString(README).contains("where `print` gives `100.25`"));
    for (NumPyContainer numpy : NumPyContainer.all().toList()) {
      assertEquals("100.25", numpy.run(script), numpy.toString());
    }
  }

  @Test
  void everyCommandIsThere() throws IOException {
    Matcher commands = Pattern.compile("(?m)^mmaptable (\\w+)").matcher(Files.readString(README));
    List<String> named = commands.results().map(result -> result.group(1)).distinct().toList();
    assertEquals(Main.commandLine().getSubcommands().keySet(), new LinkedHashSet<>(named));
  }

  private String runExample() throws IOException {
    String classPath = String.join(File.pathSeparator, ChildJvm.classPath());
    return run("Ticks", block("java", 0), classPath, directory.resolve("ticks"));
  }

  private String run(String name, String source, String classPath, Path argument)
      throws IOException {
    Path file = Files.writeString(directory.resolve(name + ".java"), source);
    try (ChildProcess java =
        ChildJvm.java(
            name,
            List.of(
                "-cp",
                classPath,
                "--enable-native-access=ALL-UNNAMED",
                file.toString(),
                argument.toString()))) {
      String output = java.awaitSuccess();
      assertEquals("", java.errors());
      return output.stripTrailing() + "\n";
    }
  }

  /// One of the README's fenced blocks in a language.
  private static String block(String language, int index) throws IOException {
    Matcher blocks =
        Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$").matcher(Files.readString(README));
    return blocks
        .results()
        .filter(result -> result.group(1).equals(language))
        .skip(index)
        .findFirst()
        .orElseThrow()
        .group(2);
  }
}
