package io.mmaptable.table;

import io.mmaptable.codec.RawFormat;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/// The columns of an open table, in order.
final class ColumnSet {
  private final Path table;
  private final Map<String, MmapColumn> columns = new LinkedHashMap<>();

  ColumnSet(Path table) {
    this.table = table;
  }

  /// Adds a column after the others, or puts it in the place of the one of its name.
  void add(MmapColumn column) {
    columns.put(column.name(), column);
  }

  void remove(MmapColumn column) {
    columns.remove(column.name());
  }

  /// Looks at the columns' names anew, and keeps their order.
  void renamed() {
    List<MmapColumn> same = inOrder();
    columns.clear();
    same.forEach(this::add);
  }

  /// Puts the columns into another order, of the same names.
  void reorder(List<String> names) {
    List<MmapColumn> ordered = names.stream().map(this::get).toList();
    columns.clear();
    ordered.forEach(this::add);
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  /// Whether there are columns, none of which has a header.
  boolean areHeaderless() {
    return !isEmpty()
        && columns.values().stream().allMatch(column -> column.format() instanceof RawFormat);
  }

  boolean contains(String name) {
    return columns.containsKey(name);
  }

  MmapColumn get(String name) {
    MmapColumn column = columns.get(name);
    if (column == null) {
      throw new NoSuchElementException(
          table + " has no column '" + name + "'; it has " + columns.keySet());
    }
    return column;
  }

  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  List<MmapColumn> inOrder() {
    return List.copyOf(columns.values());
  }

  /// The columns that lie in files that can be mapped.
  List<MappedColumn> mapped() {
    return of(MappedColumn.class);
  }

  /// The columns that lie in compressed chunks.
  List<FrozenColumn> frozen() {
    return of(FrozenColumn.class);
  }

  private <C extends MmapColumn> List<C> of(Class<C> kind) {
    return columns.values().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The columns by name, as the journal lists them: a change of their order does not touch it.
  List<MmapColumn> byName() {
    return columns.values().stream().sorted(Comparator.comparing(MmapColumn::name)).toList();
  }
}
