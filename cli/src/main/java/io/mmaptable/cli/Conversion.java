package io.mmaptable.cli;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Sidecars;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes an array into another file, a block at a time: the array may be larger than memory.
///
/// @param source the elements
/// @param target the file; a `.npy` file if its name ends so, otherwise one without a header
/// @param byteOrder the byte order of the new file, or null for that of the elements
/// @param fortranOrder whether the first index varies fastest in the new file
record Conversion(
    NdArray source, Path target, @Nullable ByteOrder byteOrder, boolean fortranOrder) {
  private static final long BLOCK = 8 << 20;
  private static final String NPY = ".npy";

  /// Writes the file. It has its name once it is complete and durable.
  ///
  /// @param overwrite whether a file that is there may be replaced
  /// @return the dtype of the new file
  /// @throws FileAlreadyExistsException if there is something and it may not be replaced
  /// @throws UnsupportedOperationException if the file would be in a table
  /// @throws IOException if a writer has the target open, or it cannot be written; then what was
  ///   there is as it was
  DType run(boolean overwrite) throws IOException {
    Sidecars sidecars = Sidecars.of(target);
    if (sidecars.table() != null) {
      throw new UnsupportedOperationException(
          target + " is inside the table " + sidecars.table() + "; choose a file outside it");
    }
    requireVacant(overwrite);
    @Nullable ByteOrderChange change =
        byteOrder == null ? null : new ByteOrderChange(source.dtype(), byteOrder);
    DType dtype = change == null ? source.dtype() : change.dtype();
    byte[] header = header(dtype);
    try (var _ = WriterLock.acquire(sidecars.lock(), target, true)) {
      // A link stays one: what it leads to is replaced.
      FileOps.replace(
          Files.exists(target) ? target.toRealPath() : target,
          channel -> {
            FileOps.writeFully(channel, ByteBuffer.wrap(header));
            writeElements(channel, change);
            requireVacant(overwrite); // it took a while
          });
      // One of the file that was replaced, which must not come to match the new one.
      Files.deleteIfExists(sidecars.journal());
    }
    return dtype;
  }

  private void requireVacant(boolean overwrite) throws IOException {
    if (!FileOps.exists(target)) {
      return;
    }
    if (!overwrite) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "is replaced only with --overwrite");
    }
    FileOps.requireRegularFile(target);
  }

  private byte[] header(DType dtype) {
    return String.valueOf(target.getFileName()).endsWith(NPY)
        ? Npy.canonicalHeader(dtype, source.shape(), fortranOrder)
        : new byte[0];
  }

  private void writeElements(FileChannel channel, @Nullable ByteOrderChange change)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      long block = Math.max(BLOCK, source.dtype().itemSize());
      var buffer = arena.allocate(Math.min(block, source.nbytes()));
      write(fortranOrder ? source.transpose() : source, buffer, channel, change);
    }
  }

  /// Writes elements in C order.
  private static void write(
      NdArray part, MemorySegment buffer, FileChannel channel, @Nullable ByteOrderChange change)
      throws IOException {
    if (part.nbytes() <= buffer.byteSize()) {
      MemorySegment bytes = buffer.asSlice(0, part.nbytes());
      copy(part, bytes);
      if (change != null) {
        change.apply(bytes);
      }
      FileOps.writeFully(channel, bytes.asByteBuffer());
      return;
    }
    long rows = part.shape()[0];
    long step = Math.max(1, buffer.byteSize() / (part.nbytes() / rows));
    for (long from = 0; from < rows; from += step) {
      NdArray next = part.rows(from, Math.min(rows, from + step));
      write(step == 1 ? next.get(Index.at(0)) : next, buffer, channel, change);
    }
  }

  private static void copy(NdArray part, MemorySegment bytes) {
    if (part.isContiguous()) {
      part.copyBytes(0, bytes);
    } else {
      bytes.fill((byte) 0); // padding is not copied, and must not be that of the block before
      NdArray.view(bytes, part.dtype(), false, null, part.shape()).set(part);
    }
  }
}
