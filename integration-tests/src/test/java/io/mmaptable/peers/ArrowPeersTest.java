package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.export.ArrowCompression;
import io.mmaptable.export.ArrowExport;
import io.mmaptable.export.ArrowImport;
import io.mmaptable.export.ArrowOptions;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.RandomValues;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrow files beside Arrow JS and Polars, which share no code with us: every value of every type
/// that we write is read there, and what they write is read here.
class ArrowPeersTest {
  private static final int ROWS = 23;

  private static final List<String> NOTATIONS =
      List.of(
          "?",
          "i1",
          "<i2",
          ">i4",
          "<i8",
          "u1",
          ">u2",
          "<u4",
          "<u8",
          "<f2",
          "<f4",
          ">f8",
          "<c8",
          ">c16",
          "S6",
          "<U7",
          ">U3",
          "V5",
          "<M8[s]",
          "<M8[ms]",
          ">M8[us]",
          "<M8[ns]",
          "<M8[D]",
          "<M8[W]",
          "<M8[M]",
          "<M8[Y]",
          "<M8[h]",
          "<M8[m]",
          "<M8[25us]",
          "<m8[s]",
          "<m8[ms]",
          "<m8[us]",
          ">m8[ns]",
          "<m8[m]",
          "<m8[D]",
          "[('x', '<f8'), ('n', '>i2'), ('s', '<U5'), ('t', '<M8[ns]')]");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private MmapTable table;

  @BeforeAll
  static void install() throws IOException {
    Npm.install();
  }

  @BeforeEach
  void make() throws IOException {
    table = MmapTable.create(directory.resolve("t"), ROWS);
    var random = new Random(11);
    for (String notation : NOTATIONS) {
      String name = "c" + table.columnNames().size();
      table.addColumnFrom(name, RandomValues.of(DType.of(notation), random, ROWS));
      table.column(name).setAttr("dtype", notation);
    }
    table.addColumnFrom("items", RandomValues.of(DType.of("<f8"), random, ROWS, 3));
    table.addColumnFrom("deep", RandomValues.of(DType.of("<i4"), random, ROWS, 2, 2));
    table.addColumnFrom("texts", RandomValues.of(DType.of("<U4"), random, ROWS, 2));
    table.addColumnFrom("port", RandomValues.of(DType.of("<U3"), random, ROWS));
    table.setAttr("title", "every type");
  }

  @AfterEach
  void close() throws IOException {
    table.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void arrowJsReadsEveryValueAndTheMetadata(boolean large) throws IOException {
    ArrowOptions options = ArrowOptions.DEFAULT.withDictionaries("port").withBatchRows(10);
    Path file = directory.resolve("out.arrow");
    ArrowExport.write(table.rows(), file, large ? options.withLargeText() : options);
    String printed = Npm.run("arrow-js.js", file, directory.resolve("back.arrow"));
    var expected = new ArrayList<String>();
    expected.add(table.attrJson());
    for (String name : table.columnNames()) {
      expected.add(name + " | " + table.column(name).attrJson() + " | " + texts(name, table));
    }
    assertEquals(String.join("\n", expected), printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"back.arrow", "back.arrows"})
  void whatArrowJsWritesIsReadHere(String name) throws IOException {
    Path file = directory.resolve("out.arrow");
    Path written = directory.resolve(name);
    ArrowOptions options = ArrowOptions.DEFAULT.withDictionaries("port").withBatchRows(10);
    ArrowExport.write(table.rows(), file, options);
    String _ = Npm.run("arrow-js.js", file, written);
    assertSameIn(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uncompressed", "lz4", "zstd"})
  void polarsReadsEveryValueAndWhatItWritesIsReadHere(String compression) throws IOException {
    Path file = directory.resolve("out.arrow");
    Path written = directory.resolve("back.arrow");
    for (ArrowCompression ours : ArrowCompression.values()) {
      ArrowExport.write(
          table.rows(),
          file,
          ArrowOptions.DEFAULT.withDictionaries("port").withBatchRows(10).withCompression(ours));
      assertEquals(
          ROWS + " " + String.join(",", table.columnNames()),
          Npm.run("polars.js", file, written, compression));
      assertSameIn(written);
    }
  }

  @Test
  void missingNumbersOfPolarsAreNan() throws IOException {
    try (MmapTable some = MmapTable.create(directory.resolve("some"), 3)) {
      some.addColumnFrom("x", new double[] {1, Double.NaN, 3});
      Path file = directory.resolve("out.arrow");
      ArrowExport.write(some.rows(), file, ArrowOptions.DEFAULT.withNanAsNull());
      Path written = directory.resolve("back.arrow");
      String _ = Npm.run("polars.js", file, written, "uncompressed");
      try (MmapTable back = imported(written)) {
        assertEquals("[ 1. nan  3.]", back.column("x").array().toString());
      }
    }
  }

  private MmapTable imported(Path file) throws IOException {
    Path path = directory.resolve("imported" + directory.toFile().list().length);
    ArrowImport.from(file).to(path);
    return MmapTable.open(path, Mode.READ_ONLY);
  }

  private void assertSameIn(Path file) throws IOException {
    try (MmapTable back = imported(file)) {
      assertEquals(table.columnNames(), back.columnNames());
      for (String name : table.columnNames()) {
        assertEquals(
            texts(name, table), texts(name, back), () -> name + " " + table.column(name).dtype());
      }
    }
  }

  private static String texts(String name, MmapTable table) {
    return table.column(name).array().stream()
        .map(ArrowPeersTest::text)
        .collect(Collectors.joining(" | "));
  }

  /// A row's value as the program for Arrow JS prints it.
  private static String text(NdArray value) {
    if (value.ndim() > 0) {
      return value.stream().map(ArrowPeersTest::text).collect(Collectors.joining(",", "[", "]"));
    }
    return switch (value.dtype()) {
      case DType.Bool _ -> String.valueOf(value.getBoolean());
      case DType.Int _, DType.UInt _ -> value.toString();
      case DType.Floating _ -> {
        double number = value.getDouble();
        yield Double.isNaN(number) ? "nan" : Long.toHexString(Double.doubleToLongBits(number));
      }
      case DType.Complex _ -> "{" + text(value.real()) + "," + text(value.imag()) + "}";
      case DType.Bytes _, DType.Opaque _ ->
          HexFormat.of()
              .formatHex(value.copy().asSegment().toArray(ValueLayout.JAVA_BYTE))
              .replaceAll("(00)+$", "");
      case DType.Text _ -> value.getString().replace("\n", "\\n");
      case DType.DateTime time -> nanoseconds(value, time.unit());
      case DType.TimeDelta time -> nanoseconds(value, time.unit());
      case DType.Struct struct ->
          struct.fields().stream()
              .map(field -> text(value.field(field.name())))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String nanoseconds(NdArray value, DateTimeUnit unit) {
    if (value.getLong() == Long.MIN_VALUE) {
      return "null";
    }
    return switch (unit.base()) {
      case NANOSECOND -> scaled(value, unit, 1);
      case MICROSECOND -> scaled(value, unit, 1_000);
      case MILLISECOND -> scaled(value, unit, 1_000_000);
      case SECOND -> scaled(value, unit, 1_000_000_000);
      case MINUTE -> scaled(value, unit, 60_000_000_000L);
      case HOUR -> scaled(value, unit, 3_600_000_000_000L);
      case DAY -> scaled(value, unit, 86_400_000_000_000L);
      default -> {
        DType days = DType.of("M8[D]");
        yield scaled(value.astype(days), DateTimeUnit.of("[D]"), 86_400_000_000_000L);
      }
    };
  }

  private static String scaled(NdArray value, DateTimeUnit unit, long nanoseconds) {
    return BigInteger.valueOf(value.getLong())
        .multiply(BigInteger.valueOf(nanoseconds))
        .multiply(BigInteger.valueOf(unit.multiple()))
        .toString();
  }
}
