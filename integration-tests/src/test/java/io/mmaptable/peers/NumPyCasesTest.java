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

  private static String generator() throws IOException {
    return Files.readString(CASES.resolve("generate.py"));
  }

  /// What runs the cases is among the tests of `core`, which cannot use anything of this module.
  private void assertNothingDiffers() {
    String classPath =
        String.join(File.pathSeparator, ChildJvm.classPath())
            + File.pathSeparator
            + CORE.resolve("target/test-classes");
    List<String> command =
        List.of("-cp", classPath, "io.mmaptable.array.NumPyCases", directory.toString());
    try (ChildProcess cases = ChildJvm.java("NumPyCases", command)) {
      int status = cases.exitStatus();
      assertEquals(0, status, () -> String.join("\n", cases.lines()) + cases.errors());
      assertEquals(9, cases.lines().size());
    }
  }
}
