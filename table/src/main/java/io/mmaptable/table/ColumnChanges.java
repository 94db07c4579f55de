package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.npy.NpyFormat;
import io.mmaptable.zarr.ZarrLayout;
import io.mmaptable.zarr.ZarrWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Adds, replaces, renames and deletes columns, so that a crash leaves the table as it was or as it
/// shall be.
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

  /// Adds a column, or replaces the one of its name where the options say so.
  MmapColumn add(String name, ColumnContent content, ColumnOptions options) throws IOException {
    ColumnName.check(name);
    if (options.overwrites() && columns.contains(name)) {
      return replace(columns.get(name), content, options.attr());
    }
    ColumnFile file = free(name, content.format().id());
    requireDescription(name, content);
    boolean hasHeader = !(content.format() instanceof RawFormat);
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
        AttrFile.describe(file.attr(), content.layout(), options.attr());
      }
      column = MmapColumn.open(table, name, file, formats, Mode.READ_WRITE, arena);
      if (hasHeader && (options.attr() != null || !file.isNpy())) {
        column.setAttr(options.attr()); // which names a format that is not NumPy's
      }
      List<String> names = new ArrayList<>(columns.names());
      names.add(name);
      // The last thing to be written: it decides whether there is such a column.
      table.writeCatalog(names);
    } catch (IOException | RuntimeException e) {
      if (!hasHeader) {
        AttrFile.delete(file); // which would say that the column is there
      }
      undo(intent, e);
      throw e;
    }
    Intent.clear(path);
    columns.add(column);
    rows.rebuild();
    return column;
  }

  /// Checks that a column without a header can be described.
  private static void requireDescription(String name, ColumnContent content) {
    if (content.format() instanceof RawFormat) {
      AttrFile.requireDescribable(name, content.layout().dtype());
    }
  }

  /// Adds columns, all of them or none.
  List<MmapColumn> addAll(List<NewColumn> added, ArrayFormat format) throws IOException {
    var contents = new LinkedHashMap<ColumnFile, ColumnContent>();
    for (NewColumn column : added) {
      ColumnContent content = column.content(format, rows.count());
      requireDescription(column.name(), content);
      if (contents.put(free(column.name(), content.format().id()), content) != null) {
        throw new IllegalArgumentException("column '" + column.name() + "' stands twice");
      }
    }
    if (contents.isEmpty()) {
      return List.of();
    }
    FileOps.requireSpace(path, contents.values().stream().mapToLong(ColumnContent::byteSize).sum());
    rows.settle();
    var intent = new Intent.AddAll(added.stream().map(NewColumn::name).toList());
    intent.declare(path);
    List<MmapColumn> made;
    try {
      make(contents);
      made = opened(added, contents);
      List<String> names = new ArrayList<>(columns.names());
      names.addAll(intent.names());
      table.writeCatalog(names);
    } catch (IOException | RuntimeException e) {
      undo(intent, e);
      throw e;
    }
    Intent.clear(path);
    made.forEach(columns::add);
    rows.rebuild();
    return made;
  }

  private void make(Map<ColumnFile, ColumnContent> contents) throws IOException {
    for (Path group :
        contents.keySet().stream().map(file -> FileOps.parent(file.data())).distinct().toList()) {
      createGroups(group);
    }
    for (Map.Entry<ColumnFile, ColumnContent> column : contents.entrySet()) {
      AttrFile.delete(column.getKey()); // a former column's
      column.getValue().makeAt(column.getKey().data());
    }
    FileOps.forceAll(contents.keySet().stream().map(ColumnFile::data).toList());
  }

  private List<MmapColumn> opened(List<NewColumn> added, Map<ColumnFile, ColumnContent> contents)
      throws IOException {
    var made = new ArrayList<MmapColumn>();
    Iterator<ColumnFile> files = contents.keySet().iterator();
    for (NewColumn column : added) {
      ColumnFile file = files.next();
      ColumnContent content = Objects.requireNonNull(contents.get(file));
      if (content.format() instanceof RawFormat) {
        AttrFile.describe(file.attr(), content.layout(), column.attr());
      }
      var open = MmapColumn.open(table, column.name(), file, formats, Mode.READ_WRITE, arena);
      if (column.attr() != null && content.format() instanceof NpyFormat) {
        open.setAttr(column.attr());
      }
      made.add(open);
    }
    return made;
  }

  private void undo(Intent intent, Exception failure) {
    try {
      intent.recover(path);
    } catch (IOException left) {
      failure.addSuppressed(left); // the intent stays, and the next opening follows it
    }
  }

  private MmapColumn replace(MmapColumn old, ColumnContent content, @Nullable Object attr)
      throws IOException {
    ColumnFile file = ColumnFile.of(path, old.name(), content.format().id());
    requireDescription(old.name(), content);
    FileOps.requireSpace(path, content.byteSize());
    return replace(
        old,
        file,
        staged -> {
          content.writeTo(staged.data());
          if (content.format() instanceof RawFormat) {
            AttrFile.describe(staged.attr(), content.layout(), attr);
          } else if (attr != null || !file.isNpy() || FileOps.exists(old.columnFile().attr())) {
            AttrFile.write(staged.attr(), content.format().id(), attr);
          }
        });
  }

  /// What a column is replaced by, written where it is not seen yet.
  @FunctionalInterface
  private interface Staging {
    void write(ColumnFile staged) throws IOException;
  }

  private MmapColumn replace(MmapColumn old, ColumnFile file, Staging staging) throws IOException {
    String name = old.name();
    ColumnFile staged = Intent.Replace.staged(path, file.format());
    rows.settle();
    // The catalog may be missing, and it is what keeps the column's place.
    table.writeCatalog(columns.names());
    var intent = new Intent.Replace(name, old.columnFile().format(), file.format());
    try {
      staging.write(staged);
      intent.declare(path);
    } catch (IOException | RuntimeException e) {
      ColumnFiles.delete(staged.data());
      Files.deleteIfExists(staged.attr());
      throw e;
    }
    intent.recover(path);
    MmapColumn column = MmapColumn.open(table, name, file, formats, Mode.READ_WRITE, arena);
    columns.add(column);
    old.deleted();
    rows.rebuild();
    return column;
  }

  /// Puts compressed chunks in the place of a column's file, or of other chunks.
  MmapColumn freeze(String name, UnaryOperator<ZarrLayout> layout) throws IOException {
    MmapColumn old = columns.get(name);
    @Nullable Object attr = old.attr();
    ZarrLayout plain = inOneShard(ZarrLayout.of(old.dtype(), old.itemShape()), rows.count());
    ZarrLayout chosen =
        layout.apply(attr instanceof Map<?, ?> ? plain.attrJson(old.attrJson()) : plain);
    return replace(
        old,
        ColumnFile.of(path, name, FrozenFormat.ID),
        staged -> {
          try (var writer = ZarrWriter.create(staged.data(), chosen)) {
            old.items().forEachBlock(writer::write);
            writer.finish();
          }
          AttrFile.write(staged.attr(), FrozenFormat.ID, attr);
        });
  }

  /// A layout whose shards have no room for chunks that will never be.
  private static ZarrLayout inOneShard(ZarrLayout layout, long rows) {
    long chunks = Math.max(1, Math.ceilDiv(rows, layout.chunkRows()));
    long shardChunks = layout.shardRows() / layout.chunkRows();
    return layout.shardRows(Math.min(chunks, shardChunks) * layout.chunkRows());
  }

  /// Puts a file that can be mapped in the place of a column's compressed chunks.
  MmapColumn thaw(String name, ArrayFormat format) throws IOException {
    MmapColumn old = columns.get(name);
    if (!old.isFrozen()) {
      throw new IllegalArgumentException(path + ": column '" + name + "' is not frozen");
    }
    return replace(old, ColumnContent.of(format, old), old.attr());
  }

  void rename(String name, String newName) throws IOException {
    MmapColumn column = columns.get(name);
    ColumnFile renamed = free(newName, column.columnFile().format());
    rows.settle();
    // The catalog may be missing, and it is what keeps the column's place.
    table.writeCatalog(columns.names());
    AttrFile.delete(renamed); // a former column's
    try {
      createGroups(FileOps.parent(renamed.data()));
      perform(new Intent.Rename(name, renamed.format(), newName));
    } catch (IOException e) {
      undo(new Intent.Rename(newName, renamed.format(), name), e);
      throw e;
    }
    column.renamed(newName);
    columns.renamed();
    rows.rebuild();
  }

  void delete(String name) throws IOException {
    MmapColumn column = columns.get(name);
    rows.settle();
    // Keeps the number of rows, should this be the last column.
    table.writeCatalog(columns.names());
    try {
      perform(new Intent.Delete(name, column.columnFile().format()));
    } catch (IOException e) {
      if (Catalog.read(path).columns().contains(name)) {
        Intent.clear(path); // which is as far as it came
      }
      throw e;
    }
    columns.remove(column);
    column.deleted();
    rows.rebuild();
  }

  void reorder(List<String> names) throws IOException {
    var unknown = new ArrayList<>(names);
    columns.names().forEach(unknown::remove);
    var missing = new ArrayList<>(columns.names());
    missing.removeAll(names);
    if (!unknown.isEmpty() || !missing.isEmpty()) {
      throw new IllegalArgumentException(
          "an order of the columns of "
              + path
              + " names each of them once"
              + (missing.isEmpty() ? "" : ", and this one lacks " + missing)
              + (unknown.isEmpty()
                  ? ""
                  : ", and this one has unknown or repeated ones " + unknown));
    }
    table.writeCatalog(names);
    columns.reorder(names);
  }

  /// Writes each file anew that is longer than its rows. One after the other: a file without spare
  /// bytes is as good beside those that have some.
  long compact() throws IOException {
    rows.settle();
    long spare = 0;
    try {
      for (MmapColumn column : columns.inOrder()) {
        spare += column.compact(rows.count());
      }
    } finally {
      rows.rebuild();
    }
    return spare;
  }

  /// Writes columns anew that are not laid out like that, all of them or none.
  void convert(Layout layout) throws IOException {
    rows.settle();
    var conversion = new Conversion(path, layout);
    List<MappedColumn> changed = columns.mapped().stream().filter(conversion::changes).toList();
    if (changed.isEmpty() && table.layout() == layout) {
      return;
    }
    // The catalog may be missing, and it is what keeps the columns' places.
    table.writeCatalog(columns.names());
    conversion.stage(changed);
    var formats = new TreeMap<String, String>();
    changed.forEach(column -> formats.put(column.name(), column.columnFile().format()));
    try {
      perform(new Intent.Convert(layout, formats));
    } catch (IOException e) {
      if (Catalog.read(path).layout() != layout || Intent.read(path).isEmpty()) {
        Intent.clear(path); // which is as far as it came
        Conversion.drop(path);
      }
      throw e;
    }
    for (MappedColumn column : changed) {
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
    ColumnName.requireRoom(path, ColumnName.check(name));
    ColumnFile file = ColumnFile.of(path, name, format);
    if (columns.contains(name) || FileOps.exists(file.data())) {
      throw new IllegalArgumentException(path + " has a column '" + name + "' already");
    }
    requireGroups(name, FileOps.parent(file.data()));
    return file;
  }

  /// Checks that no file is where a group is to be.
  private void requireGroups(String name, Path group) {
    Path root = path.toAbsolutePath();
    for (Path up = group; !up.equals(root); up = FileOps.parent(up)) {
      if (FileOps.exists(up) && !Files.isDirectory(up)) {
        throw new IllegalArgumentException(
            "column '" + name + "' cannot be in a group where a file is: " + up);
      }
    }
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
