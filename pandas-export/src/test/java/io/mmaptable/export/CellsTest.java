package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written by blocks, against what is written one by one.
class CellsTest {
  private static final String ALPHABET = "aZ09 ;,'\"\n\r\t#é\u20ac\uD83D\uDE00";

  private final Random random = TestSeed.random(CellsTest.class);

  private static List<String> cells(NdArray values, CsvOptions options) {
    var cells = new Cells(options, false);
    CellFormat.of(values.dtype(), options.floatFormat()).write(values, cells);
    return cells(cells, (int) values.size());
  }

  private static List<String> cells(Cells cells, int count) {
    var bytes = new byte[cells.size()];
    return IntStream.range(0, count)
        .mapToObj(i -> new String(bytes, 0, cells.copy(i, bytes, 0), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void textIsQuotedAsFastCsvQuotesIt() throws IOException {
    String[] texts = new String[2000];
    for (int i = 0; i < texts.length; i++) {
      int[] points = ALPHABET.codePoints().toArray();
      var text = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      texts[i] = text.toString();
    }
    for (CsvOptions options :
        List.of(
            CsvOptions.DEFAULT,
            CsvOptions.DEFAULT.delimiter(';').quote('\''),
            CsvOptions.DEFAULT.delimiter('\t').quoting(Quoting.ALL))) {
      QuoteStrategy strategy =
          options.quoting() == Quoting.ALL ? QuoteStrategies.ALWAYS : QuoteStrategies.REQUIRED;
      List<String> cells = cells(NdArray.of(texts), options);
      for (int i = 0; i < texts.length; i++) {
        var expected = new StringWriter();
        CsvWriter writer =
            CsvWriter.builder()
                .fieldSeparator(options.delimiter())
                .quoteCharacter(options.quote())
                .quoteStrategy(strategy)
                .lineDelimiter(LineDelimiter.LF)
                .build(expected);
        writer.writeRecord(texts[i], "");
        writer.flush();
        String end =
            options.delimiter()
                + (options.quoting() == Quoting.ALL ? "" + options.quote() + options.quote() : "")
                + "\n";
        assertEquals(expected.toString(), cells.get(i) + end);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f2", "f4", "f8", ">f2", ">f4", ">f8", "M8[D]", "M8[s]", "M8[ms]", ">M8[us]", "M8[ns]"
      })
  void elementsOfRandomBitsAreWrittenAsNumpyPrintsThem(String name) {
    DType dtype = DType.of(name);
    byte[] bytes = new byte[20_000 * dtype.itemSize()];
    random.nextBytes(bytes);
    assertPrinted(view(bytes, dtype));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", ">i8"})
  void integersOfAllLengthsAreWrittenAsNumpyPrintsThem(String name) {
    DType dtype = DType.of(name);
    int size = dtype.itemSize();
    byte[] bytes = new byte[20_000 * size];
    random.nextBytes(bytes);
    for (int i = 0; i < bytes.length; i += size) {
      int kept = random.nextInt(size + 1);
      for (int b = 0; b < size; b++) {
        // The highest bytes are zeros or ones, so that numbers are of all sizes.
        int at = name.startsWith(">") ? size - 1 - b : b;
        bytes[i + at] = b < kept ? bytes[i + at] : (byte) -(kept % 2);
      }
    }
    assertPrinted(view(bytes, dtype));
  }

  @Test
  void floatsOfFewDigitsAreWrittenAsNumpyPrintsThem() {
    double[] values = new double[60_000];
    for (int i = 0; i < values.length; i++) {
      double scale = Math.pow(10, random.nextInt(42) - 20);
      values[i] = (random.nextInt(2_000_001) - 1_000_000) * scale;
    }
    assertPrinted(NdArray.of(values));
    assertPrinted(NdArray.of(values).astype(DType.FLOAT32));
  }

  @Test
  void floatsNextToPowersOfTwoAndTenAreWrittenAsNumpyPrintsThem() {
    var values = new double[3 * (2100 + 640)];
    int at = 0;
    for (int e = -1074; e < 1024; e++) {
      at = around(Math.scalb(1.0, e), values, at);
    }
    for (int e = -323; e <= 308; e++) {
      at = around(Double.parseDouble("1e" + e), values, at);
    }
    assertPrinted(NdArray.of(values));
    var singles = new float[values.length];
    for (int i = 0; i < at; i += 3) {
      singles[i] = Math.nextDown((float) values[i + 1]);
      singles[i + 1] = (float) values[i + 1];
      singles[i + 2] = Math.nextUp((float) values[i + 1]);
    }
    assertPrinted(NdArray.asArray(singles));
  }

  private static int around(double value, double[] values, int at) {
    values[at] = Math.nextDown(value);
    values[at + 1] = value;
    values[at + 2] = Math.nextUp(value);
    return at + 3;
  }

  @Test
  void timesNextToTheEndsOfYearsAreWrittenAsNumpyPrintsThem() {
    long[] days = new long[4 * 12_000];
    for (int year = 0; year < 12_000; year++) {
      long first = LocalDate.of(year, 1, 1).toEpochDay();
      days[4 * year] = first - 1;
      days[4 * year + 1] = first;
      days[4 * year + 2] = first + 58;
      days[4 * year + 3] = first + 59;
    }
    NdArray dates = NdArray.zeros(DType.of("M8[D]"), days.length);
    dates.setLongs(days);
    assertPrinted(dates);
  }

  @Test
  void whatIsNoCharacterIsRefused() {
    NdArray text = NdArray.zeros(DType.of("U1"), 1);
    for (int point : new int[] {0xd800, 0xdfff, 0x110000, -1}) {
      text.view(DType.INT32).set(point);
      var e = assertThrows(IllegalArgumentException.class, () -> cells(text, CsvOptions.DEFAULT));
      assertEquals(
          "code point 0x%x is no character, and cannot be written as UTF-8".formatted(point),
          e.getMessage());
    }
  }

  private static NdArray view(byte[] bytes, DType dtype) {
    return NdArray.view(
        MemorySegment.ofArray(bytes), dtype, false, null, bytes.length / dtype.itemSize());
  }

  private static void assertPrinted(NdArray values) {
    List<String> cells = cells(values, CsvOptions.DEFAULT);
    for (int i = 0; i < cells.size(); i++) {
      String printed = values.toString(i);
      assertEquals(printed.equals("nan") || printed.equals("NaT") ? "" : printed, cells.get(i));
    }
  }
}
