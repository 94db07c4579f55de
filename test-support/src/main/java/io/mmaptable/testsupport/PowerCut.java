package io.mmaptable.testsupport;

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
public record PowerCut(Path directory, Ext4Image image, SmallDisk disk) {
  private static final String BOOT_ID = "io.mmaptable.bootId";

  /// What is looked at after the cut.
  @FunctionalInterface
  public interface Check {
    /// Looks at what a writer has left.
    ///
    /// @param path what it was to write
    /// @return what is not there that should be, or nothing
    /// @throws IOException if it cannot be read
    String loss(Path path) throws IOException;
  }

  /// The file or directory of a writer.
  private Path path(String name) throws IOException {
    return Files.createDirectories(disk.directory().resolve(name)).resolve("x");
  }

  /// Runs a writer until it has acknowledged a number of times, and cuts the power. It gets the
  /// path that it writes as its first argument, says 0 before it begins, waits for a line, and says
  /// what has become durable.
  ///
  /// @param name what tells it from other writers on this disk
  /// @param lines how many times
  /// @param replacements classes that the writer has in place of ours
  /// @param writer a class with a `main` method
  /// @param arguments what `main` gets after the path, as strings
  /// @return the number that was acknowledged at last
  /// @throws IOException if the image cannot be copied
  public long cut(
      String name, int lines, List<Path> replacements, Class<?> writer, Object... arguments)
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

  /// Looks at what is on the disk after another boot.
  ///
  /// @param name the writer's name
  /// @param check what looks
  /// @return what is not there that should be, or nothing
  /// @throws IOException if the disk cannot be mounted or read
  public String lossAfterwards(String name, Check check) throws IOException {
    try (SmallDisk after = new Ext4Image(copy()).mount(directory.resolve("after"))) {
      System.setProperty(BOOT_ID, UUID.randomUUID().toString());
      return check.loss(after.directory().resolve(name).resolve("x"));
    } finally {
      System.clearProperty(BOOT_ID);
    }
  }

  /// Deletes what a writer has written.
  ///
  /// @param name the writer's name
  /// @throws IOException if it cannot be deleted
  public void clear(String name) throws IOException {
    FileTree.delete(disk.directory().resolve(name));
  }
}
