package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The cases of `core` are made anew by real NumPys, and hold for them too.
class NumPyCasesTest {
  private static final Path CORE = Path.of("..", "core");
  private static final Path CASES =
      CORE.resolve("src/test/resources/io/mmaptable/array/cases").normalize();

  private static final int GROUPS = 21;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @ParameterizedTest
  @MethodSource("io.mmaptable.peers.NumPyContainer#all")
  void everyCaseIsAsInTheOlderAndTheNewerNumPy(NumPyContainer numpy) throws IOException {
    numpy.run(generator(), directory);
    assertNothingDiffers();
  }

  @Test
  void everyCaseIsAsInTheNumPyOfThisMachine() throws IOException {
    Python.required().run(generator(), directory);
    assertNothingDiffers();
  }

  @Test
  void everyCaseIsAsInNumPyWithTheVectorApi() {
    assertNothingDiffers(CASES, "--add-modules", "jdk.incubator.vector");
  }

  @Test
  void theSameNumPyMakesTheSameCases() throws IOException {
    Python python = Python.required();
    String version = Files.readString(CASES.resolve("index.tsv")).lines().findFirst().orElseThrow();
    assumeTrue(version.equals("# NumPy " + python.numpyVersion()), version);
    python.run(generator(), directory);
    try (Stream<Path> made = Files.list(directory)) {
      for (Path file : made.toList()) {
        assertEquals(-1, Files.mismatch(file, CASES.resolve(file.getFileName())), file.toString());
      }
    }
  }

  /// A program that writes all cases into the directory that it is given, in which its modules are.
  private String generator() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".py")).toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    return """
    import sys
    sys.path.insert(0, sys.argv[1])
    import generate, generate_computing
    generate.main(sys.argv[1])
    generate.Array.clear()
    generate_computing.main(sys.argv[1])
    """;
  }

  /// What runs the cases is among the tests of `core`, which cannot use anything of this module.
  private void assertNothingDiffers() {
    assertNothingDiffers(directory);
  }

  private static void assertNothingDiffers(Path cases, String... flags) {
    String classPath =
        String.join(File.pathSeparator, ChildJvm.classPath())
            + File.pathSeparator
            + CORE.resolve("target/test-classes");
    var command = new ArrayList<>(List.of(flags));
    command.addAll(List.of("-cp", classPath, "io.mmaptable.array.NumPyCases", cases.toString()));
    try (ChildProcess java = ChildJvm.java("NumPyCases", command)) {
      int status = java.exitStatus();
      assertEquals(0, status, () -> String.join("\n", java.lines()) + java.errors());
      assertEquals(GROUPS, java.lines().size());
    }
  }
}
