package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.ElementWriter;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What a new column's file will hold: a growable header and the elements.
final class ColumnContent {
  private final ArrayFormat format;
  private final byte[] header;
  private final long bytes;
  private final @Nullable NdArray values;

  private ColumnContent(ArrayFormat format, byte[] header, long bytes, @Nullable NdArray values) {
    this.format = format;
    this.header = header;
    this.bytes = bytes;
    this.values = values;
  }

  static ColumnContent zeros(ArrayFormat format, DType dtype, long rows, long... itemShape) {
    long[] shape = LongStream.concat(LongStream.of(rows), LongStream.of(itemShape)).toArray();
    byte[] header = format.header(dtype, shape, false);
    var layout = new ArrayLayout(dtype, shape, false, header.length, new CountField.Fixed());
    return new ColumnContent(format, header, layout.nbytes(), null);
  }

  static ColumnContent of(ArrayFormat format, NdArray values) {
    byte[] header = format.header(values.dtype(), values.shape(), false);
    return new ColumnContent(format, header, values.nbytes(), values);
  }

  ArrayFormat format() {
    return format;
  }

  /// How large the file will be.
  long byteSize() {
    return header.length + bytes;
  }

  /// Makes the file, with real blocks for zeros too, so that setting an element never meets a full
  /// disk.
  void writeTo(Path file) throws IOException {
    if (values == null) {
      FileOps.replaceWithZeros(file, header, byteSize());
    } else {
      FileOps.replace(
          file,
          channel -> {
            FileOps.writeFully(channel, ByteBuffer.wrap(header));
            new ElementWriter(channel).write(values);
          });
    }
  }
}
