package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk of a few megabytes to fill up: a tmpfs that is mounted for one test. To be closed by the
/// test, after everything on it has been closed.
public final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /// Mounts a disk, or skips the running test where this process may not.
  ///
  /// @param directory where to mount it; made if it is missing
  /// @param megabytes how large it is
  /// @return the disk
  /// @throws IOException if the directory cannot be made
  /// @throws org.opentest4j.TestAbortedException if it cannot be mounted, as by another user than
  ///   root
  public static SmallDisk mount(Path directory, int megabytes) throws IOException {
    Files.createDirectories(directory);
    String failure =
        command(
            "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
    return failure.isEmpty()
        ? new SmallDisk(directory)
        : abort("no small disk to fill up, which only root can mount: " + failure);
  }

  /// Returns where it is mounted.
  ///
  /// @return a directory, empty at first
  public Path directory() {
    return directory;
  }

  /// Unmounts the disk, at once or, while a failed test still has something open on it, when that
  /// ends.
  @Override
  public void close() {
    String failure = command("umount", directory.toString());
    if (!failure.isEmpty()) {
      failure = command("umount", "--lazy", directory.toString());
    }
    if (!failure.isEmpty()) {
      throw new IllegalStateException(failure);
    }
  }

  /// Runs a command; what it says if it fails, else nothing.
  private static String command(String... command) {
    try (ChildProcess child = ChildProcess.start(command[0], List.of(command))) {
      return child.exitStatus() == 0 ? "" : String.join(" ", command) + ": " + child.errors();
    }
  }
}
