package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `.mmaptable/table.json` keeps: the order of the columns, the table's attributes, and the
/// row count of a table without columns.
///
/// @param columns the names of the columns, in order
/// @param rows the number of rows when this was written
/// @param attr the attributes of the table
/// @param layout how new columns lie in their files
record Catalog(List<String> columns, long rows, @Nullable Object attr, Layout layout) {
  static final String DIRECTORY = ".mmaptable";
  static final Catalog EMPTY = new Catalog(List.of(), 0, null, Layout.NPY);

  private static final int FORMAT = 1;
  private static final String HEADERLESS = "headerless";

  Catalog {
    columns = List.copyOf(columns);
  }

  /// The same with other columns.
  Catalog withColumns(List<String> names) {
    return new Catalog(names, rows, attr, layout);
  }

  /// The same with another layout of new columns.
  Catalog withLayout(Layout other) {
    return new Catalog(columns, rows, attr, other);
  }

  static Path directory(Path table) {
    return table.resolve(DIRECTORY);
  }

  static Path file(Path table) {
    return directory(table).resolve("table.json");
  }

  static Path lock(Path table) {
    return directory(table).resolve("lock");
  }

  static Path journal(Path table) {
    return directory(table).resolve("journal");
  }

  /// Reads the catalog; an empty one where there is none, as in a directory that NumPy filled.
  static Catalog read(Path table) throws IOException {
    Path file = file(table);
    if (!Files.exists(file)) {
      return EMPTY;
    }
    FileOps.requireRegularFile(file);
    Map<String, @Nullable Object> json = Json.readObject(file);
    if (!(json.get("format") instanceof Number format)) {
      throw new StorageException.Malformed(file, 0, "expected a number 'format'");
    }
    if (format.longValue() != FORMAT) {
      throw new StorageException.Unsupported(
          file, "format " + format + " is newer than this library, which knows " + FORMAT);
    }
    var columns = new ArrayList<String>();
    if (json.get("columns") instanceof List<?> names) {
      for (Object name : names) {
        columns.add(String.valueOf(name));
      }
    }
    long rows = json.get("rows") instanceof Number number ? number.longValue() : 0;
    if (rows < 0) {
      throw new StorageException.Malformed(file, 0, "expected rows, found " + rows);
    }
    Layout layout = HEADERLESS.equals(json.get("layout")) ? Layout.HEADERLESS : Layout.NPY;
    return new Catalog(columns, rows, json.get("attr"), layout);
  }

  /// The columns there are, with their files: those listed here in this order, the others by name.
  /// What an interrupted change left is seen as it will be when that is settled.
  Map<String, ColumnFile> inOrder(Path table) throws IOException {
    return inOrder(table, TableDirectory.list(table));
  }

  /// The columns there are, as [#inOrder(Path)] gives them, in a directory that has been listed.
  Map<String, ColumnFile> inOrder(Path table, TableDirectory directory) throws IOException {
    Map<String, ColumnFile> files = directory.columns();
    Optional<Intent> intent = Intent.read(table);
    Map<String, ColumnFile> found =
        new TreeMap<>(intent.isPresent() ? intent.get().applyTo(table, this, files) : files);
    var ordered = new LinkedHashMap<String, ColumnFile>();
    for (String listed : columns) {
      String name = intent.map(change -> change.nameOf(listed)).orElse(listed);
      @Nullable ColumnFile file = found.remove(name);
      if (file != null) {
        ordered.put(name, file);
      }
    }
    ordered.putAll(found);
    return ordered;
  }

  /// How new columns lie in their files when an interrupted change has been settled.
  Layout settledLayout(Path table) throws IOException {
    return Intent.read(table).orElse(null) instanceof Intent.Convert(Layout to, _) ? to : layout;
  }

  void write(Path table) throws IOException {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("format", FORMAT);
    json.put("rows", rows);
    json.put("columns", columns);
    json.put("attr", attr);
    switch (layout) {
      case NPY -> {} // as where nothing is said
      case HEADERLESS -> json.put("layout", HEADERLESS);
    }
    FileOps.replace(file(table), Json.write(json));
  }
}
