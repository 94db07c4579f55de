package io.mmaptable.table;

import io.mmaptable.codec.RawFormat;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Adds, renames and deletes columns, so that a crash leaves the table as it was or as it shall be.
///
/// Not safe for several threads at once; the table guards it.
final class ColumnChanges {
  private final MmapTable table;
  private final Path path;
  private final ColumnSet columns;
  private final TableRows rows;
  private final ColumnFormats formats;
  private final Arena arena;

  ColumnChanges(
      MmapTable table, ColumnSet columns, TableRows rows, ColumnFormats formats, Arena arena) {
    this.table = table;
    this.path = table.path();
    this.columns = columns;
    this.rows = rows;
    this.formats = formats;
    this.arena = arena;
  }

  MmapColumn add(String name, ColumnContent content, @Nullable Object attr) throws IOException {
    ColumnFile file = free(name, content.format().id());
    boolean hasHeader = !(content.format() instanceof RawFormat);
    if (!hasHeader) {
      String _ = AttrFile.notation(content.layout().dtype());
    }
    // Better said at once than found out after writing all that there is room for.
    FileOps.requireSpace(path, content.byteSize());
    rows.settle();
    var intent = new Intent.Add(name, content.format().id());
    intent.declare(path);
    MmapColumn column;
    try {
      createGroups(FileOps.parent(file.data()));
      AttrFile.delete(file); // a former column's
      content.writeTo(file.data());
      if (!hasHeader) {
        AttrFile.describe(file.attr(), content.layout(), attr);
      }
      column = new MmapColumn(table, name, file, formats, Mode.READ_WRITE, arena);
      if (hasHeader && (attr != null || !file.isNpy())) {
        column.setAttr(attr); // which names a format that is not NumPy's
      }
      List<String> names = new ArrayList<>(columns.names());
      names.add(name);
      // The last thing to be written: it decides whether there is such a column.
      table.writeCatalog(names);
    } catch (IOException | RuntimeException e) {
      try {
        intent.recover(path);
      } catch (IOException left) {
        e.addSuppressed(left); // the intent stays, and the next opening follows it
      }
      throw e;
    }
    Intent.clear(path);
    columns.add(column);
    rows.rebuild();
    return column;
  }

  void rename(String name, String newName) throws IOException {
    MmapColumn column = columns.get(name);
    ColumnFile renamed = free(newName, column.columnFile().format());
    rows.settle();
    // The catalog may be missing, and it is what keeps the column's place.
    table.writeCatalog(columns.names());
    createGroups(FileOps.parent(renamed.data()));
    AttrFile.delete(renamed); // a former column's
    perform(new Intent.Rename(name, renamed.format(), newName));
    column.renamed(newName);
    columns.renamed();
    rows.rebuild();
  }

  void delete(String name) throws IOException {
    MmapColumn column = columns.get(name);
    rows.settle();
    // Keeps the number of rows, should this be the last column.
    table.writeCatalog(columns.names());
    perform(new Intent.Delete(name, column.columnFile().format()));
    columns.remove(column);
    column.deleted();
    rows.rebuild();
  }

  /// Writes columns anew that are not laid out like that, all of them or none.
  void convert(Layout layout) throws IOException {
    rows.settle();
    var conversion = new Conversion(path, layout);
    List<MmapColumn> changed = columns.inOrder().stream().filter(conversion::changes).toList();
    if (changed.isEmpty() && table.layout() == layout) {
      return;
    }
    // The catalog may be missing, and it is what keeps the columns' places.
    table.writeCatalog(columns.names());
    conversion.stage(changed);
    var formats = new TreeMap<String, String>();
    changed.forEach(column -> formats.put(column.name(), column.columnFile().format()));
    perform(new Intent.Convert(layout, formats));
    for (MmapColumn column : changed) {
      column.converted();
    }
    rows.rebuild();
  }

  /// The work is what recovery does: what a crash interrupts, the next opening finishes.
  private void perform(Intent intent) throws IOException {
    intent.declare(path);
    intent.recover(path);
  }

  /// Where a new column goes.
  private ColumnFile free(String name, String format) {
    ColumnFile file = ColumnFile.of(path, ColumnName.check(name), format);
    if (columns.contains(name) || FileOps.exists(file.data())) {
      throw new IllegalArgumentException(path + " has a column '" + name + "' already");
    }
    return file;
  }

  private void createGroups(Path group) throws IOException {
    Path existing = group;
    while (!FileOps.exists(existing)) {
      existing = FileOps.parent(existing);
    }
    if (!existing.toRealPath().startsWith(path.toRealPath())) {
      throw new StorageException.Unsupported(existing, "is a link that leaves the table");
    }
    Files.createDirectories(group);
    Path root = path.toAbsolutePath();
    for (Path up = group; !up.equals(root); up = FileOps.parent(up)) {
      FileOps.forceDirectory(FileOps.parent(up));
    }
  }
}
