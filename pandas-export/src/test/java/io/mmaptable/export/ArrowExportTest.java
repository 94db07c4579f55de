package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Arrow's own reader finds in files, and what is not written.
class ArrowExportTest {
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path file;
  private MmapTable table;

  @BeforeEach
  void make() throws IOException {
    file = directory.resolve("t.arrow");
    table = MmapTable.create(directory.resolve("t"), 3);
  }

  @AfterEach
  void close() throws IOException {
    table.close();
  }

  /// What is done with a file of Arrow's reader.
  @FunctionalInterface
  private interface Look {
    void at(ArrowFileReader reader) throws IOException;
  }

  private void read(ArrowOptions options, Look look) throws IOException {
    ArrowExport.write(table.rows(), file, options);
    try (var allocator = new RootAllocator();
        var reader = new ArrowFileReader(FileChannel.open(file), allocator)) {
      look.at(reader);
    }
  }

  private void setTime(String name, String dtype, long... counts) throws IOException {
    table.addColumn(name, DType.of(dtype));
    table.column(name).array().view(DType.INT64).set(counts);
  }

  @Test
  void missingValuesAreNullsWhereThereAreSome() throws IOException {
    setTime("t", "<M8[ns]", 1, Long.MIN_VALUE, 3);
    setTime("d", "<M8[D]", Long.MIN_VALUE, Long.MIN_VALUE, 3);
    setTime("all", "<m8[s]", 1, 2, 3);
    table.addColumnFrom("x", new double[] {1, Double.NaN, 3});
    read(
        ArrowOptions.DEFAULT,
        reader -> {
          assertTrue(reader.loadNextBatch());
          assertEquals(List.of(1, 2, 0, 0), nullCounts(reader));
        });
    read(
        ArrowOptions.DEFAULT.withNanAsNull(),
        reader -> {
          assertTrue(reader.loadNextBatch());
          assertEquals(List.of(1, 2, 0, 1), nullCounts(reader));
        });
  }

  private static List<Integer> nullCounts(ArrowFileReader reader) throws IOException {
    return reader.getVectorSchemaRoot().getFieldVectors().stream()
        .map(FieldVector::getNullCount)
        .toList();
  }

  @Test
  void batchesHaveTheRowsThatAreAskedFor() throws IOException {
    table.addColumnFrom("x", new double[] {1, 2, 3});
    read(
        ArrowOptions.DEFAULT.withBatchRows(2),
        reader -> {
          var counts = new ArrayList<Integer>();
          while (reader.loadNextBatch()) {
            counts.add(reader.getVectorSchemaRoot().getRowCount());
          }
          assertEquals(List.of(2, 1), counts);
          assertEquals(2, reader.getRecordBlocks().size());
        });
  }

  @Test
  void fileOfNumbersIsLittleLongerThanTheyAre() throws IOException {
    try (MmapTable large = MmapTable.create(directory.resolve("large"), 100_000)) {
      large.addColumn("x", DType.FLOAT64);
      ArrowExport.write(large.rows(), file);
    }
    assertTrue(Files.size(file) - 800_000 < 1000, () -> "no room for a bitmap in " + file);
  }

  @Test
  void indexIsInTheMetadataForPandas() throws IOException {
    table.addColumnFrom("id", new long[] {1, 2, 3});
    table.addColumnFrom("x \"", new double[] {1, 2, 3});
    read(
        ArrowOptions.DEFAULT.withIndex("id"),
        reader -> {
          Schema schema = reader.getVectorSchemaRoot().getSchema();
          String pandas = schema.getCustomMetadata().get("pandas");
          assertTrue(
              pandas.startsWith(
                  "{\"index_columns\": [\"id\"], \"column_indexes\": [], \"columns\": [{\"name\":"
                      + " \"id\", \"field_name\": \"id\", \"pandas_type\": \"int64\","),
              pandas);
          assertTrue(pandas.contains("\"x \\\"\""), pandas);
        });
    assertThrows(
        NoSuchElementException.class,
        () -> ArrowExport.write(table.rows(), file, ArrowOptions.DEFAULT.withIndex("no")));
  }

  @Test
  void attributesOfTheTableAreInTheMetadataForPandas() throws IOException {
    table.setAttr("title", "a \"b\"");
    read(
        ArrowOptions.DEFAULT,
        reader ->
            assertEquals(
                "{\"index_columns\": [], \"column_indexes\": [], \"columns\": [],"
                    + " \"attributes\": "
                    + table.attrJson()
                    + ", \"creator\": {\"library\": \"mmaptable\", \"version\": \"0\"}}",
                reader.getVectorSchemaRoot().getSchema().getCustomMetadata().get("pandas")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<M8[ps]", "<M8[fs]", "<M8[as]", "<m8[ps]", "<m8[Y]", "<m8[M]", "<f16"})
  void dtypeThatArrowLacksIsNamed(String notation) throws IOException {
    table.addColumn("x", DType.of(notation));
    var refused =
        assertThrows(
            UnsupportedOperationException.class, () -> ArrowExport.write(table.rows(), file));
    assertTrue(
        refused.getMessage().startsWith("column 'x' is of " + notation + ", and Arrow's "),
        refused.getMessage());
    assertTrue(refused.getMessage().contains("; cast it to "), refused.getMessage());
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<M8[D]", "<M8[W]", "<M8[Y]", "<M8[h]", "<m8[W]"})
  void timeOutOfRangeIsNamed(String notation) throws IOException {
    setTime("x", notation, 0, Long.MAX_VALUE, 0);
    var refused =
        assertThrows(DateTimeException.class, () -> ArrowExport.write(table.rows(), file));
    assertTrue(
        refused.getMessage().startsWith("column 'x' holds " + Long.MAX_VALUE + " of " + notation),
        refused.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void textThatIsNoneIsNamed() throws IOException {
    table.addColumn("x", DType.of("<U1"));
    table.column("x").array().view(DType.INT32).set(0xd800);
    var refused =
        assertThrows(IllegalArgumentException.class, () -> ArrowExport.write(table.rows(), file));
    assertEquals(
        "column 'x' holds U+d800, which is no character, so that UTF-8 does not have it",
        refused.getMessage());
    table.addColumn("s", DType.of("S1"));
    table.column("s").array().view(DType.UINT8).set(0xff);
    assertThrows(
        IllegalArgumentException.class,
        () -> ArrowExport.write(table.select("s"), file, ArrowOptions.DEFAULT.withBytesAsText()));
  }

  @Test
  void dictionaryOfNumbersIsRefused() throws IOException {
    table.addColumn("x", DType.INT8);
    assertThrows(
        IllegalArgumentException.class,
        () -> ArrowExport.write(table.rows(), file, ArrowOptions.DEFAULT.withDictionaries("x")));
    assertThrows(
        NoSuchElementException.class,
        () -> ArrowExport.write(table.rows(), file, ArrowOptions.DEFAULT.withDictionaries("y")));
    assertThrows(IllegalArgumentException.class, () -> ArrowOptions.DEFAULT.withBatchRows(-1));
  }

  @Test
  @Tag("long")
  void bufferThatIsTooLongToBeCompressedIsNamed() throws IOException {
    long rows = (1 << 30) + 1;
    try (MmapTable large = MmapTable.create(directory.resolve("large"), rows)) {
      large.addColumn("x", DType.UINT8);
      var options = ArrowOptions.DEFAULT.withBatchRows(rows).withCompression(ArrowCompression.LZ4);
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> ArrowExport.write(large.rows(), file, options));
      assertEquals(
          "a buffer of at most 1073741824 bytes can be compressed, found one of 1073741825; write"
              + " fewer rows a batch, or without compression",
          refused.getMessage());
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void textThatIsChangedBehindItsDictionaryIsNamed() throws IOException {
    table.addColumnFrom("s", new String[] {"a", "b", "a"});
    var options = ArrowOptions.DEFAULT.withDictionaries("s").withBatchRows(1);
    var e =
        assertThrows(
            ConcurrentModificationException.class,
            () ->
                ArrowExport.write(
                    table.rows(), file, options, (_, _, _) -> table.column("s").set("c")));
    assertEquals(
        "'c' was not there when the dictionary was made: the table was changed while it was"
            + " exported",
        e.getMessage());
    assertFalse(Files.exists(file));
  }
}
