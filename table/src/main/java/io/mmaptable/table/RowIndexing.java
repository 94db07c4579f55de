package io.mmaptable.table;

import io.mmaptable.array.Expression;
import io.mmaptable.array.Index;
import io.mmaptable.array.Longs;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;

/// Turns an index of one dimension into rows, as NumPy does: views by slices, positions by arrays.
final class RowIndexing {
  private static final int BLOCK = 1 << 14;

  private final Path table;
  private final RowSelection rows;

  /// Selects among rows.
  ///
  /// @param table what messages name
  /// @param rows the rows that an index counts
  RowIndexing(Path table, RowSelection rows) {
    this.table = table;
    this.rows = rows;
  }

  RowSelection select(String notation) {
    Index[] parts = Index.parse(notation);
    if (parts.length != 1) {
      throw new IllegalArgumentException(
          table + ": '" + notation + "' is an index of " + parts.length + " parts; rows have one");
    }
    return select(parts[0]);
  }

  RowSelection select(Index index) {
    return switch (index) {
      case Index.At(long position) -> row(position);
      case Slice slice -> rows.select(slice.over(rows.count()));
      case Index.Ellipsis _ -> rows;
      case NdArray array -> select(array);
      case Expression expression -> select(expression.toNdArray());
      case Index.NewAxis _, Index.Field _, Index.Fields _ ->
          throw new IllegalArgumentException(
              table
                  + ": rows are selected by a position, a slice, positions or a mask, not by "
                  + index);
    };
  }

  /// The rows from `from` to before `to`.
  RowSelection range(long from, long to) {
    if (from < 0 || to < from || to > rows.count()) {
      throw new IndexOutOfBoundsException(
          table
              + ": rows ["
              + from
              + ", "
              + to
              + ") are out of bounds for "
              + rows.count()
              + " rows");
    }
    return rows.select(new Slice.Range(from, to - from, 1));
  }

  /// One row, which is where it is in the table, whatever selected it before.
  RowSelection row(long position) {
    return new RowRange(rows.at(place(position)), 1, 1);
  }

  private RowSelection select(NdArray array) {
    boolean isMask = array.dtype() instanceof DType.Bool;
    if (!isMask && !(array.dtype() instanceof DType.Int || array.dtype() instanceof DType.UInt)) {
      throw new IllegalArgumentException(
          table + ": arrays used as indices must be of integers or bool, not of " + array.dtype());
    }
    if (array.ndim() == 0 && !isMask) {
      return row(array.getLong());
    }
    if (array.ndim() != 1) {
      throw new IllegalArgumentException(
          table
              + ": an array that selects rows has one dimension, not the shape "
              + Arrays.toString(array.shape()));
    }
    return rows.select(isMask ? truePlaces(array) : places(array));
  }

  private NdArray places(NdArray positions) {
    NdArray places = NdArray.zeros(DType.INT64, positions.size());
    places.set(positions);
    Longs values = places.asLongs();
    for (long i = 0; i < values.size(); i++) {
      values.set(i, place(values.get(i)));
    }
    return places;
  }

  private long place(long position) {
    long count = rows.count();
    if (position < -count || position >= count) {
      throw new IndexOutOfBoundsException(
          table + ": index " + position + " is out of bounds for axis 0 with size " + count);
    }
    return position < 0 ? position + count : position;
  }

  /// The places where a mask is true.
  private NdArray truePlaces(NdArray given) {
    if (given.size() != rows.count()) {
      throw new IndexOutOfBoundsException(
          table
              + ": boolean index did not match indexed array along axis 0; size of axis is "
              + rows.count()
              + " but size of corresponding boolean axis is "
              + given.size());
    }
    NdArray mask = given.copy(); // which nobody changes between being counted and being read
    NdArray places = NdArray.zeros(DType.INT64, mask.countNonZero());
    MemorySegment target = places.asSegment();
    byte[] truths = new byte[BLOCK];
    long[] found = new long[BLOCK];
    long stored = 0;
    for (long from = 0; from < mask.size(); from += BLOCK) {
      int length = (int) Math.min(BLOCK, mask.size() - from);
      mask.copyBytes(from, truths, length);
      int here = 0;
      for (int i = 0; i < length; i++) {
        // Every place is written, and stays if it is true: no branch to mispredict.
        found[here] = from + i;
        here += truths[i] == 0 ? 0 : 1;
      }
      MemorySegment.copy(
          found, 0, target, ValueLayout.JAVA_LONG_UNALIGNED, Long.BYTES * stored, here);
      stored += here;
    }
    return places;
  }
}
