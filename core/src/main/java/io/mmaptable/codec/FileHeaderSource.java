package io.mmaptable.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// A header in a file that others may be changing.
final class FileHeaderSource implements HeaderSource {

  /// Longer than nearly all headers: what is asked for in pieces is read once.
  private static final int START = 256;

  /// How often bytes are read again that somebody changes at the same time.
  private static final int MOST_READS = 1000;

  private final Path path;
  private final FileChannel channel;
  private byte[] start = new byte[0];

  FileHeaderSource(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static void check(long position, int length) {
    if (position < 0 || length < 0) {
      throw new IllegalArgumentException("position (" + position + "), length (" + length + ")");
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public byte[] read(long position, int length) throws IOException {
    check(position, length);
    if (position > START - length) {
      return standing(position, Math.clamp(size() - position, 0, length));
    }
    if (start.length < (int) position + length) {
      start = standing(0, START);
    }
    int from = (int) Math.min(position, start.length);
    return Arrays.copyOfRange(start, from, Math.min(start.length, from + length));
  }

  private byte[] standing(long position, int length) throws IOException {
    byte[] bytes = once(position, length);
    for (int i = 0; i < MOST_READS; i++) {
      byte[] again = once(position, length);
      if (Arrays.equals(bytes, again)) {
        return bytes;
      }
      bytes = again;
    }
    throw new IOException(path + ": its header does not stand still");
  }

  /// Reads once. A regular file gives less than was asked for at its end alone.
  private byte[] once(long position, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    int _ = channel.read(buffer, position);
    return buffer.hasRemaining()
        ? Arrays.copyOf(buffer.array(), buffer.position())
        : buffer.array();
  }
}
