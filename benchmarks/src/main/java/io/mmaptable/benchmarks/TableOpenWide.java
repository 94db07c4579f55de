package io.mmaptable.benchmarks;

/// Opens a table of ten thousand columns for reading, and closes it.
///
/// The twin is `python/table_open_wide.py`.
public class TableOpenWide extends TableOpen {
  public TableOpenWide() {
    super(10_000);
  }
}
