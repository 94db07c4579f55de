package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What many small steps of growth cost in mappings and open files, and what is in the rows that
/// they add.
class DiskArrayGrowthTest {
  private static final Path MAPPINGS = Path.of("/proc/self/maps");
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /// As many as the design allows for a file, and one for its header.
  private static final long MOST_MAPPINGS = 65;

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  @Test
  void tenMillionAppendsNeedFewMappings() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.FLOAT64)) {
      appendOneByOne(array, 10_000_000);
    }
  }

  @Test
  @Tag("long")
  void hundredMillionAppendsNeedFewMappings() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.FLOAT64)) {
      appendOneByOne(array, 100_000_000);
    }
  }

  @Test
  void millionAppendsInStepsOfFiveNeedFewMappings() throws IOException {
    var options = DiskArrayOptions.DEFAULT.dtype(DType.FLOAT64).growBy(5);
    try (DiskArray array = DiskArray.open(file(), options)) {
      appendOneByOne(array, 1_000_000);
    }
  }

  /// Appends rows that are their own index, and looks now and then through views that were taken
  /// before.
  private void appendOneByOne(DiskArray array, long rows) throws IOException {
    assumeTrue(Files.exists(MAPPINGS), "no " + MAPPINGS);
    long openBefore = openFiles();
    double[] row = new double[1];
    for (; row[0] < 1000; row[0]++) {
      array.append(row);
    }
    NdArray early = array.array();
    for (; row[0] < rows; row[0]++) {
      array.append(row);
    }
    assertEquals(rows, array.rowCount());
    long mappings = mappings();
    assertTrue(mappings <= MOST_MAPPINGS, mappings + " mappings");
    long openNow = openFiles();
    assertTrue(openNow <= openBefore + 2, openNow + " open files after " + openBefore);

    assertArrayEquals(new long[] {1000}, early.shape());
    assertEquals(999, early.getDouble(999));
    early.get(7).set(-7);
    NdArray all = array.array();
    assertEquals(-7, all.getDouble(7));
    early.get(7).set(7);
    for (long from = 0; from < rows; from += 1_000_000) {
      double[] some = all.rows(from, Math.min(rows, from + 1_000_000)).toDoubles();
      for (int i = 0; i < some.length; i++) {
        if (some[i] != from + i) {
          throw new AssertionError("row " + (from + i) + " is " + some[i]);
        }
      }
    }
  }

  private long mappings() throws IOException {
    try (var lines = Files.lines(MAPPINGS)) {
      return lines.filter(line -> line.endsWith(file().toString())).count();
    }
  }

  private static long openFiles() throws IOException {
    try (var files = Files.list(OPEN_FILES)) {
      return files.count();
    }
  }

  @Test
  void rowsWithoutDataAreZerosWithNativeAccess() {
    growOverOldRows(List.of("--enable-native-access=ALL-UNNAMED"));
  }

  @Test
  void rowsWithoutDataAreZerosWithoutNativeAccess() {
    growOverOldRows(List.of());
  }

  private void growOverOldRows(List<String> options) {
    long seed = TestSeed.random(DiskArrayGrowthTest.class).nextLong();
    try (ChildProcess child = ChildJvm.start(options, Regrower.class, file(), seed)) {
      assertEquals("zeros", child.awaitSuccess());
    }
  }

  /// Takes rows away and adds rows of zeros by turns, and closes and opens the array meanwhile.
  static final class Regrower {
    private static final int WIDTH = 5;

    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      var random = new Random(Long.parseLong(args[1]));
      DiskArray array = DiskArray.create(path, DType.INT64, WIDTH);
      try {
        for (int round = 0; round < 100; round++) {
          int whole = random.nextInt(3_000);
          array.truncate(0);
          array.extend(ProvenRows.block(0, whole, WIDTH));
          long kept = random.nextInt(whole + 1);
          array.truncate(kept);
          if (random.nextInt(4) == 0) {
            array.close();
            array = DiskArray.open(path, Mode.READ_WRITE);
          }
          array.grow(random.nextInt(4_000));
          ProvenRows.check(array.array().rows(0, kept), 0);
          long[] added = array.array().rows(kept, array.rowCount()).toLongs();
          assertTrue(LongStream.of(added).allMatch(element -> element == 0), "round " + round);
        }
      } finally {
        array.close();
      }
      System.out.println("zeros");
    }
  }
}
