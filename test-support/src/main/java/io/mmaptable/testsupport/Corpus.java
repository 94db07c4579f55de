package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Files written by other programs, in the directory `shared/corpus` beside the checkout. They are
/// not part of the project: a test that wants them is skipped where they are missing.
public final class Corpus {

  private Corpus() {}

  /// Returns the corpus directory, or skips the running test.
  ///
  /// @return the absolute path of a directory
  /// @throws org.opentest4j.TestAbortedException if there is no corpus beside the checkout
  public static Path directory() {
    Path start = Path.of("").toAbsolutePath();
    return find(start)
        .orElseGet(() -> skip("no shared/corpus beside the checkout that holds " + start));
  }

  /// Returns a file or directory of the corpus, or skips the running test.
  ///
  /// @param name a path inside the corpus, such as `npy/npyz-c-order.npy`
  /// @return its absolute path
  /// @throws org.opentest4j.TestAbortedException if there is no corpus, or this is not in it
  public static Path path(String name) {
    Path directory = directory();
    Path path = directory.resolve(name);
    return Files.exists(path) ? path : skip("no " + name + " in " + directory);
  }

  private static Path skip(String why) {
    Skips.announce(System.out, why);
    return abort(why);
  }

  static Optional<Path> find(Path start) {
    return Stream.iterate(start, directory -> directory != null, Path::getParent)
        .filter(Corpus::isCheckout)
        .findFirst()
        .map(checkout -> checkout.resolveSibling("shared").resolve("corpus"))
        .filter(Files::isDirectory);
  }

  private static boolean isCheckout(Path directory) {
    return Files.exists(directory.resolve(".git")) || isParentPom(directory.resolve("pom.xml"));
  }

  private static boolean isParentPom(Path pom) {
    try {
      return Files.isRegularFile(pom) && Files.readString(pom).contains("<modules>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
