package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.Rows;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads rows as Java records, by way of a block of structured elements.
final class RecordIterator<T extends Record> implements Iterator<T> {
  private final RecordBlocks blocks;
  private final NdArray block;
  private final Rows<T> records;
  private long next;

  /// Begins before the first row.
  ///
  /// @throws IllegalArgumentException if the columns are not the record's components
  RecordIterator(TableSlice rows, RowType<T> type) {
    this.blocks = new RecordBlocks(rows);
    this.block = NdArray.zeros(rows.dtype(), blocks.blockRows());
    this.records = block.asRows(type);
  }

  Stream<T> stream() {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(
        Spliterators.spliterator(this, blocks.rowCount(), traits), /* parallel= */ false);
  }

  @Override
  public boolean hasNext() {
    return next < blocks.rowCount();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException(blocks.rowCount() + " rows");
    }
    long at = next % records.size();
    if (at == 0) {
      long count = Math.min(records.size(), blocks.rowCount() - next);
      blocks.copy(next, next + count, block.rows(0, count));
    }
    T item = records.get(at);
    next++;
    return item;
  }
}
