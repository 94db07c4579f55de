package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import java.io.IOException;

/// The items of a column's rows, of which some are taken.
sealed interface ColumnItems permits ColumnItems.Whole, FrozenItems {

  /// How many rows there are.
  long rowCount();

  /// The items of some rows.
  ///
  /// @param rows rows that are all there
  /// @return a view where that is possible, else a copy
  NdArray of(RowSelection rows);

  /// All items, to be set.
  ///
  /// @throws UnsupportedOperationException if they cannot be set in the table
  NdArray writable();

  /// Items that are at hand, a certain one among them.
  ///
  /// @param row a row that is there
  Window window(long row);

  /// Gives all items, as many at a time as are at hand, or are decoded well at once.
  ///
  /// @throws IOException if the action throws it, or a chunk cannot be read
  void forEachBlock(BlockAction action) throws IOException;

  /// What is done with items of rows that follow each other.
  @FunctionalInterface
  interface BlockAction {
    /// Takes a block, which begins with the row behind the last one of the block before.
    void accept(NdArray items) throws IOException;
  }

  /// Rows that follow each other.
  ///
  /// @param first the first row
  /// @param items the items of this row and those after it
  record Window(long first, NdArray items) {}

  /// Items that lie in memory, of a mapped file or any other.
  ///
  /// @param all the items of all rows
  record Whole(NdArray all) implements ColumnItems {
    @Override
    public long rowCount() {
      return all.shape()[0];
    }

    @Override
    public NdArray of(RowSelection rows) {
      return rows.of(all);
    }

    @Override
    public NdArray writable() {
      return all;
    }

    @Override
    public Window window(long row) {
      return new Window(0, all);
    }

    @Override
    public void forEachBlock(BlockAction action) throws IOException {
      action.accept(all);
    }
  }
}
