package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.ZstdInputStream;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvOptionsTest {
  @TempDir private Path directory;
  private MmapTable table;

  @BeforeEach
  void makeTable() throws IOException {
    table = MmapTable.create(directory.resolve("table"), 3);
    table.addColumnFrom("n", new int[] {1, -2, 3});
    table.addColumnFrom("x", new double[] {0.5, Double.NaN, 2.0 / 3});
    table.addColumnFrom("s", new String[] {"a;b", "", "it's"});
    table.addColumnFrom("d", new LocalDate[] {LocalDate.EPOCH, null, LocalDate.of(2012, 2, 29)});
  }

  @AfterEach
  void closeTable() throws IOException {
    table.close();
  }

  private String written(TableSlice rows, CsvOptions options) throws IOException {
    var out = new ByteArrayOutputStream();
    CsvExport.write(rows, out, Compression.NONE, options, Progress.NONE);
    return out.toString(StandardCharsets.UTF_8);
  }

  private String written(CsvOptions options) throws IOException {
    return written(table.rows(), options);
  }

  @Test
  void theDelimiterIsQuotedWhereItStandsInText() throws IOException {
    assertEquals(
        "n;x;s;d\n1;0.5;\"a;b\";1970-01-01\n-2;;;\n3;0.6666666666666666;it's;2012-02-29\n",
        written(CsvOptions.DEFAULT.delimiter(';')));
  }

  @Test
  void aDelimiterThatStandsInNumbersIsQuotedThereToo() throws IOException {
    assertEquals(
        "n-x-s-d\n1-0.5-a;b-\"1970-01-01\"\n\"-2\"---\n3-0.6666666666666666-it's-\"2012-02-29\"\n",
        written(CsvOptions.DEFAULT.delimiter('-')));
  }

  @Test
  void anotherQuoteIsDoubledWhereItStandsInText() throws IOException {
    assertEquals(
        "s\na;b\n''\n'it''s'\n", written(table.select("s"), CsvOptions.DEFAULT.quote('\'')));
  }

  @Test
  void aHeaderMayBeLeftOut() throws IOException {
    assertEquals("1\n-2\n3\n", written(table.select("n"), CsvOptions.DEFAULT.header(false)));
  }

  @Test
  void missingValuesHaveAText() throws IOException {
    assertEquals(
        "x,d,s\n0.5,1970-01-01,a;b\nNA,NA,\n0.6666666666666666,2012-02-29,it's\n",
        written(table.select("x", "d", "s"), CsvOptions.DEFAULT.missing("NA")));
    assertEquals(
        "x\n0.5\n\"n,a\"\n0.6666666666666666\n",
        written(table.select("x"), CsvOptions.DEFAULT.missing("n,a")));
  }

  @Test
  void linesEndAsAsked() throws IOException {
    assertEquals(
        "n\r\n1\r\n-2\r\n3\r\n",
        written(table.select("n"), CsvOptions.DEFAULT.lineEnd(LineEnd.CRLF)));
    assertEquals(
        "n\r1\r-2\r3\r", written(table.select("n"), CsvOptions.DEFAULT.lineEnd(LineEnd.CR)));
  }

  @Test
  void allTextIsQuotedOrAllValues() throws IOException {
    assertEquals(
        "\"n\",\"x\",\"s\",\"d\"\n1,0.5,\"a;b\",1970-01-01\n-2,,\"\",\n",
        written(table.rows(0, 2), CsvOptions.DEFAULT.quoting(Quoting.TEXT)));
    assertEquals(
        "\"n\",\"x\",\"s\",\"d\"\n\"1\",\"0.5\",\"a;b\",\"1970-01-01\"\n\"-2\",\"\",\"\",\"\"\n",
        written(table.rows(0, 2), CsvOptions.DEFAULT.quoting(Quoting.ALL)));
  }

  @Test
  void floatsAreRoundedAsCRoundsThem() throws IOException {
    try (var floats = MmapTable.create(directory.resolve("floats"), 6)) {
      floats.addColumnFrom("x", new double[] {0.125, 0.375, -2.5, 0.0, 1e22, 123456.789});
      assertEquals(
          "x\n0.12\n0.38\n-2.50\n0.00\n10000000000000000000000.00\n123456.79\n",
          written(floats.rows(), CsvOptions.DEFAULT.floatFormat(FloatFormat.parse("%.2f"))));
      assertEquals(
          "x\n1.2e-01\n3.8e-01\n-2.5e+00\n0.0e+00\n1.0e+22\n1.2e+05\n",
          written(floats.rows(), CsvOptions.DEFAULT.floatFormat(FloatFormat.parse("%.1e"))));
      assertEquals(
          "x\n0\n0\n-2\n0\n10000000000000000000000\n123457\n",
          written(floats.rows(), CsvOptions.DEFAULT.floatFormat(FloatFormat.fixed(0))));
    }
  }

  @Test
  void itemsOfSeveralElementsMayBeRefused() throws IOException {
    table.addColumn("v", DType.FLOAT64, 2);
    var e =
        assertThrows(
            UnsupportedOperationException.class, () -> written(CsvOptions.DEFAULT.refuseItems()));
    assertEquals(
        "column 'v' has items of several elements, and CSV has no such values", e.getMessage());
  }

  @Test
  void rowsMayBeChosenInAnyOrder() throws IOException {
    assertEquals(
        "n,s\n3,it's\n1,a;b\n3,it's\n",
        written(table.select("n", "s").rows("[2, 0, -1]"), CsvOptions.DEFAULT));
  }

  @Test
  void aFileIsCompressedAsItsNameEnds() throws IOException {
    Path gzip = directory.resolve("x.csv.gz");
    Path zstd = directory.resolve("x.csv.zst");
    CsvExport.write(table.select("n"), gzip);
    CsvExport.write(table.select("n"), zstd);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      assertEquals("n\n1\n-2\n3\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    try (InputStream in = new ZstdInputStream(Files.newInputStream(zstd))) {
      assertEquals("n\n1\n-2\n3\n", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void anyNumberOfThreadsWritesTheSame() throws IOException {
    try (var large = MmapTable.create(directory.resolve("large"), 100_000);
        var threads = Parallelism.ofThreads(3)) {
      large.addColumnFrom("i", NdArray.arange(100_000));
      large.addColumnFrom("x", NdArray.arange(100_000).mul(0.1));
      byte[] alone = written(large.rows(), CsvOptions.DEFAULT).getBytes(StandardCharsets.UTF_8);
      byte[] shared =
          threads.call(
              () -> {
                try {
                  return written(large.rows(), CsvOptions.DEFAULT).getBytes(StandardCharsets.UTF_8);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertArrayEquals(alone, shared);
    }
  }

  @Test
  void progressIsToldUntilTheEnd() throws IOException {
    var told = new ArrayList<String>();
    Path file = directory.resolve("x.csv");
    CsvExport.write(
        table.select("n"),
        file,
        Compression.NONE,
        CsvOptions.DEFAULT,
        (rows, bytes, part) -> told.add(rows + " " + bytes + " " + part));
    assertEquals("3 " + Files.size(file) + " 1.0", told.getLast());
  }

  @Test
  void whatCannotSeparateValuesIsRefused() {
    for (char c : List.of('\n', '\r', '\0', 'é').toArray(Character[]::new)) {
      assertThrows(IllegalArgumentException.class, () -> CsvOptions.DEFAULT.delimiter(c));
      assertThrows(IllegalArgumentException.class, () -> CsvOptions.DEFAULT.quote(c));
    }
    assertEquals(
        "delimiter ('\"') must be an ASCII character that ends no line, and differ from delimiter"
            + " and quote",
        assertThrows(IllegalArgumentException.class, () -> CsvOptions.DEFAULT.delimiter('"'))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> CsvOptions.DEFAULT.missing("\n"));
    assertEquals(
        "format '%d' of floats: expected one such as %.3f or %.3e",
        assertThrows(IllegalArgumentException.class, () -> FloatFormat.parse("%d")).getMessage());
  }
}
