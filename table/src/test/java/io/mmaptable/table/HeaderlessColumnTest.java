package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns without a header, as the Python package `mmaptable` makes them.
class HeaderlessColumnTest {

  @TempDir private Path table;

  @BeforeEach
  void writeAsThePythonPackageDoes() throws IOException {
    Files.write(table.resolve("x.npy"), new byte[] {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0});
    Files.writeString(
        table.resolve("x.attr"), "{\"dtype\": \"<i2\", \"shape\": [3, 2], \"attr\": {\"a\": 1}}");
    Npy.write(table.resolve("y.npy"), NdArray.of(7L, 8L, 9L));
  }

  @Test
  void columnIsReadAndSetAsItsAttributesDescribeIt() throws IOException {
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      MmapColumn column = open.column("x");
      assertInstanceOf(RawFormat.class, column.format());
      assertInstanceOf(NpyFormat.class, open.column("y").format());
      assertEquals(3, open.rowCount());
      assertEquals("[[1 2]\n [3 4]\n [5 6]]", column.array().toString());
      assertEquals(Map.of("a", 1), column.attr());
      column.array().get("1, 1").set(-1);
    }
    assertEquals(-1, Files.readAllBytes(table.resolve("x.npy"))[7]);
    assertEquals(List.of(), Verification.of(table));
  }

  @Test
  void attributesAreSetAndTheDescriptionStays() throws IOException {
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      open.column("x").setAttr(List.of("new"));
    }
    assertEquals(
        "{\"dtype\":\"<i2\",\"shape\":[3,2],\"attr\":[\"new\"]}",
        Files.readString(table.resolve("x.attr")));
  }

  @Test
  void columnIsRenamedCopiedAndDeleted() throws IOException {
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      open.renameColumn("x", "g/z");
      open.copyColumn("g/z", "copy");
      assertInstanceOf(NpyFormat.class, open.column("copy").format());
    }
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      assertInstanceOf(RawFormat.class, open.column("g/z").format());
      assertEquals("[[1 2]\n [3 4]\n [5 6]]", open.column("g/z").array().toString());
      assertEquals("[[1 2]\n [3 4]\n [5 6]]", open.column("copy").array().toString());
      open.deleteColumn("g/z");
    }
    assertEquals("[[1 2]\n [3 4]\n [5 6]]", Npy.read(table.resolve("copy.npy")).toString());
  }

  @Test
  void tableOfColumnsWithAndWithoutAHeaderGrows() throws IOException {
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      assertEquals(Layout.NPY, open.layout());
      open.append(Map.of("x", NdArray.zeros(DType.INT16, 1, 2), "y", new long[] {1}));
      open.resize(5);
      assertEquals("[7 8 9 1 0]", open.column("y").array().toString());
    }
    assertEquals(
        "{\"dtype\":\"<i2\",\"shape\":[5,2],\"attr\":{\"a\":1}}",
        Files.readString(table.resolve("x.attr")));
    assertEquals(20, Files.size(table.resolve("x.npy")));
    assertEquals("[7 8 9 1 0]", Npy.read(table.resolve("y.npy")).toString());
    assertEquals(List.of(), Verification.of(table));
  }

  @Test
  void fileShorterThanItsDescriptionIsMalformed() throws IOException {
    Files.write(table.resolve("x.npy"), new byte[11]);
    var e =
        assertThrows(StorageException.Malformed.class, () -> MmapTable.open(table, Mode.READ_ONLY));
    assertEquals(table.resolve("x.npy"), e.path());
    assertEquals(11, e.byteOffset());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"dtype\": \"nope\", \"shape\": [3]",
        "\"dtype\": \"O\", \"shape\": [3]",
        "\"dtype\": 7, \"shape\": [3]",
        "\"dtype\": \"<i2\", \"shape\": 3",
        "\"dtype\": \"<i2\", \"shape\": [-3]",
        "\"dtype\": \"<i2\", \"shape\": [3.0]",
        "\"dtype\": \"<i2\", \"shape\": [9223372036854775807, 9]",
        "\"dtype\": \"<i2\", \"shape\": [99999999999999999999]"
      })
  void descriptionThatIsNoneIsMalformed(String description) throws IOException {
    Files.writeString(table.resolve("x.attr"), "{" + description + "}");
    var e =
        assertThrows(StorageException.Malformed.class, () -> MmapTable.open(table, Mode.READ_ONLY));
    assertEquals(table.resolve("x.attr"), e.path());
  }

  @Test
  void withoutADescriptionTheFileIsNoArray() throws IOException {
    Files.delete(table.resolve("x.attr"));
    var e =
        assertThrows(StorageException.Malformed.class, () -> MmapTable.open(table, Mode.READ_ONLY));
    assertEquals(table.resolve("x.npy"), e.path());
  }
}
