package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyWriter;
import io.mmaptable.table.Layout;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.NewColumn;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Tables as arrays of records: one structured element a row, whose fields are the columns, as
/// pandas' `to_records` has them.
public final class Records {
  private static final int BLOCK_BYTES = 1 << 20;

  /// How many blocks are put together while others are written.
  private static final int BLOCKS = 4;

  private Records() {}

  /// Copies a table's rows into a structured array.
  ///
  /// @param rows the rows and columns, such as `table.select(table.columnNames())`
  /// @return a 1-d array in memory of its own, with the slice's [dtype][TableSlice#dtype]
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column's file cannot be mapped
  public static NdArray of(TableSlice rows) throws IOException {
    return rows.toRecords();
  }

  /// Writes a table's rows as one structured `.npy` file, in one pass that holds a few megabytes of
  /// it at a time. Inside a [io.mmaptable.array.Parallelism] its threads share the work.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes, or its description
  ///   longer than `numpy.load` accepts
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(TableSlice rows, Path file) throws IOException {
    write(rows, file, Progress.NONE);
  }

  /// Writes a table's rows as [#write(TableSlice, Path)] does.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @param progress is told how far it is
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes, or its description
  ///   longer than `numpy.load` accepts
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(TableSlice rows, Path file, Progress progress) throws IOException {
    DType.Struct dtype = rows.dtype();
    NpyWriter.write(file, dtype, rows.shape(), writer -> writeRows(rows, dtype, writer, progress));
  }

  /// Writes a table's rows to a stream, which is flushed and not closed, as [#write(TableSlice,
  /// Path)] writes them to a file.
  ///
  /// @param rows the rows and columns
  /// @param out where
  /// @param progress is told how far it is
  /// @throws IllegalArgumentException if a row is larger than 2^31 - 1 bytes, or its description
  ///   longer than `numpy.load` accepts
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the stream not written to; then some of it
  ///   may have been written
  public static void write(TableSlice rows, OutputStream out, Progress progress)
      throws IOException {
    DType.Struct dtype = rows.dtype();
    try {
      writeRows(
          rows, dtype, NpyWriter.begin(Channels.newChannel(out), dtype, rows.shape()), progress);
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    out.flush();
  }

  /// Writes blocks while others are put together.
  private static void writeRows(
      TableSlice rows, DType.Struct dtype, NpyWriter writer, Progress progress) {
    long count = rows.rowCount();
    long step = blockRows(dtype);
    List<NdArray> ready = List.of();
    for (long from = 0; writer.rowsLeft() > 0; from += step * BLOCKS) {
      int blocks = (int) Math.clamp(Math.ceilDiv(count - from, step), 0L, BLOCKS);
      var made = new NdArray[blocks];
      List<NdArray> written = ready;
      long start = from;
      Parallelism.forEach(
          blocks + 1L,
          task -> {
            if (task == 0) {
              writeAll(written, writer);
            } else {
              long first = start + (task - 1) * step;
              made[(int) task - 1] =
                  rows.rows(first, first + Math.min(step, count - first)).toRecords();
            }
          });
      ready = List.of(made);
      long done = count - writer.rowsLeft();
      progress.at(done, done * dtype.itemSize(), (double) done / count);
    }
  }

  private static void writeAll(List<NdArray> blocks, NpyWriter writer) {
    try {
      for (NdArray block : blocks) {
        writer.write(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long blockRows(DType dtype) {
    return Math.max(1, BLOCK_BYTES / Math.max(1, dtype.itemSize()));
  }

  /// Makes a table of a `.npy` file of records, whose fields are the columns. The file is mapped
  /// and need not fit into memory. The table appears at its path when it is whole; an import that
  /// fails leaves nothing.
  ///
  /// A `.npy` file has no place for attributes; what lies between fields is left out, and so are
  /// their titles.
  ///
  /// @param file the file of a 1-d structured array
  /// @param table the table's directory, which must be missing or empty; the directory above it
  ///   must exist
  /// @param progress is told how far it is
  /// @return the number of rows
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws java.nio.file.FileAlreadyExistsException if there is something at the table's path
  ///   already
  /// @throws StorageException.Malformed if it is no `.npy` file, or a field has a name that no
  ///   column can have
  /// @throws StorageException.Unsupported if it is an array of something else, or of more
  ///   dimensions
  /// @throws IOException if the file cannot be read or the table not written
  public static long toTable(Path file, Path table, Progress progress) throws IOException {
    FileOps.requireVacantDirectory(table);
    try (Arena arena = Arena.ofShared()) {
      NdArray records = Npy.map(file, Mode.READ_ONLY, arena);
      if (!(records.dtype() instanceof DType.Struct struct) || records.ndim() != 1) {
        throw new StorageException.Unsupported(
            file,
            "is an array of "
                + records.dtype()
                + " and shape "
                + Arrays.toString(records.shape())
                + ", and a table is made of 1-d structured ones");
      }
      var columns = new ArrayList<NewColumn>();
      for (Field field : struct.fields()) {
        TableArchive.requireName(file, field.name());
        long[] shape = records.rows(0, 0).field(field.name()).shape();
        columns.add(
            NewColumn.of(
                field.name(),
                records.field(field.name()).dtype(),
                Arrays.copyOfRange(shape, 1, shape.length)));
      }
      MmapTable.write(
          table, records.size(), Layout.NPY, columns, made -> fill(made, records, progress));
      return records.size();
    }
  }

  private static void fill(MmapTable table, NdArray records, Progress progress) {
    long count = records.size();
    List<MmapColumn> columns = table.columns();
    List<NdArray> targets = columns.stream().map(MmapColumn::array).toList();
    List<NdArray> sources = columns.stream().map(column -> records.field(column.name())).toList();
    long step = blockRows(records.dtype());
    for (long from = 0; from < count; from += step) {
      long start = from;
      long end = from + Math.min(step, count - from);
      Parallelism.forEach(
          targets.size(),
          i -> targets.get((int) i).rows(start, end).set(sources.get((int) i).rows(start, end)));
      progress.at(end, end * records.itemSize(), (double) end / count);
    }
  }
}
