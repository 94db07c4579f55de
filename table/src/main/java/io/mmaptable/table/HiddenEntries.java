package io.mmaptable.table;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What lies in a table's directory under names that begin with a dot, most of it left by writers
/// that were interrupted.
final class HiddenEntries {
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..+\\.(?<ending>[a-z][a-z0-9-]*)\\.[0-9a-z]+\\.tmp");
  private static final Set<String> ENDINGS = Set.of("npy", "attr", "header", "json", "journal");
  private static final Pattern SAVED_HEADER = Pattern.compile("\\.(.+\\.npy)\\.header");
  private static final Pattern ARRAY_LOCK = Pattern.compile("\\..+\\.npy\\.lock");
  private static final Pattern ARRAY_JOURNAL = Pattern.compile("\\.(.+\\.npy)\\.journal");

  /// What takes the place of a column, and what is there while it is written.
  private static final Pattern STAGED =
      Pattern.compile("\\.?" + Intent.Replace.STAGED + "\\..+", Pattern.DOTALL);

  private final Path ours;
  private final Map<Path, String> temporaries = new LinkedHashMap<>();
  private final List<Path> staged = new ArrayList<>();
  private final List<Path> withSavedHeader = new ArrayList<>();
  private final List<Path> arrayLocks = new ArrayList<>();
  private final List<Path> withArrayJournal = new ArrayList<>();
  private final List<Path> strangers = new ArrayList<>();

  /// @param ours the directory of the table's catalog
  HiddenEntries(Path ours) {
    this.ours = ours;
  }

  void add(Path entry, String name) throws IOException {
    var savedHeader = SAVED_HEADER.matcher(name);
    var temporary = TEMPORARY.matcher(name);
    var arrayJournal = ARRAY_JOURNAL.matcher(name);
    if (temporary.matches()) {
      temporaries.put(entry, temporary.group("ending"));
    } else if (savedHeader.matches()) {
      withSavedHeader.add(entry.resolveSibling(savedHeader.group(1)));
    } else if (ARRAY_LOCK.matcher(name).matches()) {
      arrayLocks.add(entry);
    } else if (entry.equals(ours) && Files.isDirectory(entry)) {
      addOurs();
    } else if (arrayJournal.matches()) {
      withArrayJournal.add(entry.resolveSibling(arrayJournal.group(1)));
    } else {
      strangers.add(entry);
    }
  }

  private void addOurs() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(ours)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(".") && name.endsWith(".tmp")) {
          temporaries.put(file, "json");
        } else if (STAGED.matcher(name).matches()) {
          staged.add(file);
        }
      }
    }
  }

  /// Temporary files that a writer of this library left.
  ///
  /// @param formats the formats of the columns
  /// @param replacing whether a column is being replaced, which what is staged is needed for
  List<Path> temporaries(Set<String> formats, boolean replacing) {
    var all = new ArrayList<Path>();
    temporaries.forEach(
        (file, ending) -> {
          if (isOurs(ending, formats)) {
            all.add(file);
          }
        });
    if (!replacing) {
      all.addAll(staged);
    }
    return all;
  }

  private static boolean isOurs(String ending, Set<String> formats) {
    return ENDINGS.contains(ending) || formats.contains(ending);
  }

  /// Columns whose header was being exchanged.
  List<Path> withSavedHeader() {
    return List.copyOf(withSavedHeader);
  }

  /// Lock files of columns that were opened as arrays.
  List<Path> arrayLocks() {
    return List.copyOf(arrayLocks);
  }

  /// Columns that were being written as arrays, by a writer that did not end well.
  List<Path> withArrayJournal() {
    return List.copyOf(withArrayJournal);
  }

  /// What this library did not make.
  List<Path> strangers(Set<String> formats) {
    var all = new ArrayList<>(strangers);
    temporaries.forEach(
        (file, ending) -> {
          if (!isOurs(ending, formats)) {
            all.add(file);
          }
        });
    return all;
  }
}
