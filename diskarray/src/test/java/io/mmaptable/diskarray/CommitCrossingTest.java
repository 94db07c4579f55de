package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A count that crosses 10^8, where more than one of its words change, up and down beside real
/// NumPy. The rows have no bytes, so that there may be as many. `-Dmmaptable.seed=N` repeats the
/// choices of a run.
class CommitCrossingTest {
  private static final long EDGE = 100_000_000;

  @TempDir private Path directory;

  /// The most rows that a reader may see, where a reader in another process finds it: a number that
  /// changes with every change of it, and the count.
  private record Truth(MemorySegment memory) {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    static Truth map(Path path, Arena arena) throws IOException {
      try (var channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        return new Truth(channel.map(FileChannel.MapMode.READ_WRITE, 0, 16, arena));
      }
    }

    void is(long rows) {
      LONG.setRelease(memory, 8L, rows);
      LONG.setVolatile(memory, 0L, (long) LONG.get(memory, 0L) + 1);
    }
  }

  /// Reads the header all the time, as `numpy.load` does. Of counts that it read while the truth
  /// changed nothing can be said but that they were true once.
  private static final String READER =
      """
      import sys
      import numpy as np

      truth = np.memmap(sys.argv[2], dtype="<u8", mode="r", shape=(2,))
      edge = 100_000_000
      print("reading", flush=True)
      reads, low, high = 0, 0, 0
      while truth[1] != 0:
          number, most = int(truth[0]), int(truth[1])
          with open(sys.argv[1], "rb") as file:
              assert np.lib.format.read_magic(file) == (1, 0)
              shape, _, _ = np.lib.format.read_array_header_1_0(file)
          if int(truth[0]) != number:
              most = edge + 1_000_000
          assert most == 0 or shape[0] <= most, (shape, most)
          reads += 1
          low += shape[0] < edge
          high += shape[0] >= edge
      print(reads, low, high)
      """;

  @Test
  void countThatCrossesItsWordsIsNeverRefusedAndNeverTooLarge() throws IOException {
    crossBesideNumPy(Duration.ofSeconds(2));
  }

  @Test
  @Tag("long")
  void countThatCrossesItsWordsForLongIsNeverRefusedAndNeverTooLarge() throws IOException {
    crossBesideNumPy(Duration.ofSeconds(30));
  }

  private void crossBesideNumPy(Duration duration) throws IOException {
    var random = TestSeed.random(CommitCrossingTest.class);
    Path path = directory.resolve("x.npy");
    Path bound = directory.resolve("truth");
    try (Arena arena = Arena.ofConfined();
        DiskArray array = DiskArray.create(path, DType.INT8, 0)) {
      Truth truth = Truth.map(bound, arena);
      truth.is(EDGE + 1_000_000);
      extend(array, EDGE - 1);
      truth.is(EDGE - 1);
      try (ChildProcess reader = Python.required().start(READER, path, bound)) {
        reader.awaitLine("reading");
        long crossings = cross(array, truth, random, duration);
        truth.is(0);
        String[] seen =
            reader.awaitSuccess().lines().skip(1).findFirst().orElseThrow().split(" ", -1);
        System.out.println(
            "CommitCrossingTest: %d crossings, %s reads".formatted(crossings, seen[0]));
        assertTrue(Long.parseLong(seen[1]) > 0 && Long.parseLong(seen[2]) > 0);
      }
    }
    try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
      assertEquals(0, array.array().nbytes());
    }
  }

  /// Goes to counts on both sides of the edge by turns, and appends some rows one by one there.
  private static long cross(DiskArray array, Truth truth, Random random, Duration duration)
      throws IOException {
    long start = System.nanoTime();
    long crossings = 0;
    while (System.nanoTime() - start < duration.toNanos()) {
      long below = EDGE - 1 - random.nextInt(random.nextBoolean() ? 3 : 1_000_000);
      array.truncate(below);
      truth.is(below);
      long above = EDGE + random.nextInt(random.nextBoolean() ? 3 : 900_000);
      truth.is(above);
      extend(array, above - below);
      crossings += 2;
      NdArray row = NdArray.zeros(DType.INT8, 0);
      for (int i = random.nextInt(50); i > 0; i--) {
        truth.is(array.rowCount() + 1);
        array.append(row);
      }
    }
    return crossings;
  }

  private static void extend(DiskArray array, long rows) throws IOException {
    array.extend(NdArray.zeros(DType.INT8, rows, 0));
  }
}
