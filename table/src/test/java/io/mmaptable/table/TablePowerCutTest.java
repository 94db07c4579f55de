package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.Ext4Image;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.PowerCut;
import io.mmaptable.testsupport.SmallDisk;
import io.mmaptable.testsupport.TestSeed;
import io.mmaptable.testsupport.UnforcedClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cuts the power under writers that change tables. `-Dmmaptable.seed=N` repeats a run's choices,
/// and `-Dio.mmaptable.powerCuts=N` says how many cuts there are.
class TablePowerCutTest {
  private static final int MEGABYTES = 64;

  /// A writer that is not stopped in time goes no further.
  private static final int MOST_CHANGES = 1_000;

  @TempDir private Path directory;

  /// For the tables that say what should be there.
  @TempDir(factory = MemoryTempDir.class)
  private Path models;

  /// Changes a table, and acknowledges what is durable.
  static final class Writer {
    public static void main(String[] args) throws IOException {
      try (var changes = RandomChanges.begin(Path.of(args[0]), Long.parseLong(args[1]))) {
        changes.flush();
        ChildJvm.acknowledge(0);
        int _ = System.in.read();
        for (int done = 1; done <= MOST_CHANGES; done++) {
          changes.next();
          changes.flush();
          ChildJvm.acknowledge(done);
        }
        int _ = System.in.read();
      }
    }
  }

  @Test
  void flushedChangesSurviveAPowerCut() throws IOException {
    cutPower(Integer.getInteger("io.mmaptable.powerCuts", 2));
  }

  @Test
  @Tag("long")
  void flushedChangesSurviveManyPowerCuts() throws IOException {
    cutPower(30);
  }

  private void cutPower(int rounds) throws IOException {
    var random = TestSeed.random(TablePowerCutTest.class);
    Ext4Image image = Ext4Image.make(directory.resolve("image"), MEGABYTES);
    try (SmallDisk disk = image.mount(directory.resolve("disk"))) {
      var power = new PowerCut(directory, image, disk);
      for (int round = 0; round < rounds; round++) {
        assertEquals("", loss(power, "r" + round, random, List.of()));
        power.clear("r" + round);
      }
    }
  }

  /// Without this one the other would prove nothing: an image that showed what was never forced
  /// would let it pass, too.
  @Test
  void changesAreLostWhereNothingIsForced() throws IOException {
    Path unforced = directory.resolve("unforced");
    UnforcedClasses.write(DType.class.getModule(), unforced);
    var random = TestSeed.random(TablePowerCutTest.class);
    Ext4Image image = Ext4Image.make(directory.resolve("image"), MEGABYTES);
    try (SmallDisk disk = image.mount(directory.resolve("disk"))) {
      var power = new PowerCut(directory, image, disk);
      assertNotEquals("", loss(power, "control", random, List.of(unforced)));
    }
  }

  /// What of the acknowledged changes is not on the disk after the power was cut, or nothing.
  private String loss(PowerCut power, String name, Random random, List<Path> replacements)
      throws IOException {
    long seed = random.nextLong();
    int lines = 1 + random.nextInt(60);
    long done = power.cut(name, lines, replacements, Writer.class, seed);
    return power.lossAfterwards(name, path -> loss(path, seed, done, models.resolve(name)));
  }

  /// What is wrong with a table of which so many changes are durable, and one more may be.
  private static String loss(Path path, long seed, long done, Path model) throws IOException {
    TableState before;
    TableState after;
    try (var changes = RandomChanges.begin(model, seed)) {
      before = changes.after(done);
      after = changes.after(1);
    }
    TableState found;
    try {
      found = TableState.read(path, Mode.READ_WRITE);
    } catch (IOException e) {
      return e.toString();
    }
    if (!found.equals(before) && !found.equals(after)) {
      return "after " + done + " changes: " + found + ", expected " + before + " or " + after;
    }
    FileTree.assertUnchanged(
        path, () -> assertEquals(found, TableState.read(path, Mode.READ_WRITE)));
    assertEquals(List.of(), Verification.of(path));
    return "";
  }
}
