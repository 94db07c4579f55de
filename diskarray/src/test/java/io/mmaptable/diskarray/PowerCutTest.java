package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Ext4Image;
import io.mmaptable.testsupport.SmallDisk;
import io.mmaptable.testsupport.TestSeed;
import io.mmaptable.testsupport.UnforcedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cuts the power under writers: a writer on an ext4 image is stopped at a random moment, the image
/// is copied as it is then, and the copy is mounted as after another boot. `-Dmmaptable.seed=N`
/// repeats a run's choices, and `-Dio.mmaptable.powerCuts=N` says how many cuts there are.
class PowerCutTest {
  private static final String BOOT_ID = "io.mmaptable.bootId";
  private static final int MEGABYTES = 64;
  private static final int MOST_WIDTH = 200;

  @TempDir private Path directory;

  /// Appends rows, and acknowledges them when they are durable.
  static final class Writer {

    /// A writer that is not stopped in time goes no further, so that the disk never fills up.
    private static final long MOST_ELEMENTS = 1_000_000;

    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      var random = new Random(Long.parseLong(args[1]));
      var settings = WriterSettings.draw(random, MOST_WIDTH);
      boolean isDurableAtOnce = settings.durability().equals(Durability.ON_COMMIT);
      DiskArray array = DiskArray.open(path, settings.options());
      WriterSettings.acknowledge(0);
      int _ = System.in.read();
      for (long rows = 0; rows * settings.width() < MOST_ELEMENTS; ) {
        rows += append(array, random, rows, settings.width());
        if (random.nextInt(20) == 0) {
          array.close();
          array = DiskArray.open(path, settings.options());
        } else if (!isDurableAtOnce) {
          array.flush();
        } else if (random.nextBoolean()) {
          array.commit();
        }
        WriterSettings.acknowledge(array.rowCount());
      }
      int _ = System.in.read();
    }

    private static int append(DiskArray array, Random random, long from, int width)
        throws IOException {
      int rows = 1 + random.nextInt(20);
      if (random.nextBoolean()) {
        array.extend(ProvenRows.block(from, rows, width));
      } else {
        for (int i = 0; i < rows; i++) {
          array.append(ProvenRows.row(from + i, width));
        }
      }
      return rows;
    }
  }

  @Test
  void flushedRowsSurviveAPowerCut() throws IOException {
    cutPower(Integer.getInteger("io.mmaptable.powerCuts", 3));
  }

  @Test
  @Tag("long")
  void flushedRowsSurviveManyPowerCuts() throws IOException {
    cutPower(30);
  }

  private void cutPower(int rounds) throws IOException {
    var random = TestSeed.random(PowerCutTest.class);
    Ext4Image image = Ext4Image.make(directory.resolve("image"), MEGABYTES);
    try (SmallDisk disk = image.mount(directory.resolve("disk"))) {
      for (int round = 0; round < rounds; round++) {
        var cut = new Cut(image, disk, "r" + round, random, List.of());
        assertEquals("", cut.loss(), () -> cut.settings.toString());
        cut.clear();
      }
    }
  }

  /// Without this one the others would prove nothing: an image that showed what was never forced
  /// would let them pass, too.
  @Test
  void rowsAreLostWhereNothingIsForced() throws IOException {
    Path unforced = directory.resolve("unforced");
    UnforcedClasses.write(DType.class.getModule(), unforced);
    var random = TestSeed.random(PowerCutTest.class);
    Ext4Image image = Ext4Image.make(directory.resolve("image"), MEGABYTES);
    try (SmallDisk disk = image.mount(directory.resolve("disk"))) {
      assertNotEquals("", new Cut(image, disk, "control", random, List.of(unforced)).loss());
    }
  }

  /// A writer whose machine loses its power, and what is on its disk then.
  private final class Cut {
    private final Path folder;
    private final WriterSettings settings;
    private final long acknowledged;

    Cut(Ext4Image image, SmallDisk disk, String name, Random random, List<Path> replacements)
        throws IOException {
      this.folder = Files.createDirectory(disk.directory().resolve(name));
      long seed = random.nextLong();
      this.settings = WriterSettings.draw(new Random(seed), MOST_WIDTH);
      int lines = 1 + random.nextInt(random.nextInt(5) == 0 ? 3 : 150);
      try (ChildProcess writer =
          ChildJvm.start(
              List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
              replacements,
              Writer.class,
              folder.resolve("x"),
              seed)) {
        writer.awaitLine("0");
        if (!replacements.isEmpty()) {
          disk.sync(); // so that it is rows that are lost, not the whole file
        }
        writer.send("");
        for (int i = 0; i < lines; i++) {
          String _ = writer.nextLine();
        }
        writer.stop();
        Ext4Image _ = image.copy(copy());
        writer.kill();
        this.acknowledged = Long.parseLong(writer.lines().getLast());
      }
    }

    private Path copy() {
      return directory.resolve("copy");
    }

    /// What of the acknowledged rows is not on the disk after another boot, or nothing.
    String loss() throws IOException {
      try (SmallDisk disk = new Ext4Image(copy()).mount(directory.resolve("after"))) {
        System.setProperty(BOOT_ID, UUID.randomUUID().toString());
        return loss(disk.directory().resolve(folder.getFileName()).resolve("x"));
      } finally {
        System.clearProperty(BOOT_ID);
      }
    }

    private String loss(Path path) throws IOException {
      long rows;
      try (DiskArray array = DiskArray.open(path, settings.reading().mode(Mode.READ_ONLY))) {
        rows = array.rowCount();
        if (rows < acknowledged) {
          return rows + " rows of " + acknowledged;
        }
        ProvenRows.check(array.array(), 0);
      } catch (NoSuchFileException e) {
        return "no file for " + acknowledged + " rows";
      } catch (AssertionError e) {
        return String.valueOf(e.getMessage());
      }
      try (DiskArray array = DiskArray.open(path, settings.options())) {
        assertEquals(rows, array.rowCount());
        array.extend(ProvenRows.block(rows, 5, settings.width()));
      }
      try (DiskArray array = DiskArray.open(path, settings.reading().mode(Mode.READ_ONLY))) {
        assertEquals(rows + 5, array.rowCount());
        ProvenRows.check(array.array(), 0);
      }
      return "";
    }

    void clear() throws IOException {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
