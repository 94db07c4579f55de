package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.RandomValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables as Arrow vectors in this process.
class ArrowStreamsTest {
  private static final int ROWS = 1000;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final BufferAllocator allocator = new RootAllocator();
  private MmapTable table;

  @BeforeEach
  void make() throws IOException {
    table = MmapTable.create(directory.resolve("t"), ROWS);
    table.addColumn("x", DType.FLOAT64);
    table.addColumn("n", DType.INT64);
    for (int i = 0; i < ROWS; i++) {
      table.column("x").array().asDoubles().set(i, i / 4.0);
      table.column("n").array().asLongs().set(i, -i);
    }
  }

  @AfterEach
  void close() throws IOException {
    table.close();
    allocator.close(); // which says so if a buffer has been forgotten
  }

  private static double sum(ArrowReader reader) throws IOException {
    double sum = 0;
    while (reader.loadNextBatch()) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      var x = (Float8Vector) root.getVector("x");
      var n = (BigIntVector) root.getVector("n");
      for (int i = 0; i < root.getRowCount(); i++) {
        sum += x.get(i) + n.get(i);
      }
    }
    return sum;
  }

  private static double expectedSum(int rows) {
    return rows * (rows - 1) / 2.0 * (0.25 - 1);
  }

  @Test
  void vectorsLieOverTheMapping() throws IOException {
    try (ArrowReader reader = ArrowStreams.reader(table.rows(), allocator, ArrowOptions.DEFAULT)) {
      assertTrue(reader.loadNextBatch());
      var x = (Float8Vector) reader.getVectorSchemaRoot().getVector("x");
      assertEquals(
          table.column("x").array().asSegment().address(), x.getDataBuffer().memoryAddress());
      assertEquals(0, x.getNullCount());
      assertFalse(reader.loadNextBatch());
    }
  }

  /// With so small a heap that the rows that a batch decodes are in native memory.
  @Test
  void decodedRowsStayWhileAVectorLiesOverThem() throws IOException {
    Path frozen = directory.resolve("frozen");
    List<String> options =
        List.of(
            "-Xmx32m",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    try (var child = ChildJvm.start(options, Collected.class, frozen)) {
      assertEquals("done", child.awaitSuccess().strip());
    }
  }

  /// Reads a batch of decoded rows after the garbage collector had time to take them.
  static final class Collected {
    private static final int ROWS = 1_000_000;

    public static void main(String[] arguments) throws Exception {
      Path path = Path.of(arguments[0]);
      try (var allocator = new RootAllocator();
          MmapTable table = MmapTable.create(path, ROWS)) {
        table.addColumn("n", DType.INT64).array().set(NdArray.arange(ROWS));
        table.freeze("n");
        try (ArrowReader reader =
            ArrowStreams.reader(table.rows(), allocator, ArrowOptions.DEFAULT)) {
          assertTrue(reader.loadNextBatch());
          var n = (BigIntVector) reader.getVectorSchemaRoot().getVector("n");
          for (int i = 0; i < 40; i++) { // more than there is room for without collecting
            assertEquals(-400_000, NdArray.full(DType.INT64, -1, 400_000).sum().getLong());
          }
          for (int i = 0; i < n.getValueCount(); i++) {
            assertEquals(i, n.get(i));
          }
        }
      }
      System.out.println("done");
    }
  }

  @Test
  void allBatchesAreReadOfRowsInAnyOrder() throws IOException {
    for (var rows : List.of(table.rows(), table.rows("::-1"), table.rows("[0, 1, 2, 3, 4, 5]"))) {
      try (ArrowReader reader =
          ArrowStreams.reader(rows, allocator, ArrowOptions.DEFAULT.withBatchRows(64))) {
        assertEquals(expectedSum((int) rows.rowCount()), sum(reader));
      }
    }
  }

  @Test
  void tableStaysOpenAsLongAsAReaderOrAVectorIs() throws IOException {
    ArrowReader reader = ArrowStreams.reader(table.rows(), allocator, ArrowOptions.DEFAULT);
    var refused = assertThrows(IllegalStateException.class, table::close);
    assertTrue(refused.getMessage().contains("is lent to an Arrow reader"), refused.getMessage());
    assertTrue(reader.loadNextBatch());
    var transfer =
        ((Float8Vector) reader.getVectorSchemaRoot().getVector("x")).getTransferPair(allocator);
    transfer.transfer();
    reader.close();
    try (var x = (Float8Vector) transfer.getTo()) {
      refused = assertThrows(IllegalStateException.class, table::close);
      assertTrue(refused.getMessage().contains("is lent to an Arrow vector"), refused.getMessage());
      assertEquals(0.25, x.get(1));
    }
    table.close();
  }

  @Test
  void streamOfCsInterfaceIsReadToItsEnd() throws IOException {
    try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
      ArrowStreams.export(table.rows(), allocator, stream, ArrowOptions.DEFAULT.withBatchRows(300));
      try (ArrowReader reader = Data.importArrayStream(allocator, stream)) {
        assertEquals(expectedSum(ROWS), sum(reader));
      }
    }
  }

  @Test
  void dictionariesAreDecodedByArrow() throws IOException {
    table.addColumnFrom("s", RandomValues.of(DType.of("<U6"), new Random(1), ROWS));
    String[] texts = table.column("s").toStrings();
    try (ArrowReader reader =
        ArrowStreams.reader(
            table.select("s"), allocator, ArrowOptions.DEFAULT.withDictionaries("s"))) {
      assertTrue(reader.loadNextBatch());
      var encoded = reader.getVectorSchemaRoot().getVector("s");
      try (var decoded =
          (VarCharVector)
              DictionaryEncoder.decode(
                  encoded, reader.lookup(encoded.getField().getDictionary().getId()))) {
        for (int i = 0; i < ROWS; i++) {
          assertEquals(texts[i], decoded.getObject(i).toString());
        }
      }
    }
  }
}
