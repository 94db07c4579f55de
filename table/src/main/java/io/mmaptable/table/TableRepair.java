package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.CountResolution.Member;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.npy.GrowableHeaders;
import io.mmaptable.npy.NpyFormat;
import io.mmaptable.zarr.ZarrArray;
import io.mmaptable.zarr.ZarrOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Mends a table.
final class TableRepair {
  private final Path table;
  private final List<String> done = new ArrayList<>();

  TableRepair(Path table) {
    this.table = table;
  }

  List<String> repair() throws IOException {
    List<Finding> before = Verification.of(table);
    if (before.isEmpty()) {
      return List.of();
    }
    if (Files.isDirectory(table)) {
      countWholeRows();
    }
    settle();
    List<Finding> after = Verification.of(table);
    before.stream()
        .filter(finding -> finding.severity() == Finding.Severity.NOTE && !after.contains(finding))
        .forEach(finding -> done.add("settled by opening it: " + finding.message()));
    return List.copyOf(done);
  }

  /// What a writer leaves that does not end well is settled by the next one.
  private void settle() throws IOException {
    try {
      MmapTable.open(table, Mode.READ_WRITE).close();
    } catch (StorageException.Locked e) {
      throw e;
    } catch (StorageException e) {
      return; // what is wrong, verifying it has found
    }
  }

  /// Counts the rows that every column holds whole, where files have been cut short.
  private void countWholeRows() throws IOException {
    if (countable().isEmpty()) {
      return;
    }
    Files.createDirectories(Catalog.directory(table));
    try (WriterLock _ = WriterLock.acquire(Catalog.lock(table), table, false)) {
      Leftovers.settle(table);
      List<Member> columns = countable();
      if (!columns.isEmpty()) {
        Files.deleteIfExists(Catalog.journal(table)); // which does not fit the files
        count(columns);
      }
    }
  }

  private void count(List<Member> columns) throws IOException {
    long whole = wholeRows(columns);
    long counted = countedRows(columns);
    List<String> cut = columns.stream().filter(TableRepair::isCut).map(Member::name).toList();
    // Those that are cut come last: while there is one left, this can be done again.
    var order = new ArrayList<>(columns);
    order.sort(Comparator.comparing(TableRepair::isCut));
    for (Member column : order) {
      if (column.isJournaled()) {
        GrowableHeaders.recount(column.path(), whole);
      } else {
        FrozenColumn.recount(column.path(), whole, ZarrOptions.defaults());
      }
    }
    done.add(
        "counted "
            + counted
            + " rows down to the "
            + whole
            + " that all columns hold, since files were cut short: "
            + cut);
  }

  /// The columns, if some are cut short and what the others say leaves no doubt of what is missing;
  /// else none. Columns of other lengths that hold all their rows are no damage that a size tells
  /// of.
  private List<Member> countable() throws IOException {
    List<Member> columns;
    try {
      columns = columns();
    } catch (StorageException e) {
      return List.of(); // not every column can be looked at
    }
    long whole = wholeRows(columns);
    long counted = countedRows(columns);
    boolean countable =
        whole > 0
            && columns.stream().anyMatch(TableRepair::isCut)
            && columns.stream()
                .allMatch(
                    column ->
                        column.layout().growthAxis() == 0
                            && (column.rows() == counted || column.rows() == whole));
    return countable ? columns : List.of();
  }

  private List<Member> columns() throws IOException {
    var formats = new ColumnFormats(table, ArrayFormats::system);
    var members = new ArrayList<Member>();
    for (Map.Entry<String, ColumnFile> column : Catalog.read(table).inOrder(table).entrySet()) {
      Path data = column.getValue().data();
      if (column.getValue().isFrozen()) {
        ZarrArray chunks = formats.openFrozen(column.getKey(), column.getValue());
        members.add(FrozenColumn.member(column.getKey(), chunks));
        continue;
      }
      ColumnFormats.Description found = formats.describe(column.getKey(), column.getValue());
      if (!(found.format() instanceof NpyFormat)) {
        throw new StorageException.Unsupported(data, "has no header that can be repaired");
      }
      members.add(Member.column(column.getKey(), data, found.layout(), found.fileSize()));
    }
    return members;
  }

  private static boolean isCut(Member column) {
    return column.physicalRows() < column.rows();
  }

  private static long wholeRows(List<Member> columns) {
    return columns.stream().mapToLong(Member::physicalRows).min().orElse(0);
  }

  private static long countedRows(List<Member> columns) {
    return columns.stream().mapToLong(Member::rows).max().orElse(0);
  }
}
