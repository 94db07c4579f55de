package io.mmaptable.table;

import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// Columns that are written anew in another layout: beside the table at first, and put in their
/// places when all of them are there.
final class Conversion {
  private final Path table;
  private final Layout layout;

  Conversion(Path table, Layout layout) {
    this.table = table;
    this.layout = layout;
  }

  private static Path directory(Path table) {
    return Catalog.directory(table).resolve("convert");
  }

  private static ColumnFile staged(Path table, String name) {
    return ColumnFile.of(directory(table), name);
  }

  /// Whether a column is to be written anew. Files of another order or format than new columns have
  /// cannot grow.
  boolean changes(MappedColumn column) {
    return !column.format().id().equals(layout.format().id()) || !column.growsAlongRows();
  }

  /// Writes columns beside the table, durably.
  ///
  /// @throws IllegalArgumentException if the layout cannot hold one; then nothing is written
  /// @throws IOException if the disk is full; then nothing is left of it
  void stage(List<MappedColumn> columns) throws IOException {
    long bytes = 0;
    for (MappedColumn column : columns) {
      if (layout == Layout.HEADERLESS) {
        AttrFile.requireDescribable(column.name(), column.dtype());
      }
      bytes = Math.addExact(bytes, content(column).byteSize());
    }
    FileOps.requireSpace(table, bytes);
    drop(table);
    try {
      for (MappedColumn column : columns) {
        stage(column);
      }
    } catch (IOException | RuntimeException e) {
      try {
        drop(table);
      } catch (IOException left) {
        e.addSuppressed(left); // the next opening for writing removes it
      }
      throw e;
    }
  }

  private ColumnContent content(MappedColumn column) {
    return ColumnContent.of(layout.format(), column);
  }

  private void stage(MappedColumn column) throws IOException {
    ColumnFile file = staged(table, column.name());
    ColumnContent content = content(column);
    Path group = FileOps.parent(file.data());
    Files.createDirectories(group);
    content.writeTo(file.data());
    switch (layout) {
      case NPY -> AttrFile.write(file.attr(), layout.format().id(), column.attr());
      case HEADERLESS -> AttrFile.describe(file.attr(), content.layout(), column.attr());
    }
    Path root = Catalog.directory(table).toAbsolutePath();
    for (Path up = group; !up.equals(root); up = FileOps.parent(up)) {
      FileOps.forceDirectory(FileOps.parent(up));
    }
  }

  /// Puts columns in their places, as far as that has not been done.
  ///
  /// @param formats for each column how the name of its former file ends
  void install(Map<String, String> formats) throws IOException {
    for (Map.Entry<String, String> column : formats.entrySet()) {
      ColumnFile from = staged(table, column.getKey());
      ColumnFile to = ColumnFile.of(table, column.getKey());
      // A description is never beside a header, which others would take for elements.
      switch (layout) {
        case NPY -> {
          move(from.attr(), to.attr());
          move(from.data(), to.data());
        }
        case HEADERLESS -> {
          move(from.data(), to.data());
          move(from.attr(), to.attr());
        }
      }
      ColumnFile former = ColumnFile.of(table, column.getKey(), column.getValue());
      if (!former.isNpy()) {
        Files.deleteIfExists(former.data());
      }
    }
  }

  /// A link stays one: what it leads to is replaced.
  private static void move(Path from, Path to) throws IOException {
    if (!FileOps.exists(from)) {
      return;
    }
    Path target = Files.isSymbolicLink(to) ? to.toRealPath() : to;
    Files.move(from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    FileOps.forceDirectory(FileOps.parent(target));
  }

  /// Where a column is until it has been put in its place, its elements and its attributes each.
  static ColumnFile current(Path table, String name) {
    ColumnFile staged = staged(table, name);
    ColumnFile installed = ColumnFile.of(table, name);
    return new ColumnFile(
        FileOps.exists(staged.data()) ? staged.stem() : installed.stem(),
        installed.format(),
        FileOps.exists(staged.attr()) ? staged.stem() : installed.stem());
  }

  /// Whether columns have been written that are in no place.
  static boolean isLeft(Path table) {
    return FileOps.exists(directory(table));
  }

  /// Removes columns that have been written and are in no place.
  static void drop(Path table) throws IOException {
    Path directory = directory(table);
    if (!FileOps.exists(directory)) {
      return;
    }
    FileOps.deleteTree(directory);
    FileOps.forceDirectory(Catalog.directory(table));
  }
}
