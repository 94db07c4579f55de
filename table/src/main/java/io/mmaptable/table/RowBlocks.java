package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.Rows;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import io.mmaptable.internal.store.RowCommit;
import io.mmaptable.internal.store.RowFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Rows to append, column by column, which fit their columns and are all of the same number.
///
/// @param blocks for each column its new items
/// @param length the number of rows
record RowBlocks(Map<MmapColumn, NdArray> blocks, long length) {

  /// The least that is written into a file rather than stored into its mapping, in bytes.
  private static final long LEAST_WRITE = 256 << 10;

  /// Pairs each column with its new items, and checks that they fit it.
  static RowBlocks of(Path table, ColumnSet columns, Map<String, ?> rows) {
    var unknown = new TreeSet<String>(rows.keySet());
    var missing = new TreeSet<String>(columns.names());
    missing.removeAll(rows.keySet());
    unknown.removeAll(columns.names());
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "rows for "
              + table
              + (missing.isEmpty() ? "" : " lack the columns " + missing)
              + (unknown.isEmpty() ? "" : " have columns that it lacks: " + unknown));
    }
    var blocks = new LinkedHashMap<MmapColumn, NdArray>();
    for (MmapColumn column : columns.inOrder()) {
      Object values = rows.get(column.name());
      if (values == null) {
        throw new IllegalArgumentException("no rows for column '" + column.name() + "'");
      }
      blocks.put(column, block(column, values));
    }
    return new RowBlocks(blocks, length(table, blocks));
  }

  /// The fields of a structured array, as columns.
  static Map<String, NdArray> fields(NdArray rows) {
    if (!(rows.dtype() instanceof DType.Struct struct) || rows.ndim() != 1) {
      throw new IllegalArgumentException(
          "rows are a 1-d structured array, not one of dtype "
              + rows.dtype()
              + " and shape "
              + Arrays.toString(rows.shape()));
    }
    var fields = new LinkedHashMap<String, NdArray>();
    for (Field field : struct.fields()) {
      fields.put(field.name(), rows.field(field.name()));
    }
    return fields;
  }

  /// The columns of a slice, by name.
  static Map<String, NdArray> columns(TableSlice slice) {
    var columns = new LinkedHashMap<String, NdArray>();
    for (String name : slice.columnNames()) {
      columns.put(name, slice.column(name));
    }
    return columns;
  }

  /// Records, as columns.
  ///
  /// @param dtype the table's, in which records lie before they are spread over its columns
  static <T extends Record> Map<String, NdArray> rows(
      DType.Struct dtype, RowType<T> type, Collection<? extends T> records) {
    NdArray array = NdArray.zeros(dtype, records.size());
    Rows<T> rows = array.asRows(type);
    long row = 0;
    for (T record : records) {
      rows.set(row++, record);
    }
    return fields(array);
  }

  private static NdArray block(MmapColumn column, Object values) {
    NdArray block =
        values instanceof NdArray array ? array : NdArray.asArray(values, column.dtype());
    long[] shape = block.shape();
    if (shape.length == 0
        || !Arrays.equals(Arrays.copyOfRange(shape, 1, shape.length), column.itemShape())) {
      throw new IllegalArgumentException(
          "rows of shape "
              + Arrays.toString(shape)
              + " for column '"
              + column.name()
              + "' with items of shape "
              + Arrays.toString(column.itemShape()));
    }
    return block;
  }

  private static long length(Path table, Map<MmapColumn, NdArray> blocks) {
    var lengths = new LinkedHashMap<Long, String>();
    blocks.forEach((column, block) -> lengths.putIfAbsent(block.shape()[0], column.name()));
    if (lengths.size() > 1) {
      throw new IllegalArgumentException(
          "rows for "
              + table
              + " differ in number by column: "
              + lengths.entrySet().stream()
                  .map(length -> length.getValue() + " has " + length.getKey())
                  .collect(Collectors.joining(", ")));
    }
    return lengths.isEmpty() ? 0 : lengths.firstEntry().getKey();
  }

  /// Writes the rows of mapped columns where they are not counted yet.
  ///
  /// @param commit what will count them
  /// @param from the row behind the last one
  /// @throws IOException if the disk is full; then nothing that counts has changed
  void write(RowCommit commit, long from) throws IOException {
    commit.ensure(0); // files that count in the journal must have one before they are longer
    for (Map.Entry<MmapColumn, NdArray> entry : blocks.entrySet()) {
      if (entry.getKey() instanceof MappedColumn column) {
        write(column.file(), from, entry.getValue());
      }
    }
  }

  /// Writes the rows of frozen columns where they are not counted yet.
  ///
  /// @param recount what will count them
  /// @param from the row behind the last one
  /// @throws IOException if the disk is full; then nothing that counts has changed
  void write(ChunkedRecount recount, long from) throws IOException {
    for (Map.Entry<MmapColumn, NdArray> entry : blocks.entrySet()) {
      if (entry.getKey() instanceof FrozenColumn column) {
        recount.write(column, from, entry.getValue());
      }
    }
  }

  private void write(RowFile file, long from, NdArray block) throws IOException {
    if (block.nbytes() >= LEAST_WRITE && block.dtype().equals(file.layout().dtype())) {
      // Which is less work than to store it into a mapping whose pages are new.
      file.write(from, length, writer -> writer.write(block));
    } else {
      long end = Math.addExact(from, length);
      file.ensure(from, end);
      file.rows(from, end).set(block);
    }
  }
}
