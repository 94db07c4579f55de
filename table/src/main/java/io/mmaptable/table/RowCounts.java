package io.mmaptable.table;

import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.CountResolution.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Tells how many rows a table has.
final class RowCounts {
  private RowCounts() {}

  /// Tells it by what the columns say. Where frozen ones are getting another number of rows, they
  /// hold at least those that the others count.
  ///
  /// @param members the columns, at least one, by name
  /// @throws StorageException.Malformed if a header promises more rows than its file holds
  /// @throws StorageException.Inconsistent if the columns differ; the message lists them
  static CountResolution resolve(Path table, List<Member> members, Recovery recovery)
      throws IOException {
    Path journal = Catalog.journal(table);
    List<Member> telling = members.stream().filter(Member::isJournaled).toList();
    if (telling.size() < members.size()
        && Intent.read(table).orElse(null) instanceof Intent.Recount recount) {
      CountResolution found =
          telling.isEmpty()
              ? CountResolution.agreed(recount.rows())
              : CountResolution.resolve(table, telling, journal, recovery);
      if (members.stream()
          .allMatch(member -> member.isJournaled() || member.rows() >= found.rows())) {
        return found;
      }
    }
    return CountResolution.resolve(table, members, journal, recovery);
  }
}
