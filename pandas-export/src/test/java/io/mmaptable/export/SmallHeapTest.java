package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import io.mmaptable.testsupport.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables larger than the heap, in and out.
class SmallHeapTest {
  private static final int COLUMNS = 4;

  @TempDir private Path directory;

  @Test
  void tablesThriceAsLargeAsTheHeapAreExportedAndImported() {
    exportAndImport("-Xmx40m", 4_000_000);
  }

  @Test
  @Tag("long")
  void twoGigabytesAreExportedAndImportedIn256MegabytesOfHeap() {
    exportAndImport("-Xmx256m", 2_000_000_000L / (8 * COLUMNS));
  }

  private void exportAndImport(String heap, long rows) {
    try (var child = ChildJvm.start(List.of(heap), Everything.class, directory, rows)) {
      assertEquals("done", child.awaitSuccess(Duration.ofMinutes(30)).strip());
    }
  }

  /// Exports a table in each format, and imports what was exported.
  static final class Everything {
    private static final String FEW = "few";
    private static final String ALL = "all";

    private final Path directory;
    private final Path path;

    private Everything(Path directory) {
      this.directory = directory;
      this.path = directory.resolve("table");
    }

    private interface Import {
      long to(Path table) throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
      var everything = new Everything(Path.of(arguments[0]));
      try (var threads = Parallelism.ofThreads(2)) {
        threads.run(
            () -> {
              try {
                everything.run(Long.parseLong(arguments[1]));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
      System.out.println("done");
    }

    private void run(long rows) throws IOException {
      createNumbers(rows);
      Path csv = directory.resolve("table.csv.zst");
      Path records = directory.resolve("table.npy");
      Path archive = directory.resolve("table.npz");
      try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
        CsvExport.write(table.rows(), csv);
        check(csv, CsvImport.from(csv)::to);
        Records.write(table.rows(), records);
        check(records, again -> Records.toTable(records, again, Progress.NONE));
        TableArchive.write(table.rows(), archive, NpzStorage.deflated(1), Progress.NONE);
        check(archive, again -> TableArchive.toTable(archive, again, Progress.NONE));
        checkArrow(table.rows(), ArrowOptions.DEFAULT);
        checkArrow(table.rows(), ArrowOptions.DEFAULT.withCompression(ArrowCompression.LZ4));
      }
      delete(path);
      createTexts(rows / 2);
      try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
        var options = ArrowOptions.DEFAULT.withDictionaries(FEW, ALL);
        checkArrow(table.rows(), options);
        checkArrow(table.rows(), options.withCompression(ArrowCompression.ZSTD));
      }
    }

    private void checkArrow(TableSlice rows, ArrowOptions options) throws IOException {
      Path arrow = directory.resolve("table.arrow");
      ArrowExport.write(rows, arrow, options);
      check(arrow, ArrowImport.from(arrow)::to);
    }

    private void createNumbers(long rows) throws IOException {
      try (MmapTable table = MmapTable.create(path, rows)) {
        for (int i = 0; i < COLUMNS; i++) {
          NdArray column = table.addColumn("c" + i, DType.FLOAT64).array();
          for (long from = 0; from < rows; from += 100_000) {
            long to = Math.min(rows, from + 100_000);
            column.rows(from, to).set(NdArray.arange(from, to).mod(1000 + i).mul(0.125));
          }
        }
      }
    }

    /// A column of few different texts and one of nothing else.
    private void createTexts(long rows) throws IOException {
      try (MmapTable table = MmapTable.create(path, rows)) {
        NdArray few = table.addColumn(FEW, DType.of("<U8")).array();
        NdArray all = table.addColumn(ALL, DType.of("<U8")).array();
        for (long from = 0; from < rows; from += 100_000) {
          long to = Math.min(rows, from + 100_000);
          NdArray numbers = NdArray.arange(from, to);
          few.rows(from, to).set(numbers.mod(1000).astype(few.dtype()));
          all.rows(from, to).set(numbers.astype(all.dtype()));
        }
      }
    }

    /// Makes the table again, compares it, and deletes it and the file.
    private void check(Path file, Import imported) throws IOException {
      Path again = directory.resolve("again");
      try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
        if (imported.to(again) != table.rowCount()) {
          throw new IllegalStateException(file + " lacks rows");
        }
        try (MmapTable made = MmapTable.open(again, Mode.READ_ONLY)) {
          for (String name : table.columnNames()) {
            MemorySegment expected = table.column(name).array().asSegment();
            if (made.column(name).array().asSegment().mismatch(expected) != -1) {
              throw new IllegalStateException(file + " has another column '" + name + "'");
            }
          }
        }
      }
      Files.delete(file);
      delete(again);
    }

    private static void delete(Path directory) throws IOException {
      try (var files = Files.walk(directory)) {
        for (Path left : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(left);
        }
      }
    }
  }
}
