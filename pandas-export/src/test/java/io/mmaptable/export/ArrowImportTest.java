package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeStampSecTZVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables made of what others write.
class ArrowImportTest {
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void close() {
    allocator.close();
  }

  /// Writes vectors with Arrow's own writer.
  private Path written(FieldVector... vectors) throws IOException {
    Path file = directory.resolve("their.arrow");
    try (var root = new VectorSchemaRoot(List.of(vectors));
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var writer = new ArrowFileWriter(root, null, channel)) {
      writer.writeBatch();
    }
    return file;
  }

  private String imported(FieldVector vector) throws IOException {
    Path table = directory.resolve("n");
    ArrowImport.from(written(vector)).to(table);
    try (MmapTable found = MmapTable.open(table, Mode.READ_ONLY)) {
      return found.column("x").dtype() + " " + found.column("x").array();
    }
  }

  private IntVector ints(Integer... values) {
    var vector = new IntVector("x", allocator);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, values[i]);
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  @Test
  void integersWithNullsAreFloats() throws IOException {
    assertEquals("<f8 [ 1. nan  3.]", imported(ints(1, null, 3)));
  }

  @Test
  void integersWithoutNullsStayIntegers() throws IOException {
    assertEquals("<i4 [1 2 3]", imported(ints(1, 2, 3)));
  }

  @Test
  void largeUnsignedNumbersBecomeTheNearestFloats() throws IOException {
    var vector = new UInt8Vector("x", allocator);
    vector.setSafe(0, -1L);
    vector.setNull(1);
    vector.setValueCount(2);
    assertEquals("<f8 [1.84467441e+19            nan]", imported(vector));
  }

  @Test
  void nullTextIsEmpty() throws IOException {
    var vector = new VarCharVector("x", allocator);
    vector.setSafe(0, "\u017be\u0142".getBytes(StandardCharsets.UTF_8));
    vector.setNull(1);
    vector.setValueCount(2);
    assertEquals("<U3 ['\u017be\u0142' '']", imported(vector));
  }

  @Test
  void viewsOfTextAreRead() throws IOException {
    var vector = new ViewVarCharVector("x", allocator);
    vector.setSafe(0, "short".getBytes(StandardCharsets.UTF_8));
    vector.setSafe(1, "longer than twelve bytes".getBytes(StandardCharsets.UTF_8));
    vector.setValueCount(2);
    assertEquals("<U24 ['short' 'longer than twelve bytes']", imported(vector));
  }

  @Test
  void binaryIsBytes() throws IOException {
    var vector = new VarBinaryVector("x", allocator);
    vector.setSafe(0, new byte[] {65, 66});
    vector.setNull(1);
    vector.setValueCount(2);
    assertEquals("|S2 [b'AB' b'']", imported(vector));
  }

  @Test
  void timesInAZoneAreInUtcAndNullsNat() throws IOException {
    var vector = new TimeStampSecTZVector("x", allocator, "Europe/Warsaw");
    vector.setSafe(0, 3600);
    vector.setNull(1);
    vector.setValueCount(2);
    assertEquals("<M8[s] ['1970-01-01T01:00:00'                 'NaT']", imported(vector));
  }

  @Test
  void datesInMillisecondsAndTimesOfDayAreTimes() throws IOException {
    var dates = new DateMilliVector("x", allocator);
    dates.setSafe(0, 86_400_000L);
    dates.setValueCount(1);
    assertEquals("<M8[ms] ['1970-01-02T00:00:00.000']", imported(dates));
    deleteTable();
    var times = new TimeMilliVector("x", allocator);
    times.setSafe(0, 5);
    times.setValueCount(1);
    assertEquals("<m8[ms] [5]", imported(times));
  }

  private void deleteTable() throws IOException {
    Files.move(directory.resolve("n"), directory.resolve("old"));
  }

  @Test
  void nothingButNullsIsNan() throws IOException {
    assertEquals("<f8 [nan nan]", imported(new NullVector("x", 2)));
  }

  @Test
  void truthValuesWithNullsAreRefused() throws IOException {
    var vector = new BitVector("x", allocator);
    vector.setSafe(0, 1);
    vector.setNull(1);
    vector.setValueCount(2);
    assertRefused(vector, "'x' holds nulls among truth values");
  }

  @Test
  void listsOfDifferentLengthAreRefused() throws IOException {
    var vector = ListVector.empty("x", allocator);
    var _ = vector.addOrGetVector(FieldType.nullable(Types.MinorType.INT.getType()));
    vector.allocateNew();
    vector.startNewValue(0);
    vector.endValue(0, 0);
    vector.setValueCount(1);
    assertRefused(vector, "'x' is of Arrow's type List");
  }

  @Test
  void dictionariesOfStructsAreRefused() {
    var number = ArrowField.of("n", new ArrowType.Int(8, true), false, Map.of(), List.of());
    var field = ArrowField.of("x", new ArrowType.Struct(), false, Map.of(), List.of(number));
    var index = new ArrowField.Dictionary(0, new ArrowType.Int(4, true));
    byte[] schema =
        ArrowMessages.schema(new ArrowSchema(List.of(field.withDictionary(index)), Map.of()));
    byte[] stream =
        ByteBuffer.allocate(2 * Integer.BYTES + schema.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(-1)
            .putInt(schema.length)
            .put(schema)
            .array();
    var refused =
        assertThrows(
            StorageException.Unsupported.class,
            () -> ArrowImport.from(new ByteArrayInputStream(stream)).to(directory.resolve("n")));
    assertEquals(
        "'x' has a dictionary of lists or structs; write its values without one",
        refused.getMessage());
  }

  @Test
  void nameThatNoColumnCanHaveIsRefused() throws IOException {
    var vector = new IntVector("../x", allocator);
    vector.setValueCount(0);
    assertRefused(vector, "'../x'");
  }

  private void assertRefused(FieldVector vector, String why) throws IOException {
    Path file = written(vector);
    Path table = directory.resolve("n");
    var refused =
        assertThrows(StorageException.Unsupported.class, () -> ArrowImport.from(file).to(table));
    assertTrue(refused.getMessage().startsWith(file.toString()), refused.getMessage());
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
    assertFalse(Files.exists(table));
  }

  @Test
  void whatIsThereIsNotReplaced() throws IOException {
    Path file = written(ints(1));
    assertThrows(FileAlreadyExistsException.class, () -> ArrowImport.from(file).to(directory));
    assertThrows(
        NoSuchFileException.class,
        () -> ArrowImport.from(directory.resolve("no")).to(directory.resolve("n")));
  }
}
