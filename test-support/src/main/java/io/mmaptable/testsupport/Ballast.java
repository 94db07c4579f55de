package io.mmaptable.testsupport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that fills a disk.
///
/// @param file the file
public record Ballast(Path file) {
  private static final int LARGEST = 1 << 20;

  /// Takes all room that there is on the disk.
  ///
  /// @throws IOException if the file cannot be made
  public void fill() throws IOException {
    try (var out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int size = LARGEST; size > 0; size /= 2) {
        try {
          while (true) {
            out.write(new byte[size]);
          }
        } catch (IOException full) {
          // A smaller piece may still fit.
        }
      }
    }
  }

  /// Gives room back.
  ///
  /// @param bytes how much, up to the end of a block
  /// @throws IOException if the file cannot be cut
  public void giveBack(long bytes) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileChannel _ = channel.truncate(Math.max(0, channel.size() - bytes));
    }
  }

  /// Gives all room back.
  ///
  /// @throws IOException if the file cannot be deleted
  public void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
