package io.mmaptable.table;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks through a table for everything that is wrong with it, and changes nothing.
public final class Verification {
  private final Path table;
  private final List<Finding> findings = new ArrayList<>();
  private final List<CountResolution.Member> members = new ArrayList<>();

  private Verification(Path table) {
    this.table = table;
  }

  /// Verifies a table. It may be open for writing at the same time.
  ///
  /// @param table its directory
  /// @return what was found, faults and notes; empty if there is nothing to say
  /// @throws NoSuchFileException if there is no such directory
  /// @throws IOException if the directory cannot be listed
  public static List<Finding> of(Path table) throws IOException {
    if (!Files.exists(table)) {
      throw new NoSuchFileException(table.toString());
    }
    var verification = new Verification(table);
    try {
      verification.verify();
    } catch (StorageException e) {
      verification.fault(e.path(), e);
    }
    return List.copyOf(verification.findings);
  }

  private void verify() throws IOException {
    TableDirectory directory = TableDirectory.list(table);
    OptionalLong writer = WriterLock.liveHolder(Catalog.lock(table));
    writer.ifPresent(process -> note(table, "is open for writing in process " + process));
    Catalog catalog = catalog();
    @Nullable Intent intent = Intent.read(table).orElse(null);
    if (intent != null && writer.isEmpty()) {
      note(table, "a change was interrupted: " + intent + "; opening it for writing settles that");
    }
    Set<String> names = new HashSet<>(directory.columns());
    if (intent != null) {
      names = intent.applyTo(table, catalog, directory.columns()).keySet();
    }
    for (String name : catalog.columns()) {
      if (!names.contains(name)) {
        note(table, "column '" + name + "' is in " + Catalog.file(table) + " and has no file");
      }
    }
    for (String name : directory.columns()) {
      if (names.contains(name)) {
        verifyColumn(name);
      }
    }
    verifyCounts(writer.isPresent());
    if (writer.isEmpty()) {
      for (Path temporary : directory.temporaries()) {
        note(temporary, "is a temporary file that an interrupted writer left");
      }
      for (Path column : directory.withSavedHeader()) {
        note(column, "its header was being exchanged; opening it for writing settles that");
      }
    }
  }

  private Catalog catalog() throws IOException {
    try {
      return Catalog.read(table);
    } catch (StorageException e) {
      fault(e.path(), e);
      return Catalog.EMPTY;
    }
  }

  private void verifyColumn(String name) throws IOException {
    Path data = ColumnName.data(table, name);
    try {
      ArrayLayout layout = Npy.header(data).layout();
      if (layout.ndim() == 0) {
        findings.add(new Finding(Finding.Severity.FAULT, data, "is 0-d, and a column has rows"));
      } else {
        members.add(CountResolution.Member.column(name, data, layout, Files.size(data)));
      }
    } catch (StorageException e) {
      fault(data, e);
    }
    Path attr = ColumnName.attr(table, name);
    if (!FileOps.exists(attr)) {
      return;
    }
    try {
      FileOps.requireRegularFile(attr);
      Map<String, @Nullable Object> json = Json.readObject(attr);
      for (String key : json.keySet()) {
        if (!key.equals("attr")) {
          note(attr, "key '" + key + "' has no meaning beside a file with a header");
        }
      }
    } catch (StorageException e) {
      fault(attr, e);
    }
  }

  private void verifyCounts(boolean beingWritten) throws IOException {
    if (members.isEmpty()) {
      return;
    }
    try {
      CountResolution found =
          CountResolution.resolve(table, members, Catalog.journal(table), Recovery.FLUSHED);
      if (found.note() != null && !beingWritten) {
        note(table, found.note());
      }
    } catch (StorageException e) {
      fault(e.path(), e);
    }
  }

  private void note(Path path, String message) {
    findings.add(new Finding(Finding.Severity.NOTE, path, message));
  }

  private void fault(Path path, StorageException e) {
    findings.add(new Finding(Finding.Severity.FAULT, path, String.valueOf(e.getMessage())));
  }
}
