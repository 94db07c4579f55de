package io.mmaptable.diskarray;

import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Ext4Image;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// A disk whose power is cut under a writer: an ext4 image that is copied while the writer is
/// stopped, and mounted as after another boot.
///
/// @param directory where there is room for the image and a copy
/// @param image the disk
/// @param disk where it is mounted
record PowerCut(Path directory, Ext4Image image, SmallDisk disk) {
  private static final String BOOT_ID = "io.mmaptable.bootId";

  /// What is looked at after the cut.
  @FunctionalInterface
  interface Check {
    /// What is not there that should be, or nothing.
    String loss(Path path) throws IOException;
  }

  /// The file or directory of a writer.
  Path path(String name) throws IOException {
    return Files.createDirectories(disk.directory().resolve(name)).resolve("x");
  }

  /// Runs a writer of `path(name)` until it has acknowledged a number of times, and cuts the power.
  ///
  /// @param replacements classes that the writer has in place of ours
  /// @return the rows that were acknowledged at last
  long cut(String name, int lines, List<Path> replacements, Class<?> writer, Object... arguments)
      throws IOException {
    Object[] all = Stream.concat(Stream.of(path(name)), Stream.of(arguments)).toArray();
    try (ChildProcess child =
        ChildJvm.start(
            List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
            replacements,
            writer,
            all)) {
      child.awaitLine("0");
      if (!replacements.isEmpty()) {
        disk.sync(); // so that it is rows that are lost, not the whole file
      }
      child.send("");
      for (int i = 0; i < lines; i++) {
        String _ = child.nextLine();
      }
      child.stop();
      Ext4Image _ = image.copy(copy());
      child.kill();
      return Long.parseLong(child.lines().getLast());
    }
  }

  private Path copy() {
    return directory.resolve("copy");
  }

  /// What of the acknowledged rows is not on the disk after another boot, or nothing.
  String lossAfterwards(String name, Check check) throws IOException {
    try (SmallDisk after = new Ext4Image(copy()).mount(directory.resolve("after"))) {
      System.setProperty(BOOT_ID, UUID.randomUUID().toString());
      return check.loss(after.directory().resolve(name).resolve("x"));
    } finally {
      System.clearProperty(BOOT_ID);
    }
  }

  /// Deletes what a writer has written.
  void clear(String name) throws IOException {
    try (var files = Files.walk(disk.directory().resolve(name))) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }
}
