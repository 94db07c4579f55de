package io.mmaptable.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Gives a file real blocks before anything is stored into its mapping, so that a full disk is an
/// `IOException` here rather than a fault in the middle of a row.
final class BlockAllocator {

  /// How far ahead zeros are written where blocks cannot be reserved without writing.
  private static final long MOST_ZEROS_AHEAD = 64L << 20;

  private static final int CHUNK = 1 << 20;

  private BlockAllocator() {}

  /// Allocates a part of a file: as much as is preferred if that fits on the disk, or as much as is
  /// needed.
  ///
  /// @param size what the file is cut to where there is no room, but for what lies before the part
  /// @param from where the part begins; what lies there may be overwritten with zeros
  /// @param required where it must end at least
  /// @param preferred where it would best end
  /// @return where it ends
  /// @throws IOException if there is no room for what is required; the file then has that size
  static long allocate(
      Path path, FileChannel channel, long size, long from, long required, long preferred)
      throws IOException {
    try {
      return allocateTo(path, channel, from, preferred, required);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException full) {
      channel.truncate(Math.max(size, from));
      if (preferred == required) {
        throw full;
      }
    }
    try {
      return allocateTo(path, channel, from, required, required);
    } catch (IOException full) {
      channel.truncate(Math.max(size, from));
      throw full;
    }
  }

  private static long allocateTo(Path path, FileChannel channel, long from, long to, long required)
      throws IOException {
    var nativeFiles = NativeFiles.instance();
    if (nativeFiles.isPresent() && nativeFiles.get().allocate(path, from, to)) {
      return to;
    }
    long end = Math.min(to, Math.max(required, from + MOST_ZEROS_AHEAD));
    var zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, end - from));
    for (long at = from; at < end; at += zeros.position()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), end - at));
      writeAt(path, channel, zeros, at, end - from);
    }
    return end;
  }

  private static void writeAt(
      Path path, FileChannel channel, ByteBuffer zeros, long position, long wanted)
      throws IOException {
    int written;
    try {
      written = 0;
      while (zeros.hasRemaining()) {
        int count = channel.write(zeros, position + written);
        if (count <= 0) {
          throw new IOException("nothing more could be written");
        }
        written += count;
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          path + ": no space for " + wanted + " bytes (" + e.getMessage() + ")", e);
    }
  }
}
