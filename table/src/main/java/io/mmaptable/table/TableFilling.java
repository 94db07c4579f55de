package io.mmaptable.table;

import java.io.IOException;

/// What fills a new table before anybody can see it, as [MmapTable#write] has it done.
@FunctionalInterface
public interface TableFilling {

  /// Fills the table: sets its columns, appends rows, adds further columns and attributes.
  ///
  /// @param table the table, open for writing, in a hidden directory until it is whole; whoever
  ///   calls this closes it
  /// @throws IOException if that fails; then there will be no table
  void fill(MmapTable table) throws IOException;
}
