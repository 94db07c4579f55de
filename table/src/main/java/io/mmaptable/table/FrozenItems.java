package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/// Items of a frozen column, which are decoded when they are asked for, and read-only where a
/// mapped column would give a view.
///
/// @param column the column
/// @param chunks its chunks
record FrozenItems(FrozenColumn column, ZarrArray chunks) implements ColumnItems {

  @Override
  public long rowCount() {
    return chunks.shape()[0];
  }

  @Override
  public NdArray of(RowSelection rows) {
    column.requireUsable();
    try {
      return switch (rows) {
        case RowRange range -> column.unsettable(range.of(chunks));
        case RowPositions positions -> positions.of(chunks);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public NdArray writable() {
    return column.writable();
  }

  @Override
  public Window window(long row) {
    column.requireUsable();
    long chunkRows = chunks.chunkShape()[0];
    long first = row - row % chunkRows;
    try {
      NdArray items = chunks.rows(first, Math.min(rowCount(), first + chunkRows));
      return new Window(first, column.unsettable(items));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void forEachBlock(BlockAction action) throws IOException {
    Iterator<NdArray> blocks = chunks.blocks().iterator();
    try {
      while (blocks.hasNext()) {
        action.accept(blocks.next());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
