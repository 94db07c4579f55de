package io.mmaptable.npy;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.RowFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Gives files that NumPy wrote a header whose count can grow in place.
///
/// Where the new header fits before the elements, as it does for what `numpy.save` writes, it takes
/// the old one's place; the old one is saved beside the file first, so that a crash in between can
/// be undone. Elsewhere the file is copied and replaced.
public final class GrowableHeaders {
  private static final String SAVED_SUFFIX = ".header";
  private static final int COPY_BLOCK = 1 << 20;

  /// More than a header takes up whose growable one is as long and can be written.
  private static final int LONGEST_SAVED = 1 << 17;

  private GrowableHeaders() {}

  /// Whether a file's count can grow in place, or could once [#ensureAppendable] has exchanged its
  /// header, without copying the file.
  ///
  /// @param path the file
  /// @return false if the array is 0-d, or a growable header does not fit before the elements
  /// @throws StorageException if it is no `.npy` file
  /// @throws IOException if the file cannot be read
  public static boolean isAppendable(Path path) throws IOException {
    NpyHeader header = Npy.header(path);
    return header.isGrowable()
        || (header.layout().ndim() > 0 && growable(header.layout()).length == header.dataOffset());
  }

  /// Makes sure that a file can grow in place. Whoever calls this is the file's only writer.
  ///
  /// @param path the file
  /// @return its header, which is a growable one
  /// @throws StorageException if it is no `.npy` file, or shorter than its header promises
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
    layout.requireIn(path, Files.size(path));
    byte[] growable = growable(layout);
    if (growable.length == layout.dataOffset()) {
      exchange(path, growable);
    } else {
      copy(path, growable, layout);
    }
    return Npy.header(path);
  }

  /// Makes the header of a file count some of the rows that are there, durably, and able to grow. A
  /// crash leaves the old count or the new one. Whoever calls this is the file's only writer.
  ///
  /// @param path the file, which may be shorter than its header promises
  /// @param rows how many rows to count, at most as many as the file holds whole
  /// @throws IllegalArgumentException if the file does not hold as many rows, or the header would
  ///   be longer than `numpy.load` accepts
  /// @throws StorageException if it is no `.npy` file
  /// @throws IOException if the file cannot be read or written
  public static void recount(Path path, long rows) throws IOException {
    restore(path);
    ArrayLayout layout = Npy.header(path).layout();
    if (rows < 0 || rows > RowFile.physicalRows(Files.size(path), layout)) {
      throw new IllegalArgumentException(path + " does not hold " + rows + " rows");
    }
    recount(path, layout, rows);
  }

  /// Makes the header of a file count the rows that are there, durably, and able to grow.
  ///
  /// @param layout what the header says
  /// @param rows how many rows the file holds
  static void recount(Path path, ArrayLayout layout, long rows) throws IOException {
    if (layout.count() instanceof CountField.Fixed) {
      byte[] growable = growable(layout);
      if (growable.length != layout.dataOffset()) {
        ArrayLayout recounted = layout.withRowCount(rows);
        copy(path, growable(recounted), recounted);
        return;
      }
      exchange(path, growable);
    }
    try (Arena arena = Arena.ofConfined()) {
      var file = new RowFile(path, Npy.header(path).layout(), Mode.READ_WRITE, 0, arena);
      file.mapHeader();
      file.storeCount(rows);
      file.force();
    }
  }

  /// Undoes an exchange of headers that a crash has cut short. A saved header of another file,
  /// which has meanwhile been replaced by this one, is only removed.
  ///
  /// @param path the file
  /// @throws IOException if the header cannot be put back
  public static void restore(Path path) throws IOException {
    Path saved = saved(path);
    if (Files.isRegularFile(saved)) {
      byte[] old = beginning(saved, LONGEST_SAVED);
      if (Files.size(saved) == old.length && isHalfExchanged(path, old)) {
        put(path, old);
      }
      forget(saved);
    }
  }

  /// Whether each byte of a file's header is the old one or that of the header in its place.
  private static boolean isHalfExchanged(Path path, byte[] old) throws IOException {
    ArrayLayout layout;
    try {
      layout = Npy.header(saved(path)).layout();
    } catch (StorageException e) {
      return false;
    }
    if (layout.ndim() == 0) {
      return false;
    }
    byte[] growable;
    try {
      growable = growable(layout);
    } catch (IllegalArgumentException e) { // too long, and so never written
      return false;
    }
    byte[] now = beginning(path, old.length);
    boolean same = now.length == old.length && growable.length == old.length;
    for (int i = 0; same && i < now.length; i++) {
      same = now[i] == old[i] || now[i] == growable[i];
    }
    return same;
  }

  static byte[] growable(ArrayLayout layout) {
    return HeaderWriter.growable(
        layout.dtype(),
        layout.shape(),
        layout.fortranOrder(),
        layout.dataOffset(),
        WriteOptions.DEFAULT);
  }

  private static byte[] beginning(Path path, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {}
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static void exchange(Path path, byte[] growable) throws IOException {
    Path saved = saved(path);
    FileOps.replace(saved, beginning(path, growable.length));
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
      // A link stays one: what it leads to is replaced.
      FileOps.replace(
          path.toRealPath(),
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
