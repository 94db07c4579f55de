package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A writer that opens, appends, compacts, takes away and closes all the time, and readers that
/// look at every moment.
class ReplacedBesideReadersTest {
  private static final DiskArrayOptions LONGS = DiskArrayOptions.DEFAULT.dtype(DType.INT64);
  private static final int ROUNDS = 150;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  /// How many rows were ever committed at once, at least: raised before they are.
  private final AtomicLong most = new AtomicLong();

  private final AtomicBoolean done = new AtomicBoolean();

  @FunctionalInterface
  private interface Work {
    void on(DiskArray array, Random random) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.raw"})
  void everyRowIsTheOneItShouldBeWhereNoneIsTakenAway(String name) throws Exception {
    besideReaders(
        name,
        (array, random) -> {
          append(array, random);
          array.compact();
          append(array, random);
        },
        true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.npy", "x.raw"})
  void noReaderFailsWhereRowsAreTakenAway(String name) throws Exception {
    besideReaders(
        name,
        (array, random) -> {
          append(array, random);
          array.truncate(random.nextLong(array.rowCount() + 1));
          append(array, random);
          if (random.nextInt(3) == 0) {
            array.compact();
          }
        },
        false);
  }

  /// Each row holds its index.
  private void append(DiskArray array, Random random) throws IOException {
    for (int block = 0; block < 3; block++) {
      long rows = array.rowCount();
      long added = random.nextLong(1, 51);
      most.accumulateAndGet(rows + added, Math::max);
      array.extend(NdArray.arange(rows, rows + added));
    }
  }

  private void besideReaders(String name, Work work, boolean onlyGrows) throws Exception {
    Path path = directory.resolve(name);
    DiskArray.open(path, LONGS).close();
    long seed = Long.getLong("io.mmaptable.seed", System.nanoTime());
    try (var threads = Executors.newFixedThreadPool(3)) {
      var reading = new ArrayList<Callable<Long>>();
      reading.add(() -> read(path, onlyGrows));
      reading.add(() -> read(path, onlyGrows));
      var readers = reading.stream().map(threads::submit).toList();
      try {
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
          try (DiskArray array = DiskArray.open(path, LONGS)) {
            work.on(array, random);
          }
        }
      } finally {
        done.set(true);
      }
      for (var reader : readers) {
        assertTrue(reader.get() > 0, "seed " + seed);
      }
    }
  }

  private long read(Path path, boolean onlyGrows) throws IOException {
    long looks = 0;
    try (DiskArray array = DiskArray.open(path, LONGS.mode("r"))) {
      long seen = 0;
      while (!done.get()) {
        long rows = array.refresh();
        NdArray all = array.array();
        assertEquals(rows, all.size());
        assertTrue(rows <= most.get(), rows + " rows of at most " + most.get());
        if (onlyGrows) {
          assertTrue(rows >= seen, rows + " rows after " + seen);
          seen = rows;
        }
        for (long row = 0; row < rows; row += 17) {
          long value = all.getLong(row);
          // What has been taken away while it is read is zeros.
          assertTrue(value == row || (value == 0 && !onlyGrows), value + " in row " + row);
        }
        looks++;
      }
    }
    return looks;
  }
}
