package io.mmaptable.npy;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.MappedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Reads, maps and writes `.npy` files.
///
/// Every method is safe to call from any thread. A file that is not what it claims to be is a
/// [StorageException]; nothing is allocated on the word of a header before it is checked against
/// the file's size.
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int COPY_BLOCK = 1 << 18;

  private Npy() {}

  /// Whether a file begins as a `.npy` file does.
  ///
  /// @param path a regular file
  /// @return true if its first bytes are the magic string
  /// @throws StorageException.Unsupported if it is no regular file
  /// @throws IOException if it cannot be read
  public static boolean isNpy(Path path) throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var start = ByteBuffer.allocate(MAGIC.length);
      while (start.hasRemaining() && channel.read(start, start.position()) > 0) {}
      return start.flip().equals(ByteBuffer.wrap(MAGIC));
    }
  }

  /// Reads the header of a file. That the elements are all there is not checked; [#map] and [#read]
  /// do.
  ///
  /// @param path the file
  /// @return the header
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be read
  public static NpyHeader header(Path path) throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return HeaderReader.read(path, channel);
    }
  }

  /// Maps the elements of a file, without reading them. The file's row count is what its header
  /// says now.
  ///
  /// @param path the file
  /// @param mode whether elements may be set, and whether that reaches the file
  /// @param arena what the mapping ends with; the view is valid as long as it is open, for the
  ///   threads it admits
  /// @return a view of the file's dtype, shape and order
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be mapped
  public static NdArray map(Path path, Mode mode, Arena arena) throws IOException {
    NpyHeader header = header(path);
    ArrayLayout layout = header.layout();
    var file = MappedFile.open(path, mode, arena);
    checkSize(path, layout, file.size());
    file.map(layout.dataOffset() + layout.nbytes());
    return NdArray.view(
        file.segment().asSlice(layout.dataOffset()),
        layout.dtype(),
        layout.fortranOrder(),
        path,
        layout.shape());
  }

  /// Reads the elements of a file into memory of their own.
  ///
  /// @param path the file
  /// @return an array in C order
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be read
  public static NdArray read(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return map(path, Mode.READ_ONLY, arena).copy();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // somebody has cut the file while it was copied
    }
  }

  /// Writes an array as `numpy.save` does, byte for byte. A crash leaves the old file or the new
  /// one.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param array the elements; a view whose transpose is in C order is written in Fortran order,
  ///   any other in C order
  /// @throws IllegalArgumentException if the header is longer than `numpy.load` accepts
  /// @throws IOException if it cannot be written; then the old file is as it was
  public static void write(Path path, NdArray array) throws IOException {
    boolean fortranOrder = !array.isContiguous() && array.transpose().isContiguous();
    byte[] header = canonicalHeader(array.dtype(), array.shape(), fortranOrder);
    NdArray stored = fortranOrder ? array.transpose() : array;
    FileOps.replace(
        path,
        channel -> {
          FileOps.writeFully(channel, ByteBuffer.wrap(header));
          writeElements(channel, stored);
        });
  }

  /// The header that `numpy.save` writes.
  ///
  /// @param dtype the dtype
  /// @param shape the length of each dimension
  /// @param fortranOrder whether the first index varies fastest
  /// @return the bytes up to the first element
  /// @throws IllegalArgumentException if the header is longer than `numpy.load` accepts
  public static byte[] canonicalHeader(DType dtype, long[] shape, boolean fortranOrder) {
    return checkLength(HeaderWriter.canonical(dtype, shape, fortranOrder));
  }

  /// A header with room for the count to grow in place.
  ///
  /// @param dtype the dtype
  /// @param shape the length of each dimension, at least one
  /// @param fortranOrder whether the first index varies fastest; then the last dimension grows
  /// @return the bytes up to the first element
  /// @throws IllegalArgumentException if the array is 0-d or larger than 2^63 - 1 bytes, a
  ///   dimension is negative, or the header is longer than `numpy.load` accepts
  public static byte[] growableHeader(DType dtype, long[] shape, boolean fortranOrder) {
    ArrayLayout _ = new ArrayLayout(dtype, shape, fortranOrder, 0, new CountField.Fixed());
    return checkLength(HeaderWriter.growable(dtype, shape, fortranOrder, 0));
  }

  private static byte[] checkLength(byte[] header) {
    if (header.length > NpyHeader.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a header of "
              + header.length
              + " characters is longer than numpy.load accepts ("
              + NpyHeader.MAX_LENGTH
              + ")");
    }
    return header;
  }

  static void checkSize(Path path, ArrayLayout layout, long fileSize) throws IOException {
    long end = layout.dataOffset() + layout.nbytes();
    if (fileSize < end) {
      throw new StorageException.Malformed(
          path,
          fileSize,
          "expected "
              + layout.nbytes()
              + " bytes of elements from byte "
              + layout.dataOffset()
              + " on, found "
              + (fileSize - layout.dataOffset()));
    }
  }

  /// Writes elements in C order, through a block on the heap: what is mapped may be cut at any
  /// time.
  private static void writeElements(FileChannel channel, NdArray array) throws IOException {
    NdArray contiguous = array.isContiguous() ? array : array.copy();
    long bytes = contiguous.nbytes();
    byte[] block = new byte[(int) Math.min(COPY_BLOCK, bytes)];
    for (long at = 0; at < bytes; at += block.length) {
      int length = (int) Math.min(block.length, bytes - at);
      contiguous.copyBytes(at, block, length);
      FileOps.writeFully(channel, ByteBuffer.wrap(block, 0, length));
    }
  }
}
