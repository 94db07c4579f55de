package io.mmaptable.internal.store;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How many rows count, told from the headers, the files' sizes, and what a writer that did not end
/// well has left.
///
/// @param rows the number of rows that every file holds
/// @param flushed how many of them are durable as far as is known
/// @param highest the most rows that were ever visible in any of the files
/// @param interrupted whether a journal was left: headers may be behind it
/// @param note what a person should know about the journal, or null
public record CountResolution(
    long rows, long flushed, long highest, boolean interrupted, @Nullable String note) {

  /// How many columns a message lists.
  private static final int MOST_LISTED = 20;

  /// A count that is known.
  ///
  /// @param rows the number of rows
  /// @return the count, all of it durable
  public static CountResolution agreed(long rows) {
    return new CountResolution(rows, rows, rows, false, null);
  }

  /// One file.
  ///
  /// @param name what the journal and messages call it
  /// @param path the file
  /// @param layout what its header says
  /// @param fileSize its size in bytes
  /// @param rows how many rows its header counts, or its size where it has none
  /// @param physicalRows how many rows it has bytes for
  /// @param isDescribed whether a description beside it counts its rows, which is written when they
  ///   are durable and so never ahead of the journal
  public record Member(
      String name,
      Path path,
      ArrayLayout layout,
      long fileSize,
      long rows,
      long physicalRows,
      boolean isDescribed,
      boolean isJournaled) {

    /// An array, whose rows are along the axis that grows.
    ///
    /// @param name what the journal and messages call it
    /// @param path the file
    /// @param layout what its header says
    /// @param fileSize its size in bytes
    /// @return the member
    public static Member array(String name, Path path, ArrayLayout layout, long fileSize) {
      return rowByRow(name, path, layout, fileSize, false);
    }

    private static Member rowByRow(
        String name, Path path, ArrayLayout layout, long fileSize, boolean isDescribed) {
      long physicalRows = RowFile.physicalRows(fileSize, layout);
      return new Member(
          name, path, layout, fileSize, layout.rowCount(), physicalRows, isDescribed, true);
    }

    /// A column in compressed chunks, which are all durable before they say how many rows they
    /// have. The journal knows nothing of them.
    ///
    /// @param name what messages call it
    /// @param path its directory
    /// @param layout what it would be as a file
    /// @return the member
    public static Member chunked(String name, Path path, ArrayLayout layout) {
      long rows = layout.shape()[0];
      return new Member(name, path, layout, layout.nbytes(), rows, rows, false, false);
    }

    private boolean hasCount() {
      return !(layout.count() instanceof CountField.Journal);
    }

    /// A column, whose rows are along the first axis always. In Fortran order they lie all over the
    /// file, which holds all of them or none.
    ///
    /// @param name what the journal and messages call it
    /// @param path the file
    /// @param layout what its header says
    /// @param fileSize its size in bytes
    /// @return the member
    public static Member column(String name, Path path, ArrayLayout layout, long fileSize) {
      if (layout.growthAxis() == 0) {
        boolean isDescribed = layout.count() instanceof CountField.Journal;
        return rowByRow(name, path, layout, fileSize, isDescribed);
      }
      long rows = layout.shape()[0];
      boolean whole = fileSize >= layout.dataOffset() + layout.nbytes();
      return new Member(name, path, layout, fileSize, rows, whole ? rows : 0, false, true);
    }
  }

  /// Tells the count.
  ///
  /// @param owner the array or table, for messages
  /// @param members its files, at least one
  /// @param journal where its journal would be
  /// @param recovery which rows count after a crash of the machine
  /// @return the count
  /// @throws StorageException.Malformed if a header promises more rows than its file holds
  /// @throws StorageException.Inconsistent if the files differ in their counts; the message lists
  ///   them
  /// @throws IOException if a file cannot be read
  public static CountResolution resolve(
      Path owner, List<Member> members, Path journal, Recovery recovery) throws IOException {
    long physical = members.stream().mapToLong(Member::physicalRows).min().orElseThrow();
    Optional<Journal.Entry> entry = Journal.read(journal);
    if (entry.isPresent()) {
      List<Member> journaled = members.stream().filter(Member::isJournaled).toList();
      @Nullable CountResolution fromJournal =
          fromJournal(entry.get(), journaled, physical, recovery);
      if (fromJournal != null && agreesWithOthers(fromJournal.rows(), members)) {
        return fromJournal;
      }
    }
    @Nullable String note =
        entry.isPresent() || Files.exists(journal)
            ? journal + " belongs to other files and was ignored"
            : null;
    return ofHeaders(owner, members, note);
  }

  /// Tells the count by the headers alone.
  ///
  /// @param owner the array or table, for messages
  /// @param members its files, at least one
  /// @param note what a person should know, or null
  /// @return the count
  /// @throws StorageException.Malformed if a header promises more rows than its file holds
  /// @throws StorageException.Inconsistent if the files differ in their counts; the message lists
  ///   them
  public static CountResolution ofHeaders(Path owner, List<Member> members, @Nullable String note)
      throws StorageException {
    long rows = agreedCount(owner, members);
    long highest =
        members.stream()
            .mapToLong(Member::physicalRows)
            .filter(physical -> physical != Long.MAX_VALUE)
            .max()
            .orElse(0);
    return new CountResolution(rows, rows, Math.max(highest, rows), false, note);
  }

  /// The least of the headers' counts, for a reader beside a writer: rows are in every file before
  /// any header counts them.
  ///
  /// @param members its files, at least one
  /// @return the count
  public static CountResolution least(List<Member> members) {
    long rows =
        members.stream()
            .mapToLong(member -> Math.min(member.rows(), member.physicalRows()))
            .min()
            .orElseThrow();
    return new CountResolution(rows, 0, rows, false, null);
  }

  private static boolean agreesWithOthers(long rows, List<Member> members) {
    return members.stream().allMatch(member -> member.isJournaled() || member.rows() == rows);
  }

  private static @Nullable CountResolution fromJournal(
      Journal.Entry entry, List<Member> members, long physical, Recovery recovery)
      throws IOException {
    var fingerprints = new ArrayList<byte[]>();
    for (Member member : members) {
      fingerprints.add(RowFile.fingerprint(member.name(), member.path(), member.layout()));
    }
    if (!entry.isOf(fingerprints)) {
      return null;
    }
    long visible = Math.max(entry.highest(), entry.committed());
    if (members.stream().anyMatch(member -> member.isDescribed() && member.rows() > visible)) {
      return null; // somebody else has added rows since
    }
    UUID now = BootId.current();
    if (entry.bootId().equals(now)) {
      // A header never runs ahead of the journal, so one that does is of a file put in its place.
      boolean replaced =
          members.stream().anyMatch(member -> member.hasCount() && member.rows() > visible);
      return replaced || entry.committed() > physical
          ? null
          : new CountResolution(
              entry.committed(),
              Math.min(entry.flushed(), entry.committed()),
              visible,
              true,
              "a writer did not close it; its " + entry.committed() + " committed rows count");
    }
    if (recovery == Recovery.ALL) {
      long rows = Math.min(entry.committed(), physical);
      return new CountResolution(
          rows,
          Math.min(entry.flushed(), rows),
          visible,
          true,
          "the machine went down while it was open for writing; all " + rows + " rows count");
    }
    return entry.flushed() > physical
        ? null
        : new CountResolution(
            entry.flushed(),
            entry.flushed(),
            visible,
            true,
            "the machine went down while it was open for writing; "
                + entry.flushed()
                + " rows had been flushed and count, "
                + Math.max(0, entry.committed() - entry.flushed())
                + " after them do not");
  }

  private static long agreedCount(Path owner, List<Member> members) throws StorageException {
    long rows = members.getFirst().rows();
    boolean agreed = members.stream().allMatch(member -> member.rows() == rows);
    if (!agreed) {
      throw new StorageException.Inconsistent(
          owner, "columns differ in their number of rows: " + counts(members));
    }
    for (Member member : members) {
      if (member.physicalRows() < rows) {
        throw new StorageException.Malformed(
            member.path(),
            member.fileSize(),
            "expected "
                + member.layout().nbytes()
                + " bytes of elements from byte "
                + member.layout().dataOffset()
                + " on, found "
                + (member.fileSize() - member.layout().dataOffset()));
      }
    }
    return rows;
  }

  /// Lists what each column has; of many columns, what most have and those that do not.
  private static String counts(List<Member> members) {
    if (members.size() <= MOST_LISTED) {
      return list(members);
    }
    Map<Long, Long> columnsByCount =
        members.stream().collect(Collectors.groupingBy(Member::rows, Collectors.counting()));
    var most = Collections.max(columnsByCount.entrySet(), Map.Entry.comparingByValue());
    List<Member> others =
        members.stream().filter(member -> member.rows() != most.getKey()).toList();
    int more = others.size() - MOST_LISTED;
    return most.getValue()
        + " have "
        + most.getKey()
        + ", "
        + list(others)
        + (more > 0 ? " and " + more + " more differ" : "");
  }

  private static String list(List<Member> members) {
    return members.stream()
        .limit(MOST_LISTED)
        .map(member -> member.name() + " has " + member.rows())
        .collect(Collectors.joining(", "));
  }
}
