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

/// What a new column's file will hold: a growable header, if its format has one, and the elements.
final class ColumnContent {
  /// What a disk writes as a whole or not at all.
  private static final int LEAST_BLOCK = 512;

  private final ArrayFormat format;
  private final byte[] header;
  private final ArrayLayout layout;
  private final @Nullable ColumnItems items;

  private ColumnContent(
      ArrayFormat format, DType dtype, long[] shape, @Nullable ColumnItems items) {
    this.format = format;
    this.header = format.header(dtype, shape, false);
    this.layout = new ArrayLayout(dtype, shape, false, header.length, new CountField.Fixed());
    this.items = items;
  }

  static ColumnContent zeros(ArrayFormat format, DType dtype, long rows, long... itemShape) {
    long[] shape = LongStream.concat(LongStream.of(rows), LongStream.of(itemShape)).toArray();
    return new ColumnContent(format, dtype, shape, null);
  }

  static ColumnContent of(ArrayFormat format, NdArray values) {
    return new ColumnContent(format, values.dtype(), values.shape(), new ColumnItems.Whole(values));
  }

  static ColumnContent of(ArrayFormat format, MmapColumn column) {
    return new ColumnContent(format, column.dtype(), column.shape(), column.items());
  }

  ArrayFormat format() {
    return format;
  }

  /// What the file will hold, and where.
  ArrayLayout layout() {
    return layout;
  }

  /// How large the file will be.
  long byteSize() {
    return header.length + layout.nbytes();
  }

  /// Makes the file, with real blocks for zeros too, so that setting an element never meets a full
  /// disk.
  void writeTo(Path file) throws IOException {
    if (items == null) {
      FileOps.replaceWithZeros(file, header, byteSize());
    } else {
      FileOps.replace(
          file,
          channel -> {
            FileOps.writeFully(channel, ByteBuffer.wrap(header));
            items.forEachBlock(new ElementWriter(channel)::write);
          });
    }
  }

  /// Makes the file of zeros, durable only when [FileOps#forceAll] has been called, unless a crash
  /// could leave half of a header.
  void makeAt(Path file) throws IOException {
    if (header.length <= LEAST_BLOCK) {
      FileOps.makeWithZeros(file, header, byteSize());
    } else {
      writeTo(file);
    }
  }
}
