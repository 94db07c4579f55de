package io.mmaptable.table;

/// What a new table may take the place of.
public enum Overwrite {
  /// A table: columns, their attributes, and this library's own files. A directory that holds
  /// anything else is refused.
  TABLE,
  /// A directory, with all that is in it.
  ANYTHING
}
