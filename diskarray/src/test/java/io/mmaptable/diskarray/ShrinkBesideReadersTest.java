package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows are taken away and blocks given back beside readers that have them mapped: no reader dies.
/// `-Dmmaptable.seed=N` repeats the choices of a run.
class ShrinkBesideReadersTest {
  private static final int WIDTH = 8;
  private static final int MOST_ROWS = 20_000;

  @TempDir private Path directory;

  /// Reads every element of the newest view and of some older ones, until its input ends.
  static final class Reader {
    private static final int KEPT = 8;

    public static void main(String[] args) throws IOException {
      var views = new ArrayDeque<NdArray>();
      long looks = 0;
      try (DiskArray array = DiskArray.open(Path.of(args[0]), Mode.READ_ONLY)) {
        System.out.println("reading");
        while (System.in.available() == 0) {
          long _ = array.refresh();
          views.add(array.array());
          if (views.size() > KEPT) {
            views.remove();
          }
          for (NdArray view : views) {
            for (long element : view.toLongs()) {
              if (element < 0) {
                throw new AssertionError("no row has " + element);
              }
            }
          }
          looks++;
        }
      }
      System.out.println(looks);
    }
  }

  private static final String NUMPY_READER =
      """
      import collections, select, sys
      import numpy as np

      # numpy.load opens the path twice, and refuses where a compaction comes between.
      def load(path):
          with open(path, "rb") as file:
              np.lib.format.read_magic(file)
              shape, _, dtype = np.lib.format.read_array_header_1_0(file)
              return np.memmap(file, dtype, "r", file.tell(), shape)

      views = collections.deque(maxlen=8)
      looks = 0
      print("reading")
      while not select.select([sys.stdin], [], [], 0)[0]:
          views.append(load(sys.argv[1]))
          assert all((view >= 0).all() for view in views)
          looks += 1
      print(looks)
      """;

  @Test
  void noReaderDies() throws IOException {
    shrinkBesideReaders(Duration.ofSeconds(3));
  }

  @Test
  @Tag("long")
  void noReaderDiesForLong() throws IOException {
    shrinkBesideReaders(Duration.ofSeconds(30));
  }

  private void shrinkBesideReaders(Duration duration) throws IOException {
    var random = TestSeed.random(ShrinkBesideReadersTest.class);
    Path path = directory.resolve("x.npy");
    var readers = new ArrayList<ChildProcess>();
    try (DiskArray array = DiskArray.create(path, DType.INT64, WIDTH)) {
      readers.add(ChildJvm.start(Reader.class, path));
      Python.startIfThere(NUMPY_READER, path).ifPresent(readers::add);
      readers.forEach(reader -> reader.awaitLine("reading"));
      long start = System.nanoTime();
      while (System.nanoTime() - start < duration.toNanos()) {
        change(array, random);
        ProvenRows.check(array.array(), 0);
      }
      for (ChildProcess reader : readers) {
        reader.send("");
        String looks = reader.awaitSuccess().lines().toList().getLast();
        assertTrue(Long.parseLong(looks) > 0, looks);
      }
    } finally {
      readers.forEach(ChildProcess::close);
    }
    try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
      ProvenRows.check(array.array(), 0);
    }
  }

  private static void change(DiskArray array, Random random) throws IOException {
    long before = array.rowCount();
    int choice = random.nextInt(8);
    if (choice == 0) {
      array.compact();
      assertEquals(before, array.rowCount());
    } else if (choice < 4 && before > 0) {
      array.truncate(random.nextLong(before));
    } else {
      int rows = 1 + random.nextInt((int) Math.max(1, MOST_ROWS - before));
      array.extend(ProvenRows.block(before, rows, WIDTH));
    }
  }
}
