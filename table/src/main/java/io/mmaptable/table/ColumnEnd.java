package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.MappedFile;
import io.mmaptable.internal.store.RowFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Where one column grows: the room behind its last row, into which a thread stores one row's item
/// after the other.
///
/// Numbers of Java's own types in the machine's byte order are stored as they are. What else there
/// is goes the way of [NdArray#set].
final class ColumnEnd {
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final MmapColumn column;
  private final RowFile file;
  private final long rowBytes;
  private final long[] itemShape;

  private final boolean holdsDoubles;
  private final boolean holdsFloats;
  private final boolean holdsLongs;
  private final boolean holdsInts;
  private final boolean holdsTruths;

  /// The mapping with the room, and the same as rows from [#firstRow] on.
  private MemorySegment memory = MemorySegment.NULL;

  private NdArray rows;
  private long firstRow;
  private long firstByte;

  ColumnEnd(MmapColumn column) {
    this.column = column;
    this.file = column.file();
    this.rowBytes = file.rowBytes();
    this.itemShape = column.itemShape();
    boolean isOne = itemShape.length == 0;
    DType dtype = column.dtype();
    this.holdsDoubles = isOne && dtype.equals(DType.FLOAT64);
    this.holdsFloats = isOne && dtype.equals(DType.FLOAT32);
    this.holdsLongs = isOne && dtype.equals(DType.INT64);
    this.holdsInts = isOne && dtype.equals(DType.INT32);
    this.holdsTruths = isOne && dtype instanceof DType.Bool;
    this.rows = NdArray.zeros(dtype, 0);
  }

  MmapColumn column() {
    return column;
  }

  /// How many rows there is room for.
  long room() {
    return file.allocatedRows();
  }

  /// Looks at the room there is behind a row.
  void open(long row) {
    // Rows without elements take no room, and there may be any number of them.
    long end = rowBytes == 0 ? row + 1 : file.allocatedRows();
    memory = file.memory();
    rows = file.rows(row, end);
    firstRow = row;
    firstByte = file.byteOffset(0);
  }

  private long at(long row) {
    return firstByte + row * rowBytes;
  }

  private long index(long row) {
    return rowBytes == 0 ? 0 : row - firstRow;
  }

  private MemorySegment memory() {
    return MappedFile.MEMORY.cast(memory);
  }

  void set(long row, double value) {
    if (holdsDoubles) {
      memory().set(DOUBLE, at(row), value);
    } else if (holdsFloats) {
      memory().set(FLOAT, at(row), (float) value);
    } else {
      requireOneElement();
      rows.setDouble(value, index(row));
    }
  }

  void set(long row, long value) {
    if (holdsLongs) {
      memory().set(LONG, at(row), value);
    } else if (holdsInts && (int) value == value) {
      memory().set(INT, at(row), (int) value);
    } else if (holdsDoubles) {
      memory().set(DOUBLE, at(row), (double) value);
    } else {
      requireOneElement();
      rows.setLong(value, index(row));
    }
  }

  void set(long row, boolean value) {
    if (holdsTruths) {
      memory().set(BYTE, at(row), (byte) (value ? 1 : 0));
    } else {
      set(row, (Object) value);
    }
  }

  void set(long row, Object item) {
    NdArray value = NdArray.asArray(item);
    if (!Arrays.equals(value.shape(), itemShape)) {
      throw shapeRefusal(value.shape());
    }
    rows.get(index(row)).set(item);
  }

  /// Stores an item that lies in other memory as it shall lie in this column.
  void copy(long row, MemorySegment from, long offset) {
    MemorySegment source = MappedFile.MEMORY.cast(from);
    long at = at(row);
    switch ((int) Math.min(rowBytes, 9)) {
      case 8 -> memory().set(LONG, at, source.get(LONG, offset));
      case 4 -> memory().set(INT, at, source.get(INT, offset));
      case 2 -> memory().set(SHORT, at, source.get(SHORT, offset));
      case 1 -> memory().set(BYTE, at, source.get(BYTE, offset));
      default -> MemorySegment.copy(source, offset, memory(), at, rowBytes);
    }
  }

  private void requireOneElement() {
    if (itemShape.length > 0) {
      throw shapeRefusal(new long[0]);
    }
  }

  private IllegalArgumentException shapeRefusal(long[] shape) {
    return new IllegalArgumentException(
        "an item of shape "
            + Arrays.toString(shape)
            + " for column '"
            + column.name()
            + "' with items of shape "
            + Arrays.toString(itemShape));
  }

  /// What to throw for a fault in the mapping.
  IOException explain(InternalError fault) {
    return MappedFile.explain(file.path(), fault);
  }
}
