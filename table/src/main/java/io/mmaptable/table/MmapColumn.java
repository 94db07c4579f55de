package io.mmaptable.table;

import io.mmaptable.array.ArrayLike;
import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A column of a table: a memory-mapped array with a name and attributes, which is computed with,
/// indexed and assigned to as an array is. One that is frozen is decoded some chunks at a time for
/// what is computed with it.
///
/// It stays the same column when it is renamed, and ends when it is deleted, another one takes its
/// place, or its table is closed. Any thread may read it; setting elements from several is as safe
/// as writing to memory is.
public abstract sealed class MmapColumn extends ArrayLike implements Attributes
    permits FrozenColumn, MappedColumn {
  private final MmapTable table;
  private final ColumnFormats formats;
  private String name;
  private ColumnFile columnFile;
  private boolean deleted;

  MmapColumn(MmapTable table, String name, ColumnFile columnFile, ColumnFormats formats) {
    this.table = table;
    this.name = name;
    this.columnFile = columnFile;
    this.formats = formats;
  }

  /// Opens a column that is there.
  static MmapColumn open(
      MmapTable table,
      String name,
      ColumnFile columnFile,
      ColumnFormats formats,
      Mode mode,
      Arena arena)
      throws IOException {
    return columnFile.isFrozen()
        ? new FrozenColumn(table, name, columnFile, formats)
        : new MappedColumn(table, name, columnFile, formats, mode, arena);
  }

  /// The column's name.
  ///
  /// @return a path inside the table, such as `coordinates/x`
  public final String name() {
    return name;
  }

  /// The table that the column belongs to.
  ///
  /// @return the table
  public final MmapTable table() {
    return table;
  }

  /// The dtype of the elements.
  ///
  /// @return the dtype
  @Override
  public final DType dtype() {
    return layout().dtype();
  }

  /// The shape of each row's item.
  ///
  /// @return a new array; empty if an item is one element
  public final long[] itemShape() {
    long[] shape = layout().shape();
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  /// The shape of the whole column.
  ///
  /// @return a new array, which begins with the table's number of rows
  /// @throws IllegalStateException if the table has been closed
  @Override
  public final long[] shape() {
    table.requireOpen();
    long[] shape = layout().shape();
    shape[0] = table.rowCount();
    return shape;
  }

  /// The layout of the column's file: where the elements are, and in which order.
  ///
  /// @return the layout as of the opening
  public abstract ArrayLayout layout();

  /// The format of the column's file.
  ///
  /// @return NumPy's for a `.npy` file, unless it has no header; one with the id `zarr` for a
  ///   frozen column; else the one that is named in the file of attributes beside it
  public abstract ArrayFormat format();

  /// The file that holds the column, or the directory of a frozen one.
  ///
  /// @return a path below the table's
  public abstract Path path();

  /// Whether the column is frozen: its elements lie in compressed chunks, and cannot be set.
  ///
  /// @return false for a column that is mapped
  public final boolean isFrozen() {
    return frozen().isPresent();
  }

  /// The compressed chunks of a frozen column.
  ///
  /// @return the chunks, which end with the table; nothing for a column that is mapped
  public Optional<ZarrArray> frozen() {
    return Optional.empty();
  }

  /// A view of the column's committed rows. Nothing is copied; rows appended later are not in it.
  /// Of a frozen column all chunks are decoded into memory of its own, and the array is read-only.
  ///
  /// @return a view that is valid until the table is closed, whose elements can be set if the table
  ///   was opened for that
  /// @throws IllegalStateException if the table has been closed or the column deleted
  /// @throws UncheckedIOException if the file cannot be mapped: a column is mapped on its first
  ///   use, and a writer may have deleted it or put another one in its place since the table was
  ///   opened
  @Override
  public abstract NdArray array();

  @Override
  public final @Nullable Object attr() throws IOException {
    table.requireOpen();
    requirePresent();
    AttrFile file = AttrFile.read(formats.attr(name, columnFile));
    return file.json().isEmpty() ? ownAttr() : file.attr();
  }

  @Override
  public final void setAttr(@Nullable Object value) throws IOException {
    synchronized (table) { // which rewrites the file where it says how many rows there are
      table.requireWritable();
      requirePresent();
      AttrFile.write(columnFile.attr(), format().id(), value);
    }
  }

  /// The attributes that the column's own file keeps, where there are none beside it.
  abstract @Nullable Object ownAttr() throws IOException;

  /// The items of all rows, for taking some of them.
  ///
  /// @throws IllegalStateException if the table has been closed or the column deleted
  abstract ColumnItems items();

  /// The format of a copy that is one file.
  ///
  /// @param ours the format of one that is in none of somebody else's
  final ArrayFormat plainFormat(ArrayFormat ours) {
    return format() instanceof RawFormat || format() instanceof FrozenFormat ? ours : format();
  }

  /// The size of a row's item in bytes.
  final long rowBytes() {
    return layout().rowBytes();
  }

  /// Whether rows lie one after the other. In Fortran order they do only where an item is one
  /// element.
  final boolean growsAlongRows() {
    return layout().growthAxis() == 0;
  }

  /// The file that rows are appended to.
  ///
  /// @throws UnsupportedOperationException if there is none
  abstract RowFile file();

  /// What the file says now, or has just said when it was opened.
  abstract CountResolution.Member member() throws IOException;

  /// Whether the file has a count that can be changed, or can get one.
  abstract boolean canGrow();

  /// Writes the file anew if it is longer than its rows, which its header counts already.
  ///
  /// @return how many bytes it has become shorter by
  abstract long compact(long rows) throws IOException;

  /// Goes on under another name, under which the file is already.
  void renamed(String newName) throws IOException {
    name = newName;
    columnFile = ColumnFile.of(table.path(), newName, columnFile.format());
  }

  final ColumnFile columnFile() {
    return columnFile;
  }

  final void setColumnFile(ColumnFile other) {
    columnFile = other;
  }

  final ColumnFormats formats() {
    return formats;
  }

  final void deleted() {
    deleted = true;
  }

  final void requirePresent() {
    if (deleted) {
      throw new IllegalStateException("column '" + name + "' has been deleted");
    }
  }

  /// Says what and where the column is.
  ///
  /// @return one line
  @Override
  public final String toString() {
    return "MmapColumn(" + name + ", dtype=" + dtype() + ", table=" + table.path() + ")";
  }
}
