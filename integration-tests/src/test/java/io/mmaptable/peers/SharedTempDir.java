package io.mmaptable.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// Makes JUnit's temporary directories where every [NumPyContainer] sees them, under the same
/// absolute path:
///
/// ```java
/// @TempDir(factory = SharedTempDir.class) private Path directory;
/// ```
public final class SharedTempDir implements TempDirFactory {

  /// Makes a directory inside [#root()].
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return Files.createTempDirectory(root(), "test-");
  }

  /// Returns the directory of this JVM that its containers share. It is deleted when the JVM ends.
  ///
  /// @return an absolute path without symbolic links
  public static Path root() {
    return Root.PATH;
  }

  private static final class Root {
    static final Path PATH = create();

    private static Path create() {
      try {
        Path root = Files.createTempDirectory("mmaptable-peers-").toRealPath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
        return root;
      } catch (IOException e) {
        throw new UncheckedIOException("no temporary directory to share with containers", e);
      }
    }

    private static void delete(Path root) {
      try (Stream<Path> paths = Files.walk(root)) {
        List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("temporary directory not deleted", e);
      }
    }
  }
}
