package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Rows of different length as the Python package `diskarray` keeps them (0.2.0,
/// <https://github.com/deep-compute/diskarray>, `diskarray/vararray.py`): a directory with the raw
/// files `data`, all elements, and `index`, for each row the element that it begins with. A row
/// ends where the next one begins, and the last one with the data.
///
/// Neither file says what it holds. What the package has not flushed ends with capacity, which are
/// zeros; and its `extend` counts from 0 again where there are rows already, so that nobody can
/// tell where those end. Both show as starts that decrease, and are refused.
///
/// @param directory the directory of both files
/// @param elements what `data` holds
/// @param starts what `index` holds, of rows that count
record HeaderlessPair(Path directory, NdArray elements, NdArray starts) {
  private static final String DATA = "data";
  private static final String INDEX = "index";

  /// Stands for as many rows as the index has.
  static final long ALL = -1;

  static long requireCount(long rowCount) {
    if (rowCount < 0) {
      throw new IllegalArgumentException("rowCount (" + rowCount + ") is negative");
    }
    return rowCount;
  }

  /// Whether a directory holds such files.
  static boolean isAt(Path directory) {
    return Files.isRegularFile(directory.resolve(DATA))
        && Files.isRegularFile(directory.resolve(INDEX));
  }

  /// Writes the rows into a new directory of `.npy` files.
  static void convert(Path source, DType dtype, DType indexDType, long rowCount, Path target)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      map(source, dtype, indexDType, rowCount, arena).writeTo(target);
    } catch (UncheckedIOException e) {
      throw e.getCause(); // somebody has cut a file
    }
  }

  /// Writes the rows into a new directory of `.npy` files, if each is UTF-8.
  static void convertTexts(Path source, long rowCount, Path target) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      HeaderlessPair pair = map(source, DType.UINT8, DType.UINT64, rowCount, arena);
      pair.requireTexts();
      pair.writeTo(target);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static HeaderlessPair map(
      Path source, DType dtype, DType indexDType, long rowCount, Arena arena) throws IOException {
    if (!(indexDType instanceof DType.Int) && !(indexDType instanceof DType.UInt)) {
      throw new IllegalArgumentException("indexDType (" + indexDType + ") is none of integers");
    }
    NdArray elements = map(source.resolve(DATA), dtype, arena);
    NdArray starts = map(source.resolve(INDEX), indexDType, arena);
    var pair = new HeaderlessPair(source, elements, counted(source, starts, rowCount));
    pair.requireWholeRows();
    return pair;
  }

  private static NdArray map(Path path, DType dtype, Arena arena) throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      long itemSize = Math.max(1, dtype.itemSize());
      if (size % itemSize != 0) {
        throw new StorageException.Malformed(
            path, size, "expected whole elements of " + itemSize + " bytes, found " + size);
      }
      return NdArray.view(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena),
          dtype,
          false,
          path,
          size / itemSize);
    }
  }

  /// The starts of the rows that count; what follows them must be capacity.
  private static NdArray counted(Path source, NdArray starts, long rowCount)
      throws StorageException {
    if (rowCount == ALL) {
      return starts;
    }
    long found = starts.size();
    if (rowCount > found) {
      throw new StorageException.Inconsistent(
          source, rowCount + " rows were asked for, and index has " + found);
    }
    for (long row = rowCount; row < found; row++) {
      if (starts.getLong(row) != 0) {
        throw new StorageException.Inconsistent(
            source,
            rowCount
                + " rows were asked for, and index goes on: row "
                + row
                + " begins at "
                + starts.getLong(row));
      }
    }
    return starts.rows(0, rowCount);
  }

  private void requireWholeRows() throws StorageException {
    long count = starts.size();
    // The package makes its data file with one element.
    if (count == 0 && elements.size() > 1) {
      throw new StorageException.Inconsistent(
          directory, "index has no rows, and data holds " + elements.size() + " elements");
    }
    for (long row = 0, before = 0; row < count; row++) {
      long start = starts.getLong(row);
      if (row == 0 ? start != 0 : start < before || start > elements.size()) {
        throw new StorageException.Inconsistent(directory, refusal(row, start, before));
      }
      before = start;
    }
  }

  private void requireTexts() throws StorageException {
    for (long row = 0; row < starts.size(); row++) {
      long start = starts.getLong(row);
      byte[] bytes = elements.rows(start, end(row)).toBytes();
      if (Utf8.decode(bytes) == null) {
        throw new StorageException.Malformed(
            directory.resolve(DATA),
            start + Utf8.malformedAt(bytes),
            "expected UTF-8 in row " + row + "; as rows of uint8 it can be converted");
      }
    }
  }

  private String refusal(long row, long start, long before) {
    String found =
        "row "
            + row
            + " of index begins at element "
            + start
            + ", expected "
            + (row == 0 ? "0" : before + " to " + elements.size());
    return row == 0 || start >= before
        ? found
        : found
            + ". Zeros up to the end are capacity of a writer that did not flush: say how many rows"
            + " there are. Else it is diskarray's extend after other rows, which counts from 0"
            + " again, and where those end is not in the files";
  }

  private long end(long row) {
    return row + 1 < starts.size() ? starts.getLong(row + 1) : elements.size();
  }

  private void writeTo(Path target) throws IOException {
    long count = starts.size();
    VarFiles.create(
        target,
        elements.dtype(),
        (data, index) -> {
          index.extend(starts);
          if (count == 0) {
            index.append(0L);
          } else {
            data.extend(elements);
            index.append(elements.size());
          }
        });
  }
}
