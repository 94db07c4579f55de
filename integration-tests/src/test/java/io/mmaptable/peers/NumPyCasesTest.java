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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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

  /// What BLAS computes differs in the last bits from processor to processor.
  private static final String DOT = "dot";

  /// What the cases of other groups are about.
  private static final Set<String> SHARED = Set.of("arrays", "operands");

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @ParameterizedTest
  @MethodSource("io.mmaptable.peers.NumPyContainer#all")
  void everyCaseIsAsInTheOlderAndTheNewerNumPy(NumPyContainer numpy) throws IOException {
    numpy.run(generator(), directory);
    assertNothingDiffers(directory, List.of(), List.of());
  }

  @Test
  void everyCaseIsAsInTheNumPyOfThisMachine() throws IOException {
    Python python = Python.required();
    python.run(generator(), directory);
    List<String> differing = differing();
    if (differing.stream().anyMatch(SHARED::contains)) {
      assertNothingDiffers(directory, List.of(), List.of());
    } else if (!differing.isEmpty()) {
      assertNothingDiffers(directory, List.of(), differing); // the others hold, as `core` tests
    }
  }

  @Test
  void theSameNumPyMakesTheSameCases() throws IOException {
    Python python = Python.required();
    assumeTrue(isOfTheCases(python), python.numpyVersion());
    python.run(generator(), directory);
    List<String> differing = new ArrayList<>(differing());
    differing.remove(DOT);
    assertEquals(List.of(), differing);
  }

  @Test
  @Tag("long")
  void everyCaseIsAsInNumPyWithTheVectorApi() {
    assertNothingDiffers(CASES, List.of("--add-modules", "jdk.incubator.vector"), List.of());
  }

  private static boolean isOfTheCases(Python python) throws IOException {
    String version = Files.readString(CASES.resolve("index.tsv")).lines().findFirst().orElseThrow();
    return version.equals("# NumPy " + python.numpyVersion());
  }

  /// The names of groups that were made otherwise than those that are kept.
  private List<String> differing() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : files(CASES, ".tsv")) {
      if (Files.mismatch(file, directory.resolve(file.getFileName())) >= 0) {
        names.add(file.getFileName().toString().replace(".tsv", ""));
      }
    }
    return names;
  }

  private static List<Path> files(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().endsWith(ending)).toList();
    }
  }

  /// A program that writes all cases into the directory that it is given, in which its modules are.
  private String generator() throws IOException {
    for (Path file : files(CASES, ".py")) {
      Files.copy(file, directory.resolve(file.getFileName()));
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
  ///
  /// @param groups those to run, or none for all
  private static void assertNothingDiffers(Path cases, List<String> flags, List<String> groups) {
    String classPath =
        String.join(File.pathSeparator, ChildJvm.classPath())
            + File.pathSeparator
            + CORE.resolve("target/test-classes");
    var command = new ArrayList<>(flags);
    command.addAll(List.of("-cp", classPath, "io.mmaptable.array.NumPyCases", cases.toString()));
    command.addAll(groups);
    try (ChildProcess java = ChildJvm.java("NumPyCases", command)) {
      int status = java.exitStatus();
      assertEquals(0, status, () -> String.join("\n", java.lines()) + java.errors());
      assertEquals(groups.isEmpty() ? GROUPS : groups.size(), java.lines().size());
    }
  }
}
