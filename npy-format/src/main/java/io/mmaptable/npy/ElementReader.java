package io.mmaptable.npy;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads elements into memory of their own.
final class ElementReader {
  private static final int LARGEST_READ = 1 << 30;

  /// What is read at once for memory on the heap, by way of as much native memory.
  private static final int HEAP_BLOCK = 1 << 18;

  /// What is taken of a stream before more has come.
  private static final int FIRST_BLOCK = 1 << 16;

  private static final int LARGEST_BLOCK = 1 << 24;

  private ElementReader() {}

  /// Memory of its own for an array, which lies where all arrays do that have no memory of their
  /// caller's.
  static MemorySegment allocate(ArrayLayout layout) {
    return NdArray.zeros(layout.dtype(), layout.shape()).base();
  }

  /// Reads from a file, whose size has been checked.
  static void read(Path path, FileChannel channel, ArrayLayout layout, MemorySegment memory)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      long most = Math.min(memory.isNative() ? LARGEST_READ : HEAP_BLOCK, memory.byteSize());
      MemorySegment block = memory.isNative() ? MemorySegment.NULL : arena.allocate(most);
      for (long at = 0; at < memory.byteSize(); ) {
        long length = Math.min(most, memory.byteSize() - at);
        MemorySegment into =
            memory.isNative() ? memory.asSlice(at, length) : block.asSlice(0, length);
        int read = channel.read(into.asByteBuffer(), layout.dataOffset() + at);
        if (read <= 0) {
          throw new StorageException.Malformed(
              path, layout.dataOffset() + at, "was cut while it was read");
        }
        if (!memory.isNative()) {
          MemorySegment.copy(block, 0, memory, at, read);
        }
        at += read;
      }
    }
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
    MemorySegment memory = allocate(layout);
    long at = 0;
    for (byte[] block : blocks) {
      MemorySegment.copy(block, 0, memory, ValueLayout.JAVA_BYTE, at, block.length);
      at += block.length;
    }
    return memory;
  }
}
