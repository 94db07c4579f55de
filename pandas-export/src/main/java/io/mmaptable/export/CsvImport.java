package io.mmaptable.export;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a table of a CSV file: RFC 4180, UTF-8, names in the first line; gzipped if the file's
/// name ends with `.gz`.
///
/// Types are inferred over the whole file: bool, the smallest integer that fits, float64,
/// `datetime64[D]` or a finer unit for ISO 8601 dates and times, or else text as wide as the
/// longest value. Numbers with leading zeros are text. Nothing between two separators is a missing
/// value: NaN, NaT or empty text; a column of integers that lacks some becomes float64.
///
/// Immutable; the work is done by [#to], which reads the file twice and holds a few thousand rows
/// of it at a time.
///
/// @param file the CSV file
/// @param dtypes the dtypes of the columns whose types are not to be inferred, by name
public record CsvImport(Path file, Map<String, DType> dtypes) {

  /// Keeps an unmodifiable copy of the dtypes.
  ///
  /// @throws IllegalArgumentException if text cannot be turned into one of the dtypes
  public CsvImport {
    dtypes = Map.copyOf(dtypes);
    dtypes.forEach(
        (name, dtype) -> {
          if (!TextParser.supports(dtype)) {
            throw new IllegalArgumentException(
                "column '" + name + "' cannot be imported as " + dtype);
          }
        });
  }

  /// An import with inferred types.
  ///
  /// @param file the CSV file
  /// @return the import, which reads nothing yet
  public static CsvImport from(Path file) {
    return new CsvImport(file, Map.of());
  }

  /// The same import with one column's dtype given.
  ///
  /// @param column the column's name
  /// @param dtype its dtype
  /// @return another import
  /// @throws IllegalArgumentException if text cannot be turned into the dtype
  public CsvImport withDType(String column, DType dtype) {
    var more = new LinkedHashMap<>(dtypes);
    more.put(column, dtype);
    return new CsvImport(file, more);
  }

  /// Makes the table. It appears at its path when it is whole; an import that fails leaves nothing.
  ///
  /// @param table the table's directory, which must be missing or empty; the directory above it
  ///   must exist
  /// @return the number of rows
  /// @throws NoSuchFileException if there is no CSV file
  /// @throws FileAlreadyExistsException if there is something at the table's path already
  /// @throws StorageException.Malformed if a line has too many or too few fields, a value is not of
  ///   the dtype that was given, or the file is not UTF-8; the message names the line
  /// @throws IllegalArgumentException if a dtype was given for a column that is not there
  /// @throws IOException if the file cannot be read or the table not written
  public long to(Path table) throws IOException {
    FileOps.requireRegularFile(file);
    FileOps.requireVacantDirectory(table);
    Survey survey = survey();
    Path temporary = FileOps.temporaryBeside(table.toAbsolutePath());
    try {
      fill(temporary, survey);
      Files.move(temporary, table, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable e) {
      try {
        deleteTree(temporary);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    FileOps.forceDirectory(FileOps.parent(table));
    return survey.rows();
  }

  /// What the first pass finds.
  private record Survey(Map<String, DType> columns, long rows) {}

  private Survey survey() throws IOException {
    var types = new ArrayList<TypeInference>();
    List<String> names = new ArrayList<>();
    long rows =
        new CsvFile(file)
            .read(
                header -> {
                  names.addAll(checkNames(header));
                  names.forEach(_ -> types.add(new TypeInference()));
                },
                (_, record) -> {
                  for (int i = 0; i < types.size(); i++) {
                    types.get(i).add(record.getField(i));
                  }
                });
    var columns = new LinkedHashMap<String, DType>();
    for (int i = 0; i < names.size(); i++) {
      DType given = dtypes.get(names.get(i));
      columns.put(names.get(i), given == null ? types.get(i).dtype() : given);
    }
    for (String name : dtypes.keySet()) {
      if (!columns.containsKey(name)) {
        throw new IllegalArgumentException(
            file + " has no column '" + name + "'; it has " + columns.keySet());
      }
    }
    return new Survey(columns, rows);
  }

  private List<String> checkNames(List<String> header) throws IOException {
    var seen = new HashSet<String>();
    for (String name : header) {
      if (!seen.add(name)) {
        throw new StorageException.Malformed(file, "line 1: column '" + name + "' stands twice");
      }
      try {
        MmapTable.checkColumnName(name);
      } catch (IllegalArgumentException e) {
        throw new StorageException.Malformed(file, "line 1: " + e.getMessage());
      }
    }
    return header;
  }

  private void fill(Path directory, Survey survey) throws IOException {
    try (MmapTable table = MmapTable.createNew(directory, survey.rows())) {
      var parsers = new ArrayList<TextParser>();
      for (Map.Entry<String, DType> column : survey.columns().entrySet()) {
        parsers.add(
            new TextParser(
                column.getValue(), table.addColumn(column.getKey(), column.getValue()).array()));
      }
      List<String> names = List.copyOf(survey.columns().keySet());
      new CsvFile(file)
          .read(
              _ -> {},
              (line, record) -> {
                for (int i = 0; i < parsers.size(); i++) {
                  try {
                    parsers.get(i).add(record.getField(i));
                  } catch (IllegalArgumentException e) {
                    throw new StorageException.Malformed(
                        file,
                        "line " + line + ", column '" + names.get(i) + "': " + e.getMessage());
                  }
                }
              });
      parsers.forEach(TextParser::store);
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
