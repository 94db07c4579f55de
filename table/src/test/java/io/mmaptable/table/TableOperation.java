package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/// An operation that changes several files of a table: it is done wholly or not at all, whatever
/// comes between. All of them are in [#ALL].
sealed interface TableOperation {

  /// How many rows the tables have that operations begin with: some pages of each column.
  int ROWS = 2_000;

  String COMPACT = "compact";

  ColumnOptions OVERWRITE = ColumnOptions.DEFAULT.attr("new").overwrite();

  /// Those on tables whose files have headers.
  List<TableOperation> WITH_HEADERS =
      List.of(
          on("append", table -> table.append(rows(ROWS, 500))),
          on("append many", table -> table.append(rows(ROWS, 30_000))),
          on("resize up", table -> table.resize(3_000)),
          on("resize down", table -> table.resize(500)),
          on("flush", TableOperation::appendAndFlush),
          on("add a column", table -> table.addColumn("g/new", DType.INT64, 2)),
          on("add the first column of a group", table -> table.addColumn("h/i/new", DType.INT64)),
          on("copy a column", table -> table.copyColumn("g/c", "copies/c")),
          on("rename a column", table -> table.renameColumn("g/c", "g/renamed")),
          on("rename a column into another group", table -> table.renameColumn("g/c", "h/i/c")),
          on("delete a column", table -> table.deleteColumn("a")),
          on("delete the last column of a group", table -> table.deleteColumn("g/c")),
          on("set a column's attributes", table -> table.column("g/c").setAttr("unit", "km")),
          on("set the table's attributes", table -> table.setAttr(List.of("new", 2))),
          on("add columns", table -> table.addColumns(newColumns())),
          on(
              "overwrite a column",
              table -> table.addColumn("g/c", ColumnOptions.DEFAULT.overwrite(), DType.INT16, 3)),
          on(
              "overwrite a column and its attributes",
              table -> table.addColumnFrom("a", OVERWRITE, new double[ROWS])),
          on("reorder columns", table -> table.reorderColumns(List.of("g/c", "b", "a"))),
          onShrunk(COMPACT, MmapTable::compact),
          onSaved("append to what NumPy saved", table -> table.append(rows(ROWS, 500))),
          onSaved("resize what NumPy saved", table -> table.resize(500)),
          onSaved("rename what NumPy saved", table -> table.renameColumn("g/c", "h/c")),
          onSaved("add to what NumPy saved", table -> table.addColumn("h/new", DType.INT16)));

  /// Those on tables whose files have none, before or after.
  List<TableOperation> WITHOUT_HEADERS =
      List.of(
          on("convert to files without headers", table -> table.convert(Layout.HEADERLESS)),
          onHeaderless("append without headers", table -> table.append(rows(ROWS, 500))),
          onHeaderless("resize up without headers", table -> table.resize(3_000)),
          onHeaderless("resize down without headers", table -> table.resize(500)),
          onHeaderless("add without headers", table -> table.addColumn("g/new", DType.INT64)),
          onHeaderless("copy without headers", table -> table.copyColumn("g/c", "copies/c")),
          onHeaderless("add columns without headers", table -> table.addColumns(newColumns())),
          onHeaderless(
              "overwrite without headers",
              table -> table.addColumnFrom("a", OVERWRITE, new double[ROWS])),
          onHeaderless("rename without headers", table -> table.renameColumn("g/c", "h/i/c")),
          onHeaderless("delete without headers", table -> table.deleteColumn("g/c")),
          onHeaderless("convert to files with headers", table -> table.convert(Layout.NPY)));

  /// Those that make a column compressed chunks, or begin with one that is.
  List<TableOperation> FROZEN =
      List.of(
          on("freeze a column", table -> table.freeze("g/c")),
          onHeaderless("freeze without headers", table -> table.freeze("b")),
          onSaved("freeze what NumPy saved", table -> table.freeze("a")),
          onFrozen(
              "freeze a column otherwise",
              table -> table.freeze("g/c", usual -> usual.chunkRows(500).shardRows(0))),
          onFrozen("thaw a column", table -> table.thaw("g/c")),
          onFrozenHeaderless("thaw without headers", table -> table.thaw("g/c")),
          onFrozen("rename a frozen column", table -> table.renameColumn("g/c", "h/i/c")),
          onFrozen("delete a frozen column", table -> table.deleteColumn("g/c")),
          onFrozen(
              "overwrite a frozen column",
              table -> table.addColumnFrom("g/c", OVERWRITE, new double[ROWS])),
          onFrozen("append beside a frozen column", table -> table.append(rows(ROWS, 500))),
          onFrozen("append many beside a frozen column", table -> table.append(rows(ROWS, 30_000))),
          onFrozen("resize up beside a frozen column", table -> table.resize(3_000)),
          onFrozen("resize down beside a frozen column", table -> table.resize(500)),
          onFrozenHeaderless(
              "append without headers beside a frozen column",
              table -> table.append(rows(ROWS, 500))),
          onFrozenHeaderless(
              "resize down without headers beside a frozen column", table -> table.resize(500)),
          onAllFrozen("append to frozen columns", table -> table.append(rows(ROWS, 500))),
          onAllFrozen("resize frozen columns up", table -> table.resize(3_000)),
          onAllFrozen("resize frozen columns down", table -> table.resize(500)));

  /// Those that put another table in the place of one. For an instant they leave nothing under the
  /// table's name.
  List<TableOperation> REPLACING =
      List.of(
          onDirectory("replace the table", path -> MmapTable.create(path, 7).close()),
          onDirectory("replace the table by one with columns", TableOperation::createWithColumns));

  List<TableOperation> ALL =
      Stream.of(WITH_HEADERS, WITHOUT_HEADERS, FROZEN, REPLACING).flatMap(List::stream).toList();

  /// What makes the table that an operation begins with, or changes a table that is closed.
  @FunctionalInterface
  interface Step {
    void apply(Path table) throws IOException;
  }

  /// What changes an open table.
  @FunctionalInterface
  interface Change {
    void apply(MmapTable table) throws IOException;
  }

  /// What a test calls it.
  ///
  /// @return a name that no other has
  String name();

  /// Whether a table shows that the operation has been done.
  ///
  /// @return false if only its files do
  default boolean isSeen() {
    return !name().equals(COMPACT);
  }

  /// Makes the table that the operation begins with.
  ///
  /// @return what does
  Step start();

  /// An operation on a table that is open for writing.
  ///
  /// @param change the operation
  record OnTable(String name, Step start, Change change) implements TableOperation {
    @Override
    public String toString() {
      return name;
    }
  }

  /// An operation on a directory.
  ///
  /// @param change the operation
  record OnDirectory(String name, Step start, Step change) implements TableOperation {
    @Override
    public String toString() {
      return name;
    }
  }

  private static TableOperation on(String name, Change change) {
    return new OnTable(name, path -> makeTable(path, Layout.NPY), change);
  }

  private static TableOperation onHeaderless(String name, Change change) {
    return new OnTable(name, path -> makeTable(path, Layout.HEADERLESS), change);
  }

  private static TableOperation onFrozen(String name, Change change) {
    return new OnTable(name, path -> makeFrozenTable(path, Layout.NPY), change);
  }

  private static TableOperation onFrozenHeaderless(String name, Change change) {
    return new OnTable(name, path -> makeFrozenTable(path, Layout.HEADERLESS), change);
  }

  private static TableOperation onAllFrozen(String name, Change change) {
    return new OnTable(name, TableOperation::makeTableOfFrozenColumns, change);
  }

  private static TableOperation onShrunk(String name, Change change) {
    return new OnTable(name, TableOperation::makeShrunkTable, change);
  }

  private static TableOperation onDirectory(String name, Step change) {
    return new OnDirectory(name, path -> makeTable(path, Layout.NPY), change);
  }

  private static TableOperation onSaved(String name, Change change) {
    return new OnTable(name, TableOperation::saveColumns, change);
  }

  private static List<NewColumn> newColumns() {
    return List.of(NewColumn.of("h/x", DType.INT64), NewColumn.of("new", DType.FLOAT32, 3));
  }

  private static void createWithColumns(Path path) throws IOException {
    MmapTable.create(path, 7, Layout.NPY, Overwrite.TABLE, newColumns()).close();
  }

  private static void makeFrozenTable(Path path, Layout layout) throws IOException {
    makeTable(path, layout);
    freeze(path, "g/c");
  }

  private static void makeTableOfFrozenColumns(Path path) throws IOException {
    makeTable(path, Layout.NPY);
    for (String name : List.of("a", "b", "g/c")) {
      freeze(path, name);
    }
  }

  private static void freeze(Path path, String name) throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      table.freeze(name, usual -> usual.chunkRows(300).shardRows(900));
    }
  }

  private static void makeShrunkTable(Path path) throws IOException {
    makeTable(path, Layout.NPY);
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      table.resize(500);
    }
  }

  static TableOperation named(String name) {
    return ALL.stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no operation '" + name + "'"));
  }

  /// Does the operation, and `whenDone` when it has returned, before the table is closed.
  default void apply(Path path, Step whenDone) throws IOException {
    switch (this) {
      case OnTable(_, _, Change change) -> {
        try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
          change.apply(table);
          whenDone.apply(path);
        }
      }
      case OnDirectory(_, _, Step change) -> {
        change.apply(path);
        whenDone.apply(path);
      }
    }
  }

  /// Rows of the columns that every operation begins with.
  static Map<String, Object> rows(long from, int count) {
    int[] a = new int[count];
    String[] b = new String[count];
    double[] c = new double[2 * count];
    for (int i = 0; i < count; i++) {
      a[i] = (int) from + i;
      b[i] = "r" + (100_000 + a[i]);
      c[2 * i] = a[i] + 0.5;
      c[2 * i + 1] = -a[i];
    }
    return Map.of("a", a, "b", b, "g/c", NdArray.of(c).reshape(count, 2));
  }

  private static void makeTable(Path path, Layout layout) throws IOException {
    Map<String, Object> rows = rows(0, ROWS);
    try (MmapTable table = MmapTable.create(path, ROWS, layout)) {
      table.addColumnFrom("b", rows.get("b"));
      table.addColumnFrom("a", rows.get("a"));
      table.addColumnFrom("g/c", rows.get("g/c")).setAttr("unit", "m");
      table.setAttr(Map.of("of", "the table"));
    }
  }

  private static void saveColumns(Path path) throws IOException {
    Files.createDirectories(path.resolve("g"));
    for (Map.Entry<String, Object> column : rows(0, ROWS).entrySet()) {
      Npy.write(path.resolve(column.getKey() + ".npy"), NdArray.asArray(column.getValue()));
    }
  }

  private static void appendAndFlush(MmapTable table) throws IOException {
    table.append(rows(ROWS, 3));
    table.flush();
  }
}
