package io.mmaptable.table;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/// The columns that somebody names, in that order.
final class ColumnSelection {
  private ColumnSelection() {}

  /// Finds columns by name, each once: a row has one field of a name.
  static List<MmapColumn> of(Path table, List<String> names, Function<String, MmapColumn> columns) {
    var seen = new HashSet<String>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(table + ": column '" + name + "' is selected twice");
      }
    }
    return names.stream().map(columns).toList();
  }
}
