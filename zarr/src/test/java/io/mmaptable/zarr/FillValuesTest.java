package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FillValuesTest {
  private static final String STRUCT =
      "{'name': 'struct', 'configuration': {'fields': [{'name': 'x', 'data_type': 'uint8'},"
          + " {'name': 'y', 'data_type': 'int16'}]}}";
  private static final String OLD_STRUCT =
      "{'name': 'structured', 'configuration': {'fields': [['x', 'uint8'], ['y', 'int16']]}}";

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  /// A data type, a fill value in JSON, and the bytes of the element on a little-endian machine.
  record Case(String dataType, String json, String hex) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case("'bool'", "true", "01"),
        new Case("'int8'", "-128", "80"),
        new Case("'uint64'", "18446744073709551615", "ffffffffffffffff"),
        new Case("{'name': 'int32'}", "-2", "feffffff"),
        new Case("'float16'", "1.5", "003e"),
        new Case("'float16'", "'NaN'", "007e"),
        new Case("'float32'", "0.1", "cdcccc3d"),
        new Case("'float32'", "1e300", "0000807f"),
        new Case("'float32'", "'0x7fc00001'", "0100c07f"),
        new Case("'float32'", "'-Infinity'", "000080ff"),
        new Case("'float64'", "NaN", "000000000000f87f"),
        new Case("'float64'", "'Infinity'", "000000000000f07f"),
        new Case("'float64'", "3", "0000000000000840"),
        new Case("'float64'", "'0xfff8000000000000'", "000000000000f8ff"),
        new Case("'complex64'", "[1, 'NaN']", "0000803f0000c07f"),
        new Case("'complex128'", "['-Infinity', -0.0]", "000000000000f0ff0000000000000080"),
        new Case("'r24'", "[1, 2, 255]", "0102ff"),
        new Case("{'name': 'raw_bytes', 'configuration': {'length_bytes': 3}}", "'AQL/'", "0102ff"),
        new Case(
            "{'name': 'null_terminated_bytes', 'configuration': {'length_bytes': 4}}",
            "'YWI='",
            "61620000"),
        new Case(
            "{'name': 'fixed_length_utf32', 'configuration': {'length_bytes': 8}}",
            "'\\ud83d\\ude00'",
            "00f6010000000000"),
        new Case(
            "{'name': 'numpy.datetime64', 'configuration': {'unit': 'us', 'scale_factor': 10}}",
            "'NaT'",
            "0000000000000080"),
        new Case(
            "{'name': 'numpy.timedelta64', 'configuration': {'unit': 'generic', 'scale_factor':"
                + " 1}}",
            "-1",
            "ffffffffffffffff"),
        new Case(STRUCT, "{'x': 1, 'y': -2}", "01feff"),
        new Case(OLD_STRUCT, "'Af7/'", "01feff"),
        new Case("'int16'", "null", "0000"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void missingChunksAreFilled(Case one) throws IOException {
    Path array =
        Documents.write(
            directory.resolve("x"),
            Documents.of(one.dataType(), one.json(), "[3, 2]", "[2, 2]", Documents.BYTES));
    assertEquals(
        one.hex().repeat(6), HexFormat.of().formatHex(Samples.bytes(ZarrArray.open(array).read())));
  }

  @Test
  void packedRowsAreInTheByteOrderOfTheCodec() throws IOException {
    String big = Documents.BYTES.replace("little", "big");
    Path array =
        Documents.write(
            directory.resolve("x"), Documents.of(OLD_STRUCT, "'Af/+'", "[1]", "[2]", big));
    assertArrayEquals(new byte[] {1, -2, -1}, Samples.bytes(ZarrArray.open(array).read()));
  }

  static Stream<Case> wrong() {
    return Stream.of(
        new Case("'bool'", "1", "must be true or false"),
        new Case("'int8'", "128", "must be an integer in its range"),
        new Case("'uint8'", "-1", "must be an integer in its range"),
        new Case("'int32'", "1.0", "must be an integer in its range"),
        new Case("'float32'", "'0x123456789'", "must be a number, \"NaN\""),
        new Case("'float64'", "'nan'", "must be a number, \"NaN\""),
        new Case("'complex64'", "[1]", "must be a list of two numbers"),
        new Case("'r16'", "[1, 256]", "must be a list of integers from 0 to 255"),
        new Case("'r16'", "[1]", "must be 2 bytes"),
        new Case("'r16'", "'%%'", "must be bytes in base 64"),
        new Case(
            "{'name': 'fixed_length_utf32', 'configuration': {'length_bytes': 4}}",
            "'ab'",
            "must be a text of at most 1 code points"),
        new Case(
            "{'name': 'numpy.datetime64', 'configuration': {'unit': 's', 'scale_factor': 1}}",
            "'now'",
            "must be an integer of 64 bits or \"NaT\""),
        new Case(STRUCT, "{'x': 1}", "must be an object that has 'y' too"),
        new Case(STRUCT, "'AA=='", "must be 3 bytes in base 64"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void otherValuesAreRefused(Case one) throws IOException {
    Path array =
        Documents.write(
            directory.resolve("x"),
            Documents.of(one.dataType(), one.json(), "[1]", "[1]", Documents.BYTES));
    var e = assertThrows(StorageException.Malformed.class, () -> ZarrArray.open(array));
    String message = e.getMessage();
    assertEquals(true, message.contains(one.hex()), message);
  }
}
