package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.RandomValues;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written as Arrow comes back as it was.
class ArrowRoundTripTest {
  private static final int ROWS = 37;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private MmapTable table;
  private int imports;

  @BeforeEach
  void make() throws IOException {
    table = MmapTable.create(directory.resolve("t"), ROWS);
  }

  @AfterEach
  void close() throws IOException {
    table.close();
  }

  private MmapTable exported(TableSlice rows, ArrowOptions options) throws IOException {
    Path file = directory.resolve("t.arrow");
    ArrowExport.write(rows, file, options);
    Path back = directory.resolve("back" + imports++);
    assertEquals(rows.rowCount(), ArrowImport.from(file).to(back));
    return MmapTable.open(back, Mode.READ_ONLY);
  }

  private void assertRoundTrip(TableSlice rows, ArrowOptions options) throws IOException {
    try (MmapTable back = exported(rows, options)) {
      ArrowTables.assertSame(rows, back);
    }
  }

  static List<String> notations() {
    return ArrowTables.notations();
  }

  @ParameterizedTest
  @MethodSource("notations")
  void everyDTypeComesBackInItemsOfAnyShape(String notation) throws IOException {
    DType dtype = DType.of(notation);
    var random = new Random(notation.hashCode());
    table.addColumnFrom("x", RandomValues.of(dtype, random, ROWS));
    table.addColumnFrom("items", RandomValues.of(dtype, random, ROWS, 3));
    table.addColumnFrom("deep", RandomValues.of(dtype, random, ROWS, 2, 1, 4));
    table.addColumnFrom("none", RandomValues.of(dtype, random, ROWS, 0));
    for (TableSlice rows :
        List.of(
            table.rows(),
            table.rows("::-1"),
            table.rows("1::3"),
            table.rows("[5, 3, 3, 36]"),
            table.rows(0, 0))) {
      assertRoundTrip(rows, ArrowOptions.DEFAULT);
      assertRoundTrip(rows, ArrowOptions.DEFAULT.withBatchRows(5).withNanAsNull().withLargeText());
    }
  }

  private void addAll() throws IOException {
    var random = new Random(5);
    int column = 0;
    for (String notation : ArrowTables.notations()) {
      table.addColumnFrom(
          "c" + column++, RandomValues.of(DType.of(notation), random, ROWS, 1 + column % 3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void compressedFileComesBack(ArrowCompression compression) throws IOException {
    addAll();
    table.addColumnFrom("zeros", new double[ROWS][40]);
    assertRoundTrip(table.rows(), ArrowOptions.DEFAULT.withCompression(compression));
    assertRoundTrip(
        table.rows(), ArrowOptions.DEFAULT.withCompression(compression).withBatchRows(7));
  }

  /// What was told of how far the work is, which never goes back.
  private static final class Told implements Progress {
    private long rows;
    private long bytes;
    private double part;

    @Override
    public void at(long rowsNow, long bytesNow, double partNow) {
      assertTrue(partNow >= part && partNow <= 1, () -> partNow + " after " + part);
      rows = rowsNow;
      bytes = bytesNow;
      part = partNow;
    }

    void assertEnded(long allRows, long allBytes) {
      assertEquals(allRows, rows);
      assertTrue(bytes > 0 && bytes <= allBytes, () -> bytes + " of " + allBytes);
      assertTrue(part > 0.5, () -> "ended at " + part);
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamComesBack(ArrowCompression compression) throws IOException {
    addAll();
    var out = new ByteArrayOutputStream();
    var told = new Told();
    ArrowExport.writeStream(
        table.rows(),
        out,
        ArrowOptions.DEFAULT.withCompression(compression).withBatchRows(9),
        told);
    told.assertEnded(ROWS, out.size());
    Path back = directory.resolve("stream");
    var toldBack = new Told();
    var in = new ByteArrayInputStream(out.toByteArray());
    assertEquals(ROWS, ArrowImport.from(in).progress(toldBack).to(back));
    toldBack.assertEnded(ROWS, out.size());
    try (MmapTable found = MmapTable.open(back, Mode.READ_ONLY)) {
      ArrowTables.assertSame(table.rows(), found);
    }
    try (var entries = Files.list(directory)) {
      assertEquals(Set.of(back, table.path()), entries.collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamInAFileIsTheSame(ArrowCompression compression) throws IOException {
    addAll();
    var options = ArrowOptions.DEFAULT.withCompression(compression).withBatchRows(9);
    var out = new ByteArrayOutputStream();
    ArrowExport.writeStream(table.rows(), out, options, Progress.NONE);
    Path file = Files.writeString(directory.resolve("t.arrows"), "old");
    var told = new Told();
    ArrowExport.writeStream(table.rows(), file, options, told);
    assertArrayEquals(out.toByteArray(), Files.readAllBytes(file));
    told.assertEnded(ROWS, out.size());
  }

  @Test
  void textsInDictionariesComeBack() throws IOException {
    NdArray text = RandomValues.of(DType.of("<U6"), new Random(1), ROWS);
    table.addColumnFrom("plain", text);
    table.addColumnFrom("port", text.copy());
    table.addColumnFrom("items", RandomValues.of(DType.of(">U6"), new Random(2), ROWS, 2));
    for (ArrowCompression compression : ArrowCompression.values()) {
      assertRoundTrip(
          table.rows(),
          ArrowOptions.DEFAULT
              .withDictionaries("port", "items")
              .withBatchRows(10)
              .withCompression(compression));
    }
  }

  @Test
  void bytesAsTextComeBackAsBytes() throws IOException {
    table.addColumnFrom("s", RandomValues.of(DType.of("S9"), new Random(1), ROWS));
    assertRoundTrip(table.rows(), ArrowOptions.DEFAULT.withBytesAsText());
  }

  @Test
  void attributesComeBack() throws IOException {
    table.addColumnFrom("x", new double[ROWS]);
    table.addColumnFrom("y", new double[ROWS]);
    table.setAttr(Map.of("title", "a \"b\"", "n", Arrays.asList(1, 2.5, null)));
    table.column("x").setAttr("unit", "m/s");
    try (MmapTable back = exported(table.rows(), ArrowOptions.DEFAULT.withIndex("y"))) {
      assertEquals(table.attr(), back.attr());
      assertEquals(table.column("x").attr(), back.column("x").attr());
      assertNull(back.column("y").attr());
    }
  }

  @Test
  void tableWithoutColumnsComesBack() throws IOException {
    try (MmapTable back = exported(table.rows(0, 0), ArrowOptions.DEFAULT)) {
      assertEquals(List.of(), back.columnNames());
    }
  }

  @Test
  void groupsComeBack() throws IOException {
    table.addColumnFrom("a/b", new int[ROWS]);
    assertRoundTrip(table.rows(), ArrowOptions.DEFAULT);
  }
}
