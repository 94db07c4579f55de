package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What lies in a table's directory: columns, and what interrupted writers left.
final class TableDirectory {
  private final Path root;
  private final Path realRoot;
  private final SortedMap<String, ColumnFile> columns = new TreeMap<>();
  private final HiddenEntries hidden;

  /// What has been seen in a group that cannot be told before all has been seen.
  ///
  /// @param attributed the stems of files of attributes
  /// @param endings for each stem the endings of other files, which are columns if the file of
  ///   attributes names such a format
  /// @param frozen directories of frozen columns
  private record Seen(
      List<String> attributed, Map<String, List<String>> endings, List<Path> frozen) {}

  private final List<Path> strangers = new ArrayList<>();
  private final List<IOException> faults = new ArrayList<>();

  private TableDirectory(Path root) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
    this.hidden = new HiddenEntries(Catalog.directory(root));
  }

  /// Lists a table.
  ///
  /// @throws NoSuchFileException if there is nothing
  /// @throws StorageException.Malformed if it is no directory, or holds neither a column nor our
  ///   own files
  /// @throws StorageException.Unsupported if a column is no regular file, or a link leaves the
  ///   directory
  static TableDirectory list(Path root) throws IOException {
    TableDirectory directory = survey(root);
    if (!directory.faults.isEmpty()) {
      throw directory.faults.getFirst();
    }
    return directory;
  }

  /// Lists a table, with all that is wrong in it.
  ///
  /// @throws NoSuchFileException if there is nothing
  /// @throws StorageException.Malformed if it is no table
  static TableDirectory survey(Path root) throws IOException {
    TableDirectory directory = any(root);
    if (directory.columns.isEmpty()
        && directory.faults.isEmpty()
        && !Files.isDirectory(Catalog.directory(root))) {
      throw new StorageException.Malformed(root, "is no table: it holds no .npy file");
    }
    return directory;
  }

  /// Lists a directory, which need not be a table.
  ///
  /// @throws NoSuchFileException if there is nothing
  /// @throws StorageException.Malformed if it is no directory
  static TableDirectory any(Path root) throws IOException {
    if (!Files.exists(root)) {
      throw new NoSuchFileException(root.toString());
    }
    if (!Files.isDirectory(root)) {
      throw new StorageException.Malformed(root, "is no table: it is not a directory");
    }
    var directory = new TableDirectory(root);
    directory.visit(root, "");
    directory.faults.sort(Comparator.comparing(e -> String.valueOf(e.getMessage())));
    return directory;
  }

  private void visit(Path group, String prefix) throws IOException {
    var seen = new Seen(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(group)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          hidden.add(entry, name);
        } else if (name.endsWith(ColumnName.DATA_SUFFIX)) {
          visitColumn(entry, prefix, name);
        } else {
          visitOther(entry, prefix, name, seen);
        }
      }
    } catch (NotDirectoryException e) {
      throw new StorageException.Inconsistent(group, "changed while it was listed");
    } catch (AccessDeniedException e) {
      faults.add(e);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    addFrozen(prefix, seen.frozen());
    addAttributed(group, prefix, seen.attributed(), seen.endings());
  }

  private void visitColumn(Path entry, String prefix, String name) throws IOException {
    try {
      requireInside(entry, true);
      add(prefix, name.substring(0, name.length() - ColumnName.DATA_SUFFIX.length()), "npy");
    } catch (StorageException e) {
      faults.add(e);
    }
  }

  private void visitOther(Path entry, String prefix, String name, Seen seen) throws IOException {
    try {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (FrozenColumn.isAt(entry)) {
          seen.frozen().add(entry);
        } else {
          visitGroup(entry, prefix + name + "/");
        }
        return;
      }
      if (Files.isSymbolicLink(entry)) {
        requireInside(entry, false);
      }
    } catch (StorageException e) {
      faults.add(e);
      return;
    }
    int dot = name.lastIndexOf('.');
    if (name.endsWith(ColumnName.ATTR_SUFFIX)) {
      seen.attributed().add(name.substring(0, dot));
    } else if (dot > 0) {
      seen.endings()
          .computeIfAbsent(name.substring(0, dot), _ -> new ArrayList<>())
          .add(name.substring(dot + 1));
    } else {
      strangers.add(entry);
    }
  }

  private void visitGroup(Path group, String prefix) throws IOException {
    int before = columns.size() + strangers.size() + faults.size();
    visit(group, prefix);
    if (columns.size() + strangers.size() + faults.size() == before) {
      strangers.add(group);
    }
  }

  /// Adds the columns that are frozen. One that is there as a plain file too is that.
  private void addFrozen(String prefix, List<Path> frozen) {
    for (Path entry : frozen) {
      String stem = FrozenColumn.stem(entry);
      if (columns.containsKey(prefix + stem)) {
        strangers.add(entry);
      } else {
        add(prefix, stem, FrozenFormat.ID);
      }
    }
  }

  /// Adds the columns whose attributes name the format that their file is in. What is beside
  /// neither them nor the others belongs to no column.
  private void addAttributed(
      Path group, String prefix, List<String> attributed, Map<String, List<String>> endings)
      throws IOException {
    for (String stem : attributed) {
      try {
        addNamed(prefix, stem, endings.getOrDefault(stem, List.of()));
      } catch (StorageException e) {
        faults.add(e);
      }
      if (!columns.containsKey(prefix + stem)) {
        strangers.add(group.resolve(stem + ColumnName.ATTR_SUFFIX));
      }
    }
    endings.forEach(
        (stem, all) -> {
          ColumnFile column = columns.get(prefix + stem);
          all.stream()
              .filter(ending -> column == null || !column.format().equals(ending))
              .forEach(ending -> strangers.add(group.resolve(stem + "." + ending)));
        });
  }

  private void add(String prefix, String stem, String format) {
    columns.put(prefix + stem, ColumnFile.of(root, prefix + stem, format));
  }

  /// Adds a column whose attributes name the format that its file is in.
  private void addNamed(String prefix, String stem, List<String> endings) throws IOException {
    if (endings.isEmpty() || columns.containsKey(prefix + stem)) {
      return;
    }
    String format = AttrFile.read(ColumnFile.of(root, prefix + stem).attr()).format();
    if (format != null && endings.contains(format)) {
      requireInside(ColumnFile.of(root, prefix + stem, format).data(), true);
      add(prefix, stem, format);
    }
  }

  /// Checks that an entry is a regular file in the table. A link to a file inside the table is that
  /// file; one that leaves it, or leads nowhere as a column, is refused.
  private void requireInside(Path entry, boolean isColumn) throws IOException {
    if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isSymbolicLink(entry)) {
      Path target;
      try {
        target = entry.toRealPath();
      } catch (FileSystemException e) { // a link to itself is no NoSuchFileException
        if (isColumn) {
          throw new StorageException.Unsupported(entry, "is a link that leads nowhere");
        }
        return;
      }
      if (!target.startsWith(realRoot)) {
        throw new StorageException.Unsupported(entry, "is a link that leaves the table");
      }
    }
    if (isColumn) {
      FileOps.requireRegularFile(entry);
    }
  }

  /// The columns, sorted by name.
  Map<String, ColumnFile> columns() {
    return Collections.unmodifiableSortedMap(columns);
  }

  /// What is wrong with the entries that cannot be columns, or cannot be listed.
  List<IOException> faults() {
    return List.copyOf(faults);
  }

  /// What is neither a column, nor its attributes, nor this library's own, relative to the table
  /// and in order.
  List<Path> others() {
    var all = new TreeSet<>(strangers);
    all.addAll(hidden.strangers(formats()));
    for (IOException fault : faults) {
      if (fault instanceof StorageException storage && storage.path() != null) {
        all.add(storage.path());
      } else if (fault instanceof AccessDeniedException denied) {
        all.add(Path.of(denied.getFile()));
      }
    }
    return all.stream().map(root::relativize).toList();
  }

  /// Temporary files that a writer of this library left.
  ///
  /// @param intent what it was doing
  List<Path> temporaries(Optional<Intent> intent) {
    Set<String> formats = formats();
    intent.ifPresent(change -> formats.add(change.format()));
    return hidden.temporaries(formats, intent.orElse(null) instanceof Intent.Replace);
  }

  private Set<String> formats() {
    return columns.values().stream()
        .map(ColumnFile::format)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /// Columns whose header was being exchanged.
  List<Path> withSavedHeader() {
    return hidden.withSavedHeader();
  }

  /// Columns that were being written as arrays when the directory was no table of ours, by a writer
  /// that did not end well.
  List<Path> withArrayJournal() {
    return hidden.withArrayJournal();
  }

  /// Lock files of columns that were opened as arrays when the directory was no table of ours.
  List<Path> arrayLocks() {
    return hidden.arrayLocks();
  }
}
