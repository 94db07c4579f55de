package io.mmaptable.table;

import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/// A group of a table's columns, seen as a table of its own: the columns in one directory and the
/// groups below it, with names relative to it.
///
/// It is a view: it shows the columns that there are when it is asked, and changing them changes
/// the table. It has no attributes of its own. Any thread may use it, as it may use the table.
public final class TableGroup {
  private final MmapTable table;
  private final String name;

  private TableGroup(MmapTable table, String name) {
    this.table = table;
    this.name = name;
  }

  static TableGroup of(MmapTable table, String name) {
    table.requireOpen();
    var group = new TableGroup(table, name);
    if (name.isEmpty() || group.columnNames().isEmpty()) {
      throw new NoSuchElementException(
          table.path() + " has no group '" + name + "'; it has " + all(table));
    }
    return group;
  }

  /// The groups right below a prefix, in the order of their first columns.
  static List<TableGroup> below(MmapTable table, String prefix) {
    table.requireOpen();
    var names = new LinkedHashSet<String>();
    for (String column : table.columnNames()) {
      int end = column.indexOf('/', prefix.length());
      if (column.startsWith(prefix) && end >= 0) {
        names.add(column.substring(0, end));
      }
    }
    return names.stream().map(group -> new TableGroup(table, group)).toList();
  }

  private static Set<String> all(MmapTable table) {
    var names = new LinkedHashSet<String>();
    for (String column : table.columnNames()) {
      for (int end = column.indexOf('/'); end >= 0; end = column.indexOf('/', end + 1)) {
        names.add(column.substring(0, end));
      }
    }
    return names;
  }

  private String inTable(String relative) {
    return name + "/" + relative;
  }

  /// The group's name.
  ///
  /// @return a path inside the table, such as `coordinates`
  public String name() {
    return name;
  }

  /// The table that the group is in.
  ///
  /// @return the table
  public MmapTable table() {
    return table;
  }

  /// The group's directory, which is there while columns are in it.
  ///
  /// @return a path below the table's
  public Path path() {
    return table.path().resolve(name);
  }

  /// The names of the columns, relative to the group, in the table's order.
  ///
  /// @return an unmodifiable list, with those of the groups below, such as `a/x`
  public List<String> columnNames() {
    String prefix = inTable("");
    return table.columnNames().stream()
        .filter(column -> column.startsWith(prefix))
        .map(column -> column.substring(prefix.length()))
        .toList();
  }

  /// The columns, those of the groups below included, in the table's order.
  ///
  /// @return an unmodifiable list
  public List<MmapColumn> columns() {
    String prefix = inTable("");
    return table.columns().stream().filter(column -> column.name().startsWith(prefix)).toList();
  }

  /// Whether there is a column of a name.
  ///
  /// @param column any name, relative to the group
  /// @return true if [#column(String)] finds it
  /// @throws IllegalStateException if the table has been closed
  public boolean containsColumn(String column) {
    return table.containsColumn(inTable(column));
  }

  /// A column.
  ///
  /// @param column its name, relative to the group
  /// @return the column, whose own name is that in the table
  /// @throws NoSuchElementException if there is none of that name; the message lists those there
  ///   are
  /// @throws IllegalStateException if the table has been closed
  public MmapColumn column(String column) {
    if (!containsColumn(column)) {
      throw new NoSuchElementException(
          path() + " has no column '" + column + "'; it has " + columnNames());
    }
    return table.column(inTable(column));
  }

  /// The groups right below this one, in the order of their first columns.
  ///
  /// @return an unmodifiable list
  /// @throws IllegalStateException if the table has been closed
  public List<TableGroup> groups() {
    return below(table, inTable(""));
  }

  /// A group below this one.
  ///
  /// @param group its name, relative to this one
  /// @return a view of its columns
  /// @throws NoSuchElementException if no column is in it; the message lists the table's groups
  /// @throws IllegalStateException if the table has been closed
  public TableGroup group(String group) {
    return of(table, inTable(group));
  }

  /// Adds a column of zeros, as [MmapTable#addColumn(String, DType, long...)] does.
  ///
  /// @param column its name, relative to the group
  /// @param dtype the dtype of the elements
  /// @param itemShape the shape of each row's item; none if it is one element
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed or taken, a dimension is negative,
  ///   or the column is larger than 2^63 - 1 bytes
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public MmapColumn addColumn(String column, DType dtype, long... itemShape) throws IOException {
    return addColumn(column, ColumnOptions.DEFAULT, dtype, itemShape);
  }

  /// Adds a column of zeros, as [MmapTable#addColumn(String, ColumnOptions, DType, long...)] does.
  ///
  /// @param column its name, relative to the group
  /// @param options attributes, format, and whether a column of that name is replaced
  /// @param dtype the dtype of the elements
  /// @param itemShape the shape of each row's item; none if it is one element
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed, or taken and not to be
  ///   overwritten, the format has no headers or cannot keep such a column, a dimension is
  ///   negative, or the column is larger than 2^63 - 1 bytes
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public MmapColumn addColumn(String column, ColumnOptions options, DType dtype, long... itemShape)
      throws IOException {
    return table.addColumn(inTable(column), options, dtype, itemShape);
  }

  /// Adds a column with values, as [MmapTable#addColumnFrom(String, Object)] does.
  ///
  /// @param column its name, relative to the group
  /// @param values as for [io.mmaptable.array.NdArray#asArray]; its first dimension is the rows
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed or taken, or there are not as many
  ///   values as rows
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public MmapColumn addColumnFrom(String column, Object values) throws IOException {
    return table.addColumnFrom(inTable(column), values);
  }

  /// Adds a column with values, as [MmapTable#addColumnFrom(String, ColumnOptions, Object)] does.
  ///
  /// @param column its name, relative to the group
  /// @param options attributes, format, and whether a column of that name is replaced
  /// @param values as for [io.mmaptable.array.NdArray#asArray]; its first dimension is the rows
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed, or taken and not to be
  ///   overwritten, the format has no headers or cannot keep such a column, or there are not as
  ///   many values as rows
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public MmapColumn addColumnFrom(String column, ColumnOptions options, Object values)
      throws IOException {
    return table.addColumnFrom(inTable(column), options, values);
  }

  /// Adds a column to the group that is a copy of another in it. [MmapTable#copyColumn] copies from
  /// and to elsewhere.
  ///
  /// @param column the column to copy, by its name relative to the group
  /// @param copy the name of the copy, relative to the group
  /// @return the copy
  /// @throws NoSuchElementException if there is no such column; the message lists those there are
  /// @throws IllegalArgumentException if the name of the copy is not allowed or taken
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public MmapColumn copyColumn(String column, String copy) throws IOException {
    return table.copyColumn(column(column).name(), inTable(copy));
  }

  /// Renames a column within the group. [MmapTable#renameColumn] takes it elsewhere.
  ///
  /// @param column its name, relative to the group
  /// @param newName its new name, relative to the group
  /// @throws NoSuchElementException if there is no such column; the message lists those there are
  /// @throws IllegalArgumentException if the new name is not allowed or taken
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the file cannot be renamed
  public void renameColumn(String column, String newName) throws IOException {
    table.renameColumn(column(column).name(), inTable(newName));
  }

  /// Deletes a column, its attributes, and the groups that become empty.
  ///
  /// @param column its name, relative to the group
  /// @throws NoSuchElementException if there is no such column; the message lists those there are
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the files cannot be deleted
  public void deleteColumn(String column) throws IOException {
    table.deleteColumn(column(column).name());
  }

  /// A view of some of the group's columns, with all rows that are committed now. Nothing is
  /// copied.
  ///
  /// @param names the columns, relative to the group, in the order wanted
  /// @return a slice of these columns, under their names in the table
  /// @throws NoSuchElementException if there is no column of such a name; the message lists those
  ///   there are
  /// @throws IllegalStateException if the table has been closed
  public TableSlice select(List<String> names) {
    return table.select(names.stream().map(column -> column(column).name()).toList());
  }

  /// A view of some of the group's columns, with all rows that are committed now. Nothing is
  /// copied.
  ///
  /// @param names the columns, relative to the group, in the order wanted
  /// @return a slice of these columns, under their names in the table
  /// @throws NoSuchElementException if there is no column of such a name; the message lists those
  ///   there are
  /// @throws IllegalStateException if the table has been closed
  public TableSlice select(String... names) {
    return select(List.of(names));
  }

  /// A view of all the group's columns, with all rows that are committed now. Nothing is copied.
  /// Rows are selected from it as from any slice, such as `group.rows().head(3)`.
  ///
  /// @return a slice of the group's columns, under their names in the table
  /// @throws IllegalStateException if the table has been closed
  public TableSlice rows() {
    return select(columnNames());
  }

  /// A view of the rows from `from` to before `to` of the group's columns. Nothing is copied.
  ///
  /// @param from index of the first row, `0 <= from <= to`
  /// @param to index after the last row, `to <= table().rowCount()`
  /// @return a slice of the group's columns, under their names in the table
  /// @throws IndexOutOfBoundsException if `[from, to)` is not inside `[0, table().rowCount())`
  /// @throws IllegalStateException if the table has been closed
  public TableSlice rows(long from, long to) {
    return rows().rows(from, to);
  }

  /// Says what and where the group is.
  ///
  /// @return one line
  @Override
  public String toString() {
    return "TableGroup(" + name + ", columns=" + columnNames() + ", table=" + table.path() + ")";
  }
}
