package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What lies in a table's directory: columns, and what interrupted writers left.
final class TableDirectory {
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..+\\.(?<ending>[a-z][a-z0-9-]*)\\.[0-9a-z]+\\.tmp");
  private static final Set<String> ENDINGS = Set.of("npy", "attr", "header", "json", "journal");
  private static final Pattern SAVED_HEADER = Pattern.compile("\\.(.+\\.npy)\\.header");
  private static final Pattern ARRAY_LOCK = Pattern.compile("\\..+\\.npy\\.lock");

  private final Path root;
  private final Path realRoot;
  private final SortedMap<String, ColumnFile> columns = new TreeMap<>();
  private final Map<Path, String> temporaries = new LinkedHashMap<>();
  private final List<Path> withSavedHeader = new ArrayList<>();
  private final List<Path> arrayLocks = new ArrayList<>();

  private TableDirectory(Path root) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
  }

  /// Lists a directory.
  ///
  /// @throws NoSuchFileException if there is nothing
  /// @throws StorageException.Malformed if it is no directory, or holds neither a column nor our
  ///   own files
  /// @throws StorageException.Unsupported if a column is no regular file, or a link leaves the
  ///   directory
  static TableDirectory list(Path root) throws IOException {
    if (!Files.exists(root)) {
      throw new NoSuchFileException(root.toString());
    }
    if (!Files.isDirectory(root)) {
      throw new StorageException.Malformed(root, "is no table: it is not a directory");
    }
    var directory = new TableDirectory(root);
    directory.visit(root, "");
    if (directory.columns.isEmpty() && !Files.isDirectory(Catalog.directory(root))) {
      throw new StorageException.Malformed(root, "is no table: it holds no .npy file");
    }
    return directory;
  }

  private void visit(Path group, String prefix) throws IOException {
    // What may be in a format that the file of its attributes names.
    var attributed = new ArrayList<String>();
    var endings = new HashMap<String, List<String>>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(group)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean isColumn = name.endsWith(ColumnName.DATA_SUFFIX) && !name.startsWith(".");
        if (Files.isSymbolicLink(entry)) {
          requireInside(entry, isColumn);
        }
        if (isColumn) {
          FileOps.requireRegularFile(entry);
          add(prefix, name.substring(0, name.length() - ColumnName.DATA_SUFFIX.length()), "npy");
        } else if (name.startsWith(".")) {
          visitHidden(entry, name);
        } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          visit(entry, prefix + name + "/");
        } else if (name.endsWith(ColumnName.ATTR_SUFFIX)) {
          attributed.add(name.substring(0, name.length() - ColumnName.ATTR_SUFFIX.length()));
        } else if (name.indexOf('.') > 0) {
          int dot = name.lastIndexOf('.');
          endings
              .computeIfAbsent(name.substring(0, dot), _ -> new ArrayList<>())
              .add(name.substring(dot + 1));
        }
      }
      for (String stem : attributed) {
        addNamed(prefix, stem, endings.getOrDefault(stem, List.of()));
      }
    } catch (NotDirectoryException e) {
      throw new StorageException.Inconsistent(group, "changed while it was listed");
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
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
      Path data = ColumnFile.of(root, prefix + stem, format).data();
      if (Files.isSymbolicLink(data)) {
        requireInside(data, true);
      }
      FileOps.requireRegularFile(data);
      add(prefix, stem, format);
    }
  }

  private void visitHidden(Path entry, String name) throws IOException {
    var savedHeader = SAVED_HEADER.matcher(name);
    var temporary = TEMPORARY.matcher(name);
    if (temporary.matches()) {
      temporaries.put(entry, temporary.group("ending"));
    } else if (savedHeader.matches()) {
      withSavedHeader.add(entry.resolveSibling(savedHeader.group(1)));
    } else if (ARRAY_LOCK.matcher(name).matches()) {
      arrayLocks.add(entry);
    } else if (entry.equals(Catalog.directory(root)) && Files.isDirectory(entry)) {
      try (DirectoryStream<Path> ours = Files.newDirectoryStream(entry, ".*.tmp")) {
        ours.forEach(file -> temporaries.put(file, "json"));
      }
    }
  }

  /// A link to a file inside the table is that file; one that leaves it, or leads nowhere as a
  /// column, is refused.
  private void requireInside(Path link, boolean isColumn) throws IOException {
    Path target;
    try {
      target = link.toRealPath();
    } catch (FileSystemException e) { // a link to itself is no NoSuchFileException
      if (isColumn) {
        throw new StorageException.Unsupported(link, "is a link that leads nowhere");
      }
      return;
    }
    if (!target.startsWith(realRoot)) {
      throw new StorageException.Unsupported(link, "is a link that leaves the table");
    }
  }

  /// The columns, sorted by name.
  Map<String, ColumnFile> columns() {
    return Collections.unmodifiableSortedMap(columns);
  }

  /// Temporary files that a writer of this library left.
  ///
  /// @param intent what it was doing
  List<Path> temporaries(Optional<Intent> intent) {
    var endings = new HashSet<>(ENDINGS);
    columns.values().forEach(column -> endings.add(column.format()));
    intent.ifPresent(change -> endings.add(change.format()));
    return temporaries.entrySet().stream()
        .filter(temporary -> endings.contains(temporary.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Columns whose header was being exchanged.
  List<Path> withSavedHeader() {
    return List.copyOf(withSavedHeader);
  }

  /// Lock files of columns that were opened as arrays when the directory was no table of ours.
  List<Path> arrayLocks() {
    return List.copyOf(arrayLocks);
  }
}
