package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npz;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableArchiveTest {
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path archive() {
    return directory.resolve("table.npz");
  }

  private Path again() {
    return directory.resolve("again");
  }

  private MmapTable made(long rows) throws IOException {
    MmapTable table = MmapTable.create(directory.resolve("table"), rows);
    table.addColumn("group/x", DType.of(">f8")).set(NdArray.arange(rows).mul(0.5));
    table.addColumn("when", DType.of("M8[us]")).set(NdArray.arange(rows).view(DType.of("M8[us]")));
    NdArray items = table.addColumn("items", DType.INT16, 2, 3).array();
    items.set(NdArray.arange(6 * rows).reshape(rows, 2, 3).astype(DType.INT16));
    table.addColumn("pair", DType.of("i4,f8")).array().field("f0").fill(7);
    table.addColumn("name", DType.of("U3")).set("abc");
    return table;
  }

  static Stream<NpzStorage> storages() {
    return Stream.of(NpzStorage.stored(), NpzStorage.aligned(), NpzStorage.deflated());
  }

  @ParameterizedTest
  @MethodSource("storages")
  void aTableComesBackAsItWas(NpzStorage storage) throws IOException {
    try (MmapTable table = made(100_000)) {
      TableArchive.write(table.rows(), archive(), storage, Progress.NONE);
      assertEquals(100_000, TableArchive.toTable(archive(), again(), Progress.NONE));
      try (MmapTable read = MmapTable.open(again(), Mode.READ_ONLY)) {
        assertEquals(table.columnNames(), read.columnNames());
        assertEquals(table.dtype(), read.dtype());
        assertEquals(-1, table.toRecords().asSegment().mismatch(read.toRecords().asSegment()));
      }
    }
  }

  @Test
  void numpyLoadsColumnsByTheirPaths() throws IOException {
    Python python = Python.required();
    try (MmapTable table = made(4)) {
      TableArchive.write(
          table.rows().select("group/x", "items").rows("::-2"),
          archive(),
          NpzStorage.stored(),
          Progress.NONE);
    }
    assertEquals(
        "[1.5, 0.5] [[[18, 19, 20], [21, 22, 23]], [[6, 7, 8], [9, 10, 11]]]",
        python.run(
            "import sys, numpy as np; z = np.load(sys.argv[1]);"
                + " print(z['group/x'].tolist(), z['items'].tolist())",
            archive()));
  }

  @Test
  void numpysArchiveBecomesATable() throws IOException {
    Python python = Python.required();
    python.run(
        "import sys, numpy as np; np.savez_compressed(sys.argv[1], x=np.arange(5) / 2,"
            + " f=np.asfortranarray(np.arange(10).reshape(5, 2)))",
        archive());
    assertEquals(5, TableArchive.toTable(archive(), again(), Progress.NONE));
    try (MmapTable read = MmapTable.open(again(), Mode.READ_ONLY)) {
      assertEquals("[0.  0.5 1.  1.5 2. ]", read.column("x").array().toString());
      assertEquals("[6 7]", read.column("f").array().get(3).toString());
    }
  }

  @Test
  void membersOfDifferentLengthAreNoTable() throws IOException {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("x", NdArray.arange(3));
    arrays.put("y", NdArray.arange(4));
    Npz.write(archive(), arrays);
    assertRefused(archive() + ": member 'y' has 4 rows, and 'x' has 3");
    Npz.write(archive(), Map.of("x", NdArray.arange(3).get("0")));
    assertRefused(archive() + ": member 'x' is 0-d, and a column has rows");
    Npz.write(archive(), Map.of("../x", NdArray.arange(3)));
    assertRefused(archive() + ": column name '../x' has a part that begins with a dot");
  }

  private void assertRefused(String message) {
    var e =
        assertThrows(
            StorageException.Malformed.class,
            () -> TableArchive.toTable(archive(), again(), Progress.NONE));
    assertEquals(message, e.getMessage());
    assertFalse(Files.exists(again()));
  }

  @Test
  void aDamagedMemberLeavesNoTable() throws IOException {
    try (MmapTable table = made(100_000)) {
      TableArchive.write(table.rows(), archive(), NpzStorage.stored(), Progress.NONE);
    }
    byte[] bytes = Files.readAllBytes(archive());
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive(), bytes);
    assertThrows(
        StorageException.class, () -> TableArchive.toTable(archive(), again(), Progress.NONE));
    try (Stream<Path> entries = Files.list(directory)) {
      assertEquals(
          List.of("table", "table.npz"),
          entries.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void progressIsToldUntilTheEnd() throws IOException {
    var told = new ArrayList<String>();
    Progress progress = (rows, bytes, part) -> told.add(rows + " " + bytes + " " + part);
    try (MmapTable table = made(10)) {
      TableArchive.write(table.rows(), archive(), NpzStorage.stored(), progress);
      assertEquals("10 " + table.nbytes() + " 1.0", told.getLast());
      TableArchive.toTable(archive(), again(), progress);
      assertEquals("10 " + table.nbytes() + " 1.0", told.getLast());
    }
  }
}
