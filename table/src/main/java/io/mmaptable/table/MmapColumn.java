package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.npy.GrowableHeaders;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A column of a table: a memory-mapped array with a name and attributes.
///
/// It stays the same column when it is renamed, and ends when it is deleted or its table is closed.
public final class MmapColumn extends Attributes {
  private final MmapTable table;
  private final Mode mode;
  private final Arena arena;
  private String name;
  private RowFile file;
  private boolean deleted;

  MmapColumn(MmapTable table, String name, Path path, ArrayLayout layout, Mode mode, Arena arena)
      throws IOException {
    this.table = table;
    this.name = name;
    this.mode = mode;
    this.arena = arena;
    this.file = new RowFile(path, layout, mode, 0, arena);
  }

  /// The column's name.
  ///
  /// @return a path inside the table, such as `coordinates/x`
  public String name() {
    return name;
  }

  /// The table that the column belongs to.
  ///
  /// @return the table
  public MmapTable table() {
    return table;
  }

  /// The dtype of the elements.
  ///
  /// @return the dtype
  public DType dtype() {
    return file.layout().dtype();
  }

  /// The shape of each row's item.
  ///
  /// @return a new array; empty if an item is one element
  public long[] itemShape() {
    long[] shape = file.layout().shape();
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  /// The shape of the whole column.
  ///
  /// @return a new array, which begins with the table's number of rows
  /// @throws IllegalStateException if the table has been closed
  public long[] shape() {
    table.requireOpen();
    long[] shape = file.layout().shape();
    shape[0] = table.rowCount();
    return shape;
  }

  /// The layout of the column's file: where the elements are, and in which order.
  ///
  /// @return the layout as of the opening
  public ArrayLayout layout() {
    return file.layout();
  }

  /// The file that holds the column.
  ///
  /// @return a path below the table's
  public Path path() {
    return file.path();
  }

  /// A view of the column's committed rows. Nothing is copied; rows appended later are not in it.
  ///
  /// @return a view that is valid until the table is closed, whose elements can be set if the table
  ///   was opened for that
  /// @throws IllegalStateException if the table has been closed or the column deleted
  /// @throws IOException if the file cannot be mapped
  public NdArray array() throws IOException {
    table.requireOpen();
    requirePresent();
    long rows = table.rowCount();
    return growsAlongRows() ? file.view(rows) : file.view(file.layout().rowCount()).rows(0, rows);
  }

  @Override
  public @Nullable Object attr() throws IOException {
    table.requireOpen();
    requirePresent();
    return readAttr();
  }

  @Override
  public void setAttr(@Nullable Object value) throws IOException {
    table.requireWritable();
    requirePresent();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("attr", value);
    FileOps.replace(ColumnName.attr(table.path(), name), Json.write(json));
  }

  /// Reads what a column's header says.
  ///
  /// @throws StorageException.Inconsistent if the array has no dimension, and so no rows
  /// @throws StorageException.Unsupported if it has none, and its attributes say what a header
  ///   would
  static ArrayLayout layout(String name, Path file) throws IOException {
    try {
      ArrayLayout layout = Npy.header(file).layout();
      if (layout.ndim() == 0) {
        throw new StorageException.Inconsistent(
            file, "column '" + name + "' is 0-d, and a column has rows");
      }
      return layout;
    } catch (StorageException.Malformed e) {
      if (!Npy.isNpy(file) && isDescribedBeside(file)) {
        throw new StorageException.Unsupported(
            file, "has no header, as its .attr says; such columns cannot be opened so far");
      }
      throw e;
    }
  }

  private static boolean isDescribedBeside(Path file) throws IOException {
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.length() - ColumnName.DATA_SUFFIX.length());
    Path attr = file.resolveSibling(stem + ColumnName.ATTR_SUFFIX);
    return Files.isRegularFile(attr)
        && Json.readObject(attr).keySet().containsAll(List.of("dtype", "shape"));
  }

  private @Nullable Object readAttr() throws IOException {
    Path beside = ColumnName.attr(table.path(), name);
    if (!Files.exists(beside)) {
      // While a column is renamed its attributes may be under the other name.
      String fileName = file.path().getFileName().toString();
      String stem = fileName.substring(0, fileName.length() - ColumnName.DATA_SUFFIX.length());
      beside = file.path().resolveSibling(stem + ColumnName.ATTR_SUFFIX);
    }
    if (!Files.exists(beside)) {
      return null;
    }
    FileOps.requireRegularFile(beside);
    Map<String, @Nullable Object> json = Json.readObject(beside);
    return json.get("attr");
  }

  /// Whether rows lie one after the other. In Fortran order they do only where an item is one
  /// element.
  boolean growsAlongRows() {
    return file.layout().growthAxis() == 0;
  }

  RowFile file() {
    return file;
  }

  /// Gives the file a header that counts can be stored into.
  void makeAppendable() throws IOException {
    if (!file.isGrowable()) {
      ArrayLayout layout = GrowableHeaders.ensureAppendable(file.path()).layout();
      file = new RowFile(file.path(), layout, mode, 0, arena);
    }
  }

  /// Follows a file that has been replaced under its path.
  void follow(ArrayLayout now) throws IOException {
    file = file.reopened(now);
  }

  void renamed(String newName) throws IOException {
    name = newName;
    ArrayLayout layout = file.layout();
    if (growsAlongRows()) {
      layout = layout.withRowCount(table.rowCount());
    }
    file = new RowFile(ColumnName.data(table.path(), newName), layout, mode, 0, arena);
  }

  void deleted() {
    deleted = true;
  }

  private void requirePresent() {
    if (deleted) {
      throw new IllegalStateException("column '" + name + "' has been deleted");
    }
  }

  /// Says what and where the column is.
  ///
  /// @return one line
  @Override
  public String toString() {
    return "MmapColumn(" + name + ", dtype=" + dtype() + ", table=" + table.path() + ")";
  }
}
