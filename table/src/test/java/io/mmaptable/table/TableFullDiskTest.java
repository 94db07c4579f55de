package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.Ballast;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Ext4Image;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does each operation on a disk that has no room, room for a page, for two and so on, until it is
/// enough: before that the table is as it was, and works again when there is room.
class TableFullDiskTest {
  private static final List<String> NATIVE = List.of("--enable-native-access=ALL-UNNAMED");

  /// For all operations, beside whatever else the machine is doing.
  private static final Duration MOST_TIME = Duration.ofMinutes(8);

  private static final int PAGE = 4096;

  /// The image of a disk is in memory too, where forcing takes no time.
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private SmallDisk memory() throws IOException {
    return SmallDisk.mount(directory.resolve("disk"), 16);
  }

  private SmallDisk ext4() throws IOException {
    return Ext4Image.make(directory.resolve("image"), 32).mount(directory.resolve("disk"));
  }

  @Test
  void fullDiskLeavesTheTableAsItWasWithNativeAccess() throws IOException {
    try (SmallDisk disk = memory()) {
      fill(disk, PAGE, NATIVE);
    }
  }

  @Test
  void fullDiskLeavesTheTableAsItWasWithoutNativeAccess() throws IOException {
    try (SmallDisk disk = memory()) {
      fill(disk, PAGE, List.of());
    }
  }

  @Test
  @Tag("long")
  void fullExt4LeavesTheTableAsItWasWithNativeAccess() throws IOException {
    try (SmallDisk disk = ext4()) {
      fill(disk, PAGE, NATIVE);
    }
  }

  @Test
  @Tag("long")
  void fullExt4LeavesTheTableAsItWasWithoutNativeAccess() throws IOException {
    try (SmallDisk disk = ext4()) {
      fill(disk, PAGE, List.of());
    }
  }

  @Test
  @Tag("long")
  void ext4WithAnyNumberOfBlocksLeavesTheTableAsItWas() throws IOException {
    try (SmallDisk disk = ext4()) {
      fill(disk, 1024, NATIVE);
    }
  }

  private static void fill(SmallDisk disk, int step, List<String> options) {
    try (ChildProcess child = ChildJvm.start(options, Filler.class, disk.directory(), step)) {
      assertEquals("works again", child.awaitSuccess(MOST_TIME));
      assertEquals("", child.errors(), "nothing is said about native access");
    }
  }

  /// Tries an operation again and again, with more room each time.
  static final class Filler {
    private static final long ROOM = 5 << 20;

    private final TableOperation operation;
    private final Path start;
    private final Path table;
    private final Ballast ballast;
    private final long step;
    private TableState before;
    private TableState after;

    private Filler(Path disk, long step, TableOperation operation) throws IOException {
      this.operation = operation;
      this.start = disk.resolve("start");
      this.table = disk.resolve("table");
      this.ballast = new Ballast(disk.resolve("ballast"));
      this.step = step;
      operation.start().apply(start);
      this.before = TableState.read(start, Mode.READ_ONLY);
      this.after = before;
    }

    public static void main(String[] args) throws IOException {
      Path disk = Path.of(args[0]);
      var constant = new Ballast(disk.resolve("constant"));
      constant.fill();
      constant.giveBack(ROOM);
      for (TableOperation operation : TableOperation.ALL) {
        new Filler(disk, Long.parseLong(args[1]), operation).run();
      }
      System.out.println("works again");
    }

    private void run() throws IOException {
      begin();
      operation.apply(table, _ -> {});
      after = TableState.read(table, Mode.READ_ONLY);
      if (operation.isSeen()) {
        assertNotEquals(before, after, operation::name);
      }
      int steps = 0;
      while (!isDoneWith(steps)) {
        steps += 1 + steps / 8;
      }
      assertTrue(steps > 0, () -> operation + " needs no room");
      FileTree.delete(start);
    }

    private void begin() throws IOException {
      FileTree.delete(table);
      FileTree.copy(start, table);
      // Which has a lock file, so that it can be opened on a full disk.
      MmapTable.open(table, Mode.READ_WRITE).close();
    }

    /// Whether there was room enough.
    private boolean isDoneWith(int steps) throws IOException {
      String where = operation + " on a disk with room for " + steps * step + " bytes";
      begin();
      boolean done =
          switch (operation) {
            case TableOperation.OnTable(_, _, TableOperation.Change change) ->
                isDoneOnTable(change, steps, where);
            case TableOperation.OnDirectory _ -> isDoneOnDirectory(steps, where);
          };
      assertEquals(after, TableState.read(table, Mode.READ_ONLY), where);
      assertEquals(after, TableState.read(table, Mode.READ_WRITE), where);
      assertEquals(List.of(), Verification.of(table), where);
      return done;
    }

    private void leave(int steps) throws IOException {
      ballast.fill();
      ballast.giveBack(steps * step);
    }

    /// The same table is used when there is room, or one that is opened then.
    private boolean isDoneOnTable(TableOperation.Change change, int steps, String where)
        throws IOException {
      boolean done = false;
      MmapTable open = MmapTable.open(table, Mode.READ_WRITE);
      Set<String> files = files();
      leave(steps);
      try {
        change.apply(open);
        done = true;
      } catch (IOException full) {
        assertTrue(String.valueOf(full.getMessage()).contains(table.toString()), full::toString);
        assertEquals(before, TableState.of(open), () -> where + ": " + full);
        assertEquals(before, TableState.read(table, Mode.READ_ONLY), () -> where + ": " + full);
      }
      if (!done && steps % 2 == 0) {
        ballast.remove();
        change.apply(open);
        open.close();
        return false;
      }
      try {
        open.close();
      } catch (IOException full) {
        assertTrue(done, () -> where + ": there is nothing to write, " + full);
      }
      ballast.remove();
      if (!done) {
        assertEquals(files, files(), where);
        assertEquals(before, TableState.read(table, Mode.READ_WRITE), where);
        operation.apply(table, _ -> {});
      }
      return done;
    }

    /// All files but for the catalog, which a table that NumPy saved may have got.
    private Set<String> files() throws IOException {
      var files = new TreeSet<>(FileTree.snapshot(table).keySet());
      files.remove(table.relativize(Catalog.file(table)).toString());
      return files;
    }

    private boolean isDoneOnDirectory(int steps, String where) throws IOException {
      leave(steps);
      try {
        operation.apply(table, _ -> {});
        return true;
      } catch (IOException full) {
        assertEquals(before, TableState.read(table, Mode.READ_ONLY), () -> where + ": " + full);
        ballast.remove();
        operation.apply(table, _ -> {});
        return false;
      } finally {
        ballast.remove();
      }
    }
  }
}
