package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A disk that fills and a column that is cut: one error, no part of a file, and the table as it
/// was.
class ExportFailureTest {
  private static final long ROWS = 400_000;

  @TempDir private Path directory;

  /// What is exported, and imported again.
  enum Format {
    CSV("out.csv") {
      @Override
      void write(TableSlice rows, Path file) throws IOException {
        CsvExport.write(rows, file);
      }

      @Override
      void read(Path file, Path table) throws IOException {
        CsvImport.from(file).to(table);
      }
    },
    COMPRESSED("out.csv.zst") {
      @Override
      void write(TableSlice rows, Path file) throws IOException {
        CsvExport.write(rows, file);
      }

      @Override
      void read(Path file, Path table) throws IOException {
        CsvImport.from(file).to(table);
      }
    },
    RECORDS("out.npy") {
      @Override
      void write(TableSlice rows, Path file) throws IOException {
        Records.write(rows, file);
      }

      @Override
      void read(Path file, Path table) throws IOException {
        Records.toTable(file, table, Progress.NONE);
      }
    },
    ARCHIVE("out.npz") {
      @Override
      void write(TableSlice rows, Path file) throws IOException {
        TableArchive.write(rows, file, NpzStorage.stored(), Progress.NONE);
      }

      @Override
      void read(Path file, Path table) throws IOException {
        TableArchive.toTable(file, table, Progress.NONE);
      }
    },
    ARROW("out.arrow") {
      @Override
      void write(TableSlice rows, Path file) throws IOException {
        ArrowExport.write(rows, file);
      }

      @Override
      void read(Path file, Path table) throws IOException {
        ArrowImport.from(file).to(table);
      }
    },
    COMPRESSED_ARROW("out.feather") {
      @Override
      void write(TableSlice rows, Path file) throws IOException {
        ArrowExport.write(rows, file, ArrowOptions.DEFAULT.withCompression(ArrowCompression.ZSTD));
      }

      @Override
      void read(Path file, Path table) throws IOException {
        ArrowImport.from(file).to(table);
      }
    },
    ARROW_STREAM("out.arrows") {
      @Override
      void write(TableSlice rows, Path file) throws IOException {
        ArrowExport.writeStream(rows, file, ArrowOptions.DEFAULT, Progress.NONE);
      }

      @Override
      void read(Path file, Path table) throws IOException {
        ArrowImport.from(file).to(table);
      }
    };

    private final String file;

    Format(String file) {
      this.file = file;
    }

    abstract void write(TableSlice rows, Path file) throws IOException;

    abstract void read(Path file, Path table) throws IOException;
  }

  private MmapTable made() throws IOException {
    MmapTable table = MmapTable.create(directory.resolve("table"), ROWS);
    // Numbers that no compression makes much of.
    NdArray bits = NdArray.arange(ROWS).mul(0x9E3779B97F4A7C15L);
    table.addColumnFrom("x", bits);
    table.addColumnFrom("y", bits.mul(0x9E3779B97F4A7C15L));
    return table;
  }

  @ParameterizedTest
  @EnumSource
  void aDiskThatFillsKeepsTheOldFileAndNothingElse(Format format) throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 2);
        MmapTable table = made()) {
      Path file = Files.writeString(disk.directory().resolve(format.file), "old");
      NdArray before = table.toRecords();
      var e = assertThrows(IOException.class, () -> format.write(table.rows(), file));
      assertTrue(e.getMessage().contains(disk.directory().toString()), e.getMessage());
      assertEquals("old", Files.readString(file));
      assertEquals(List.of(format.file), entries(disk.directory()));
      assertEquals(-1, before.asSegment().mismatch(table.toRecords().asSegment()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDiskThatFillsKeepsNoPartOfAnImportedTable(Format format) throws IOException {
    Path file = directory.resolve(format.file);
    try (MmapTable table = made()) {
      format.write(table.rows(), file);
    }
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 2)) {
      Path table = disk.directory().resolve("table");
      var e = assertThrows(IOException.class, () -> format.read(file, table));
      assertTrue(e.getMessage().contains(disk.directory().toString()), e.getMessage());
      assertEquals(List.of(), entries(disk.directory()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aColumnThatIsCutIsTheError(Format format) throws IOException {
    Path file = Files.writeString(directory.resolve(format.file), "old");
    made().close();
    try (MmapTable table = MmapTable.open(directory.resolve("table"), Mode.READ_ONLY)) {
      assertEquals(DType.INT64, table.column("y").array().dtype());
      Path column = table.column("y").path();
      long size = Files.size(column);
      try (var channel = FileChannel.open(column, StandardOpenOption.WRITE)) {
        channel.truncate(size / 2);
      }
      var e =
          assertThrows(StorageException.Malformed.class, () -> format.write(table.rows(), file));
      assertTrue(e.getMessage().startsWith(column.toString()), e.getMessage());
      assertEquals("old", Files.readString(file));
      assertEquals(List.of(format.file, "table"), entries(directory));
      try (var channel = FileChannel.open(column, StandardOpenOption.WRITE)) {
        assertEquals(1, channel.write(ByteBuffer.allocate(1), size - 1));
      }
    }
  }

  private static List<String> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
