package io.mmaptable.export;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.ScratchDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes a table of a CSV file: RFC 4180, UTF-8, names in the first line, unless [CsvOptions] have
/// it otherwise; compressed by gzip or Zstandard if the file's name or its first bytes say so.
///
/// Types are inferred over the whole file: bool, the smallest integer that fits, float64,
/// `datetime64[D]` or a finer unit for ISO 8601 dates and times without a zone, or else text as
/// wide as the longest value. Spaces around a number are no part of it. Numbers with leading zeros
/// and integers that no integer dtype holds are text. Nothing between two separators is a missing
/// value: NaN, NaT or empty text; a column of integers that lacks some becomes float64. A column
/// without a name gets that of pandas, `Unnamed: 0`.
///
/// Immutable; the work is done by [#to], which reads the file twice, unless there is room for its
/// text in an eighth of the heap, and otherwise holds a few megabytes of it. Inside a
/// [io.mmaptable.array.Parallelism] its threads share the work.
public final class CsvImport {
  private final Path file;
  private final @Nullable InputStream stream;
  private final Map<String, DType> dtypes;
  private final CsvOptions options;
  private final BadRow badRow;
  private final Progress progress;

  private CsvImport(
      Path file,
      @Nullable InputStream stream,
      Map<String, DType> dtypes,
      CsvOptions options,
      BadRow badRow,
      Progress progress) {
    this.file = file;
    this.stream = stream;
    this.dtypes = dtypes;
    this.options = options;
    this.badRow = badRow;
    this.progress = progress;
  }

  /// An import with inferred types.
  ///
  /// @param file the CSV file
  /// @return the import, which reads nothing yet
  public static CsvImport from(Path file) {
    Objects.requireNonNull(file, "file");
    return new CsvImport(file, null, Map.of(), CsvOptions.DEFAULT, BadRow.REFUSED, Progress.NONE);
  }

  /// An import of a stream, which is copied to a temporary file beside the table, since the last
  /// value may be what a type depends on. What a killed process leaves of it is removed by the next
  /// such import to the same path.
  ///
  /// @param stream the text of the CSV file, compressed or not, which is read to its end by [#to]
  /// @param name what messages call it
  /// @return the import, which reads nothing yet
  public static CsvImport from(InputStream stream, Path name) {
    Objects.requireNonNull(stream, "stream");
    return new CsvImport(name, stream, Map.of(), CsvOptions.DEFAULT, BadRow.REFUSED, Progress.NONE);
  }

  /// The same import with one column's dtype given. Times with a zone become those of Greenwich.
  ///
  /// @param column the column's name
  /// @param dtype its dtype
  /// @return another import
  /// @throws IllegalArgumentException if text cannot be turned into the dtype
  public CsvImport withDType(String column, DType dtype) {
    if (!TextParser.supports(dtype)) {
      throw new IllegalArgumentException("column '" + column + "' cannot be imported as " + dtype);
    }
    var more = new LinkedHashMap<>(dtypes);
    more.put(column, dtype);
    return new CsvImport(file, stream, more, options, badRow, progress);
  }

  /// The same import of a file that was written in another way.
  ///
  /// @param csvOptions delimiter, quote, header and what stands for missing values; nothing else is
  ///   asked
  /// @return another import
  public CsvImport options(CsvOptions csvOptions) {
    Objects.requireNonNull(csvOptions, "csvOptions");
    return new CsvImport(file, stream, dtypes, csvOptions, badRow, progress);
  }

  /// The same import, in which a row with too many or too few values, or one that is not of the
  /// dtype that was given, need not be the end.
  ///
  /// @param told is told of each such row once, and lets it be left out or ends the import
  /// @return another import
  public CsvImport onBadRow(BadRow told) {
    Objects.requireNonNull(told, "told");
    return new CsvImport(file, stream, dtypes, options, told, progress);
  }

  /// The same import, which tells how far it is.
  ///
  /// @param told is told
  /// @return another import
  public CsvImport progress(Progress told) {
    Objects.requireNonNull(told, "told");
    return new CsvImport(file, stream, dtypes, options, badRow, told);
  }

  /// Makes the table. It appears at its path when it is whole; an import that fails leaves nothing.
  ///
  /// @param table the table's directory, which must be missing or empty; the directory above it
  ///   must exist
  /// @return the number of rows
  /// @throws NoSuchFileException if there is no CSV file
  /// @throws FileAlreadyExistsException if there is something at the table's path already
  /// @throws StorageException.Locked if another import to the same path is going on
  /// @throws StorageException.Malformed if a line has too many or too few fields, a value is not of
  ///   the dtype that was given, or the file is not UTF-8; the message names the line
  /// @throws IllegalArgumentException if a dtype was given for a column that is not there
  /// @throws IOException if the file cannot be read or the table not written
  public long to(Path table) throws IOException {
    if (stream == null) {
      FileOps.requireRegularFile(file);
      return make(file, table);
    }
    FileOps.requireVacantDirectory(table);
    try (var scratch = ScratchDirectory.beside(table)) {
      return make(scratch.copy(stream, "stream.csv"), table);
    }
  }

  private long make(Path source, Path table) throws IOException {
    FileOps.requireVacantDirectory(table);
    try (var text = new CsvText(new CsvFile(source, file, options), dtypes, badRow, progress)) {
      text.survey();
      return text.to(table);
    }
  }
}
