package io.mmaptable.table;

import io.mmaptable.array.Slice;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.internal.store.ElementWriter;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Writes rows as a new table: under another name first, so that there is the whole table or none.
final class TableCopy {
  private static final long BLOCK_BYTES = 1 << 20;

  private final TableSlice rows;

  TableCopy(TableSlice rows) {
    this.rows = rows;
  }

  void writeTo(Path path) throws IOException {
    FileOps.requireVacantDirectory(path);
    UnfinishedTable.requireRoom(path, rows.nbytes());
    if (FileOps.parent(path).toRealPath().startsWith(rows.parent().path().toRealPath())) {
      throw new IllegalArgumentException(path + " is inside " + rows.parent().path());
    }
    UnfinishedTable.write(path, this::write);
  }

  private void write(Path table) throws IOException {
    var directories = new TreeSet<Path>(List.of(table));
    for (MmapColumn column : rows.columns()) {
      ArrayFormat format = column.plainFormat(ColumnFormats.NPY);
      ColumnFile file = ColumnFile.of(table, column.name(), format.id());
      for (Path up = FileOps.parent(file.data()); directories.add(up); up = FileOps.parent(up)) {
        Files.createDirectories(up);
      }
      write(column, format, file);
    }
    new Catalog(rows.columnNames(), rows.rowCount(), rows.parent().attr(), Layout.NPY).write(table);
    for (Path directory : directories) {
      FileOps.forceDirectory(directory);
    }
  }

  private void write(MmapColumn column, ArrayFormat format, ColumnFile file) throws IOException {
    ColumnItems items = rows.items(column);
    long[] shape = column.shape();
    shape[0] = rows.rowCount();
    byte[] header = format.header(column.dtype(), shape, false);
    FileOps.replace(
        file.data(),
        channel -> {
          FileOps.writeFully(channel, ByteBuffer.wrap(header));
          write(items, column.rowBytes(), channel);
        });
    @Nullable Object attr = column.attr();
    if (attr != null || !file.isNpy()) {
      AttrFile.write(file.attr(), format.id(), attr); // which names a format that is not NumPy's
    }
  }

  private void write(ColumnItems items, long rowBytes, WritableByteChannel channel)
      throws IOException {
    var writer = new ElementWriter(channel);
    long count = rows.rowCount();
    long step = Math.max(1, BLOCK_BYTES / Math.max(1, rowBytes));
    for (long from = 0; from < count; from += step) {
      var block = new Slice.Range(from, Math.min(step, count - from), 1);
      writer.write(items.of(rows.selection().select(block)));
    }
  }
}
