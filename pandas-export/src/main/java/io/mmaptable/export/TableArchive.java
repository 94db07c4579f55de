package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.npy.NpyHeader;
import io.mmaptable.npy.Npz;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.npy.NpzWriter;
import io.mmaptable.table.Layout;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.NewColumn;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Tables as `.npz` archives, whose members are the columns: column `coordinates/x` is the member
/// `coordinates/x.npy`, which `numpy.load` finds as `coordinates/x`. Some megabytes are held at a
/// time.
///
/// An archive has no place for attributes, and none are written. Columns come back in the order of
/// the members.
public final class TableArchive {
  private static final int BLOCK_BYTES = 1 << 20;

  private TableArchive() {}

  /// Writes rows of a table as an archive.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @param storage how members are stored
  /// @param progress is told how far it is
  /// @throws IllegalArgumentException if the description of a dtype is longer than `numpy.load`
  ///   accepts
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(TableSlice rows, Path file, NpzStorage storage, Progress progress)
      throws IOException {
    var told = new Told(progress, rows.rowCount(), rows.nbytes());
    try (var archive = NpzWriter.create(file, storage)) {
      for (String name : rows.columnNames()) {
        NdArray none = rows.rows(0, 0).column(name);
        long[] shape = none.shape();
        shape[0] = rows.rowCount();
        long step = Math.clamp(BLOCK_BYTES / Math.max(1, itemBytes(none)), 1, BLOCK_BYTES);
        TableSlice column = rows.select(name);
        archive.write(
            name,
            none.dtype(),
            shape,
            writer -> {
              for (TableSlice block : column.rowChunks(step)) {
                NdArray values = block.column(name);
                writer.write(values);
                told.add(values.nbytes());
              }
            });
      }
      archive.commit();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  /// The size of an item of so many elements as the shape has after the first axis.
  private static long itemBytes(NdArray array) {
    long bytes = array.itemSize();
    long[] shape = array.shape();
    for (int i = 1; i < shape.length; i++) {
      bytes = Math.multiplyExact(bytes, shape[i]);
    }
    return bytes;
  }

  /// Makes a table of an archive. It appears at its path when it is whole; an import that fails
  /// leaves nothing.
  ///
  /// @param file the archive, whose members have as many rows each
  /// @param table the table's directory, which must be missing or empty; the directory above it
  ///   must exist
  /// @param progress is told how far it is
  /// @return the number of rows
  /// @throws java.nio.file.NoSuchFileException if there is no archive
  /// @throws FileAlreadyExistsException if there is something at the table's path already
  /// @throws StorageException.Malformed if it is no archive, a member is no `.npy` file, has no
  ///   rows or another number of them than the first, or has a name that no column can have
  /// @throws StorageException.Unsupported if a member is encrypted, or of Python objects
  /// @throws IOException if the file cannot be read or the table not written
  public static long toTable(Path file, Path table, Progress progress) throws IOException {
    FileOps.requireVacantDirectory(table);
    try (Npz archive = Npz.open(file)) {
      List<NewColumn> columns = new ArrayList<>();
      long rowCount = -1;
      long bytes = 0;
      List<String> names = archive.names().stream().distinct().toList();
      for (String name : names) {
        NpyHeader header = archive.header(name);
        rowCount = requireRows(file, name, header.shape(), rowCount, names.getFirst());
        requireName(file, name);
        long[] shape = header.shape();
        columns.add(NewColumn.of(name, header.dtype(), Arrays.copyOfRange(shape, 1, shape.length)));
        bytes += header.layout().nbytes();
      }
      long rows = Math.max(0, rowCount);
      var told = new Told(progress, rows, bytes);
      MmapTable.write(table, rows, Layout.NPY, columns, made -> fill(made, archive, names, told));
      return rows;
    }
  }

  private static void fill(MmapTable table, Npz archive, List<String> names, Told told)
      throws IOException {
    for (String name : names) {
      NdArray column = table.column(name).array();
      archive.readRows(
          name,
          BLOCK_BYTES,
          (from, block) -> {
            column.rows(from, from + block.shape()[0]).set(block);
            told.add(block.nbytes());
          });
    }
  }

  private static long requireRows(Path file, String name, long[] shape, long expected, String first)
      throws IOException {
    if (shape.length == 0) {
      throw new StorageException.Malformed(
          file, "member '" + name + "' is 0-d, and a column has rows");
    }
    if (expected >= 0 && shape[0] != expected) {
      throw new StorageException.Malformed(
          file,
          "member '" + name + "' has " + shape[0] + " rows, and '" + first + "' has " + expected);
    }
    return shape[0];
  }

  static void requireName(Path file, String name) throws IOException {
    try {
      MmapTable.checkColumnName(name);
    } catch (IllegalArgumentException e) {
      throw new StorageException.Malformed(file, String.valueOf(e.getMessage()));
    }
  }

  /// Adds up what is done.
  private static final class Told {
    private final Progress progress;
    private final long rows;
    private final long total;
    private long bytes;

    Told(Progress progress, long rows, long total) {
      this.progress = progress;
      this.rows = rows;
      this.total = Math.max(1, total);
    }

    void add(long more) {
      bytes += more;
      double part = (double) bytes / total;
      progress.at((long) (part * rows), bytes, part);
    }
  }
}
