package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.zarr.ZarrWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Another number of rows for the frozen columns of a table. All that needs room on the disk is
/// done before any of them counts differently; closed without that, none does.
final class ChunkedRecount implements Closeable {
  private final Map<FrozenColumn, ZarrWriter> writers = new LinkedHashMap<>();

  /// Whether no column is to count differently.
  boolean isEmpty() {
    return writers.isEmpty();
  }

  /// Writes rows behind the first ones of a column, and takes the others away.
  ///
  /// @param row how many rows stay
  /// @param added the rows that follow them
  void write(FrozenColumn column, long row, NdArray added) throws IOException {
    ZarrWriter writer = begin(column, row);
    writer.write(added);
    writer.prepare();
  }

  /// Takes rows away from the end of a column.
  ///
  /// @param rows how many rows stay
  void cut(FrozenColumn column, long rows) throws IOException {
    begin(column, rows).prepare();
  }

  private ZarrWriter begin(FrozenColumn column, long row) throws IOException {
    ZarrWriter writer = column.writeFrom(row);
    writers.put(column, writer);
    return writer;
  }

  /// Lets every column count its rows.
  void finish() throws IOException {
    for (Map.Entry<FrozenColumn, ZarrWriter> each : writers.entrySet()) {
      each.getValue().finish();
      each.getKey().reopen();
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (ZarrWriter writer : writers.values()) {
      try {
        writer.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
