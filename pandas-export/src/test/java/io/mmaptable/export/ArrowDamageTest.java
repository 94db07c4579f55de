package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.RandomValues;
import io.mmaptable.testsupport.TestSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is damaged is refused with one clear exception, and leaves nothing.
class ArrowDamageTest {
  private static final Random RANDOM = TestSeed.random(ArrowDamageTest.class);
  private static final int ROUNDS = Integer.getInteger("arrow.rounds", 100);

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path;

  @BeforeEach
  void make() throws IOException {
    path = directory.resolve("t");
    var random = new Random(3);
    try (MmapTable table = MmapTable.create(path, 20)) {
      int column = 0;
      for (String notation : ArrowTables.notations()) {
        table.addColumnFrom(
            "c" + column++, RandomValues.of(DType.of(notation), random, 20, 1 + column % 2));
      }
      table.addColumnFrom("port", RandomValues.of(DType.of("<U3"), random, 20));
      table.setAttr("k", "v");
    }
  }

  private byte[] file(ArrowOptions options) throws IOException {
    Path file = directory.resolve("t.arrow");
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      ArrowExport.write(table.rows(), file, options);
    }
    return Files.readAllBytes(file);
  }

  private byte[] stream(ArrowOptions options) throws IOException {
    var out = new ByteArrayOutputStream();
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      ArrowExport.writeStream(table.rows(), out, options, Progress.NONE);
    }
    return out.toByteArray();
  }

  private static ArrowOptions options(ArrowCompression compression) {
    return ArrowOptions.DEFAULT
        .withCompression(compression)
        .withBatchRows(6)
        .withDictionaries("port");
  }

  /// Imports bytes, which makes a table or fails as it should.
  private void importDamaged(byte[] bytes, String what) throws IOException {
    Path file = directory.resolve("damaged.arrow");
    Path table = directory.resolve("from-damaged");
    Files.write(file, bytes);
    try {
      ArrowImport.from(file).to(table);
      deleteTree(table);
    } catch (StorageException e) {
      assertTrue(e.getMessage().startsWith(file.toString()), what + ": " + e.getMessage());
    } catch (IOException e) {
      // A number of rows, or a width, that the disk has no room for.
      assertTrue(e.getMessage().contains("space"), what + ": " + e);
    } catch (Exception e) {
      throw new AssertionError(what, e);
    }
    try (var left = Files.list(directory)) {
      assertEquals(
          List.of("damaged.arrow", "t", "t.arrow"),
          left.map(each -> each.getFileName().toString()).sorted().toList(),
          what);
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void flippedBitsAreRefusedOrSeen(ArrowCompression compression) throws IOException {
    byte[] whole = file(options(compression));
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = whole.clone();
      for (int flips = 1 + RANDOM.nextInt(3); flips > 0; flips--) {
        damaged[RANDOM.nextInt(damaged.length)] ^= (byte) (1 << RANDOM.nextInt(8));
      }
      importDamaged(damaged, compression + ", round " + round);
    }
  }

  /// Where the file's end, which says where all else is, and the descriptions are.
  @Test
  void flippedDescriptionsAreRefusedOrSeen() throws IOException {
    byte[] whole = file(options(ArrowCompression.NONE));
    byte[] asStream = stream(options(ArrowCompression.NONE));
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = whole.clone();
      int at = damaged.length - 1 - RANDOM.nextInt(8000);
      damaged[at] = (byte) RANDOM.nextInt();
      importDamaged(damaged, "end, round " + round);
      byte[] start = asStream.clone();
      start[RANDOM.nextInt(8000)] = (byte) RANDOM.nextInt();
      Files.write(directory.resolve("t.arrow"), whole);
      importDamaged(start, "start, round " + round);
    }
  }

  @Test
  void fileThatIsCutAnywhereIsMalformed() throws IOException {
    byte[] whole = file(options(ArrowCompression.NONE));
    Path file = directory.resolve("cut.arrow");
    for (int round = 0; round < ROUNDS; round++) {
      int length = RANDOM.nextInt(whole.length);
      Files.write(file, Arrays.copyOf(whole, length));
      var malformed =
          assertThrows(
              StorageException.Malformed.class,
              () -> ArrowImport.from(file).to(directory.resolve("n")),
              () -> "cut at " + length);
      assertTrue(malformed.getMessage().startsWith(file + ": expected "), malformed.getMessage());
      assertEquals(false, Files.exists(directory.resolve("n")));
    }
  }

  @Test
  void streamThatIsCutIsMalformedOrEndsAfterABatch() throws IOException {
    byte[] whole = stream(options(ArrowCompression.ZSTD));
    for (int round = 0; round < ROUNDS / 3; round++) {
      var in = new ByteArrayInputStream(whole, 0, RANDOM.nextInt(whole.length - 8));
      Path table = directory.resolve("n" + round);
      try {
        assertEquals(0, ArrowImport.from(in).to(table) % 6);
      } catch (StorageException.Malformed e) {
        assertEquals(null, e.path());
        assertEquals(false, Files.exists(table));
      }
    }
  }

  @Test
  void whatIsNoArrowFileIsMalformed() throws IOException {
    Path file = directory.resolve("no.arrow");
    for (byte[] bytes :
        List.of(new byte[0], new byte[100], "a,b\n1,2\n".getBytes(StandardCharsets.US_ASCII))) {
      Files.write(file, bytes);
      var malformed =
          assertThrows(
              StorageException.Malformed.class,
              () -> ArrowImport.from(file).to(directory.resolve("n")));
      assertEquals(
          file
              + ": expected an Arrow file or stream, which begins with ARROW1 or with a schema (at"
              + " byte 0)",
          malformed.getMessage());
    }
  }

  @Test
  void feathersFirstVersionIsUnsupported() throws IOException {
    Path file =
        Files.write(
            directory.resolve("old.feather"), "FEA1\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
    var refused =
        assertThrows(
            StorageException.Unsupported.class,
            () -> ArrowImport.from(file).to(directory.resolve("n")));
    assertEquals(
        file + ": is a Feather file of version 1; write it as version 2", refused.getMessage());
  }

  @Test
  void columnThatIsCutDuringExportIsNamedAndTheOldFileStays() throws IOException {
    Path large = directory.resolve("large");
    int rows = 1 << 20;
    try (MmapTable table = MmapTable.create(large, rows)) {
      table.addColumnFrom("x", new double[rows]);
    }
    Path file = directory.resolve("old.arrow");
    Files.writeString(file, "old");
    for (ArrowOptions options :
        List.of(
            ArrowOptions.DEFAULT,
            ArrowOptions.DEFAULT.withNanAsNull(),
            ArrowOptions.DEFAULT.withCompression(ArrowCompression.ZSTD))) {
      try (MmapTable table = MmapTable.open(large, Mode.READ_ONLY)) {
        double _ = table.column("x").getDouble(0);
        Path data = table.column("x").path();
        byte[] whole = Files.readAllBytes(data);
        try (var channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
          channel.truncate(rows);
        }
        var failed =
            assertThrows(
                StorageException.Malformed.class,
                () -> ArrowExport.write(table.rows(), file, options));
        assertTrue(failed.getMessage().startsWith(data.toString()), failed.getMessage());
        Files.write(data, whole);
      }
      assertEquals("old", Files.readString(file));
    }
  }
}
