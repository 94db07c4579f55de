package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.GrowableHeaders;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableRepairTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  /// A table of five rows, of ours or of NumPy's files.
  private void make(boolean ours) throws IOException {
    NdArray x = NdArray.of(1L, 2L, 3L, 4L, 5L);
    NdArray y = NdArray.of(6.0, 7.0, 8.0, 9.0, 10.0);
    if (ours) {
      try (MmapTable table = MmapTable.createNew(path(), 5)) {
        table.addColumnFrom("x", x);
        table.addColumnFrom("g/y", y);
      }
    } else {
      Files.createDirectories(path().resolve("g"));
      Npy.write(path().resolve("x.npy"), x);
      Npy.write(path().resolve("g/y.npy"), y);
    }
  }

  private void cut(String column, int bytes) throws IOException {
    Path file = path().resolve(column + ".npy");
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - bytes));
  }

  private void assertUnchangedByRepair() throws IOException {
    var before = FileTree.snapshot(directory);
    assertEquals(List.of(), Verification.repair(path()));
    assertEquals(before, FileTree.snapshot(directory));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsWholeIsLeftAsItIs(boolean ours) throws IOException {
    make(ours);
    assertUnchangedByRepair();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsThatAllColumnsHoldWholeAreCountedWhereFilesWereCut(boolean ours) throws IOException {
    make(ours);
    cut("x", 9);
    cut("g/y", 8);
    assertEquals(
        List.of(
            "counted 5 rows down to the 3 that all columns hold, since files were cut short:"
                + " [g/y, x]"),
        Verification.repair(path()).stream()
            .map(line -> line.replace("[x, g/y]", "[g/y, x]"))
            .toList());
    assertEquals(List.of(), Verification.of(path()));
    assertUnchangedByRepair();
    assertEquals("[1 2 3]", Npy.read(path().resolve("x.npy")).toString());
    assertEquals("[6. 7. 8.]", Npy.read(path().resolve("g/y.npy")).toString());
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      table.append(Map.of("x", new long[] {0}, "g/y", new double[] {1}));
      assertEquals("[1 2 3 0]", table.column("x").array().toString());
      assertEquals("[6. 7. 8. 1.]", table.column("g/y").array().toString());
    }
  }

  @Test
  void frozenColumnsAreCountedDownToo() throws IOException {
    make(true);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      table.freeze("g/y");
    }
    cut("x", 9);
    assertEquals(
        List.of(
            "counted 5 rows down to the 3 that all columns hold, since files were cut short: [x]"),
        Verification.repair(path()));
    assertEquals(List.of(), Verification.of(path()));
    assertUnchangedByRepair();
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals("[6. 7. 8.]", table.column("g/y").array().toString());
      table.append(Map.of("x", new long[] {0}, "g/y", new double[] {1}));
      assertEquals("[6. 7. 8. 1.]", table.column("g/y").array().toString());
    }
  }

  @Test
  void rowsOfTheOtherColumnsStayInTheirFiles() throws IOException {
    make(true);
    long size = Files.size(path().resolve("g/y.npy"));
    cut("x", 9);
    Verification.repair(path());
    assertEquals(size, Files.size(path().resolve("g/y.npy")));
    GrowableHeaders.recount(path().resolve("g/y.npy"), 5);
    assertEquals("[ 6.  7.  8.  9. 10.]", Npy.read(path().resolve("g/y.npy")).toString());
  }

  @Test
  void countingThatWasInterruptedIsDoneAgain() throws IOException {
    make(true);
    cut("x", 9);
    GrowableHeaders.recount(path().resolve("g/y.npy"), 3);
    assertEquals(1, Verification.repair(path()).size());
    assertEquals(List.of(), Verification.of(path()));
    assertEquals("[1 2 3]", Npy.read(path().resolve("x.npy")).toString());
  }

  interface Maker {
    void make(Path table) throws IOException;
  }

  /// Damage that only a person can mend.
  record Damage(String name, Maker maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Damage> damages() {
    return Stream.of(
        new Damage("column of another length", t -> Npy.write(t.resolve("z.npy"), NdArray.of(1L))),
        new Damage("column that is no array", t -> Files.writeString(t.resolve("z.npy"), "z")),
        new Damage(
            "column without a whole row",
            t -> {
              byte[] content = Files.readAllBytes(t.resolve("x.npy"));
              Files.write(t.resolve("x.npy"), Arrays.copyOf(content, content.length - 33));
            }),
        new Damage(
            "column in Fortran order that was cut",
            t -> {
              Npy.write(t.resolve("z.npy"), NdArray.zeros(DType.INT8, 3, 5).transpose());
              byte[] content = Files.readAllBytes(t.resolve("z.npy"));
              Files.write(t.resolve("z.npy"), Arrays.copyOf(content, content.length - 1));
            }),
        new Damage("unreadable attributes", t -> Files.writeString(t.resolve("x.attr"), "{")),
        new Damage(
            "unreadable catalog", t -> Files.writeString(t.resolve(".mmaptable/table.json"), "{")));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void whatOnlyAPersonCanMendIsLeftAsItIs(Damage damage) throws IOException {
    make(true);
    damage.maker().make(path());
    List<Finding> findings = Verification.of(path());
    assertTrue(findings.stream().anyMatch(f -> f.severity() == Finding.Severity.FAULT));
    assertUnchangedByRepair();
    assertEquals(findings, Verification.of(path()));
  }

  @Test
  void whatAWriterLeftIsSettledAlsoBesideAFault() throws IOException {
    make(true);
    Files.writeString(path().resolve("x.attr"), "{");
    Files.writeString(path().resolve("g/.y.npy.1.tmp"), "half");
    assertEquals(
        List.of("settled by opening it: is a temporary file that an interrupted writer left"),
        Verification.repair(path()));
    assertEquals(1, Verification.of(path()).size());
  }

  @Test
  void journalOfOtherFilesIsRemoved() throws IOException {
    make(true);
    Path journal = Files.writeString(path().resolve(".mmaptable/journal"), "of others");
    assertEquals(
        List.of("settled by opening it: " + journal + " belongs to other files and was ignored"),
        Verification.repair(path()));
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void interruptedReplacingOfTheWholeTableIsSettled() throws IOException {
    make(true);
    Files.move(path(), directory.resolve(".t.replaced"));
    assertEquals(1, Verification.repair(path()).size());
    assertEquals(List.of(), Verification.of(path()));
    assertTrue(Files.exists(path().resolve("x.npy")));
  }

  @Test
  void tableThatSomebodyWritesIsNotRepaired() throws IOException {
    make(true);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertThrows(StorageException.Locked.class, () -> Verification.repair(path()));
      assertEquals(5, table.rowCount());
    }
  }

  @Test
  void whatIsNoTableIsNotMadeOne() throws IOException {
    assertThrows(NoSuchFileException.class, () -> Verification.repair(path()));
    Files.createDirectory(path());
    Files.createFile(path().resolve("notes.txt"));
    assertUnchangedByRepair();
  }
}
