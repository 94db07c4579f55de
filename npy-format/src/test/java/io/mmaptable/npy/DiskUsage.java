package io.mmaptable.npy;

import io.mmaptable.testsupport.ChildProcess;
import java.nio.file.Path;
import java.util.List;

/// What a file takes up on the disk, which is less than its size where it has holes.
final class DiskUsage {
  private DiskUsage() {}

  static long allocatedBytes(Path path) {
    try (ChildProcess stat =
        ChildProcess.start("stat", List.of("stat", "--format=%b", path.toString()))) {
      return 512 * Long.parseLong(stat.awaitSuccess());
    }
  }
}
