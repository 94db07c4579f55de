package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableDirectoryTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  interface Maker {
    void make(Path table) throws Exception;
  }

  record Unfit(String name, Class<? extends StorageException> kind, String at, Maker maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Unfit> unfitEntries() {
    Class<? extends StorageException> unsupported = StorageException.Unsupported.class;
    Class<? extends StorageException> malformed = StorageException.Malformed.class;
    return Stream.of(
        new Unfit(
            "FIFO",
            unsupported,
            "y.npy",
            t ->
                assertEquals(
                    0,
                    new ProcessBuilder("mkfifo", t.resolve("y.npy").toString()).start().waitFor())),
        new Unfit(
            "FIFO in a group",
            unsupported,
            "g/y.npy",
            t -> {
              Files.createDirectory(t.resolve("g"));
              assertEquals(
                  0,
                  new ProcessBuilder("mkfifo", t.resolve("g/y.npy").toString()).start().waitFor());
            }),
        new Unfit(
            "directory", unsupported, "y.npy", t -> Files.createDirectory(t.resolve("y.npy"))),
        new Unfit(
            "link to a file outside",
            unsupported,
            "y.npy",
            t -> {
              Npy.write(t.resolveSibling("outside.npy"), NdArray.of(1L, 2L));
              Files.createSymbolicLink(t.resolve("y.npy"), Path.of("../outside.npy"));
            }),
        new Unfit(
            "link to a directory outside",
            unsupported,
            "g",
            t -> {
              Files.createDirectory(t.resolveSibling("out"));
              Npy.write(t.resolveSibling("out").resolve("y.npy"), NdArray.of(1L, 2L));
              Files.createSymbolicLink(t.resolve("g"), t.resolveSibling("out"));
            }),
        new Unfit(
            "link to attributes outside",
            unsupported,
            "x.attr",
            t -> {
              Files.writeString(t.resolveSibling("outside"), "{}");
              Files.createSymbolicLink(t.resolve("x.attr"), Path.of("../outside"));
            }),
        new Unfit(
            "link to nowhere",
            unsupported,
            "y.npy",
            t -> Files.createSymbolicLink(t.resolve("y.npy"), Path.of("nowhere"))),
        new Unfit(
            "link to itself",
            unsupported,
            "y.npy",
            t -> Files.createSymbolicLink(t.resolve("y.npy"), Path.of("y.npy"))),
        new Unfit(
            "text",
            malformed,
            "y.npy",
            t -> Files.writeString(t.resolve("y.npy"), "1,2".repeat(99))),
        new Unfit("empty", malformed, "y.npy", t -> Files.createFile(t.resolve("y.npy"))),
        new Unfit(
            "cut short",
            malformed,
            "y.npy",
            t -> {
              Npy.write(t.resolve("y.npy"), NdArray.of(1L, 2L));
              byte[] bytes = Files.readAllBytes(t.resolve("y.npy"));
              Files.write(t.resolve("y.npy"), Arrays.copyOf(bytes, bytes.length - 1));
            }),
        new Unfit(
            "0-d",
            StorageException.Inconsistent.class,
            "y.npy",
            t -> Npy.write(t.resolve("y.npy"), NdArray.zeros(DType.INT64))));
  }

  @ParameterizedTest
  @MethodSource("unfitEntries")
  void whatIsNoColumnIsRefusedByNameAndLeftAsItIs(Unfit unfit) throws Exception {
    Files.createDirectory(path());
    Npy.write(path().resolve("x.npy"), NdArray.of(1L, 2L));
    unfit.maker().make(path());
    var before = FileTree.snapshot(directory);
    for (Mode mode : Mode.values()) {
      StorageException refused =
          assertThrows(unfit.kind(), () -> MmapTable.open(path(), mode).close());
      assertEquals(path().resolve(unfit.at()), refused.path());
    }
    assertTrue(
        Verification.of(path()).stream()
            .anyMatch(
                finding ->
                    finding.severity() == Finding.Severity.FAULT
                        && finding.path().equals(path().resolve(unfit.at()))));
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void columnsThatDifferAreListedAndNothingChanges() throws IOException {
    Files.createDirectories(path().resolve("g"));
    Npy.write(path().resolve("a.npy"), NdArray.of(1L, 2L));
    Npy.write(path().resolve("b.npy"), NdArray.of(1L, 2L, 3L));
    Npy.write(path().resolve("g/c.npy"), NdArray.zeros(DType.INT8, 2, 5));
    var before = FileTree.snapshot(directory);
    for (Mode mode : Mode.values()) {
      StorageException.Inconsistent refused =
          assertThrows(StorageException.Inconsistent.class, () -> MmapTable.open(path(), mode));
      assertEquals(path(), refused.path());
      assertEquals(
          path() + ": columns differ in their number of rows: a has 2, b has 3, g/c has 2",
          refused.getMessage());
    }
    assertEquals(before, FileTree.snapshot(directory));
    List<Finding> findings = Verification.of(path());
    assertEquals(1, findings.size());
    assertTrue(findings.getFirst().toString().startsWith("fault: " + path() + ": columns differ"));
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void columnsOfOurTableThatDifferAreListedToo() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT8);
    }
    Npy.write(path().resolve("y.npy"), NdArray.of(1L, 2L, 3L));
    var before = FileTree.snapshot(directory);
    for (Mode mode : Mode.values()) {
      String message =
          assertThrows(StorageException.Inconsistent.class, () -> MmapTable.open(path(), mode))
              .getMessage();
      assertTrue(message.endsWith("x has 2, y has 3"), message);
    }
    assertEquals(before, FileTree.snapshot(directory));
    Files.delete(path().resolve("y.npy"));
    MmapTable.open(path(), Mode.READ_WRITE).close();
  }

  @Test
  void columnThatSomebodyPutThereComesAfterTheOthers() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("z", DType.INT8);
    }
    Npy.write(path().resolve("b.npy"), NdArray.of(1L, 2L));
    Npy.write(path().resolve("a.npy"), NdArray.of(3L, 4L));
    Files.writeString(path().resolve("notes.txt"), "not a column");
    Files.writeString(path().resolve(".hidden.npy"), "not a column");
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(List.of("z", "a", "b"), table.columnNames());
      table.renameColumn("a", "c");
      assertEquals(List.of("z", "c", "b"), table.columnNames());
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(List.of("z", "c", "b"), table.columnNames());
    }
    assertTrue(Files.exists(path().resolve(".hidden.npy")));
  }

  @Test
  void columnWhoseFileIsGoneIsLeftOut() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT8);
      table.addColumn("y", DType.INT8);
    }
    Files.delete(path().resolve("x.npy"));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(List.of("y"), table.columnNames());
      table.addColumn("x", DType.INT16);
      assertEquals(List.of("y", "x"), table.columnNames());
    }
  }

  @Test
  void linkInsideTheTableIsAColumn() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumnFrom("g/x", new int[] {1, 2});
    }
    Files.createSymbolicLink(path().resolve("y.npy"), Path.of("g/x.npy"));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals("[1 2]", table.column("y").array().toString());
    }
  }

  @Test
  void columnIsNotAddedThroughALinkThatLeavesTheTable() throws IOException {
    Path out = Files.createDirectory(directory.resolve("out"));
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT8);
      Files.createSymbolicLink(path().resolve("g"), out);
      assertThrows(StorageException.Unsupported.class, () -> table.addColumn("g/y", DType.INT8));
      assertThrows(StorageException.Unsupported.class, () -> table.addColumn("g/h/y", DType.INT8));
      assertThrows(StorageException.Unsupported.class, () -> table.renameColumn("x", "g/x"));
      assertEquals(List.of("x"), table.columnNames());
      Files.delete(path().resolve("g"));
      table.addColumn("g/y", DType.INT8);
    }
    assertTrue(FileTree.snapshot(out).isEmpty());
  }

  static List<String> damagedCatalogs() {
    return List.of("", "{", "[]", "{}", "{\"format\": \"1\"}", "{\"format\": 1, \"rows\": -1}");
  }

  @ParameterizedTest
  @MethodSource("damagedCatalogs")
  void damagedCatalogIsNamedAndLeftAsItIs(String content) throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT8);
    }
    Path catalog = Files.writeString(path().resolve(".mmaptable/table.json"), content);
    var before = FileTree.snapshot(directory);
    for (Mode mode : Mode.values()) {
      StorageException.Malformed refused =
          assertThrows(StorageException.Malformed.class, () -> MmapTable.open(path(), mode));
      assertEquals(catalog, refused.path());
    }
    assertEquals(before, FileTree.snapshot(directory));
    assertEquals(catalog, Verification.of(path()).getFirst().path());
  }

  @Test
  void catalogOfANewerFormatIsNotTouched() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT8);
    }
    Files.writeString(path().resolve(".mmaptable/table.json"), "{\"format\": 2, \"new\": true}");
    var before = FileTree.snapshot(directory);
    for (Mode mode : Mode.values()) {
      String message =
          assertThrows(StorageException.Unsupported.class, () -> MmapTable.open(path(), mode))
              .getMessage();
      assertTrue(message.contains("format 2 is newer than this library"), message);
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void tableWithoutItsCatalogIsReadByName() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumnFrom("z", new int[] {1, 2});
      table.addColumnFrom("a", new int[] {3, 4});
      table.setAttr("lost with the catalog");
    }
    Files.delete(path().resolve(".mmaptable/table.json"));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(List.of("a", "z"), table.columnNames());
      assertEquals("[1 2]", table.column("z").array().toString());
      table.setAttr("new");
      assertEquals(List.of("a", "z"), table.columnNames());
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals("new", table.attr());
    }
  }

  @Test
  void catalogIsNoWayOutOfTheTable() throws IOException {
    Npy.write(directory.resolve("secret.npy"), NdArray.of(1L, 2L));
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT8);
    }
    Files.writeString(
        path().resolve(".mmaptable/table.json"),
        "{\"format\": 1, \"columns\": [\"../secret\", \"x\", 7, \"x\", null], \"rows\": 2}");
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(List.of("x"), table.columnNames());
    }
    Files.writeString(
        path().resolve(".mmaptable/intent"),
        "{\"operation\": \"delete\", \"name\": \"../secret\"}");
    assertThrows(StorageException.Malformed.class, () -> MmapTable.open(path(), Mode.READ_WRITE));
    assertTrue(Files.exists(directory.resolve("secret.npy")));
    assertFalse(Verification.of(path()).isEmpty());
  }

  @Test
  void ofManyColumnsThoseThatDifferFromMostAreListed() throws IOException {
    Files.createDirectories(path());
    for (int i = 0; i < 30; i++) {
      Npy.write(path().resolve("c" + i + ".npy"), NdArray.of(1L, 2L));
    }
    Npy.write(path().resolve("odd.npy"), NdArray.of(1L));
    Npy.write(path().resolve("x.npy"), NdArray.of(1L, 2L, 3L));
    var e =
        assertThrows(
            StorageException.Inconsistent.class, () -> MmapTable.open(path(), Mode.READ_ONLY));
    assertEquals(
        path() + ": columns differ in their number of rows: 30 have 2, odd has 1, x has 3",
        e.getMessage());
  }
}
