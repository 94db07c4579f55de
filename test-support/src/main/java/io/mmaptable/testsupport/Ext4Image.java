package io.mmaptable.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file that holds an ext4 file system. A copy of it, taken while it is mounted and what writes
/// to it stands still, is what a power cut at that moment would have left.
///
/// @param file the image
public record Ext4Image(Path file) {

  /// Makes an empty file system, or skips the running test where that cannot be done.
  ///
  /// @param file where the image goes
  /// @param megabytes how large it is
  /// @return the image, not mounted
  /// @throws IOException if the file cannot be written
  /// @throws org.opentest4j.TestAbortedException if this machine has no `mkfs.ext4`
  public static Ext4Image make(Path file, int megabytes) throws IOException {
    Path program = Path.of("/sbin/mkfs.ext4");
    if (!Files.isExecutable(program)) {
      throw SmallDisk.unavailable("no " + program);
    }
    // All of it at once: a kernel that goes on making inode tables would be in every copy.
    String failure =
        ChildProcess.failureOf(
            List.of(
                program.toString(),
                "-q",
                "-F",
                "-E",
                "lazy_itable_init=0,lazy_journal_init=0",
                file.toString(),
                megabytes + "M"));
    if (!failure.isEmpty()) {
      throw new IOException(failure);
    }
    return new Ext4Image(file);
  }

  /// Mounts the file system, or skips the running test where this process may not. Unmounting ends
  /// the loop device, too.
  ///
  /// @param directory where to mount it; made if it is missing
  /// @return the disk, to be closed by the caller
  /// @throws IOException if the directory cannot be made
  /// @throws org.opentest4j.TestAbortedException if it cannot be mounted, as by another user than
  ///   root
  public SmallDisk mount(Path directory) throws IOException {
    return SmallDisk.mount(directory, "-t", "ext4", "-o", "loop", file.toString());
  }

  /// Copies the image until two copies agree: the kernel may go on writing for a while when the
  /// processes that write to it have stopped.
  ///
  /// @param to where the copy goes; what is there is replaced
  /// @return the copy, not mounted
  /// @throws IOException if it cannot be copied
  public Ext4Image copy(Path to) throws IOException {
    Path other = to.resolveSibling(to.getFileName() + ".again");
    copyTo(to);
    copyTo(other);
    while (Files.mismatch(to, other) >= 0) {
      copyTo(to);
      if (Files.mismatch(to, other) >= 0) {
        copyTo(other);
      }
    }
    Files.delete(other);
    return new Ext4Image(to);
  }

  private void copyTo(Path target) throws IOException {
    String failure =
        ChildProcess.failureOf(
            List.of("cp", "--sparse=always", "--force", file.toString(), target.toString()));
    if (!failure.isEmpty()) {
      throw new IOException(failure);
    }
  }
}
