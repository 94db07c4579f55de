package io.mmaptable.file;

/// Which rows count after the machine went down while a file was open for growth.
///
/// After a kill of the process alone, every committed row counts and this choice has no effect: the
/// pages were the kernel's.
public enum Recovery {
  /// Rows up to the last flush count. Those after it may hold anything, since the kernel may have
  /// written the count before them.
  FLUSHED,
  /// All rows that were committed count, flushed or not.
  ALL
}
