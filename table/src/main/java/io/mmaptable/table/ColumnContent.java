package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What a new column's file will hold: a growable header and the elements.
final class ColumnContent {
  private static final int BLOCK = 1 << 18;

  private final byte[] header;
  private final long bytes;
  private final @Nullable NdArray values;

  private ColumnContent(byte[] header, long bytes, @Nullable NdArray values) {
    this.header = header;
    this.bytes = bytes;
    this.values = values;
  }

  static ColumnContent zeros(DType dtype, long rows, long... itemShape) {
    long[] shape = LongStream.concat(LongStream.of(rows), LongStream.of(itemShape)).toArray();
    byte[] header = Npy.growableHeader(dtype, shape, false);
    var layout = new ArrayLayout(dtype, shape, false, header.length, new CountField.Fixed());
    return new ColumnContent(header, layout.nbytes(), null);
  }

  static ColumnContent of(NdArray values) {
    NdArray contiguous = values.isContiguous() ? values : values.copy();
    byte[] header = Npy.growableHeader(values.dtype(), values.shape(), false);
    return new ColumnContent(header, contiguous.nbytes(), contiguous);
  }

  /// How large the file will be.
  long byteSize() {
    return header.length + bytes;
  }

  /// Writes zeros too: a column's blocks are real, so that setting an element never meets a full
  /// disk.
  void writeTo(FileChannel channel) throws IOException {
    FileOps.writeFully(channel, ByteBuffer.wrap(header));
    byte[] block = new byte[(int) Math.min(BLOCK, bytes)];
    for (long at = 0; at < bytes; at += block.length) {
      int length = (int) Math.min(block.length, bytes - at);
      if (values != null) {
        values.copyBytes(at, block, length);
      }
      FileOps.writeFully(channel, ByteBuffer.wrap(block, 0, length));
    }
  }
}
