package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.TestSeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readers in other processes, Java's and NumPy's, that look at a file all the time while it grows:
/// each count that they see is a prefix of what is written, and every row in it is whole.
/// `-Dmmaptable.seed=N` repeats the choices of a run.
class ReadersBesideWriterTest {
  private static final int ELEMENTS = 3_000_000;

  @TempDir private Path directory;

  /// For each file that it is told of: checks what it sees until it has seen all rows.
  static final class Reader {
    public static void main(String[] args) throws IOException {
      var files = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      System.out.println("ready");
      for (String file = files.readLine(); file != null; file = files.readLine()) {
        follow(Path.of(file), Long.parseLong(files.readLine()));
        System.out.println("seen");
      }
    }

    private static void follow(Path path, long rows) throws IOException {
      try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
        long seen = 0;
        while (seen < rows) {
          long now = array.refresh();
          if (now < seen || now > rows) {
            throw new AssertionError(now + " rows after " + seen + " and before " + rows);
          }
          ProvenRows.check(array.array(), seen);
          seen = now;
        }
        ProvenRows.check(array.array(), 0);
      }
    }
  }

  private static final String NUMPY_READER =
      ProvenRows.PYTHON
          + """
          import sys
          print("ready")
          for line in sys.stdin:
              path, rows, seen = line.rstrip("\\n"), int(sys.stdin.readline()), 0
              while seen < rows:
                  a = np.load(path, mmap_mode="r")
                  assert seen <= len(a) <= rows, (len(a), seen, rows)
                  check(a, seen)
                  seen = len(a)
              check(a)
              print("seen")
          """;

  @Test
  void readersSeeWholeRowsOnly() throws IOException {
    growBesideReaders(Duration.ofSeconds(3));
  }

  @Test
  @Tag("long")
  void readersSeeWholeRowsOnlyForLong() throws IOException {
    growBesideReaders(Duration.ofSeconds(60));
  }

  private void growBesideReaders(Duration duration) throws IOException {
    var random = TestSeed.random(ReadersBesideWriterTest.class);
    long start = System.nanoTime();
    var readers = new ArrayList<ChildProcess>();
    try {
      readers.add(ChildJvm.start(Reader.class));
      Python.startIfThere(NUMPY_READER).ifPresent(readers::add);
      readers.forEach(reader -> reader.awaitLine("ready"));
      while (System.nanoTime() - start < duration.toNanos()) {
        Path path = directory.resolve("x.npy");
        growOne(path, readers, random);
        Files.delete(path);
      }
    } finally {
      readers.forEach(ChildProcess::close);
    }
  }

  private static void growOne(Path path, List<ChildProcess> readers, Random random)
      throws IOException {
    int width = ProvenRows.LEAST_WIDTH + random.nextInt(random.nextBoolean() ? 6 : 600);
    int mostAtOnce = 1 + random.nextInt(random.nextBoolean() ? 3 : 1_000);
    long rows = Math.min(ELEMENTS / width, 100_000L * mostAtOnce);
    try (DiskArray array = DiskArray.create(path, DType.INT64, width)) {
      for (ChildProcess reader : readers) {
        reader.send(path.toString());
        reader.send(String.valueOf(rows));
      }
      while (array.rowCount() < rows) {
        long left = rows - array.rowCount();
        int count = (int) Math.min(left, 1 + random.nextInt(mostAtOnce));
        if (count == 1) {
          array.append(ProvenRows.row(array.rowCount(), width));
        } else {
          array.extend(ProvenRows.block(array.rowCount(), count, width));
        }
        if (random.nextInt(10_000) == 0) {
          array.flush();
        }
      }
      readers.forEach(reader -> reader.awaitLine("seen"));
      assertEquals(rows, array.rowCount());
    }
  }
}
