package io.mmaptable.npy;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Writes elements in C order, through a block on the heap: what is mapped may be cut at any time.
final class ElementWriter {
  private static final int BLOCK = 1 << 18;

  private final WritableByteChannel channel;

  ElementWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  void write(NdArray array) throws IOException {
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

  private void writeBytes(NdArray array) throws IOException {
    long bytes = array.nbytes();
    byte[] block = new byte[(int) Math.min(BLOCK, bytes)];
    for (long at = 0; at < bytes; at += block.length) {
      int length = (int) Math.min(block.length, bytes - at);
      array.copyBytes(at, block, length);
      FileOps.writeFully(channel, ByteBuffer.wrap(block, 0, length));
    }
  }
}
