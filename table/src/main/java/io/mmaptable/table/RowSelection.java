package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;

/// Which rows of a table a slice has, and in which order. It does not change.
sealed interface RowSelection permits RowRange, RowPositions {

  /// How many rows there are.
  long count();

  /// Which of the table's rows stands at a place, `0 <= place < count()`.
  long at(long place);

  /// The row after the last one of the table that is here: how many rows the table must have.
  long end();

  /// Some of these rows.
  ///
  /// @param places a range inside `[0, count())`
  RowSelection select(Slice.Range places);

  /// Some of these rows.
  ///
  /// @param places a 1-d array of int64, each `0 <= place < count()`, in memory that becomes the
  ///   selection's
  RowSelection select(NdArray places);

  /// The items of these rows.
  ///
  /// @param column all items of a column
  /// @return a view where NumPy gives one, else a copy
  NdArray of(NdArray column);

  /// The items of these rows of a frozen column.
  ///
  /// @param column all items of a column
  /// @return elements in memory of their own
  NdArray of(ZarrArray column) throws IOException;

  /// Sets the items of these rows.
  ///
  /// @param column all items of a column
  /// @param values what is broadcast to the shape of [#of]; where a row stands twice the last value
  ///   counts
  void set(NdArray column, NdArray values);
}
