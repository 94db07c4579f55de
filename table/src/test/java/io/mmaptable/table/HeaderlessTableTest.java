package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables as the Python package `mmaptable` has them, whose files hold elements only.
class HeaderlessTableTest {
  private static final String BOOT_ID = "io.mmaptable.bootId";

  /// Reads each column as the Python package does, and fails where a file is no such column.
  private static final String READ =
      """
      import json, os, sys
      import numpy as np
      found = []
      for folder, _, names in sorted(os.walk(sys.argv[1])):
          for name in sorted(names):
              if name.endswith(".npy"):
                  path = os.path.join(folder, name)
                  said = json.load(open(path[:-4] + ".attr"))
                  dtype, shape = np.dtype(said["dtype"]), tuple(said["shape"])
                  assert os.path.getsize(path) >= dtype.itemsize * np.prod(shape), path
                  exact = os.path.getsize(path) == dtype.itemsize * np.prod(shape)
                  a = np.memmap(path, mode="r", dtype=dtype, shape=shape) if 0 not in shape else []
                  column = os.path.relpath(path[:-4], sys.argv[1])
                  found.append(f"{column} {np.asarray(a).tolist()} {said['attr']} {exact}")
      print("; ".join(sorted(found)))
      """;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  @AfterEach
  void sameBoot() {
    System.clearProperty(BOOT_ID);
  }

  private MmapTable twoColumns() throws IOException {
    MmapTable table = MmapTable.create(path(), 2, Layout.HEADERLESS);
    table.addColumnFrom("n", new int[] {1, 2}).setAttr("of n");
    table.addColumn("g/v", DType.of(">f8"), 2);
    return table;
  }

  private static Map<String, Object> row(int n) {
    NdArray items = NdArray.zeros(DType.FLOAT64, 1, 2);
    items.set(n);
    return Map.of("n", new int[] {n}, "g/v", items);
  }

  private static String python(Path table) {
    return Python.required().run(READ, table);
  }

  @Test
  void columnsAreDescribedBesideTheirElements() throws IOException {
    try (MmapTable table = twoColumns()) {
      assertEquals(Layout.HEADERLESS, table.layout());
      assertInstanceOf(RawFormat.class, table.column("n").format());
      table.copyColumn("n", "copy");
      assertInstanceOf(RawFormat.class, table.column("copy").format());
    }
    assertEquals(
        "{\"dtype\":\"<i4\",\"shape\":[2],\"attr\":\"of n\"}",
        Files.readString(path().resolve("n.attr")));
    assertEquals(8, Files.size(path().resolve("n.npy")));
    assertEquals(
        Files.readString(path().resolve("n.attr")), Files.readString(path().resolve("copy.attr")));
    assertEquals(
        "{\"dtype\":\">f8\",\"shape\":[2,2],\"attr\":null}",
        Files.readString(path().resolve("g/v.attr")));
    assertEquals(32, Files.size(path().resolve("g/v.npy")));
    assertEquals(List.of(), Verification.of(path()));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(List.of("n", "g/v", "copy"), table.columnNames());
      table.deleteColumn("n");
      table.deleteColumn("g/v");
      table.deleteColumn("copy");
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(Layout.HEADERLESS, table.layout(), "an empty table keeps its layout");
      assertEquals(2, table.rowCount());
      table.addColumn("x", DType.INT8);
    }
    assertEquals(2, Files.size(path().resolve("x.npy")));
  }

  @Test
  void directoryThatPythonFilledIsOfThisLayout() throws IOException {
    Path table = Files.createDirectories(path());
    Files.write(table.resolve("x.npy"), new byte[] {1, 0, 2, 0});
    Files.writeString(
        table.resolve("x.attr"), "{\"dtype\": \"<i2\", \"shape\": [2], \"attr\": null}");
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      assertEquals(Layout.HEADERLESS, open.layout());
      open.addColumn("y", DType.INT8);
      open.append(Map.of("x", new short[] {3}, "y", new byte[] {3}));
    }
    assertEquals("x [1, 2, 3] None True; y [0, 0, 3] None True", python(table));
  }

  @Test
  void numpyReadsWhatHasBeenFlushedAndAllAfterwards() throws IOException {
    try (MmapTable table = twoColumns();
        MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      table.append(row(3));
      assertEquals("g/v [[0.0, 0.0], [0.0, 0.0]] None False; n [1, 2] of n False", python(path()));
      assertEquals(3, reader.refresh());
      table.flush();
      String three = "g/v [[0.0, 0.0], [0.0, 0.0], [3.0, 3.0]] None False; n [1, 2, 3] of n False";
      assertEquals(three, python(path()));
      assertEquals(3, reader.refresh());
      table.column("n").setAttr("new");
      table.append(row(4));
      table.resize(1);
      assertEquals("g/v [[0.0, 0.0]] None False; n [1] new False", python(path()));
      assertEquals(1, reader.refresh());
      table.resize(2);
      table.append(row(5));
    }
    assertEquals(
        "g/v [[0.0, 0.0], [0.0, 0.0], [5.0, 5.0]] None True; n [1, 0, 5] new True", python(path()));
    assertEquals(List.of(), Verification.of(path()));
    assertFalse(Files.exists(path().resolve(".mmaptable/journal")));
  }

  @Test
  void filesThatAreCutLeaveWhatReadersHaveMapped() throws IOException {
    try (MmapTable table = twoColumns()) {
      table.resize(100_000);
    }
    try (MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      NdArray mapped = reader.column("g/v").array();
      try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
        table.resize(3);
        table.addColumn("new", DType.INT8); // which settles the counts
      }
      assertEquals(24 * 2, Files.size(path().resolve("g/v.npy")));
      assertEquals(0, mapped.countNonZero());
      assertEquals(3, reader.refresh());
      assertEquals("[1 2 0]", reader.column("n").array().toString());
    }
    assertEquals(
        "g/v [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]] None True; n [1, 2, 0] of n True;"
            + " new [0, 0, 0] None True",
        python(path()));
  }

  /// Copies of the table at each step, as kills leave them, and how many rows count then.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void killLosesNothingThatIsCommitted(boolean anotherBoot) throws IOException {
    record Image(Path path, int committed, int flushed) {}
    var images = new ArrayList<Image>();
    try (MmapTable table = twoColumns()) {
      for (int n = 3; n <= 6; n++) {
        table.append(row(n));
        images.add(new Image(directory.resolve("appended" + n), n, n == 6 ? 5 : 2));
        FileTree.copy(path(), images.getLast().path());
        if (n == 5) {
          table.flush();
          images.add(new Image(directory.resolve("flushed"), 5, 5));
          FileTree.copy(path(), images.getLast().path());
          table.column("n").setAttr("of n");
        }
      }
      images.removeIf(image -> image.path().endsWith("appended5") && anotherBoot);
      table.resize(4);
      images.add(new Image(directory.resolve("shrunk"), 4, 4));
      FileTree.copy(path(), images.getLast().path());
      table.resize(7);
      images.add(new Image(directory.resolve("grown"), 7, 4));
      FileTree.copy(path(), images.getLast().path());
    }
    if (anotherBoot) {
      System.setProperty(BOOT_ID, UUID.randomUUID().toString());
    }
    for (Image image : images) {
      int rows = anotherBoot ? image.flushed() : image.committed();
      try (MmapTable table = MmapTable.open(image.path(), Mode.READ_ONLY)) {
        check(table, rows);
        assertTrue(table.recoveryNote().isPresent(), image.path()::toString);
      }
      assertTrue(python(image.path()).contains(" of n "), image.path()::toString);
      try (MmapTable table = MmapTable.open(image.path(), Mode.READ_WRITE)) {
        check(table, rows);
      }
      var settled = FileTree.snapshot(image.path());
      String seen = python(image.path());
      assertFalse(seen.contains("False"), seen);
      try (MmapTable table = MmapTable.open(image.path(), Mode.READ_WRITE)) {
        check(table, rows);
        assertTrue(table.recoveryNote().isEmpty());
      }
      assertEquals(settled, FileTree.snapshot(image.path()), "a second recovery changes nothing");
    }
  }

  private static void check(MmapTable table, int rows) {
    assertEquals(rows, table.rowCount());
    NdArray n = table.column("n").array();
    NdArray v = table.column("g/v").array();
    for (int i = 0; i < rows; i++) {
      boolean isZero = rows == 7 && i >= 4;
      assertEquals(isZero ? 0 : i + 1, n.getLong(i), "row " + i);
      assertEquals(isZero || i < 2 ? 0.0 : i + 1, v.getDouble(i, 1), "row " + i);
    }
  }

  /// The steps of taking rows away and of closing: descriptions are written before files are cut,
  /// and the journal goes last.
  @Test
  void killBetweenTheStepsOfSettlingIsSettledByTheJournal() throws IOException {
    Path open = directory.resolve("open");
    Path flushed = directory.resolve("flushed");
    try (MmapTable table = twoColumns()) {
      table.append(row(3));
      table.resize(2);
      table.append(row(3));
      FileTree.copy(path(), open);
      table.flush();
      FileTree.copy(path(), flushed);
    }
    List<List<String>> done =
        List.of(
            List.of("n.attr"),
            List.of("n.attr", "g/v.attr"),
            List.of("n.attr", "g/v.attr", "n.npy"),
            List.of("n.attr", "g/v.attr", "n.npy", "g/v.npy"));
    for (List<String> files : done) {
      Path image = FileTree.copy(open, directory.resolve("image" + files.size()));
      for (String file : files) {
        Files.delete(image.resolve(file));
        Files.copy(path().resolve(file), image.resolve(file));
      }
      try (MmapTable table = MmapTable.open(image, Mode.READ_ONLY)) {
        check(table, 3);
      }
      python(image);
      MmapTable.open(image, Mode.READ_WRITE).close();
      assertEquals(FileTree.snapshot(path()), FileTree.snapshot(image));
    }
    try (MmapTable table = MmapTable.open(flushed, Mode.READ_WRITE, Recovery.ALL)) {
      check(table, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 1})
  void rowsThatThePythonPackageAddsOrTakesAwayAfterAKillCount(int rows) throws IOException {
    Path image = directory.resolve("image");
    try (MmapTable table = twoColumns()) {
      table.append(row(3));
      FileTree.copy(path(), image);
    }
    Python.required()
        .run(
            """
            import json, os, sys
            for name in ("n", "g/v"):
                path, rows = f"{sys.argv[1]}/{name}", int(sys.argv[2])
                said = json.load(open(path + ".attr"))
                said["shape"][0] = rows
                os.truncate(path + ".npy", rows * (4 if name == "n" else 16))
                json.dump(said, open(path + ".attr", "w"))
            """,
            image,
            rows);
    for (Mode mode : List.of(Mode.READ_ONLY, Mode.READ_WRITE)) {
      try (MmapTable table = MmapTable.open(image, mode)) {
        assertEquals(rows, table.rowCount());
        assertEquals(1, table.column("n").array().getLong(0));
      }
    }
    assertEquals(4L * rows, Files.size(image.resolve("n.npy")));
    assertEquals(List.of(), Verification.of(image));
  }

  @ParameterizedTest
  @ValueSource(strings = {"intent", "elements", "description", "catalog"})
  void addingThatWasInterruptedIsUndoneOrFinished(String step) throws IOException {
    twoColumns().close();
    Intent intent = new Intent.Add("g/new", RawFormat.ID);
    intent.declare(path());
    if (!step.equals("intent")) {
      Files.write(path().resolve("g/new.npy"), new byte[] {7, 8});
    }
    if (step.equals("description") || step.equals("catalog")) {
      Files.writeString(
          path().resolve("g/new.attr"), "{\"dtype\":\"|i1\",\"shape\":[2],\"attr\":null}");
    }
    if (step.equals("catalog")) {
      Catalog.read(path()).withColumns(List.of("n", "g/v", "g/new")).write(path());
    }
    boolean finished = step.equals("description") || step.equals("catalog");
    List<String> columns = finished ? List.of("n", "g/v", "g/new") : List.of("n", "g/v");
    for (Mode mode : List.of(Mode.READ_ONLY, Mode.READ_WRITE, Mode.READ_WRITE)) {
      try (MmapTable table = MmapTable.open(path(), mode)) {
        assertEquals(columns, finished ? table.columnNames() : List.of("n", "g/v"));
        assertEquals(finished, table.columnNames().contains("g/new"));
      }
    }
    assertEquals(finished, Files.exists(path().resolve("g/new.npy")));
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void structuredColumnIsRefusedSinceNoTextDescribesIt() throws IOException {
    try (MmapTable table = twoColumns()) {
      var before = FileTree.snapshot(path());
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> table.addColumn("s", DType.of("i4,f8")));
      assertTrue(
          String.valueOf(e.getMessage()).startsWith("column 's' cannot be of the structured"));
      assertEquals(before, FileTree.snapshot(path()));
    }
  }
}
