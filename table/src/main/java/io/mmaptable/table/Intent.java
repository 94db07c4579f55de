package io.mmaptable.table;

import io.mmaptable.codec.RawFormat;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a change of several files is about to do, written down before it begins, so that whoever
/// opens the table after a crash can finish it or undo it.
sealed interface Intent {

  /// A column is being made, new or as a copy. Undone unless the catalog lists it: it is the last
  /// thing to be written.
  ///
  /// @param name the new column
  /// @param format how its file's name ends
  record Add(String name, String format) implements Intent {}

  /// Columns of zeros are being made, in `.npy` files. Undone unless the catalog lists them.
  ///
  /// @param names the new columns
  record AddAll(List<String> names) implements Intent {
    public AddAll {
      names = List.copyOf(names);
    }

    @Override
    public String format() {
      return NpyFormat.ID;
    }
  }

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

  /// A column is being replaced by one of the same name, whose files are complete and lie beside
  /// the catalog. Finished.
  ///
  /// @param name the column
  /// @param format how the old file's name ends
  /// @param newFormat how the new file's name ends
  record Replace(String name, String format, String newFormat) implements Intent {

    /// What the new files are called, without their endings.
    static final String STAGED = "replacement";

    /// Where the new column is until it takes the old one's place.
    static ColumnFile staged(Path table, String format) {
      return ColumnFile.of(Catalog.directory(table), STAGED, format);
    }

    /// Where the column is now, its elements and its attributes each.
    private ColumnFile current(Path table) {
      ColumnFile staged = staged(table, newFormat);
      ColumnFile installed = ColumnFile.of(table, name, newFormat);
      return new ColumnFile(
          FileOps.exists(staged.data()) ? staged.stem() : installed.stem(),
          installed.format(),
          FileOps.exists(staged.attr()) ? staged.stem() : installed.stem());
    }

    private void install(Path table) throws IOException {
      ColumnFile from = staged(table, newFormat);
      ColumnFile to = ColumnFile.of(table, name, newFormat);
      // A description is never beside a header, which others would take for elements, and is never
      // missing beside elements without one.
      if (to.isFrozen()) {
        ColumnFiles.moveOver(from.data(), to.data());
        deleteFormer(table, to);
        ColumnFiles.moveOver(from.attr(), to.attr());
      } else if (AttrFile.read(from.attr()).describesArray() && !former(table).isFrozen()) {
        ColumnFiles.moveOver(from.data(), to.data());
        ColumnFiles.moveOver(from.attr(), to.attr());
        deleteFormer(table, to);
      } else {
        ColumnFiles.moveOver(from.attr(), to.attr());
        ColumnFiles.moveOver(from.data(), to.data());
        deleteFormer(table, to);
      }
    }

    private ColumnFile former(Path table) {
      return ColumnFile.of(table, name, format);
    }

    private void deleteFormer(Path table, ColumnFile installed) throws IOException {
      if (!format.equals(newFormat) && FileOps.exists(installed.data())) {
        ColumnFiles.delete(former(table).data());
        FileOps.forceDirectory(FileOps.parent(installed.data()));
      }
    }
  }

  /// Frozen columns are getting another number of rows, together with the others. They count as
  /// many rows as these when it is done, and may count more meanwhile; where there are no others,
  /// it is undone if rows are added and finished if they are taken away. [TableRows] does that,
  /// when it knows how many rows the others have.
  ///
  /// @param from how many rows there were
  /// @param to how many there shall be
  record Recount(long from, long to) implements Intent {
    @Override
    public String format() {
      return FrozenFormat.ID;
    }

    /// How many rows count while no other columns say it.
    long rows() {
      return Math.min(from, to);
    }
  }

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
    FileOps.replace(file(table), Json.write(IntentJson.encode(this)));
  }

  /// Says that the work is done.
  static void clear(Path table) throws IOException {
    Files.deleteIfExists(file(table));
    FileOps.forceDirectory(Catalog.directory(table));
  }

  /// The intent that somebody left.
  static Optional<Intent> read(Path table) throws IOException {
    Path file = file(table);
    return Files.isRegularFile(file)
        ? Optional.of(IntentJson.decode(file, Json.readObject(file)))
        : Optional.empty();
  }

  /// Finishes or undoes the work on the disk, but for a [Recount]. Done twice, it changes nothing
  /// the second time.
  default void recover(Path table) throws IOException {
    Catalog catalog = Catalog.read(table);
    switch (this) {
      case Add(String name, String format) -> {
        if (isUnfinished(table, catalog, name, format)) {
          ColumnFiles.remove(table, ColumnFile.of(table, name, format));
        }
      }
      case AddAll(List<String> names) -> {
        for (String name : names) {
          if (isUnfinished(table, catalog, name)) {
            ColumnFiles.remove(table, ColumnFile.of(table, name));
          }
        }
      }
      case Delete(String name, String format) -> {
        var columns = new ArrayList<>(catalog.columns());
        if (columns.remove(name)) {
          catalog.withColumns(columns).write(table);
        }
        ColumnFiles.remove(table, ColumnFile.of(table, name, format));
      }
      case Rename(String name, String format, String to) -> {
        ColumnFile old = ColumnFile.of(table, name, format);
        ColumnFile renamed = ColumnFile.of(table, to, format);
        ColumnFiles.move(old.attr(), renamed.attr());
        ColumnFiles.move(old.data(), renamed.data());
        var columns = new ArrayList<>(catalog.columns());
        columns.replaceAll(column -> column.equals(name) ? to : column);
        if (!columns.equals(catalog.columns())) {
          catalog.withColumns(columns).write(table);
        }
        ColumnFiles.removeEmptyGroups(table, FileOps.parent(old.data()));
      }
      case Replace replace -> replace.install(table);
      case Recount _ -> {
        return;
      }
      case Convert(Layout layout, Map<String, String> formats) -> {
        if (catalog.layout() != layout) {
          // First, since a full disk may refuse it, and columns that are in their places stay
          // there.
          catalog.withLayout(layout).write(table);
        }
        new Conversion(table, layout).install(formats);
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
      case AddAll(List<String> names) -> {
        for (String name : names) {
          if (isUnfinished(table, catalog, name)) {
            columns.remove(name);
          }
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
      case Replace replace -> {
        ColumnFile current = replace.current(table);
        if (FileOps.exists(current.data())) {
          columns.put(replace.name(), current);
        }
      }
      case Recount _ -> {}
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

  /// Whether a column that was being added with others is not there yet as one. It may be empty or
  /// hold zeros only, where the machine went down before all of them were on the disk, or where it
  /// is to have no header.
  private static boolean isUnfinished(Path table, Catalog catalog, String name) throws IOException {
    if (isUnfinished(table, catalog, name, NpyFormat.ID)) {
      return true;
    }
    if (catalog.columns().contains(name)) {
      return false;
    }
    try (var in = Files.newInputStream(ColumnFile.of(table, name).data())) {
      byte[] start = in.readNBytes(8);
      return Arrays.equals(start, new byte[start.length]);
    }
  }
}
