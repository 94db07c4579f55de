package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.Ext4Image;
import io.mmaptable.testsupport.PowerCut;
import io.mmaptable.testsupport.SmallDisk;
import io.mmaptable.testsupport.TestSeed;
import io.mmaptable.testsupport.UnforcedClasses;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cuts the power under writers of arrays, of equal rows and of rows of different length.
/// `-Dmmaptable.seed=N` repeats a run's choices, and `-Dio.mmaptable.powerCuts=N` says how many
/// cuts there are.
class PowerCutTest {
  private static final int MEGABYTES = 64;
  private static final int MOST_WIDTH = 200;

  /// A writer that is not stopped in time goes no further, so that the disk never fills up.
  private static final long MOST_ELEMENTS = 1_000_000;

  @TempDir private Path directory;

  /// Appends rows, and acknowledges them when they are durable.
  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      var random = new Random(Long.parseLong(args[1]));
      var settings = WriterSettings.draw(random, MOST_WIDTH);
      boolean isDurableAtOnce = settings.durability().equals(Durability.ON_COMMIT);
      DiskArray array = DiskArray.open(path, settings.options());
      ChildJvm.acknowledge(0);
      int _ = System.in.read();
      for (long rows = 0; rows * settings.width() < MOST_ELEMENTS; ) {
        rows += settings.append(array, random, rows);
        if (random.nextInt(20) == 0) {
          array.close();
          array = DiskArray.open(path, settings.options());
        } else if (!isDurableAtOnce) {
          array.flush();
        } else if (random.nextBoolean()) {
          array.commit();
        }
        ChildJvm.acknowledge(array.rowCount());
      }
      int _ = System.in.read();
    }
  }

  /// How a writer of rows of different length works, drawn by a seed.
  ///
  /// @param longest how much longer rows become
  /// @param durability when they are made durable
  record VarSettings(int longest, Durability durability) {
    static VarSettings draw(Random random) {
      return new VarSettings(
          1 + random.nextInt(random.nextBoolean() ? 8 : 500),
          switch (random.nextInt(3)) {
            case 0 -> Durability.ON_COMMIT;
            case 1 -> Durability.every(Duration.ofMillis(1 + random.nextInt(20)));
            default -> Durability.ON_FLUSH;
          });
    }
  }

  /// Appends rows of different length, and acknowledges them when they are durable.
  static final class VarWriter {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      var random = new Random(Long.parseLong(args[1]));
      var settings = VarSettings.draw(random);
      boolean isDurableAtOnce = settings.durability().equals(Durability.ON_COMMIT);
      DiskVarArray.create(path, DType.INT64).close();
      DiskVarArray array = DiskVarArray.open(path, settings.durability());
      ChildJvm.acknowledge(0);
      int _ = System.in.read();
      for (long rows = 0; rows * settings.longest() < MOST_ELEMENTS; ) {
        if (random.nextBoolean()) {
          array.append(ProvenVarRows.row(rows++, settings.longest()));
        } else {
          int block = 1 + random.nextInt(20);
          array.extend(ProvenVarRows.rows(rows, block, settings.longest()));
          rows += block;
        }
        if (random.nextInt(20) == 0) {
          array.close();
          array = DiskVarArray.open(path, settings.durability());
        } else if (!isDurableAtOnce) {
          array.flush();
        }
        ChildJvm.acknowledge(array.rowCount());
      }
      int _ = System.in.read();
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
      var power = new PowerCut(directory, image, disk);
      for (int round = 0; round < rounds; round++) {
        String name = "r" + round;
        if (round % 3 == 2) {
          long seed = random.nextLong();
          long rows = power.cut(name, lines(random), List.of(), VarWriter.class, seed);
          VarSettings settings = VarSettings.draw(new Random(seed));
          assertEquals(
              "",
              power.lossAfterwards(name, path -> loss(path, settings, rows)),
              settings::toString);
        } else {
          var cut = new Cut(power, name, random, List.of());
          assertEquals("", cut.loss(), cut.settings::toString);
        }
        power.clear(name);
      }
    }
  }

  private static int lines(Random random) {
    return 1 + random.nextInt(random.nextInt(5) == 0 ? 3 : 150);
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
      var power = new PowerCut(directory, image, disk);
      assertNotEquals("", new Cut(power, "control", random, List.of(unforced)).loss());
    }
  }

  /// A writer of equal rows whose machine loses its power.
  private static final class Cut {
    private final PowerCut power;
    private final String name;
    private final WriterSettings settings;
    private final long acknowledged;

    Cut(PowerCut power, String name, Random random, List<Path> replacements) throws IOException {
      this.power = power;
      this.name = name;
      long seed = random.nextLong();
      this.settings = WriterSettings.draw(new Random(seed), MOST_WIDTH);
      this.acknowledged = power.cut(name, lines(random), replacements, Writer.class, seed);
    }

    String loss() throws IOException {
      return power.lossAfterwards(name, this::loss);
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
  }

  /// What of acknowledged rows of different length is not there, or nothing.
  private static String loss(Path path, VarSettings settings, long acknowledged)
      throws IOException {
    long rows;
    try (DiskVarArray array = DiskVarArray.open(path, Mode.READ_ONLY)) {
      rows = array.rowCount();
      if (rows < acknowledged) {
        return rows + " rows of " + acknowledged;
      }
      ProvenVarRows.check(array, settings.longest());
    } catch (NoSuchFileException e) {
      return "no file for " + acknowledged + " rows";
    } catch (AssertionError e) {
      return String.valueOf(e.getMessage());
    }
    try (DiskVarArray array = DiskVarArray.open(path, Mode.READ_WRITE)) {
      assertEquals(rows, array.rowCount());
      array.extend(ProvenVarRows.rows(rows, 5, settings.longest()));
    }
    try (DiskVarArray array = DiskVarArray.open(path, Mode.READ_ONLY)) {
      assertEquals(rows + 5, array.rowCount());
      ProvenVarRows.check(array, settings.longest());
    }
    return "";
  }
}
