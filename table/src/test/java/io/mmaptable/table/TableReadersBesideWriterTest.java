package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.TestSeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Readers in other processes, Java's and NumPy's, that look at a table of many columns all the
/// time while it grows: the rows of the shortest column are whole in all of them.
/// `-Dmmaptable.seed=N` repeats the choices of a run.
class TableReadersBesideWriterTest {
  private static final int COLUMNS = 50;

  /// So few that each element is exact as a float32.
  private static final long MOST_ROWS = 300_000;

  private static final List<String> DTYPES = List.of("<i8", ">i4", "<f8", "<f4", ">f8");

  @TempDir private Path directory;

  private static String name(int column) {
    return (column % 2 == 0 ? "c" : "g" + column % 3 + "/c") + column;
  }

  /// Elements that say their row and their column; every fifth column has two of them in a row.
  private static NdArray rows(int column, long from, long to) {
    NdArray all = NdArray.arange(from * COLUMNS + column, to * COLUMNS + column, COLUMNS);
    NdArray values = NdArray.zeros(dtype(column), itemed(column, to - from));
    values.set(column % 5 == 0 ? all.reshape(to - from, 1) : all);
    return values;
  }

  private static DType dtype(int column) {
    return DType.of(DTYPES.get(column % DTYPES.size()));
  }

  private static long[] itemed(int column, long rows) {
    return column % 5 == 0 ? new long[] {rows, 2} : new long[] {rows};
  }

  private static Map<String, Object> rows(long from, long to) {
    var rows = new HashMap<String, Object>();
    for (int column = 0; column < COLUMNS; column++) {
      rows.put(name(column), rows(column, from, to));
    }
    return rows;
  }

  /// For each table that it is told of: checks what it sees until it is told how many rows there
  /// are, and has seen them.
  static final class Reader {
    private static final BufferedReader LINES =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    public static void main(String[] args) throws IOException {
      System.out.println("ready");
      for (String table = LINES.readLine(); table != null; table = LINES.readLine()) {
        System.out.println("opened");
        System.out.println("saw " + follow(Path.of(table)) + " rows");
      }
    }

    private static long follow(Path path) throws IOException {
      try (MmapTable kept = MmapTable.open(path, Mode.READ_ONLY)) {
        long rows = Long.MAX_VALUE;
        long seen = 0;
        while (seen < rows) {
          if (LINES.ready()) {
            rows = Long.parseLong(LINES.readLine());
          }
          long now = kept.refresh();
          if (now < seen || now > rows) {
            throw new AssertionError(now + " rows after " + seen + " and before " + rows);
          }
          check(kept, seen, now);
          seen = now;
          try (MmapTable opened = MmapTable.open(path, Mode.READ_ONLY)) {
            check(opened, seen, opened.rowCount());
          }
        }
        check(kept, 0, rows);
        return rows;
      }
    }

    private static void check(MmapTable table, long from, long to) {
      // The last to be written is the first to lack rows.
      for (int column = COLUMNS - 1; column >= 0; column--) {
        NdArray found = table.column(name(column)).array().rows(from, to);
        if (!found.eq(rows(column, from, to)).all()) {
          throw new AssertionError(name(column) + " in rows " + from + " to " + to + ": " + found);
        }
      }
    }
  }

  private static final String NUMPY_READER =
      """
      import select, sys
      import numpy as np

      def name(c):
          return ("c" if c % 2 == 0 else f"g{c % 3}/c") + str(c)

      def check(a, c, start, stop):
          found = a[start:stop] if a.ndim == 1 else a[start:stop, 1]
          expected = np.arange(start, stop) * 50 + c
          assert (found == expected).all(), (name(c), start, stop, found)

      print("ready")
      for line in sys.stdin:
          path, rows, seen = line.rstrip("\\n"), sys.maxsize, 0
          print("opened")
          while seen < rows:
              if select.select([sys.stdin], [], [], 0)[0]:
                  rows = int(sys.stdin.readline())
              columns, shortest = {}, rows
              for c in reversed(range(50)):  # the last to be written is the first to lack rows
                  a = columns[c] = np.load(f"{path}/{name(c)}.npy", mmap_mode="r")
                  check(a, c, seen, len(a))
                  assert seen <= len(a) <= rows, (seen, len(a), rows)
                  shortest = min(shortest, len(a))
              seen = shortest
          for c, a in columns.items():
              check(a, c, 0, rows)
          print(f"saw {rows} rows")
      """;

  @Test
  void shortestColumnsRowsAreWholeInAllColumns() throws IOException {
    growBesideReaders(Duration.ofSeconds(3));
  }

  @Test
  @Tag("long")
  void shortestColumnsRowsAreWholeInAllColumnsForLong() throws IOException {
    growBesideReaders(Duration.ofSeconds(60));
  }

  private void growBesideReaders(Duration duration) throws IOException {
    var random = TestSeed.random(TableReadersBesideWriterTest.class);
    var readers = new ArrayList<ChildProcess>();
    try {
      readers.add(ChildJvm.start(Reader.class));
      Python.startIfThere(NUMPY_READER).ifPresent(readers::add);
      readers.forEach(reader -> reader.awaitLine("ready"));
      Duration left = duration;
      while (left.isPositive()) {
        Path path = directory.resolve("t");
        left = left.minus(growOne(path, readers, random, left));
        FileTree.delete(path);
      }
    } finally {
      readers.forEach(ChildProcess::close);
    }
  }

  /// Appends to a new table until the time is over or there are many rows.
  ///
  /// @return for how long
  private static Duration growOne(
      Path path, List<ChildProcess> readers, Random random, Duration longest) throws IOException {
    try (MmapTable table = MmapTable.create(path, 0)) {
      for (int column = 0; column < COLUMNS; column++) {
        long[] itemShape = column % 5 == 0 ? new long[] {2} : new long[0];
        table.addColumn(name(column), dtype(column), itemShape);
      }
      readers.forEach(reader -> reader.send(path.toString()));
      readers.forEach(reader -> reader.awaitLine("opened"));
      long start = System.nanoTime();
      Duration lasted = Duration.ZERO;
      long rows = 0;
      int mostAtOnce = 1;
      while (rows < MOST_ROWS && lasted.compareTo(longest) < 0) {
        if (random.nextInt(20) == 0) {
          mostAtOnce = 1 + random.nextInt(random.nextBoolean() ? 3 : 5_000);
          table.flush();
        }
        long from = rows;
        rows += 1 + random.nextInt(mostAtOnce);
        table.append(rows(from, rows));
        lasted = Duration.ofNanos(System.nanoTime() - start);
      }
      String seen = "saw " + rows + " rows";
      for (ChildProcess reader : readers) {
        reader.send(String.valueOf(rows));
      }
      readers.forEach(reader -> reader.awaitLine(seen));
      return lasted;
    }
  }
}
