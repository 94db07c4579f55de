package io.mmaptable.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// Makes JUnit's temporary directories in memory where the machine has a place for that, for tests
/// that kill processes again and again: what a kill leaves is the kernel's and on no disk yet.
///
/// ```java
/// @TempDir(factory = MemoryTempDir.class) private Path directory;
/// ```
public final class MemoryTempDir implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "mmaptable-";

  /// For JUnit.
  public MemoryTempDir() {}

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return make();
  }

  /// Makes a directory for what JUnit does not see.
  ///
  /// @return an empty directory, which the caller deletes
  /// @throws IOException if it cannot be made
  public static Path make() throws IOException {
    return Files.isDirectory(MEMORY) && Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, PREFIX)
        : Files.createTempDirectory(PREFIX);
  }
}
