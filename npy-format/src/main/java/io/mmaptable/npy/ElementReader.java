package io.mmaptable.npy;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads elements into memory of their own.
final class ElementReader {
  /// Memory that ends when nobody uses it any more, aligned as NumPy aligns what it reads.
  static final SegmentAllocator OWN =
      (bytes, alignment) -> Arena.ofAuto().allocate(bytes, Math.max(64, alignment));

  private static final int LARGEST_READ = 1 << 30;

  /// What is taken of a stream before more has come.
  private static final int FIRST_BLOCK = 1 << 16;

  private static final int LARGEST_BLOCK = 1 << 24;

  private ElementReader() {}

  /// Reads from a file, whose size has been checked.
  static MemorySegment read(
      Path path, FileChannel channel, ArrayLayout layout, SegmentAllocator allocator)
      throws IOException {
    MemorySegment memory = allocator.allocate(layout.nbytes());
    if (!memory.isNative()) {
      throw new IllegalArgumentException("memory on the heap, where native memory is needed");
    }
    for (long at = 0; at < memory.byteSize(); ) {
      long length = Math.min(LARGEST_READ, memory.byteSize() - at);
      int read = channel.read(buffer(memory, at, length), layout.dataOffset() + at);
      if (read <= 0) {
        throw new StorageException.Malformed(
            path, layout.dataOffset() + at, "was cut while it was read");
      }
      at += read;
    }
    return memory;
  }

  private static ByteBuffer buffer(MemorySegment memory, long at, long length) {
    return memory.asSlice(at, length).asByteBuffer();
  }

  /// Reads from a stream, which nobody knows the length of: memory grows with what has come.
  static MemorySegment read(InputStream in, ArrayLayout layout) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    int length = FIRST_BLOCK;
    for (long missing = layout.nbytes(); missing > 0; ) {
      byte[] block = in.readNBytes((int) Math.min(length, missing));
      missing -= block.length;
      if (block.length == 0) {
        throw new StorageException.Malformed(
            null,
            layout.dataOffset() + layout.nbytes() - missing,
            "the stream ends " + missing + " bytes before the last element");
      }
      blocks.add(block);
      length = Math.min(LARGEST_BLOCK, 2 * length);
    }
    MemorySegment memory = OWN.allocate(layout.nbytes());
    long at = 0;
    for (byte[] block : blocks) {
      MemorySegment.copy(block, 0, memory, ValueLayout.JAVA_BYTE, at, block.length);
      at += block.length;
    }
    return memory;
  }
}
