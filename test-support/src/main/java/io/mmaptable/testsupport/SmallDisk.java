package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A disk of a few megabytes to fill up, or to take a copy of: a tmpfs or an [image][Ext4Image]
/// that is mounted for one test. To be closed by the test, after everything on it has been closed.
public final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /// Mounts a disk in memory, or skips the running test where this process may not.
  ///
  /// @param directory where to mount it; made if it is missing
  /// @param megabytes how large it is
  /// @return the disk
  /// @throws IOException if the directory cannot be made
  /// @throws org.opentest4j.TestAbortedException if it cannot be mounted, as by another user than
  ///   root
  public static SmallDisk mount(Path directory, int megabytes) throws IOException {
    return mount(directory, "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs");
  }

  /// Mounts something, or skips the running test where this process may not.
  ///
  /// @param arguments what `mount` gets before the directory
  static SmallDisk mount(Path directory, String... arguments) throws IOException {
    Files.createDirectories(directory);
    var command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    command.add(directory.toString());
    String failure = ChildProcess.failureOf(command);
    if (!failure.isEmpty()) {
      throw unavailable(failure);
    }
    return new SmallDisk(directory);
  }

  /// Skips the running test, as [Peers#unavailable] does.
  static RuntimeException unavailable(String failure) {
    Skips.announce(System.out, "no small disks, which only root can mount");
    return abort("no small disk, which only root can mount: " + failure);
  }

  /// Returns where it is mounted.
  ///
  /// @return a directory, empty at first but for what the file system itself makes
  public Path directory() {
    return directory;
  }

  /// Has the kernel write everything that was changed on it so far.
  ///
  /// @throws IllegalStateException if that fails
  public void sync() {
    String failure = ChildProcess.failureOf(List.of("sync", "--file-system", directory.toString()));
    if (!failure.isEmpty()) {
      throw new IllegalStateException(failure);
    }
  }

  /// Unmounts the disk, at once or, while a failed test still has something open on it, when that
  /// ends.
  @Override
  public void close() {
    String failure = ChildProcess.failureOf(List.of("umount", directory.toString()));
    if (!failure.isEmpty()) {
      failure = ChildProcess.failureOf(List.of("umount", "--lazy", directory.toString()));
    }
    if (!failure.isEmpty()) {
      throw new IllegalStateException(failure);
    }
  }
}
