package io.mmaptable.table;

import io.mmaptable.array.Expression;
import io.mmaptable.array.Index;
import io.mmaptable.array.Longs;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import java.nio.file.Path;
import java.util.Arrays;

/// Turns an index of one dimension into rows, as NumPy does: views by slices, positions by arrays.
final class RowIndexing {
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
      case NdArray mask when mask.dtype() instanceof DType.Bool -> where(mask.lazy());
      case NdArray positions -> take(positions);
      case Expression mask when mask.dtype() instanceof DType.Bool -> where(mask);
      case Expression positions -> take(positions.toNdArray());
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

  private RowSelection take(NdArray positions) {
    if (!(positions.dtype() instanceof DType.Int || positions.dtype() instanceof DType.UInt)) {
      throw new IllegalArgumentException(
          table
              + ": arrays used as indices must be of integers or bool, not of "
              + positions.dtype());
    }
    if (positions.ndim() == 0) {
      return row(positions.getLong());
    }
    requireOneDimension(positions.shape());
    NdArray places = NdArray.zeros(DType.INT64, positions.size());
    places.set(positions);
    Longs values = places.asLongs();
    for (long i = 0; i < values.size(); i++) {
      values.set(i, place(values.get(i)));
    }
    return rows.select(places);
  }

  private long place(long position) {
    long count = rows.count();
    if (position < -count || position >= count) {
      throw new IndexOutOfBoundsException(
          table + ": index " + position + " is out of bounds for axis 0 with size " + count);
    }
    return position < 0 ? position + count : position;
  }

  private RowSelection where(Expression mask) {
    requireOneDimension(mask.shape());
    if (mask.size() != rows.count()) {
      throw new IndexOutOfBoundsException(
          table
              + ": boolean index did not match indexed array along axis 0; size of axis is "
              + rows.count()
              + " but size of corresponding boolean axis is "
              + mask.size());
    }
    return rows.select(mask.flatNonZero());
  }

  private void requireOneDimension(long... shape) {
    if (shape.length != 1) {
      throw new IllegalArgumentException(
          table
              + ": an array that selects rows has one dimension, not the shape "
              + Arrays.toString(shape));
    }
  }
}
