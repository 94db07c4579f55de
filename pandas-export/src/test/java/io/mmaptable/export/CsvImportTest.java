package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvImportTest {
  @TempDir private Path directory;

  private Path csv(String text) throws IOException {
    return Files.writeString(directory.resolve("in.csv"), text);
  }

  private Path table() {
    return directory.resolve("table");
  }

  /// Imports a text, and prints each column with its dtype.
  private List<String> imported(String text) throws IOException {
    CsvImport.from(csv(text)).to(table());
    return printed();
  }

  private List<String> printed() throws IOException {
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
      return table.columns().stream().map(CsvImportTest::print).toList();
    }
  }

  private static String print(MmapColumn column) {
    return column.name() + " " + column.dtype() + " " + column.array();
  }

  @Test
  void everyColumnGetsItsOwnType() throws IOException {
    assertEquals(
        List.of(
            "flag |b1 [ True False]",
            "count <i2 [ -1 300]",
            "ratio <f8 [0.5 nan]",
            "day <M8[D] ['2012-01-01'        'NaT']",
            "time <M8[ms] ['2012-01-01T10:00:00.250' '2012-01-02T00:00:00.000']",
            "name <U4 ['Zoë' 'a,\"b']"),
        imported(
            """
            flag,count,ratio,day,time,name
            true,-1,0.5,2012-01-01,2012-01-01 10:00:00.25,Zoë
            False,300,,,2012-01-02,"a,""b"
            """));
  }

  @Test
  void theNumberOfRowsIsReturned() throws IOException {
    assertEquals(3, CsvImport.from(csv("x\n1\n2\n3")).to(table()));
  }

  @Test
  void aNameMayHoldGroups() throws IOException {
    assertEquals(List.of("a/x |i1 [1]", "a/y |i1 [2]"), imported("a/x,a/y\n1,2\n"));
  }

  record Text(String name, String content, List<String> columns) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Text> texts() {
    return Stream.of(
        new Text("header only", "x,y", List.of("x <f8 []", "y <f8 []")),
        new Text("header and newline", "x,y\n", List.of("x <f8 []", "y <f8 []")),
        new Text("CRLF", "x,y\r\n1,2\r\n", List.of("x |i1 [1]", "y |i1 [2]")),
        new Text("no last newline", "x,y\n1,2", List.of("x |i1 [1]", "y |i1 [2]")),
        new Text("byte order mark", "\ufeffx,y\n1,2\n", List.of("x |i1 [1]", "y |i1 [2]")),
        new Text("mark and quotes", "\ufeff\"x\",y\n1,2\n", List.of("x |i1 [1]", "y |i1 [2]")),
        new Text(
            "quoted newlines",
            "x,y\n\"a\nb\",2\n\"c\r\nd\",3\n",
            List.of("x <U4 ['a\\nb' 'c\\r\\nd']", "y |i1 [2 3]")),
        new Text("quoted numbers", "x\n\"1\"\n\"2\"\n", List.of("x |i1 [1 2]")),
        new Text("empty lines", "\nx\n\n1\n\n2\n\n", List.of("x |i1 [1 2]")),
        new Text("one missing value a line", "x\n1\n\"\"\n", List.of("x <f8 [ 1. nan]")),
        new Text("missing text", "x,y\na,\n,b\n", List.of("x <U1 ['a' '']", "y <U1 ['' 'b']")),
        new Text(
            "the index of pandas",
            ",x,\n0,1,2\n",
            List.of("Unnamed: 0 |i1 [0]", "x |i1 [1]", "Unnamed: 2 |i1 [2]")),
        new Text(
            "spaces around numbers",
            "x,y,z\n 1,2.5 ,  a\n\t2 , -3e1,b \n",
            List.of("x |i1 [1 2]", "y <f8 [  2.5 -30. ]", "z <U3 ['  a' 'b ']")),
        new Text(
            "spaces around dates",
            "x\n 2012-01-01\n2012-01-02 10:11 \n",
            List.of("x <M8[s] ['2012-01-01T00:00:00' '2012-01-02T10:11:00']")),
        new Text("CR", "x,y\r1,2\r3,4\r", List.of("x |i1 [1 3]", "y |i1 [2 4]")),
        new Text(
            "other separators and quotes inside", "x;y\na\"b;1\n", List.of("x;y <U5 ['a\"b;1']")),
        new Text("negative zero", "x\n-0.0\n-0e5\n", List.of("x <f8 [-0. -0.]")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void whatCsvAllowsIsRead(Text text) throws IOException {
    assertEquals(text.columns(), imported(text.content()));
  }

  @Test
  void floatsAreTheNearestOnes() throws IOException {
    String[] texts = {
      "0.1", "1e-400", "4.9e-324", "1.7976931348623157e308", "1e400", "-1e400", "9007199254740993.0"
    };
    CsvImport.from(csv("x\n" + String.join("\n", texts) + "\n")).to(table());
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
      NdArray x = table.column("x").array();
      assertArrayEquals(
          Arrays.stream(texts).mapToDouble(text -> new BigDecimal(text).doubleValue()).toArray(),
          LongStream.range(0, x.size()).mapToDouble(x::getDouble).toArray());
    }
  }

  @Test
  void manyBlocksOfRowsKeepTheirOrder() throws IOException {
    int rows = 3 * CsvRows.BLOCK_ROWS + 1;
    var text = new StringBuilder("i,text,half,day\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(",t").append(i).append(',').append(i / 2.0).append(",1970-01-01\n");
    }
    assertEquals(rows, CsvImport.from(csv(text.toString())).to(table()));
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
      for (int i = 0; i < rows; i++) {
        assertEquals(i, table.column("i").array().getLong(i));
        assertEquals("t" + i, table.column("text").array().getString(i));
        assertEquals(i / 2.0, table.column("half").array().getDouble(i));
      }
    }
  }

  @Test
  void floatsThatEndInTextAreText() throws IOException {
    int rows = 2 * CsvRows.BLOCK_ROWS;
    CsvImport.from(csv("x,y\n" + "0.25,0.5\n".repeat(rows) + ",end\n")).to(table());
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
      assertEquals(DType.FLOAT64, table.column("x").dtype());
      assertEquals(0.25 * rows, table.column("x").array().rows(0, rows).sum().getDouble());
      assertTrue(Double.isNaN(table.column("x").array().getDouble(rows)));
      for (int row : new int[] {0, CsvRows.BLOCK_ROWS, rows - 1}) {
        assertEquals("0.5", table.column("y").array().getString(row));
      }
      assertEquals("end", table.column("y").array().getString(rows));
    }
  }

  @Test
  void aGzippedFileIsRead() throws IOException {
    Path file = directory.resolve("in.csv.gz");
    Files.write(file, gzip("x,y\n1,a\n2,b\n"));
    CsvImport.from(file).to(table());
    assertEquals(List.of("x |i1 [1 2]", "y <U1 ['a' 'b']"), printed());
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  record Given(String dtype, String value, String printed) {}

  static Stream<Given> givenDTypes() {
    return Stream.of(
        new Given("?", "TRUE", "[ True]"),
        new Given("i1", "-128", "[-128]"),
        new Given(">i4", "7", "[7]"),
        new Given("u1", "255", "[255]"),
        new Given("u8", "18446744073709551615", "[18446744073709551615]"),
        new Given("f2", "0.1", "[0.1]"),
        new Given("f4", "16777217", "[1.6777216e+07]"),
        new Given("f8", "5", "[5.]"),
        new Given("f8", "", "[nan]"),
        new Given("U5", "5", "['5']"),
        new Given("U3", "", "['']"),
        new Given("S2", "5", "[b'5']"),
        new Given("S1", "é", "[b'\\xe9']"),
        new Given("M8[s]", "2012-01-01", "['2012-01-01T00:00:00']"),
        new Given("M8[ns]", "2012-01-01 00:00:00.5", "['2012-01-01T00:00:00.500000000']"),
        new Given("M8[D]", "", "['NaT']"),
        new Given("M8[D]", "NaT", "['NaT']"),
        new Given("i2", " 5 ", "[5]"),
        new Given("f4", " 5.5 ", "[5.5]"),
        new Given("f8", "-nan", "[nan]"),
        new Given("M8[s]", "2012-01-01T00:00:00Z", "['2012-01-01T00:00:00']"),
        new Given("M8[s]", "2012-01-01T00:00+02:00", "['2011-12-31T22:00:00']"),
        new Given("M8[ms]", "2012-01-01 00:00:00.25-0530", "['2012-01-01T05:30:00.250']"),
        new Given("M8[s]", "2012-01-01T00:00:00+01", "['2011-12-31T23:00:00']"));
  }

  @ParameterizedTest
  @MethodSource("givenDTypes")
  void aGivenDTypeIsTaken(Given given) throws IOException {
    DType dtype = DType.of(given.dtype());
    CsvImport.from(csv("x,y\n\"" + given.value() + "\",1\n")).withDType("x", dtype).to(table());
    assertEquals("x " + dtype + " " + given.printed(), printed().getFirst());
  }

  record Misfit(String dtype, String value) {}

  static Stream<Misfit> misfits() {
    return Stream.of(
        new Misfit("?", "1"),
        new Misfit("?", ""),
        new Misfit("i1", "128"),
        new Misfit("i1", ""),
        new Misfit("i4", "1.0"),
        new Misfit("u1", "-1"),
        new Misfit("u8", "18446744073709551616"),
        new Misfit("f8", "1d"),
        new Misfit("f8", "0x1p3"),
        new Misfit("f4", "x"),
        new Misfit("U2", "abc"),
        new Misfit("S2", "abc"),
        new Misfit("S2", "\u0416"),
        new Misfit("M8[D]", "2012-01-01T00:00"),
        new Misfit("M8[s]", "2012-01-01T00:00:00.5"),
        new Misfit("M8[ns]", "2262-04-11T23:47:16.854775808"),
        new Misfit("M8[D]", "2012-01-01Z"),
        new Misfit("M8[s]", "2012-01-01T00:00:00+24:00"),
        new Misfit("M8[s]", "2012-01-01T00:00:00+0"),
        new Misfit("i4", "  "),
        new Misfit("M8[s]", "  "),
        new Misfit("M8[D]", "never"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void aValueThatIsNotOfTheGivenDTypeIsNamedWithLineAndColumn(Misfit misfit) throws IOException {
    DType dtype = DType.of(misfit.dtype());
    Path csv = csv("y,x\n1,\"" + misfit.value() + "\"\n2,\n");
    assertFails(
        StorageException.Malformed.class,
        csv + ": line 2, column 'x': '" + misfit.value() + "' is no " + dtype,
        CsvImport.from(csv).withDType("x", dtype));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c16", "m8[s]", "M8[Y]", "M8[25us]", "V4", "i4,f8", "f16"})
  void aDTypeThatTextCannotBeTurnedIntoIsRefusedAtOnce(String dtype) throws IOException {
    CsvImport csv = CsvImport.from(csv("x\n1\n"));
    var e = assertThrows(IllegalArgumentException.class, () -> csv.withDType("x", DType.of(dtype)));
    assertEquals("column 'x' cannot be imported as " + DType.of(dtype), e.getMessage());
  }

  @Test
  void aDTypeForAMissingColumnIsRefused() throws IOException {
    Path csv = csv("x,y\n1,2\n");
    assertFails(
        IllegalArgumentException.class,
        csv + " has no column 'z'; it has [x, y]",
        CsvImport.from(csv).withDType("z", DType.INT8));
  }

  record Bad(String content, String message) {}

  static Stream<Bad> badTexts() {
    return Stream.of(
        new Bad("", "line 1: expected the names of the columns"),
        new Bad("\n\n", "line 1: expected the names of the columns"),
        new Bad("x,y\n1,2\n3\n", "line 3: expected 2 fields, found 1"),
        new Bad("x,y\n1,2\n3,4,5\n", "line 3: expected 2 fields, found 3"),
        new Bad("x,y\n\"a\nb\",2\n3\n", "line 4: expected 2 fields, found 1"),
        new Bad(
            "x,y,x\n1,2,3\n", "line 1: column 'x' stands twice, and each needs a name of its own"),
        new Bad("x,../y\n1,2\n", "line 1: column name '../y' has a part that begins with a dot"),
        new Bad("/x\n1\n", "line 1: column name '/x' has an empty part"),
        new Bad("a//b\n1\n", "line 1: column name 'a//b' has an empty part"),
        new Bad(".x\n1\n", "line 1: column name '.x' has a part that begins with a dot"),
        new Bad(
            "a/.mmaptable\n1\n",
            "line 1: column name 'a/.mmaptable' has a part that begins with a dot"),
        new Bad("a\\b\n1\n", "line 1: column name 'a\\b' has a NUL or a backslash"),
        new Bad("a\0b\n1\n", "line 1: column name 'a?b' has a NUL or a backslash"));
  }

  @ParameterizedTest
  @MethodSource("badTexts")
  void aBadFileIsRefusedWithItsLine(Bad bad) throws IOException {
    Path csv = csv(bad.content());
    assertFails(StorageException.Malformed.class, csv + ": " + bad.message(), CsvImport.from(csv));
  }

  @Test
  void moreColumnsThanCanBeMappedAreRefused() throws IOException {
    Path csv = csv("1" + ",1".repeat(CsvText.MOST_COLUMNS) + "\n");
    assertFails(
        StorageException.Malformed.class,
        csv + ": line 1: expected at most 50000 columns, found 50001",
        CsvImport.from(csv).options(CsvOptions.DEFAULT.header(false)));
  }

  @Test
  void aNameThatIsTooLongForAFileIsRefused() throws IOException {
    Path csv = csv("é".repeat(116) + "\n1\n");
    var e = assertThrows(StorageException.Malformed.class, () -> CsvImport.from(csv).to(table()));
    assertTrue(e.getMessage().endsWith("has a part of more than 230 bytes"), e.getMessage());
    assertEquals(List.of("in.csv"), entries());
  }

  @Test
  void namesThatExcludeEachOtherLeaveNothing() throws IOException {
    Path csv = csv("a,a.npy/b\n1,2\n");
    assertThrows(IOException.class, () -> CsvImport.from(csv).to(table()));
    assertEquals(List.of("in.csv"), entries());
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
    Path csv = directory.resolve("in.csv");
    Files.write(csv, "x,y\n1,a\n2,\u00e9\n3,b\n".getBytes(StandardCharsets.ISO_8859_1));
    assertFails(
        StorageException.Malformed.class, csv + ": line 3: is not UTF-8", CsvImport.from(csv));
  }

  @Test
  void aFileThatIsNotGzippedIsRefused() throws IOException {
    Path csv = Files.writeString(directory.resolve("in.csv.gz"), "x\n1\n");
    assertFails(
        StorageException.Malformed.class,
        csv + ": is not gzipped: Not in GZIP format",
        CsvImport.from(csv));
  }

  @Test
  void aGzippedFileThatIsCutIsRefused() throws IOException {
    byte[] whole = gzip("x\n1\n2\n3\n");
    Path csv = directory.resolve("in.csv.gz");
    for (int length = 0; length < whole.length; length++) {
      Files.write(csv, Arrays.copyOf(whole, length));
      var e = assertThrows(StorageException.Malformed.class, () -> CsvImport.from(csv).to(table()));
      assertTrue(e.getMessage().startsWith(csv + ": is not gzipped: "), e.getMessage());
    }
    assertEquals(List.of("in.csv.gz"), entries());
  }

  @Test
  void aQuoteThatIsNeverClosedIsRefused() throws IOException {
    Path csv = csv("x,y\n1,\"2\n3,4\n");
    assertFails(
        StorageException.Malformed.class,
        csv + ": line 2: expected a closing quote, found the end of the file",
        CsvImport.from(csv));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Path csv = directory.resolve("in.csv");
    assertFails(NoSuchFileException.class, csv.toString(), CsvImport.from(csv));
  }

  @Test
  void aDirectoryIsNoCsvFile() throws IOException {
    Path csv = Files.createDirectory(directory.resolve("in.csv"));
    assertFails(
        StorageException.Unsupported.class,
        csv + ": is a directory, not a file",
        CsvImport.from(csv));
  }

  @Test
  void aTableIsNeverReplaced() throws IOException {
    Path csv = csv("x\n1\n");
    Files.createDirectory(table());
    Path kept = Files.writeString(table().resolve("kept"), "kept");
    assertThrows(FileAlreadyExistsException.class, () -> CsvImport.from(csv).to(table()));
    assertEquals("kept", Files.readString(kept));
    assertEquals(List.of("in.csv", "table"), entries());
  }

  @Test
  void anEmptyDirectoryBecomesTheTable() throws IOException {
    Files.createDirectory(table());
    assertEquals(List.of("x |i1 [1]"), imported("x\n1\n"));
  }

  @Test
  void aFailingImportLeavesAnEmptyDirectoryEmpty() throws IOException {
    Files.createDirectory(table());
    assertThrows(StorageException.class, () -> imported("x\n1\n2,3\n"));
    try (Stream<Path> left = Files.list(table())) {
      assertEquals(List.of(), left.toList());
    }
    assertEquals(List.of("in.csv", "table"), entries());
  }

  @Test
  void theDirectoryAboveMustBeThere() throws IOException {
    Path csv = csv("x\n1\n");
    Path table = directory.resolve("missing").resolve("table");
    assertThrows(NoSuchFileException.class, () -> CsvImport.from(csv).to(table));
    assertEquals(List.of("in.csv"), entries());
  }

  @Test
  void integersBeyondInt64AreExactAsUint64() throws IOException {
    CsvImport.from(csv("x\n18446744073709551614\n0\n")).to(table());
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
      long bits = table.column("x").array().getLong(0);
      assertEquals(
          BigInteger.TWO.pow(64).subtract(BigInteger.TWO),
          new BigInteger(Long.toUnsignedString(bits)));
    }
  }

  /// Expects an import to fail with a message and to leave nothing.
  private void assertFails(Class<? extends Exception> type, String message, CsvImport csv)
      throws IOException {
    List<String> before = entries();
    var e = assertThrows(type, () -> csv.to(table()));
    assertEquals(message, e.getMessage());
    assertEquals(before, entries());
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
