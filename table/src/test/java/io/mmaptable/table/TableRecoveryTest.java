package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What writers leave that were killed: copies of the directory while the table is open, and every
/// state that a change of the columns passes through, made by hand.
class TableRecoveryTest {
  private static final String BOOT_ID = "io.mmaptable.bootId";

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private Path image() {
    return directory.resolve("image");
  }

  @AfterEach
  void sameBoot() {
    System.clearProperty(BOOT_ID);
  }

  private static void anotherBoot() {
    System.setProperty(BOOT_ID, UUID.randomUUID().toString());
  }

  private static Map<String, Object> row(int i) {
    return Map.of("n", new int[] {i}, "g/v", NdArray.zeros(DType.FLOAT64, 1, 2));
  }

  /// Rows 1 and 2, flushed, and 3 and 4.
  private void killAfterTwoFlushedRowsAndTwoMore() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 0)) {
      table.addColumn("n", DType.INT32);
      table.addColumn("g/v", DType.FLOAT64, 2);
      for (int i = 1; i <= 4; i++) {
        table.append(row(i));
        if (i == 2) {
          table.flush();
        }
      }
      FileTree.copy(path(), image());
    }
  }

  private void setHeaderCount(String column, String from, String to) throws IOException {
    Path file = image().resolve(column + ".npy");
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Files.write(
        file,
        text.replaceFirst("(\\(.*)" + from + ",", "$1" + to + ",")
            .getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(Long.parseLong(to.strip()), Npy.header(file).shape()[0]);
  }

  @Test
  void everyCommittedRowCountsAfterAKillBetweenTwoHeaders() throws IOException {
    killAfterTwoFlushedRowsAndTwoMore();
    setHeaderCount("n", "4", "3");
    var before = FileTree.snapshot(directory);
    String note = "a writer did not close it; its 4 committed rows count";
    try (MmapTable table = MmapTable.open(image(), Mode.READ_ONLY)) {
      assertEquals("[1 2 3 4]", table.column("n").array().toString());
      assertEquals(Optional.of(note), table.recoveryNote());
      assertEquals(4, table.refresh());
    }
    assertEquals(
        List.of("note: " + image() + ": " + note),
        Verification.of(image()).stream().map(Finding::toString).toList());
    assertEquals(before, FileTree.snapshot(directory));
    try (MmapTable table = MmapTable.open(image(), Mode.READ_WRITE)) {
      assertEquals(4, Npy.header(image().resolve("n.npy")).shape()[0], "headers are completed");
      table.append(row(5));
    }
    assertEquals("[1 2 3 4 5]", Npy.read(image().resolve("n.npy")).toString());
    assertEquals(List.of(), Verification.of(image()));
  }

  @Test
  void onlyFlushedRowsCountAfterAnotherBoot() throws IOException {
    killAfterTwoFlushedRowsAndTwoMore();
    anotherBoot();
    setHeaderCount("n", "4", "3");
    try (MmapTable table = MmapTable.open(image(), Mode.READ_ONLY)) {
      assertEquals("[1 2]", table.column("n").array().toString());
      assertEquals(
          Optional.of(
              "the machine went down while it was open for writing; "
                  + "2 rows had been flushed and count, 2 after them do not"),
          table.recoveryNote());
    }
    try (MmapTable table = MmapTable.open(image(), Mode.READ_ONLY, Recovery.ALL)) {
      assertEquals("[1 2 3 4]", table.column("n").array().toString());
      assertEquals(
          Optional.of("the machine went down while it was open for writing; all 4 rows count"),
          table.recoveryNote());
    }
    Path other = FileTree.copy(image(), directory.resolve("other"));
    try (MmapTable table = MmapTable.open(image(), Mode.READ_WRITE)) {
      table.append(row(9));
      assertEquals("[1 2 9]", table.column("n").array().toString());
    }
    try (MmapTable table = MmapTable.open(other, Mode.READ_WRITE, Recovery.ALL)) {
      table.append(row(9));
    }
    assertEquals("[1 2 3 4 9]", Npy.read(other.resolve("n.npy")).toString());
    assertEquals(List.of(), Verification.of(other));
    assertEquals(List.of(), Verification.of(image()));
  }

  @Test
  void rowsThatWereTakenAwayDoNotComeBack() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 0)) {
      table.addColumn("n", DType.INT32);
      table.append(Map.of("n", new int[] {1, 2, 3, 4}));
      table.flush();
      table.resize(2);
      FileTree.copy(path(), image());
    }
    setHeaderCount("n", "2", "4");
    Path other = FileTree.copy(image(), directory.resolve("other"));
    try (MmapTable table = MmapTable.open(image(), Mode.READ_WRITE)) {
      assertEquals("[1 2]", table.column("n").array().toString());
    }
    anotherBoot();
    try (MmapTable table = MmapTable.open(other, Mode.READ_WRITE)) {
      assertEquals("[1 2]", table.column("n").array().toString());
      table.resize(4);
      assertEquals("[1 2 0 0]", table.column("n").array().toString());
    }
  }

  @Test
  void journalOfOtherColumnsIsIgnoredAndReported() throws IOException {
    killAfterTwoFlushedRowsAndTwoMore();
    Npy.write(image().resolve("n.npy"), NdArray.of(1L, 2L, 3L, 4L));
    Path journal = image().resolve(".mmaptable/journal");
    String note = journal + " belongs to other files and was ignored";
    try (MmapTable table = MmapTable.open(image(), Mode.READ_ONLY)) {
      assertEquals(Optional.of(note), table.recoveryNote());
    }
    try (MmapTable table = MmapTable.open(image(), Mode.READ_WRITE)) {
      assertEquals(4, table.rowCount());
      assertEquals(Optional.of(note), table.recoveryNote());
    }
    assertFalse(Files.exists(journal));
  }

  @Test
  void temporaryFilesAreRemovedByTheNextWriter() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 1)) {
      table.addColumn("g/x", DType.INT8);
    }
    var clean = FileTree.snapshot(path());
    Files.writeString(path().resolve("g/.y.npy.abc123.tmp"), "half a column");
    Files.writeString(path().resolve(".x.attr.1.tmp"), "half");
    Files.writeString(path().resolve(".mmaptable/.table.json.zz.tmp"), "half");
    Files.writeString(path().resolve(".mmaptable/.intent.zz.tmp"), "half");
    var before = FileTree.snapshot(path());
    MmapTable.open(path(), Mode.READ_ONLY).close();
    List<Finding> findings = Verification.of(path());
    assertEquals(4, findings.size());
    assertTrue(findings.stream().allMatch(f -> f.severity() == Finding.Severity.NOTE));
    assertEquals(before, FileTree.snapshot(path()));
    MmapTable.open(path(), Mode.READ_WRITE).close();
    assertEquals(clean, FileTree.snapshot(path()));
  }

  /// A state that a change of the columns passes through.
  record Step(String name, State state, List<String> columns) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface State {
    void make(Path table) throws IOException;
  }

  private static void intent(Path table, String json) throws IOException {
    Files.writeString(table.resolve(".mmaptable/intent"), json);
  }

  private static void list(Path table, String columns) throws IOException {
    Files.writeString(
        table.resolve(".mmaptable/table.json"),
        "{\"format\":1,\"rows\":3,\"columns\":[" + columns + "],\"attr\":\"of the table\"}");
  }

  private static void move(Path table, String from, String to) throws IOException {
    Files.createDirectories(table.resolve(to).getParent());
    Files.move(table.resolve(from), table.resolve(to));
  }

  /// The steps begin with a table of the columns `a`, `b` and `g/c`, of which `b` and `g/c` have
  /// attributes.
  static Stream<Step> steps() {
    String add = "{\"operation\":\"add\",\"name\":\"h/new\"}";
    String delete = "{\"operation\":\"delete\",\"name\":\"g/c\"}";
    String rename = "{\"operation\":\"rename\",\"name\":\"g/c\",\"to\":\"h/new\"}";
    List<String> old = List.of("a", "b", "g/c");
    List<String> added = List.of("a", "b", "g/c", "h/new");
    List<String> deleted = List.of("a", "b");
    List<String> renamed = List.of("a", "b", "h/new");
    State copied =
        t -> {
          Files.createDirectories(t.resolve("h"));
          Files.copy(t.resolve("g/c.npy"), t.resolve("h/new.npy"));
        };
    State attributesCopied = t -> Files.copy(t.resolve("g/c.attr"), t.resolve("h/new.attr"));
    State attributesMoved = t -> move(t, "g/c.attr", "h/new.attr");
    State dataMoved = t -> move(t, "g/c.npy", "h/new.npy");
    State allListed = t -> list(t, "\"a\",\"b\",\"g/c\",\"h/new\"");
    State renamedListed = t -> list(t, "\"a\",\"b\",\"h/new\"");
    State deletedListed = t -> list(t, "\"a\",\"b\"");
    State dataDeleted = t -> Files.delete(t.resolve("g/c.npy"));
    State attributesDeleted = t -> Files.delete(t.resolve("g/c.attr"));
    State groupDeleted = t -> Files.delete(t.resolve("g"));
    return Stream.of(
            steps("add", add, List.of(copied, attributesCopied), old),
            steps("add", add, List.of(copied, attributesCopied, allListed), added).skip(3),
            steps("delete", delete, List.of(deletedListed, dataDeleted), deleted),
            steps(
                    "delete",
                    delete,
                    List.of(deletedListed, dataDeleted, attributesDeleted, groupDeleted),
                    deleted)
                .skip(3),
            steps(
                "rename",
                rename,
                List.of(attributesMoved, dataMoved, renamedListed, groupDeleted),
                renamed))
        .flatMap(each -> each);
  }

  private static Stream<Step> steps(
      String operation, String intent, List<State> states, List<String> columns) {
    return Stream.iterate(0, i -> i <= states.size(), i -> i + 1)
        .map(
            done ->
                new Step(
                    operation + " after " + done + " of its steps",
                    t -> {
                      intent(t, intent);
                      for (State state : states.subList(0, done)) {
                        state.make(t);
                      }
                    },
                    columns));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void changeOfColumnsThatWasCutShortIsFinishedOrUndone(Step step) throws IOException {
    try (MmapTable table = MmapTable.create(path(), 3)) {
      table.addColumnFrom("a", new int[] {1, 2, 3});
      table.addColumnFrom("b", new double[] {1, 2, 3}).setAttr("of b");
      table.addColumnFrom("g/c", new int[] {7, 8, 9}).setAttr("of c");
      table.setAttr("of the table");
    }
    step.state().make(path());
    var before = FileTree.snapshot(directory);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      check(table, step.columns());
    }
    for (Finding finding : Verification.of(path())) {
      assertEquals(Finding.Severity.NOTE, finding.severity(), finding::toString);
      assertTrue(finding.message().startsWith("a change was interrupted"), finding::toString);
    }
    assertEquals(before, FileTree.snapshot(directory), "readers change nothing");
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      check(table, step.columns());
    }
    assertEquals(List.of(), Verification.of(path()));
    var recovered = FileTree.snapshot(directory);
    assertFalse(recovered.containsKey("t/.mmaptable/intent"));
    assertEquals(recovered.containsKey("t/g"), step.columns().contains("g/c"));
    assertEquals(recovered.containsKey("t/h"), step.columns().contains("h/new"));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      check(table, step.columns());
    }
    assertEquals(recovered, FileTree.snapshot(directory), "a second recovery changes nothing");
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      table.resize(4);
      table.addColumn("i/more", DType.INT8);
    }
    assertEquals(List.of(), Verification.of(path()));
  }

  private static void check(MmapTable table, List<String> columns) throws IOException {
    assertEquals(columns, table.columnNames());
    assertEquals("of the table", table.attr());
    assertEquals("[1 2 3]", table.column("a").array().toString());
    assertEquals("of b", table.column("b").attr());
    for (String name : columns) {
      if (name.contains("/")) {
        assertEquals("[7 8 9]", table.column(name).array().toString());
        Object attr = table.column(name).attr();
        assertEquals("of c", attr, name);
      }
    }
  }

  @Test
  void renamingThatWasInterruptedReplacesNoFileThatSomebodyMadeSince() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT32).array().set(1);
    }
    new Intent.Rename("x", "npy", "y").declare(path());
    Npy.write(path().resolve("y.npy"), NdArray.of(7L, 8L));
    var before = FileTree.snapshot(path());
    var e =
        assertThrows(
            StorageException.Inconsistent.class, () -> MmapTable.open(path(), Mode.READ_WRITE));
    assertEquals(path().resolve("y.npy"), e.path());
    assertEquals(before, FileTree.snapshot(path()));
    Files.delete(path().resolve("y.npy"));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals("[1 1]", table.column("y").array().toString());
    }
  }

  @Test
  void addingThatWasInterruptedIsUndoneButNotWhatSomebodyPutThereSince() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("x", DType.INT32);
    }
    new Intent.Add("y", "npy").declare(path());
    Npy.write(path().resolve("y.npy"), NdArray.of(7L, 8L));
    for (Mode mode : List.of(Mode.READ_ONLY, Mode.READ_WRITE, Mode.READ_ONLY)) {
      try (MmapTable table = MmapTable.open(path(), mode)) {
        assertEquals(List.of("x", "y"), table.columnNames());
        assertEquals("[7 8]", table.column("y").array().toString());
      }
    }
  }
}
