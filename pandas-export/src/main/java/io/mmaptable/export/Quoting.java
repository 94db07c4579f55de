package io.mmaptable.export;

/// Which values of a CSV file stand in quotes.
public enum Quoting {
  /// Those that need it: with a delimiter, a quote or the end of a line in them.
  WHERE_NEEDED,
  /// All text and names, and whatever needs it.
  TEXT,
  /// All values.
  ALL
}
