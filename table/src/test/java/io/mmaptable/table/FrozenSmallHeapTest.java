package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Columns larger than the memory, on the heap and off it, that are frozen, computed with, copied
/// and thawed.
class FrozenSmallHeapTest {
  @TempDir private Path directory;

  @Test
  void columnsLargerThanTheMemoryAreFrozenAndThawed() {
    freezeAndThaw(32, 8_000_000);
  }

  @Test
  @Tag("long")
  void twoGigabytesAreFrozenAndThawedIn256MegabytesOfHeap() {
    freezeAndThaw(256, 250_000_000);
  }

  private void freezeAndThaw(int megabytes, long rows) {
    List<String> limits =
        List.of("-Xmx" + megabytes + "m", "-XX:MaxDirectMemorySize=" + megabytes + "m");
    try (var child = ChildJvm.start(limits, Everything.class, directory, rows)) {
      assertEquals("done", child.awaitSuccess(Duration.ofMinutes(30)).strip());
    }
  }

  /// Does with a column of float64, most of them zero, all that takes it block by block.
  static final class Everything {

    public static void main(String[] arguments) {
      try (var threads = Parallelism.ofThreads(2)) {
        threads.run(
            () -> {
              try {
                run(Path.of(arguments[0]), Long.parseLong(arguments[1]));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
      System.out.println("done");
    }

    private static void run(Path directory, long rows) throws IOException {
      Path path = directory.resolve("table");
      Path copy = directory.resolve("copy");
      try (MmapTable table = MmapTable.create(path, rows)) {
        setSome(table.addColumn("x", DType.FLOAT64).array());
        table.freeze("x");
        check(table);
        table.freeze("x", layout -> layout.chunkRows(100_000).shardRows(0));
        check(table);
        table.rows().writeTo(copy);
        table.copyColumn("x", "again");
        table.deleteColumn("x");
        table.renameColumn("again", "x");
        check(table);
        table.freeze("x");
        table.thaw("x");
        check(table);
      }
      try (MmapTable table = MmapTable.open(copy, Mode.READ_ONLY)) {
        check(table);
      }
    }

    private static void setSome(NdArray x) {
      for (long row = 0; row < x.size(); row += 99_999) {
        x.setDouble((double) row, row);
      }
    }

    private static void check(MmapTable table) {
      MmapColumn x = table.column("x");
      for (long row = 0; row < table.rowCount(); row += 99_999) {
        assertEquals((double) row, x.getDouble(row));
        assertEquals(0, x.getDouble(Math.min(row + 1, table.rowCount() - 1)));
      }
      long set = (table.rowCount() - 1) / 99_999;
      assertEquals(set * (set + 1) * 99_999.0 / 2, x.sum().getDouble());
      assertEquals(set * 99_999.0, x.max().getDouble());
      assertEquals(set, x.gt(0).countNonZero());
      assertEquals(set, table.rows(x.gt(0)).rowCount());
      assertTrue(x.std().getDouble() > 1);
    }
  }
}
