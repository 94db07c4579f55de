package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TableCreationTest {

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  /// A table of three rows with the columns `x` and `g/y`.
  private void makeOld() throws IOException {
    try (MmapTable table = MmapTable.createNew(path(), 3)) {
      table.addColumnFrom("x", new int[] {1, 2, 3}).setAttr("k", 1);
      table.addColumn("g/y", DType.FLOAT64);
      table.setAttr("old");
    }
  }

  private void assertNew(MmapTable table, long rows) {
    assertEquals(rows, table.rowCount());
    assertEquals(List.of(), table.columnNames());
    assertEquals(null, table.attr());
  }

  /// Nothing lies beside the table, and nothing in it but what is ours.
  private void assertNothingIsLeft() throws IOException {
    assertEquals(List.of("t"), names(directory));
    assertEquals(List.of(".mmaptable"), names(path()));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void newTableIsMadeWhereNothingIs() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> MmapTable.createNew(path(), -1));
    assertThrows(IllegalArgumentException.class, () -> MmapTable.create(path(), -1));
    assertFalse(Files.exists(path()));
    MmapTable.createNew(path(), 1).close();
    Path vacant = Files.createDirectory(directory.resolve("vacant"));
    MmapTable.createNew(vacant, 1).close();
    Path missing = directory.resolve("missing/t");
    assertThrows(NoSuchFileException.class, () -> MmapTable.createNew(missing, 1));
    assertThrows(NoSuchFileException.class, () -> MmapTable.create(missing, 1));
  }

  @Test
  void newTableIsNotMadeWhereSomethingIs() throws IOException {
    makeOld();
    Path file = Files.createFile(directory.resolve("file"));
    var before = FileTree.snapshot(directory);
    assertThrows(FileAlreadyExistsException.class, () -> MmapTable.createNew(path(), 1));
    assertThrows(FileAlreadyExistsException.class, () -> MmapTable.createNew(file, 1));
    assertThrows(FileAlreadyExistsException.class, () -> MmapTable.create(file, 1));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> MmapTable.create(file, 1, Layout.NPY, Overwrite.ANYTHING));
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void tableIsMadeWhereNothingIsOrInThePlaceOfAnother() throws IOException {
    for (int rows = 0; rows < 4; rows++) {
      try (MmapTable table = MmapTable.create(path(), rows)) {
        assertNew(table, rows);
        table.addColumn("x" + rows, DType.INT8);
        assertEquals(path(), table.path());
      }
      try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
        assertEquals(List.of("x" + rows), table.columnNames());
        assertEquals(rows, table.rowCount());
      }
    }
    MmapTable.create(path(), 9).close();
    assertNothingIsLeft();
  }

  private static final List<NewColumn> COLUMNS =
      List.of(
          NewColumn.of("new", DType.INT16).attr(Map.of("unit", "m")),
          NewColumn.of("h/i", DType.FLOAT64, 2));

  @ParameterizedTest
  @EnumSource
  void tableWithColumnsIsMadeWhole(Layout layout) throws IOException {
    Files.createDirectory(path());
    MmapTable.createNew(path(), 2, layout, COLUMNS).close();
    assertWhole(layout, 2);
    try (MmapTable table = MmapTable.create(path(), 4, layout, Overwrite.TABLE, COLUMNS)) {
      assertEquals(path(), table.path());
      table.resize(5);
    }
    assertWhole(layout, 5);
    FileTree.delete(path());
    MmapTable.create(path(), 6, layout, Overwrite.TABLE, COLUMNS).close();
    assertWhole(layout, 6);
  }

  private void assertWhole(Layout layout, long rows) throws IOException {
    assertEquals(List.of("t"), names(directory));
    assertEquals(List.of(), Verification.of(path()));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(layout, table.layout());
      assertEquals(rows, table.rowCount());
      assertEquals(List.of("new", "h/i"), table.columnNames());
      assertEquals(Map.of("unit", "m"), table.column("new").attr());
      assertEquals(0, table.column("h/i").countNonZero());
    }
  }

  /// Columns that cannot be made.
  private static final List<NewColumn> IMPOSSIBLE =
      List.of(NewColumn.of("new", DType.INT16), NewColumn.of("../x", DType.INT16));

  @Test
  void columnsThatCannotBeMadeLeaveTheOldTable() throws IOException {
    makeOld();
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertRefused(IllegalArgumentException.class, IMPOSSIBLE, 3);
          assertRefused(IllegalArgumentException.class, COLUMNS, -1);
          IOException full = assertRefused(IOException.class, COLUMNS, 1L << 50);
          assertTrue(full.getMessage().startsWith(path() + ": no space for "), full.getMessage());
        });
  }

  @Test
  void columnsThatCannotBeMadeLeaveNothing() throws IOException {
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertRefused(IllegalArgumentException.class, IMPOSSIBLE, 3);
          assertRefused(IOException.class, COLUMNS, 1L << 50);
        });
    Files.createDirectory(path());
    FileTree.assertUnchanged(
        directory,
        () ->
            assertThrows(
                IllegalArgumentException.class,
                () -> MmapTable.createNew(path(), 3, Layout.NPY, IMPOSSIBLE)));
  }

  private <T extends Exception> T assertRefused(Class<T> kind, List<NewColumn> columns, long rows) {
    return assertThrows(
        kind, () -> MmapTable.create(path(), rows, Layout.NPY, Overwrite.TABLE, columns));
  }

  @Test
  void tableIsFilledBeforeAnybodySeesIt() throws IOException {
    List<NewColumn> columns = List.of(NewColumn.of("x", DType.INT32));
    MmapTable.write(
        path(),
        2,
        Layout.NPY,
        columns,
        table -> {
          table.column("x").set(new int[] {1, 2});
          table.append(Map.of("x", new int[] {3}));
          table.addColumnFrom("g/y", new double[] {0.5, 1, 2}).setAttr("m");
          assertFalse(Files.exists(path()));
        });
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(List.of("x", "g/y"), table.columnNames());
      assertEquals("[1 2 3]", table.column("x").array().toString());
      assertEquals("m", table.column("g/y").attr());
    }
    assertThrows(
        FileAlreadyExistsException.class,
        () -> MmapTable.write(path(), 2, Layout.NPY, columns, _ -> {}));
    assertEquals(List.of("t"), names(directory));
  }

  @Test
  void fillingThatFailsLeavesNothing() throws IOException {
    for (Exception failure :
        List.of(new IOException("no"), new IllegalStateException("no"), new EOFException())) {
      Exception thrown =
          assertThrows(
              failure.getClass(),
              () ->
                  MmapTable.write(
                      path(),
                      2,
                      Layout.HEADERLESS,
                      List.of(NewColumn.of("x", DType.INT32)),
                      _ -> {
                        switch (failure) {
                          case EOFException end -> throw new UncheckedIOException(end);
                          case IOException e -> throw e;
                          case RuntimeException e -> throw e;
                          default -> throw new AssertionError(failure);
                        }
                      }));
      assertSame(failure, thrown);
      assertEquals(List.of(), names(directory));
    }
  }

  @Test
  void whoeverHasTheOldTableOpenKeepsIt() throws IOException {
    makeOld();
    try (MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      NdArray view = reader.column("x").array();
      MmapTable.create(path(), 1).close();
      assertEquals("[1 2 3]", view.toString());
      assertThrows(StorageException.Inconsistent.class, reader::refresh);
      assertEquals("[1 2 3]", view.toString());
    }
    assertNothingIsLeft();
  }

  @Test
  void tableThatSomebodyWritesIsNotReplaced() throws IOException {
    makeOld();
    var before = FileTree.snapshot(directory);
    try (MmapTable writer = MmapTable.open(path(), Mode.READ_WRITE)) {
      for (Overwrite overwrite : Overwrite.values()) {
        assertThrows(
            StorageException.Locked.class,
            () -> MmapTable.create(path(), 1, Layout.NPY, overwrite).close());
      }
      assertEquals("[1 2 3]", writer.column("x").array().toString());
    }
    assertEquals(before.keySet(), FileTree.snapshot(directory).keySet());
  }

  @Test
  void newTableIsLockedAsAnyOther() throws IOException {
    makeOld();
    try (MmapTable table = MmapTable.create(path(), 1)) {
      table.addColumn("z", DType.INT8);
      assertThrows(StorageException.Locked.class, () -> MmapTable.create(path(), 1));
      assertThrows(StorageException.Locked.class, () -> MmapTable.open(path(), Mode.READ_WRITE));
    }
    MmapTable.open(path(), Mode.READ_WRITE).close();
  }

  interface Maker {
    void make(Path table) throws IOException;
  }

  /// What lies in a table's directory and is no part of it, and what is said to be.
  record Stranger(String named, Maker maker) {
    @Override
    public String toString() {
      return named;
    }
  }

  static List<Stranger> strangers() {
    return List.of(
        new Stranger("notes", t -> Files.createFile(t.resolve("notes"))),
        new Stranger("notes.txt", t -> Files.createFile(t.resolve("notes.txt"))),
        new Stranger("g/z.attr", t -> Files.writeString(t.resolve("g/z.attr"), "{}")),
        new Stranger(".hidden", t -> Files.createFile(t.resolve(".hidden"))),
        new Stranger(".a.txt.1.tmp", t -> Files.createFile(t.resolve(".a.txt.1.tmp"))),
        new Stranger("empty", t -> Files.createDirectory(t.resolve("empty"))),
        new Stranger(
            "d/e/f",
            t -> {
              Files.createDirectories(t.resolve("d/e"));
              Files.createFile(t.resolve("d/e/f"));
            }),
        new Stranger("dir.npy", t -> Files.createDirectory(t.resolve("dir.npy"))),
        new Stranger(
            "link.npy",
            t -> Files.createSymbolicLink(t.resolve("link.npy"), Path.of("../outside"))));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void directoryThatHoldsSomethingElseIsRefusedUnlessTold(Stranger stranger) throws IOException {
    Path outside = Files.writeString(directory.resolve("outside"), "kept");
    makeOld();
    stranger.maker().make(path());
    var before = FileTree.snapshot(directory);
    assertEquals(
        path() + ": holds what is no part of a table: " + stranger.named(),
        assertThrows(FileAlreadyExistsException.class, () -> MmapTable.create(path(), 1))
            .getMessage());
    assertEquals(before, FileTree.snapshot(directory));
    try (MmapTable table = MmapTable.create(path(), 1, Layout.NPY, Overwrite.ANYTHING)) {
      assertNew(table, 1);
    }
    assertEquals("kept", Files.readString(outside));
    Files.delete(outside);
    assertNothingIsLeft();
  }

  @Test
  void directoryThatIsNoTableIsRefusedByWhatItHolds() throws IOException {
    Files.createDirectory(path());
    for (int i = 0; i < 7; i++) {
      Files.createFile(path().resolve("file" + i));
    }
    String message =
        assertThrows(FileAlreadyExistsException.class, () -> MmapTable.create(path(), 1))
            .getMessage();
    assertTrue(
        message.contains("no part of a table: file0, file1, file2, file3, file4 and 2 more"),
        message);
  }

  @Test
  void whatThisLibraryLeftIsPartOfATable() throws IOException {
    makeOld();
    Files.createFile(path().resolve(".x.npy.1abc.tmp"));
    Files.createFile(path().resolve(".x.npy.header"));
    Files.createFile(path().resolve(".x.npy.lock"));
    Files.createFile(path().resolve(".x.npy.journal"));
    Files.createFile(path().resolve(".mmaptable/replacement.npy"));
    Files.writeString(path().resolve(".mmaptable/intent"), "broken");
    Files.writeString(path().resolve(".mmaptable/table.json"), "broken");
    MmapTable.create(path(), 1).close();
    assertNothingIsLeft();
  }

  @Test
  void filesOfNumPyAreReplacedAsATable() throws IOException {
    Files.createDirectories(path().resolve("g"));
    Npy.write(path().resolve("g/x.npy"), NdArray.of(1L, 2L));
    try (MmapTable table = MmapTable.create(path(), 4)) {
      assertNew(table, 4);
    }
    assertNothingIsLeft();
  }

  @Test
  void linkToATableStaysOne() throws IOException {
    makeOld();
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("t"));
    try (MmapTable table = MmapTable.create(link, 4)) {
      assertNew(table, 4);
      assertEquals(link, table.path());
    }
    assertTrue(Files.isSymbolicLink(link));
    Files.delete(link);
    assertNothingIsLeft();
  }

  @Test
  void readersBesideReplacementsFindOneTableOrTheOther() throws Exception {
    makeOld();
    besideReader(
        60,
        this::readOldOrNew,
        () -> {
          try (MmapTable table = MmapTable.create(path(), 3)) {
            table.addColumnFrom("x", new int[] {1, 2, 3});
          }
        });
  }

  @Test
  void readersBesideReplacementsByWholeTablesFindTheirColumns() throws Exception {
    MmapTable.createNew(path(), 1, Layout.NPY, COLUMNS).close();
    var rows = new AtomicLong(1);
    besideReader(
        20,
        () -> {
          try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
            assertEquals(List.of("new", "h/i"), table.columnNames());
            assertTrue(table.rowCount() > 0);
          }
        },
        () ->
            MmapTable.create(path(), rows.incrementAndGet(), Layout.NPY, Overwrite.TABLE, COLUMNS)
                .close());
  }

  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /// Writes so many times while somebody reads.
  private static void besideReader(int times, Work reading, Work writing) throws Exception {
    var failure = new AtomicReference<Throwable>();
    var done = new AtomicBoolean();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!done.get()) {
                      reading.run();
                    }
                  } catch (IOException | RuntimeException | AssertionError e) {
                    failure.set(e);
                  }
                });
    for (int i = 0; i < times && failure.get() == null; i++) {
      writing.run();
    }
    done.set(true);
    reader.join();
    assertEquals(null, failure.get());
  }

  private void readOldOrNew() throws IOException {
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(3, table.rowCount());
      if (table.containsColumn("x")) {
        assertEquals("[1 2 3]", table.column("x").array().toString());
      }
    } catch (UncheckedIOException e) {
      // The table was replaced after it had been opened, and before its column was mapped.
      assertInstanceOf(NoSuchFileException.class, e.getCause());
    }
  }

  /// What a crash between the two renames leaves: the old table and the new one, under other names.
  private void interrupt() throws IOException {
    makeOld();
    MmapTable.createNew(directory.resolve(".t.replacement"), 1).close();
    Files.move(path(), directory.resolve(".t.replaced"));
  }

  @Test
  void tableWhoseReplacingWasInterruptedIsReadWhereItIs() throws IOException {
    interrupt();
    var before = FileTree.snapshot(directory);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals("[1 2 3]", table.column("x").array().toString());
      assertEquals(Map.of("k", 1), table.column("x").attr());
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void tableWhoseReplacingWasInterruptedIsPutBackByTheNextWriter() throws IOException {
    interrupt();
    assertThrows(FileAlreadyExistsException.class, () -> MmapTable.createNew(path(), 1));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals("[1 2 3]", table.column("x").array().toString());
      assertEquals("old", table.attr());
      table.resize(4);
    }
    assertEquals(List.of("t"), names(directory));
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void interruptedReplacingIsDoneAgain() throws IOException {
    interrupt();
    try (MmapTable table = MmapTable.create(path(), 7)) {
      assertNew(table, 7);
    }
    assertNothingIsLeft();
  }

  @Test
  void oldTableThatWasNotYetDeletedIsDeletedByTheNextWriter() throws IOException {
    makeOld();
    FileTree.copy(path(), directory.resolve(".t.replaced"));
    MmapTable.open(path(), Mode.READ_ONLY).close();
    assertTrue(Files.exists(directory.resolve(".t.replaced")));
    MmapTable.open(path(), Mode.READ_WRITE).close();
    assertEquals(List.of("t"), names(directory));
  }
}
