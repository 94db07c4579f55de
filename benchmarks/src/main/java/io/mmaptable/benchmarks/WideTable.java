package io.mmaptable.benchmarks;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.NewColumn;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A table of many float64 columns in a directory of its own, which is deleted when this is closed.
final class WideTable implements Closeable {
  private final Path directory;

  private WideTable(Path directory) {
    this.directory = directory;
  }

  /// Makes one.
  ///
  /// @param columns how many columns it has, named `c0` and so on
  /// @param rows how many rows
  static WideTable create(int columns, long rows) throws IOException {
    var wide = new WideTable(Files.createTempDirectory("wide-table-"));
    create(wide.path(), columns, rows);
    return wide;
  }

  static void create(Path path, int columns, long rows) throws IOException {
    try (MmapTable table = MmapTable.createNew(path, rows)) {
      table.addColumns(
          IntStream.range(0, columns).mapToObj(i -> NewColumn.of("c" + i, DType.FLOAT64)).toList());
    }
  }

  Path path() {
    return directory.resolve("table");
  }

  MmapTable openToRead() throws IOException {
    return MmapTable.open(path(), Mode.READ_ONLY);
  }

  MmapTable openToWrite() throws IOException {
    return MmapTable.open(path(), Mode.READ_WRITE);
  }

  @Override
  public void close() throws IOException {
    delete(directory);
  }

  /// Deletes a directory and all that is in it.
  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
