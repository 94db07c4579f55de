package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.TestSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvImportOptionsTest {
  @TempDir private Path directory;

  private Path table() {
    return directory.resolve("table");
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(directory.resolve("in.csv"), text);
  }

  private List<String> imported(CsvImport csv) throws IOException {
    csv.to(table());
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
      return table.columns().stream()
          .map(column -> column.name() + " " + column.dtype() + " " + column.array())
          .toList();
    }
  }

  @Test
  void delimiterAndQuoteMayBeOthers() throws IOException {
    Path csv = csv("a;b\n'x;1';1,5\n'it''s';\"\n");
    assertEquals(
        List.of("a <U4 ['x;1' \"it's\"]", "b <U3 ['1,5' '\"']"),
        imported(CsvImport.from(csv).options(CsvOptions.DEFAULT.delimiter(';').quote('\''))));
  }

  @Test
  void columnsOfAFileWithoutAHeaderAreNumbered() throws IOException {
    assertEquals(
        List.of("0 |i1 [1 2]", "1 <U2 ['b' 'cd']"),
        imported(CsvImport.from(csv("1,b\n2,cd\n")).options(CsvOptions.DEFAULT.header(false))));
  }

  @Test
  void aTextMayStandForMissingValues() throws IOException {
    assertEquals(
        List.of(
            "i <f8 [ 1. nan nan]",
            "d <M8[D] ['2012-01-01'        'NaT'        'NaT']",
            "s <U1 ['' 'b' '']"),
        imported(
            CsvImport.from(csv("i,d,s\n1,2012-01-01,NA\nNA,,b\n,NA,\n"))
                .options(CsvOptions.DEFAULT.missing("NA"))));
  }

  @Test
  void aStreamIsImportedAndNothingIsLeftBesideTheTable() throws IOException {
    byte[] text = "x,y\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8);
    var gzipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzipped)) {
      out.write(text);
    }
    int number = 0;
    for (byte[] bytes : List.of(text, gzipped.toByteArray(), Zstd.compress(text))) {
      Path table = directory.resolve("table" + number++);
      CsvImport.from(new ByteArrayInputStream(bytes), Path.of("standard input")).to(table);
      try (MmapTable made = MmapTable.open(table, Mode.READ_ONLY)) {
        assertEquals("[1 2]", made.column("x").array().toString());
      }
    }
    var e =
        assertThrows(
            StorageException.Malformed.class,
            () ->
                CsvImport.from(
                        new ByteArrayInputStream("x\n1,2\n".getBytes(StandardCharsets.UTF_8)),
                        Path.of("standard input"))
                    .to(table()));
    assertEquals("standard input: line 2: expected 1 fields, found 2", e.getMessage());
    assertEquals(List.of("table0", "table1", "table2"), entries());
  }

  @Test
  void aFileThatIsCutInTheMiddleOfItsCompressionIsRefused() throws IOException {
    byte[] whole = Zstd.compress("x\n1\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    Path csv = directory.resolve("in.csv.zst");
    Files.write(csv, Arrays.copyOf(whole, whole.length - 5));
    var e = assertThrows(StorageException.Malformed.class, () -> CsvImport.from(csv).to(table()));
    assertTrue(e.getMessage().startsWith(csv + ": is not compressed by zstd: "), e.getMessage());
    Files.writeString(csv, "x\n1\n");
    assertThrows(StorageException.Malformed.class, () -> CsvImport.from(csv).to(table()));
    assertEquals(List.of("in.csv.zst"), entries());
  }

  @Test
  void badRowsAreLeftOutAndToldOnceInTheirOrder() throws IOException {
    Path csv = csv("x,y,z\n1,2,a\n3\nfour,5,wider\n6,seven,b\n7,8,9,10\n11,12,c\n");
    var told = new ArrayList<String>();
    assertEquals(
        List.of("x |i1 [ 1 11]", "y |i1 [ 2 12]", "z <U1 ['a' 'c']"),
        imported(
            CsvImport.from(csv)
                .withDType("x", DType.INT8)
                .withDType("y", DType.INT8)
                .onBadRow((file, line, message) -> told.add(line + ": " + message))));
    assertEquals(
        List.of(
            "3: expected 3 fields, found 1",
            "6: expected 3 fields, found 4",
            "4: column 'x': 'four' is no |i1",
            "5: column 'y': 'seven' is no |i1"),
        told);
  }

  @Test
  void theFirstBadValueOfTheFileIsTheError() throws IOException {
    Path csv = csv("x,y\n1,2\n1,b\na,2\n");
    var e =
        assertThrows(
            StorageException.Malformed.class,
            () ->
                CsvImport.from(csv)
                    .withDType("x", DType.INT8)
                    .withDType("y", DType.INT8)
                    .to(table()));
    assertEquals(csv + ": line 3, column 'y': 'b' is no |i1", e.getMessage());
  }

  /// Text that is too large to be kept is read twice.
  @Test
  void anyNumberOfThreadsAndReadingsMakesTheSame() throws IOException {
    int rows = 60_000;
    var text = new StringBuilder("i,x,s\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(i / 8.0).append(",\"t\n").append(i % 7).append("\"\n");
    }
    Path csv = csv(text.toString());
    CsvImport.from(csv).to(table());
    Path other = directory.resolve("other");
    try (var threads = Parallelism.ofThreads(3)) {
      threads.run(
          () -> {
            try {
              new CsvTwice(csv).to(other);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    try (MmapTable first = MmapTable.open(table(), Mode.READ_ONLY);
        MmapTable second = MmapTable.open(other, Mode.READ_ONLY)) {
      assertEquals(rows, first.rowCount());
      assertEquals(first.dtype(), second.dtype());
      assertEquals(-1, first.toRecords().asSegment().mismatch(second.toRecords().asSegment()));
    }
  }

  /// An import that keeps no text.
  private record CsvTwice(Path csv) {
    void to(Path table) throws IOException {
      var file = new CsvFile(csv, csv, CsvOptions.DEFAULT);
      try (var text = new CsvText(file, Map.of(), BadRow.REFUSED, Progress.NONE, 0)) {
        text.survey();
        long _ = text.to(table);
      }
    }
  }

  @Test
  void floatsAreTheNearestOnesInTheirOwnPrecision() throws IOException {
    Random random = TestSeed.random(CsvImportOptionsTest.class);
    var text = new StringBuilder("f,d\n");
    double[] doubles = new double[20_000];
    float[] floats = new float[doubles.length];
    for (int i = 0; i < doubles.length; i++) {
      String digits =
          random.nextInt(100)
              + "."
              + random.nextLong(Long.MAX_VALUE)
              + "e"
              + random.nextInt(-50, 30);
      doubles[i] = Double.parseDouble(digits);
      floats[i] = Float.parseFloat(digits);
      text.append(digits).append(',').append(digits).append('\n');
    }
    CsvImport.from(csv(text.toString())).withDType("f", DType.FLOAT32).to(table());
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
      NdArray single = table.column("f").array();
      assertTrue(Arrays.equals(floats, single.toFloats()));
      assertTrue(Arrays.equals(doubles, table.column("d").toDoubles()));
    }
  }

  @Test
  void progressIsToldUntilTheEnd() throws IOException {
    Path csv = csv("x\n1\n2\n");
    var told = new ArrayList<String>();
    CsvImport.from(csv)
        .progress((rows, bytes, part) -> told.add(rows + " " + bytes + " " + part))
        .to(table());
    assertEquals(List.of("2 6 0.5", "2 6 1.0"), told);
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
