package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system of 16 MiB in memory; tests that want one are skipped where it cannot be mounted.
final class SmallDisk {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  static SmallDisk mount(Path directory) throws IOException, InterruptedException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a small disk");
    Files.createDirectories(directory);
    int status =
        run(List.of("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", directory.toString()));
    assumeTrue(status == 0, "no tmpfs can be mounted");
    return new SmallDisk(directory);
  }

  Path directory() {
    return directory;
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /// Lazily, since the mappings of a failed test may still be there.
  void unmount() throws IOException, InterruptedException {
    int _ = run(List.of("umount", "-l", directory.toString()));
  }
}
