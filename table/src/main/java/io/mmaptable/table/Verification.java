package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks through a table for everything that is wrong with it, and mends what can be mended.
public final class Verification {
  private final Path table;
  private final List<Finding> findings = new ArrayList<>();
  private final List<CountResolution.Member> members = new ArrayList<>();
  private final ColumnFormats formats;

  private Verification(Path table) {
    this.table = table;
    this.formats = new ColumnFormats(table, ArrayFormats::system);
  }

  /// Verifies a table, and changes nothing. It may be open for writing at the same time.
  ///
  /// @param table its directory
  /// @return what was found, faults and notes; empty if there is nothing to say
  /// @throws NoSuchFileException if there is no such directory
  /// @throws IOException if the directory cannot be listed
  public static List<Finding> of(Path table) throws IOException {
    Path found = TableReplacement.find(table);
    if (!found.equals(table)) {
      return List.of(
          new Finding(
              Finding.Severity.NOTE,
              table,
              "its replacing was interrupted: opening it for writing puts it back from " + found));
    }
    if (!Files.exists(table)) {
      throw new NoSuchFileException(table.toString());
    }
    List<Finding> findings = look(table);
    // Files that a writer exchanges are looked at one after the other, and may not agree.
    for (int looks = 1; hasFault(findings) && WriterAtWork.mayBe(table, looks); looks++) {
      findings = look(table);
    }
    return findings;
  }

  /// Mends what can be mended without losing anything that is there.
  ///
  /// What an interrupted writer left is settled, as every opening for writing settles it: temporary
  /// files are removed, changes of columns are finished or undone, the rows that count are counted
  /// in every header, and a journal of other files is removed. Where files have been cut short, all
  /// columns are counted down to the whole rows that every one of them holds, unless there is none;
  /// the rows after them stay in the files of the other columns until rows are appended. Columns
  /// that differ in their number of rows, unreadable attributes and files that are no columns are
  /// left to a person.
  ///
  /// @param table its directory
  /// @return what was done, a line each; empty if nothing was
  /// @throws NoSuchFileException if there is no such directory
  /// @throws StorageException.Locked if somebody has the table open for writing
  /// @throws IOException if the directory cannot be listed, or a file not be written
  public static List<String> repair(Path table) throws IOException {
    return new TableRepair(table).repair();
  }

  private static List<Finding> look(Path table) throws IOException {
    var verification = new Verification(table);
    try {
      verification.verify();
    } catch (StorageException e) {
      verification.fault(e);
    } catch (NoSuchFileException e) {
      verification.findings.add(new Finding(Finding.Severity.FAULT, table, "lost " + e.getFile()));
    }
    return List.copyOf(verification.findings);
  }

  private static boolean hasFault(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.FAULT);
  }

  private void verify() throws IOException {
    TableDirectory directory = TableDirectory.survey(table);
    directory.faults().forEach(fault -> fault(table, fault));
    OptionalLong writer = WriterLock.liveHolder(Catalog.lock(table));
    writer.ifPresent(process -> note(table, "is open for writing in process " + process));
    Catalog catalog = catalog();
    Optional<Intent> left = Intent.read(table);
    @Nullable Intent intent = left.orElse(null);
    if (intent != null && writer.isEmpty()) {
      note(table, "a change was interrupted: " + intent + "; opening it for writing settles that");
    }
    // The journal lists columns by name.
    Map<String, ColumnFile> columns = new TreeMap<>(catalog.inOrder(table, directory));
    for (String listed : catalog.columns()) {
      String name = intent == null ? listed : intent.nameOf(listed);
      if (!columns.containsKey(name)
          && !isOutOfSight(name, directory)
          && !(intent instanceof Intent.Delete(var gone, _) && gone.equals(name))) {
        note(table, "column '" + name + "' is in " + Catalog.file(table) + " and has no file");
      }
    }
    for (Map.Entry<String, ColumnFile> column : columns.entrySet()) {
      verifyColumn(column.getKey(), column.getValue());
    }
    verifyCounts(writer.isPresent());
    if (writer.isEmpty()) {
      for (Path temporary : directory.temporaries(left)) {
        note(temporary, "is a temporary file that an interrupted writer left");
      }
      if (left.isEmpty() && Conversion.isLeft(table)) {
        note(table, "a conversion was interrupted before it began to change the table");
      }
      for (Path column : directory.withSavedHeader()) {
        note(column, "its header was being exchanged; opening it for writing settles that");
      }
      for (Path column : directory.withArrayJournal()) {
        Path lock = column.resolveSibling("." + column.getFileName() + ".lock");
        if (WriterLock.liveHolder(lock).isEmpty()) {
          note(column, "has a journal of its own, which counts rows of it as an array only");
        }
      }
    }
  }

  /// Whether a column may be in a group that this user must not list, which is a fault of its own.
  private boolean isOutOfSight(String name, TableDirectory directory) {
    Path data = ColumnFile.of(table, name).data();
    return directory.faults().stream()
        .anyMatch(
            fault ->
                fault instanceof AccessDeniedException denied && data.startsWith(denied.getFile()));
  }

  private Catalog catalog() throws IOException {
    try {
      return Catalog.read(table);
    } catch (StorageException e) {
      fault(e);
      return Catalog.EMPTY;
    }
  }

  private void verifyColumn(String name, ColumnFile file) throws IOException {
    String format = file.format();
    Path data = file.data();
    try {
      if (file.isFrozen()) {
        ZarrArray chunks = formats.openFrozen(name, file);
        members.add(FrozenColumn.member(name, chunks));
        chunks.verify().forEach(fault -> fault(data, fault));
        long missing = chunks.missingFiles();
        if (missing > 0) {
          note(data, missing + " of its chunks have no file, and are the fill value everywhere");
        }
      } else {
        ColumnFormats.Description found = formats.describe(name, file);
        format = found.format().id();
        members.add(CountResolution.Member.column(name, data, found.layout(), found.fileSize()));
      }
    } catch (StorageException | AccessDeniedException e) {
      fault(data, e);
    }
    try {
      AttrFile attr = AttrFile.read(formats.attr(name, file));
      for (String key : attr.strangers(format)) {
        note(attr.path(), "key '" + key + "' has no meaning beside a file of format " + format);
      }
    } catch (StorageException | AccessDeniedException e) {
      fault(file.attr(), e);
    }
  }

  private void verifyCounts(boolean beingWritten) throws IOException {
    if (members.isEmpty()) {
      if (Files.exists(Catalog.journal(table)) && !beingWritten) {
        note(table, Catalog.journal(table) + " belongs to other files and was ignored");
      }
      return;
    }
    try {
      CountResolution found = RowCounts.resolve(table, members, Recovery.FLUSHED);
      if (found.note() != null && !beingWritten) {
        note(table, found.note());
      }
    } catch (StorageException e) {
      fault(e);
    }
  }

  private void note(Path path, String message) {
    findings.add(new Finding(Finding.Severity.NOTE, path, message));
  }

  private void fault(StorageException e) {
    fault(table, e);
  }

  /// @param byDefault what it is about where the exception does not say
  private void fault(Path byDefault, IOException e) {
    Path path =
        e instanceof StorageException storage
            ? Objects.requireNonNullElse(storage.path(), byDefault)
            : byDefault;
    String message =
        e instanceof AccessDeniedException denied
            ? denied.getFile() + ": must not be read by this user"
            : String.valueOf(e.getMessage());
    findings.add(new Finding(Finding.Severity.FAULT, path, message));
  }
}
