package io.mmaptable.npy;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Gives files that NumPy wrote a header whose count can grow in place.
///
/// Where the new header fits before the elements, as it does for what `numpy.save` writes, it takes
/// the old one's place; the old one is saved beside the file first, so that a crash in between can
/// be undone. Elsewhere the file is copied and replaced.
public final class GrowableHeaders {
  private static final String SAVED_SUFFIX = ".header";
  private static final int COPY_BLOCK = 1 << 20;

  private GrowableHeaders() {}

  /// Makes sure that a file can grow in place. Whoever calls this is the file's only writer.
  ///
  /// @param path the file
  /// @return its header, which is a growable one
  /// @throws io.mmaptable.file.StorageException if it is no `.npy` file, or shorter than its header
  ///   promises
  /// @throws IllegalArgumentException if the array is 0-d, or the header would be longer than
  ///   `numpy.load` accepts
  /// @throws IOException if the file cannot be read or written; then it is as it was
  public static NpyHeader ensureAppendable(Path path) throws IOException {
    restore(path);
    NpyHeader header = Npy.header(path);
    if (header.isGrowable()) {
      return header;
    }
    ArrayLayout layout = header.layout();
    Npy.checkSize(path, layout, Files.size(path));
    byte[] growable =
        HeaderWriter.growable(
            layout.dtype(), layout.shape(), layout.fortranOrder(), layout.dataOffset());
    if (growable.length > NpyHeader.MAX_LENGTH) {
      throw new IllegalArgumentException(path + ": a growable header of it would be too long");
    }
    if (growable.length == layout.dataOffset()) {
      exchange(path, growable);
    } else {
      copy(path, growable, layout);
    }
    return Npy.header(path);
  }

  /// Undoes an exchange of headers that a crash has cut short.
  ///
  /// @param path the file
  /// @throws IOException if the header cannot be put back
  public static void restore(Path path) throws IOException {
    Path saved = saved(path);
    if (Files.isRegularFile(saved)) {
      put(path, Files.readAllBytes(saved));
      forget(saved);
    }
  }

  private static void exchange(Path path, byte[] growable) throws IOException {
    byte[] old = new byte[growable.length];
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var buffer = ByteBuffer.wrap(old);
      while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {}
    }
    Path saved = saved(path);
    FileOps.replace(saved, old);
    put(path, growable);
    forget(saved);
  }

  private static void put(Path path, byte[] header) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      FileOps.writeFully(channel, ByteBuffer.wrap(header));
      channel.force(true);
    }
  }

  private static void forget(Path saved) throws IOException {
    Files.delete(saved);
    FileOps.forceDirectory(FileOps.parent(saved));
  }

  private static void copy(Path path, byte[] growable, ArrayLayout layout) throws IOException {
    try (var source = FileChannel.open(path, StandardOpenOption.READ)) {
      FileOps.replace(
          path,
          target -> {
            FileOps.writeFully(target, ByteBuffer.wrap(growable));
            var block = ByteBuffer.allocate(COPY_BLOCK);
            long end = layout.dataOffset() + layout.nbytes();
            for (long at = layout.dataOffset(); at < end; at += block.limit()) {
              block.clear().limit((int) Math.min(block.capacity(), end - at));
              while (block.hasRemaining() && source.read(block, at + block.position()) > 0) {}
              if (block.hasRemaining()) {
                throw new IOException(path + " was cut while it was copied");
              }
              FileOps.writeFully(target, block.flip());
            }
          });
    }
  }

  private static Path saved(Path path) {
    return path.resolveSibling("." + path.getFileName() + SAVED_SUFFIX);
  }
}
