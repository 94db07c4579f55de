package io.mmaptable.internal.store;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;

/// Writes elements in C order. Native memory is written as it is. What is mapped may be cut at any
/// time, and of what is on the heap the channel would make a copy as large as itself: both go
/// through a block.
public final class ElementWriter {
  private static final long BLOCK = 1 << 20;
  private static final long LARGEST_WRITE = 1 << 30;

  private final WritableByteChannel channel;

  /// Takes a channel, which the caller closes.
  ///
  /// @param channel where to, in blocking mode
  public ElementWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  /// Writes all elements.
  ///
  /// @param array the elements, whatever their strides are
  /// @throws IOException if they cannot be written
  public void write(NdArray array) throws IOException {
    if (array.isContiguous()) {
      writeBytes(array);
    } else if (array.nbytes() <= BLOCK) {
      writeBytes(array.copy());
    } else {
      // A part at a time, so that no second array as large as the first is needed.
      long rows = array.shape()[0];
      long step = Math.max(1, BLOCK / (array.nbytes() / rows));
      for (long from = 0; from < rows; from += step) {
        NdArray part = array.rows(from, Math.min(rows, from + step));
        write(step == 1 ? part.get(Index.at(0)) : part);
      }
    }
  }

  /// Writes bytes as they are.
  ///
  /// @param bytes memory that nobody can cut: what is mapped is written as an array
  /// @throws IOException if they cannot be written
  public void write(MemorySegment bytes) throws IOException {
    if (bytes.isNative()) {
      writeWhole(bytes);
    } else if (bytes.byteSize() > 0) {
      writeInBlocks(
          bytes.byteSize(), (at, part) -> part.copyFrom(bytes.asSlice(at, part.byteSize())));
    }
  }

  private void writeBytes(NdArray array) throws IOException {
    MemorySegment bytes = array.asSegment();
    if (bytes.isNative() && !bytes.isMapped()) {
      writeWhole(bytes);
    } else if (bytes.byteSize() > 0) {
      writeInBlocks(bytes.byteSize(), array::copyBytes);
    }
  }

  private void writeWhole(MemorySegment bytes) throws IOException {
    for (long at = 0; at < bytes.byteSize(); at += LARGEST_WRITE) {
      long length = Math.min(LARGEST_WRITE, bytes.byteSize() - at);
      FileOps.writeFully(channel, bytes.asSlice(at, length).asByteBuffer());
    }
  }

  /// What copies bytes from an offset on into a block.
  @FunctionalInterface
  private interface Source {
    void copy(long at, MemorySegment block) throws IOException;
  }

  private void writeInBlocks(long bytes, Source source) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(Math.min(BLOCK, bytes));
      for (long at = 0; at < bytes; at += block.byteSize()) {
        MemorySegment part = block.asSlice(0, Math.min(block.byteSize(), bytes - at));
        source.copy(at, part);
        FileOps.writeFully(channel, part.asByteBuffer());
      }
    }
  }
}
