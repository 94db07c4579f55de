package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Items of a frozen column, which are decoded when they are asked for.
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
    try {
      return rows.of(chunks);
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
    long chunkRows = chunks.chunkShape()[0];
    long first = row - row % chunkRows;
    try {
      return new Window(first, chunks.rows(first, Math.min(rowCount(), first + chunkRows)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
