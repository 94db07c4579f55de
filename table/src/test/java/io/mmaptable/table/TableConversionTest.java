package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TableConversionTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private void make(Path path, Layout layout) throws IOException {
    try (MmapTable table = MmapTable.create(path, 3, layout)) {
      table.addColumnFrom("n", new int[] {1, 2, 3}).setAttr("of n");
      table.addColumnFrom("g/v", NdArray.arange(6.0, 12.0, 1.0).reshape(3, 2));
      table.setAttr("of the table");
    }
  }

  private static Layout other(Layout layout) {
    return layout == Layout.NPY ? Layout.HEADERLESS : Layout.NPY;
  }

  private static void check(MmapTable table) throws IOException {
    assertEquals(List.of("n", "g/v"), table.columnNames());
    assertEquals("[1 2 3]", table.column("n").array().toString());
    assertEquals("[[ 6.  7.]\n [ 8.  9.]\n [10. 11.]]", table.column("g/v").array().toString());
    assertEquals("of n", table.column("n").attr());
    assertEquals("of the table", table.attr());
  }

  private static void checkLayout(Path path, Layout layout) throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      assertEquals(layout, table.layout());
      for (MmapColumn column : table.columns()) {
        assertEquals(layout.format().id(), column.format().id());
      }
    }
    assertEquals(List.of(), Verification.of(path));
  }

  @ParameterizedTest
  @EnumSource
  void tableIsConvertedAndGrows(Layout to) throws IOException {
    make(path(), other(to));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE);
        MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      NdArray before = table.column("n").array();
      table.convert(to);
      assertEquals(to, table.layout());
      check(table);
      check(reader);
      assertEquals(3, reader.refresh());
      check(reader);
      assertEquals(to.format().id(), reader.column("n").format().id());
      table.column("n").array().set("0", 9);
      assertEquals("[1 2 3]", before.toString(), "old views show what the column was");
      assertEquals("[9 2 3]", reader.column("n").array().toString());
      table.column("n").array().set("0", 1);
      table.append(Map.of("n", new int[] {4}, "g/v", NdArray.zeros(DType.FLOAT64, 1, 2)));
      assertEquals(4, reader.refresh());
      table.resize(3);
      table.addColumn("new", DType.INT8);
      table.deleteColumn("new");
    }
    checkLayout(path(), to);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      check(table);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLaidOutSoAlreadyIsLeftAsItIs(Layout layout) throws IOException {
    make(path(), layout);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      FileTree.assertUnchanged(path(), () -> table.convert(layout));
    }
  }

  @Test
  void fortranColumnIsWrittenInCOrderAndGrowsThen() throws IOException {
    Files.createDirectories(path());
    Npy.write(path().resolve("f.npy"), NdArray.arange(6).reshape(2, 3).transpose());
    Npy.write(path().resolve("n.npy"), NdArray.arange(3));
    byte[] untouched = Files.readAllBytes(path().resolve("n.npy"));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      String message =
          assertThrows(UnsupportedOperationException.class, () -> table.resize(4)).getMessage();
      assertEquals(
          path()
              + ": column 'f' is in Fortran order, whose rows cannot grow;"
              + " convert the table to write it in C order",
          message);
      table.convert(Layout.NPY);
      assertArrayEquals(untouched, Files.readAllBytes(path().resolve("n.npy")));
      table.resize(4);
      assertEquals("[[0 3]\n [1 4]\n [2 5]\n [0 0]]", table.column("f").array().toString());
    }
    assertFalse(Npy.header(path().resolve("f.npy")).fortranOrder());
    checkLayout(path(), Layout.NPY);
  }

  @Test
  void structuredColumnIsRefusedAndNothingChanges() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 3)) {
      table.addColumn("n", DType.INT32);
      table.addColumn("s", DType.of("i4,f8"));
    }
    var before = FileTree.snapshot(path());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertThrows(IllegalArgumentException.class, () -> table.convert(Layout.HEADERLESS));
      assertEquals(Layout.NPY, table.layout());
    }
    assertEquals(before, FileTree.snapshot(path()));
  }

  @Test
  void linkStaysOne() throws IOException {
    make(path(), Layout.NPY);
    Files.createDirectories(path().resolve("real"));
    Path link = path().resolve("n.npy");
    Path target = path().resolve("real/data");
    Files.move(link, target);
    Files.createSymbolicLink(link, target);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      table.convert(Layout.HEADERLESS);
      check(table);
    }
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(12, Files.size(target));
  }

  @Test
  void fullDiskLeavesTheTableAsItWas() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 8)) {
      Path path = disk.directory().resolve("t");
      try (MmapTable table = MmapTable.create(path, 700_000)) {
        table.addColumn("n", DType.INT64);
        var before = FileTree.snapshot(path);
        String message =
            assertThrows(IOException.class, () -> table.convert(Layout.HEADERLESS)).getMessage();
        assertTrue(message.contains("no space for 5600000 bytes"), message);
        assertEquals(before, FileTree.snapshot(path));
        table.resize(10);
        table.convert(Layout.HEADERLESS);
        assertEquals(10, table.rowCount());
      }
      checkLayout(path, Layout.HEADERLESS);
    }
  }

  static Stream<Arguments> killed() {
    return Stream.of(Layout.values())
        .flatMap(
            to -> Stream.iterate(0, i -> i <= 6, i -> i + 1).map(step -> Arguments.of(to, step)));
  }

  /// Every state that a conversion passes through once its intent is declared.
  @ParameterizedTest
  @MethodSource("killed")
  void conversionThatWasCutShortIsFinished(Layout to, int steps) throws IOException {
    make(path(), other(to));
    Path converted = directory.resolve("converted");
    make(converted, to);
    Path staged = path().resolve(".mmaptable/convert");
    var moves = new ArrayList<String>();
    for (String name : List.of("g/v", "n")) {
      var files = new ArrayList<>(List.of(name + ".npy", name + ".attr"));
      moves.addAll(to == Layout.NPY ? files.reversed() : files);
    }
    for (String file : moves) {
      Files.createDirectories(staged.resolve(file).getParent());
      if (!Files.exists(converted.resolve(file))) {
        Files.writeString(converted.resolve(file), "{\"attr\":null}");
      }
      Files.copy(converted.resolve(file), staged.resolve(file));
    }
    new Intent.Convert(to, Map.of("n", "npy", "g/v", "npy")).declare(path());
    for (String file : moves.subList(0, Math.min(steps, moves.size()))) {
      Files.move(staged.resolve(file), path().resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (steps > 4) {
      Catalog.read(path()).withLayout(to).write(path());
    }
    if (steps > 5) {
      Conversion.drop(path());
    }
    var before = FileTree.snapshot(path());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      check(table);
    }
    for (Finding finding : Verification.of(path())) {
      assertTrue(finding.message().startsWith("a change was interrupted"), finding::toString);
    }
    assertEquals(before, FileTree.snapshot(path()), "readers change nothing");
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      check(table);
    }
    checkLayout(path(), to);
    assertFalse(Files.exists(staged));
    var finished = FileTree.snapshot(path());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      check(table);
    }
    assertEquals(finished, FileTree.snapshot(path()), "a second recovery changes nothing");
  }

  @Test
  void conversionThatHadNotBegunToChangeTheTableIsUndone() throws IOException {
    make(path(), Layout.NPY);
    var clean = FileTree.snapshot(path());
    Path staged = Files.createDirectories(path().resolve(".mmaptable/convert/g"));
    Files.writeString(staged.resolve(".v.npy.abc.tmp"), "half");
    Files.writeString(staged.resolve("v.npy"), "whole");
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      check(table);
    }
    assertEquals(
        List.of(
            "note: "
                + path()
                + ": a conversion was interrupted before it began to change the table"),
        Verification.of(path()).stream().map(Finding::toString).toList());
    MmapTable.open(path(), Mode.READ_WRITE).close();
    assertEquals(clean, FileTree.snapshot(path()));
  }
}
