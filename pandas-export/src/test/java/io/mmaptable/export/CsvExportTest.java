package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvExportTest {
  @TempDir private Path directory;

  private Path csv() {
    return directory.resolve("out.csv");
  }

  private String exported(MmapTable table) throws IOException {
    CsvExport.write(table.select(table.columnNames()), csv());
    return Files.readString(csv());
  }

  private MmapTable table(long rows) throws IOException {
    return MmapTable.create(directory.resolve("table"), rows);
  }

  record Column(String name, Object values, List<String> lines) {
    Column(String name, Object values, String... lines) {
      this(name, values, List.of(lines));
    }

    long rows() {
      return NdArray.asArray(values).shape()[0];
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Column> columns() {
    return Stream.of(
        new Column("bool", new boolean[] {true, false}, "True", "False"),
        new Column("int8", new byte[] {-128, 127}, "-128", "127"),
        new Column("int64", new long[] {Long.MIN_VALUE, 0}, "-9223372036854775808", "0"),
        new Column("uint64", raw("u8", -1), "18446744073709551615"),
        new Column("big-endian", raw(">i4", -2), "-2"),
        new Column(
            "float32",
            new float[] {0.1f, 1e-40f, Float.MAX_VALUE, 16777216, Float.NaN},
            "0.1",
            "1e-40",
            "3.4028235e+38",
            "1.6777216e+07",
            "\"\""),
        new Column(
            "float64",
            new double[] {
              0.1,
              -0.0,
              1e-310,
              Double.MAX_VALUE,
              1e16,
              9007199254740992.0,
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY,
              2e-3
            },
            "0.1",
            "-0.0",
            "1e-310",
            "1.7976931348623157e+308",
            "1e+16",
            "9007199254740992.0",
            "inf",
            "-inf",
            "0.002"),
        new Column("float16", raw("f2", 0x3c00, 0x2e66, 0x7e00), "1.0", "0.1", "\"\""),
        new Column("complex64", raw("c8", 0xc020_0000_3fc0_0000L), "(1.5-2.5j)"),
        new Column(
            "text",
            new String[] {"a", "a,b", "a\"b", "a\nb", "a\rb", "Zoë \uD83D\uDE00", " a ", "", "nan"},
            "a",
            "\"a,b\"",
            "\"a\"\"b\"",
            "\"a\nb\"",
            "\"a\rb\"",
            "Zoë \uD83D\uDE00",
            " a ",
            "\"\"",
            "nan"),
        new Column("bytes", raw("S1", 'a'), "a"),
        new Column(
            "date",
            new LocalDate[] {LocalDate.of(2012, 2, 29), LocalDate.of(1969, 12, 31), null},
            "2012-02-29",
            "1969-12-31",
            "\"\""),
        new Column("datetime-s", raw("M8[s]", 0), "1970-01-01T00:00:00"),
        new Column("datetime-ms", raw("M8[ms]", -1), "1969-12-31T23:59:59.999"),
        new Column("datetime-us", raw("M8[us]", 1), "1970-01-01T00:00:00.000001"),
        new Column(
            "datetime-ns",
            raw("M8[ns]", Long.MAX_VALUE, Long.MIN_VALUE),
            "2262-04-11T23:47:16.854775807",
            "\"\""),
        new Column("timedelta", raw("m8[s]", -5, Long.MIN_VALUE), "-5", "\"\""));
  }

  private static NdArray raw(String dtype, long... bits) {
    DType type = DType.of(dtype);
    NdArray array = NdArray.zeros(type, bits.length);
    for (int i = 0; i < bits.length; i++) {
      for (int b = 0; b < type.itemSize(); b++) {
        boolean little = type.byteOrder() == ByteOrder.LITTLE_ENDIAN;
        int at = little ? b : type.itemSize() - 1 - b;
        array
            .asSegment()
            .set(
                ValueLayout.JAVA_BYTE,
                (long) i * type.itemSize() + at,
                (byte) (bits[i] >>> (8 * b)));
      }
    }
    return array;
  }

  @ParameterizedTest
  @MethodSource("columns")
  void elementsAreWrittenSoThatPandasReadsThemBack(Column column) throws IOException {
    try (MmapTable table = table(column.rows())) {
      table.addColumnFrom(column.name(), column.values());
      assertEquals(
          column.name() + "\n" + String.join("\n", column.lines()) + "\n", exported(table));
    }
  }

  @Test
  void aMissingValueInATableOfOneColumnIsNoEmptyLine() throws IOException {
    try (MmapTable table = table(3)) {
      table.addColumnFrom("x", new double[] {1, Double.NaN, 3});
      assertEquals("x\n1.0\n\"\"\n3.0\n", exported(table));
    }
    assertEquals(3, CsvImport.from(csv()).to(directory.resolve("again")));
  }

  @Test
  void missingValuesAreNothingBetweenTwoSeparators() throws IOException {
    try (MmapTable table = table(2)) {
      table.addColumnFrom("i", new int[] {1, 2});
      table.addColumnFrom("x", new double[] {Double.NaN, 0.5});
      table.addColumnFrom("day", new LocalDate[] {null, LocalDate.EPOCH});
      table.addColumnFrom("name", new String[] {"", "b"});
      assertEquals("i,x,day,name\n1,,,\n2,0.5,1970-01-01,b\n", exported(table));
    }
  }

  @Test
  void namesAreQuotedToo() throws IOException {
    try (MmapTable table = table(1)) {
      table.addColumnFrom("a, \"b\"", new byte[1]);
      table.addColumnFrom("group/x", new byte[1]);
      assertEquals("\"a, \"\"b\"\"\",group/x\n0,0\n", exported(table));
    }
  }

  @Test
  void anItemOfSeveralElementsTakesAColumnForEach() throws IOException {
    try (MmapTable table = table(2)) {
      NdArray x = table.addColumn("x", DType.INT16, 3).array();
      x.get("0").set(new short[] {1, 2, 3});
      x.get("1").set(new short[] {4, 5, 6});
      assertEquals("x[0],x[1],x[2]\n1,2,3\n4,5,6\n", exported(table));
    }
  }

  @Test
  void anItemOfSeveralDimensionsIsWrittenInCOrder() throws IOException {
    try (MmapTable table = table(1)) {
      NdArray x = table.addColumn("x", DType.INT16, 2, 3).array();
      x.get("0, 0").set(new short[] {1, 2, 3});
      x.get("0, 1").set(new short[] {4, 5, 6});
      assertEquals(
          "x[0][0],x[0][1],x[0][2],x[1][0],x[1][1],x[1][2]\n1,2,3,4,5,6\n", exported(table));
    }
  }

  @Test
  void onlyTheSlicesRowsAndColumnsAreWritten() throws IOException {
    try (MmapTable table = table(5)) {
      table.addColumnFrom("a", new int[] {0, 1, 2, 3, 4});
      table.addColumnFrom("b", new int[] {5, 6, 7, 8, 9});
      Slice.Range range = Slice.of(1, 3).over(5);
      CsvExport.write(
          table.select("b", "a").rows(range.first(), range.first() + range.count()), csv());
      assertEquals("b,a\n6,1\n7,2\n", Files.readString(csv()));
    }
  }

  @Test
  void aTableWithoutRowsIsALineOfNames() throws IOException {
    try (MmapTable table = table(0)) {
      table.addColumn("a", DType.FLOAT64);
      assertEquals("a\n", exported(table));
    }
  }

  @Test
  void anOlderFileIsReplaced() throws IOException {
    Files.writeString(csv(), "old and longer than the new one");
    try (MmapTable table = table(1)) {
      table.addColumnFrom("a", new int[] {1});
      assertEquals("a\n1\n", exported(table));
    }
    assertEquals(List.of("out.csv", "table"), entries());
  }

  @Test
  void aStructuredColumnIsRefusedAndTheOldFileStays() throws IOException {
    Files.writeString(csv(), "old");
    try (MmapTable table = table(1)) {
      table.addColumn("a", DType.INT8);
      table.addColumn("pair", DType.of("i4,f8"));
      var e = assertThrows(UnsupportedOperationException.class, () -> exported(table));
      assertEquals("column 'pair' is structured, and CSV has no such values", e.getMessage());
    }
    assertEquals("old", Files.readString(csv()));
    assertEquals(List.of("out.csv", "table"), entries());
  }

  @Test
  void anErrorInTheMiddleLeavesTheOldFileAndNoTemporaryOne() throws IOException {
    Files.writeString(csv(), "old");
    try (MmapTable table = table(100_000)) {
      table.addColumn("a", DType.FLOAT64);
      Path column = table.column("a").path();
      NdArray mapped = table.column("a").array();
      assertEquals(100_000, mapped.size());
      try (var channel = FileChannel.open(column, StandardOpenOption.WRITE)) {
        channel.truncate(400_000);
      }
      assertThrows(StorageException.Malformed.class, () -> exported(table));
      assertEquals("old", Files.readString(csv()));
      assertEquals(List.of("out.csv", "table"), entries());
      try (var channel = FileChannel.open(column, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.allocate(1), 900_000);
      }
    }
  }

  @Test
  void aMissingDirectoryIsNamed() throws IOException {
    try (MmapTable table = table(1)) {
      table.addColumn("a", DType.INT8);
      Path missing = directory.resolve("missing");
      var e =
          assertThrows(
              NoSuchFileException.class,
              () -> CsvExport.write(table.select("a"), missing.resolve("out.csv")));
      assertEquals(missing.toString(), e.getFile());
    }
  }

  @Test
  void aClosedTableIsRefused() throws IOException {
    MmapTable table = table(1);
    table.addColumn("a", DType.INT8);
    var slice = table.select("a");
    table.close();
    assertThrows(IllegalStateException.class, () -> CsvExport.write(slice, csv()));
    assertEquals(List.of("table"), entries());
  }

  @Test
  void aReadOnlyTableIsEnough() throws IOException {
    try (MmapTable table = table(1)) {
      table.addColumnFrom("a", new int[] {1});
    }
    try (MmapTable table = MmapTable.open(directory.resolve("table"), Mode.READ_ONLY)) {
      assertEquals("a\n1\n", exported(table));
    }
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
