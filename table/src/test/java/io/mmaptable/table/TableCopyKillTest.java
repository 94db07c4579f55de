package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Strace;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills processes that write a table's rows as a new one. `-Dmmaptable.seed=N` repeats the choices
/// of a run.
class TableCopyKillTest {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED");

  @TempDir private Path directory;

  /// Holds nothing but what is written.
  private Path place() {
    return directory.resolve("place");
  }

  private Path table() {
    return directory.resolve("t");
  }

  private void makeTable() throws IOException {
    try (MmapTable table = MmapTable.create(table(), 3)) {
      table.addColumnFrom("x", new int[] {1, 2, 3});
      table.addColumnFrom("g/y", new double[] {0.5, 1.5, 2.5}).setAttr("m");
      table.setAttr(Map.of("of", "the table"));
    }
  }

  /// Writes a table when it is told to. It has written it elsewhere before, so that no class is
  /// loaded any more while it is watched.
  static final class Writer {
    public static void main(String[] args) throws IOException {
      try (MmapTable table = MmapTable.open(Path.of(args[0]), Mode.READ_ONLY)) {
        table.writeTo(Path.of(args[2]));
        System.out.println(Strace.thisThread());
        int _ = System.in.read();
        table.writeTo(Path.of(args[1]));
      }
    }
  }

  private ChildProcess writer() throws IOException {
    Path elsewhere = directory.resolve("elsewhere");
    FileTree.delete(place());
    FileTree.delete(elsewhere);
    Path copy = Files.createDirectory(place()).resolve("copy");
    return ChildJvm.start(OPTIONS, Writer.class, table(), copy, elsewhere);
  }

  @Test
  void killLeavesTheWholeTableOrNothingThatStays() throws IOException {
    killAtSteps(3);
  }

  @Test
  @Tag("long")
  void killAtAnyStepLeavesTheWholeTableOrNothingThatStays() throws IOException {
    killAtSteps(Integer.MAX_VALUE);
  }

  private void killAtSteps(int most) throws IOException {
    Strace strace = Strace.required();
    Random random = TestSeed.random(TableCopyKillTest.class);
    makeTable();
    TableState written = TableState.read(table(), Mode.READ_ONLY);
    Path log = directory.resolve("log");
    try (ChildProcess child = writer();
        ChildProcess _ = strace.list(Long.parseLong(child.nextLine()), log)) {
      child.send("");
      child.awaitSuccess();
    }
    assertEquals(List.of("copy"), names(place()));
    List<Strace.Call> steps = new ArrayList<>(Strace.calls(log));
    while (steps.size() > most) {
      steps.remove(random.nextInt(steps.size()));
    }
    for (Strace.Call step : steps) {
      try (ChildProcess child = writer();
          ChildProcess _ = strace.killAt(Long.parseLong(child.nextLine()), step)) {
        child.send("");
        assertEquals(137, child.exitStatus(), step::text);
      }
      if (Files.exists(place().resolve("copy"))) {
        assertWhole(written, "killed at " + step.text());
      } else {
        assertNothingStays(written, "killed at " + step.text());
      }
    }
  }

  private void assertWhole(TableState written, String where) throws IOException {
    assertEquals(written, TableState.read(place().resolve("copy"), Mode.READ_ONLY), where);
    afterwards(
        where,
        path -> assertEquals(written, TableState.read(path, Mode.READ_WRITE), where),
        path -> MmapTable.create(path, 1).close());
  }

  private void assertNothingStays(TableState written, String where) throws IOException {
    afterwards(
        where,
        path ->
            assertThrows(NoSuchFileException.class, () -> MmapTable.open(path, Mode.READ_WRITE)),
        path -> MmapTable.create(path, 1).close(),
        path -> MmapTable.createNew(path, 1).close(),
        path -> {
          try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
            table.writeTo(path);
          }
          assertEquals(written, TableState.read(path, Mode.READ_WRITE), where);
        });
  }

  /// Does each of these where the kill has left what it left.
  private void afterwards(String where, TableOperation.Step... next) throws IOException {
    for (int i = 0; i < next.length; i++) {
      Path left = FileTree.copy(place(), directory.resolve("left"));
      next[i].apply(left.resolve("copy"));
      List<String> names = names(left);
      names.remove("copy");
      assertEquals(List.of(), names, where + ", then " + i);
      FileTree.delete(left);
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return new ArrayList<>(entries.map(entry -> entry.getFileName().toString()).toList());
    }
  }

  /// Begins to write a table, and goes no further.
  static final class Beginner {
    public static void main(String[] args) throws IOException {
      Path unfinished = Path.of(args[0]);
      Path lock = unfinished.resolveSibling(unfinished.getFileName() + ".lock");
      try (WriterLock _ = WriterLock.acquire(lock, unfinished, true)) {
        Files.createDirectories(Catalog.directory(unfinished));
        System.out.println("begun");
        int _ = System.in.read();
      }
    }
  }

  @Test
  void whatIsBeingWrittenIsLetBe() throws IOException {
    makeTable();
    Path copy = Files.createDirectory(place()).resolve("copy");
    Path unfinished = place().resolve(".copy.unfinished");
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY);
        ChildProcess child = ChildJvm.start(Beginner.class, unfinished)) {
      child.awaitLine("begun");
      StorageException.Locked refused =
          assertThrows(StorageException.Locked.class, () -> table.writeTo(copy));
      assertEquals(
          copy
              + ": is open for writing in process "
              + child.pid()
              + "; there is one writer at a time",
          refused.getMessage());
      try (MmapTable made = MmapTable.createNew(copy, 2)) {
        made.addColumn("x", DType.INT64);
      }
      assertTrue(Files.isDirectory(unfinished));
      child.send("");
      child.awaitSuccess();
    }
    MmapTable.open(copy, Mode.READ_WRITE).close();
    assertEquals(List.of("copy"), names(place()));
  }

  @Test
  void whatSomebodyElseHasPutThereIsLetBe() throws IOException {
    makeTable();
    Path strange = Files.createDirectories(place().resolve(".copy.unfinished")).resolve("mine");
    Files.writeString(strange, "mine");
    Path copy = place().resolve("copy");
    MmapTable.createNew(copy, 2).close();
    FileTree.delete(copy);
    try (MmapTable table = MmapTable.open(table(), Mode.READ_ONLY)) {
      assertEquals(
          strange.getParent() + ": is in the way of writing " + copy,
          assertThrows(IOException.class, () -> table.writeTo(copy)).getMessage());
    }
    assertEquals("mine", Files.readString(strange));
    assertEquals(List.of(".copy.unfinished"), names(place()));
  }
}
