package io.mmaptable.table;

import io.mmaptable.codec.RawFormat;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a change of several files is about to do, written down before it begins, so that whoever
/// opens the table after a crash can finish it or undo it.
sealed interface Intent {

  /// A column is being made, new or as a copy. Undone unless the catalog lists it: it is the last
  /// thing to be written.
  ///
  /// @param name the new column
  /// @param format how its file's name ends
  record Add(String name, String format) implements Intent {}

  /// A column is being deleted. Finished.
  ///
  /// @param name the column
  /// @param format how its file's name ends
  record Delete(String name, String format) implements Intent {}

  /// A column is being renamed. Finished.
  ///
  /// @param name the column's old name
  /// @param format how its file's name ends
  /// @param to its new name
  record Rename(String name, String format, String to) implements Intent {}

  /// Columns have been written anew in another layout, and are being put in their places. Finished.
  ///
  /// @param layout the layout
  /// @param formats for each of the columns how the name of its former file ends
  record Convert(Layout layout, Map<String, String> formats) implements Intent {
    @Override
    public String format() {
      return NpyFormat.ID;
    }
  }

  /// How the name of the file ends that the column is in.
  ///
  /// @return the id of a format
  String format();

  private static Path file(Path table) {
    return Catalog.directory(table).resolve("intent");
  }

  /// Writes the intent down, durably.
  default void declare(Path table) throws IOException {
    var json = new LinkedHashMap<String, @Nullable Object>();
    switch (this) {
      case Add(String name, _) -> {
        json.put("operation", "add");
        json.put("name", name);
      }
      case Delete(String name, _) -> {
        json.put("operation", "delete");
        json.put("name", name);
      }
      case Rename(String name, _, String to) -> {
        json.put("operation", "rename");
        json.put("name", name);
        json.put("to", to);
      }
      case Convert(Layout layout, Map<String, String> formats) -> {
        json.put("operation", "convert");
        json.put("layout", layout.name());
        json.put("columns", formats);
      }
    }
    json.put("format", format());
    FileOps.replace(file(table), Json.write(json));
  }

  /// Says that the work is done.
  static void clear(Path table) throws IOException {
    Files.deleteIfExists(file(table));
    FileOps.forceDirectory(Catalog.directory(table));
  }

  /// The intent that somebody left.
  static Optional<Intent> read(Path table) throws IOException {
    Path file = file(table);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> json = Json.readObject(file);
    if ("convert".equals(json.get("operation"))) {
      return Optional.of(convert(file, json));
    }
    if (json.get("operation") instanceof String operation
        && json.get("name") instanceof String given) {
      String name = checked(file, given);
      String format =
          Objects.requireNonNullElse(ColumnFile.formatId(json.get("format")), NpyFormat.ID);
      switch (operation) {
        case "add" -> {
          return Optional.of(new Add(name, format));
        }
        case "delete" -> {
          return Optional.of(new Delete(name, format));
        }
        case "rename" -> {
          if (json.get("to") instanceof String to) {
            return Optional.of(new Rename(name, format, checked(file, to)));
          }
        }
        default -> {}
      }
    }
    throw new StorageException.Malformed(file, 0, "expected a known operation");
  }

  private static Intent convert(Path file, Map<String, @Nullable Object> json)
      throws StorageException {
    var formats = new TreeMap<String, String>();
    if (json.get("columns") instanceof Map<?, ?> columns) {
      for (Map.Entry<?, ?> column : columns.entrySet()) {
        formats.put(
            checked(file, String.valueOf(column.getKey())),
            Objects.requireNonNullElse(ColumnFile.formatId(column.getValue()), NpyFormat.ID));
      }
      for (Layout layout : Layout.values()) {
        if (layout.name().equals(json.get("layout"))) {
          return new Convert(layout, formats);
        }
      }
    }
    throw new StorageException.Malformed(file, 0, "expected columns and a known layout");
  }

  private static String checked(Path file, String name) throws StorageException {
    try {
      return ColumnName.check(name);
    } catch (IllegalArgumentException e) {
      throw new StorageException.Malformed(file, 0, String.valueOf(e.getMessage()));
    }
  }

  /// Finishes or undoes the work on the disk. Done twice, it changes nothing the second time.
  default void recover(Path table) throws IOException {
    Catalog catalog = Catalog.read(table);
    switch (this) {
      case Add(String name, String format) -> {
        if (isUnfinished(table, catalog, name, format)) {
          remove(table, ColumnFile.of(table, name, format));
        }
      }
      case Delete(String name, String format) -> {
        var columns = new ArrayList<>(catalog.columns());
        if (columns.remove(name)) {
          catalog.withColumns(columns).write(table);
        }
        remove(table, ColumnFile.of(table, name, format));
      }
      case Rename(String name, String format, String to) -> {
        ColumnFile old = ColumnFile.of(table, name, format);
        ColumnFile renamed = ColumnFile.of(table, to, format);
        move(old.attr(), renamed.attr());
        move(old.data(), renamed.data());
        var columns = new ArrayList<>(catalog.columns());
        columns.replaceAll(column -> column.equals(name) ? to : column);
        if (!columns.equals(catalog.columns())) {
          catalog.withColumns(columns).write(table);
        }
        removeEmptyGroups(table, FileOps.parent(old.data()));
      }
      case Convert(Layout layout, Map<String, String> formats) -> {
        new Conversion(table, layout).install(formats);
        if (catalog.layout() != layout) {
          catalog.withLayout(layout).write(table);
        }
        Conversion.drop(table);
      }
    }
    clear(table);
  }

  /// The columns as they will be when the work is finished or undone, with the file that each has
  /// now.
  default Map<String, ColumnFile> applyTo(
      Path table, Catalog catalog, Map<String, ColumnFile> found) throws IOException {
    var columns = new LinkedHashMap<>(found);
    switch (this) {
      case Add(String name, String format) -> {
        if (isUnfinished(table, catalog, name, format)) {
          columns.remove(name);
        }
      }
      case Delete(String name, _) -> columns.remove(name);
      case Rename(String name, String format, String to) -> {
        columns.remove(name);
        // Its attributes, which may say what it is, can be under the one name and it under the
        // other.
        for (String either : List.of(to, name)) {
          ColumnFile file = ColumnFile.of(table, either, format);
          if (FileOps.exists(file.data())) {
            columns.put(to, file);
          }
        }
      }
      case Convert(_, Map<String, String> formats) ->
          formats.keySet().forEach(name -> columns.put(name, Conversion.current(table, name)));
    }
    return columns;
  }

  /// What a column of the catalog is called when the work is finished or undone.
  default String nameOf(String column) {
    return this instanceof Rename(String name, _, String to) && column.equals(name) ? to : column;
  }

  /// Whether a column that was being added is not there yet as one. Ours have growable headers from
  /// the first moment on, and a file without one was put there by somebody else since. One that is
  /// to have no header is there when it is described.
  private static boolean isUnfinished(Path table, Catalog catalog, String name, String format)
      throws IOException {
    if (catalog.columns().contains(name)) {
      return false;
    }
    ColumnFile file = ColumnFile.of(table, name, format);
    if (!file.isNpy()) {
      return true;
    }
    if (format.equals(RawFormat.ID)) {
      return !FileOps.exists(file.data()) || !AttrFile.read(file.attr()).describesArray();
    }
    try {
      return Npy.header(file.data()).isGrowable();
    } catch (NoSuchFileException e) {
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  private static void move(Path from, Path to) throws IOException {
    if (FileOps.exists(from)) {
      if (FileOps.exists(to)) {
        throw new StorageException.Inconsistent(
            to, "is in the way of " + from + ", whose renaming was interrupted; move one of them");
      }
      Files.createDirectories(FileOps.parent(to));
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      FileOps.forceDirectory(FileOps.parent(to));
      FileOps.forceDirectory(FileOps.parent(from));
    }
  }

  private static void remove(Path table, ColumnFile column) throws IOException {
    Path data = column.data();
    Files.deleteIfExists(data);
    AttrFile.delete(column);
    if (Files.isDirectory(FileOps.parent(data))) {
      FileOps.forceDirectory(FileOps.parent(data));
    }
    removeEmptyGroups(table, FileOps.parent(data));
  }

  private static void removeEmptyGroups(Path table, Path group) throws IOException {
    Path root = table.toAbsolutePath();
    for (Path up = group;
        !up.equals(root) && Files.isDirectory(up, LinkOption.NOFOLLOW_LINKS);
        up = FileOps.parent(up)) {
      try (var entries = Files.list(up)) {
        if (entries.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(up);
    }
  }
}
