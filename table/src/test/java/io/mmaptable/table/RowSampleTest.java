package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSampleTest {

  @TempDir private Path directory;

  @Test
  void samplesOfEverySizeHaveEachRowAtMostOnceInOrder() {
    for (int count : new int[] {0, 1, 2, 17, 1000}) {
      for (int size = 0; size <= count; size += 1 + size / 3) {
        long[] drawn = RowSample.of(count, size, size).toLongs();
        assertEquals(size, drawn.length);
        assertEquals(
            size, Arrays.stream(drawn).filter(row -> row >= 0 && row < count).distinct().count());
        long[] sorted = drawn.clone();
        Arrays.sort(sorted);
        assertTrue(Arrays.equals(sorted, drawn), Arrays.toString(drawn));
      }
      assertEquals(count, RowSample.of(count, count, 1).size());
    }
  }

  @Test
  void eachRowIsDrawnAboutAsOften() {
    for (int size : new int[] {3, 7}) {
      int[] drawn = new int[10];
      for (long seed = 0; seed < 10_000; seed++) {
        for (long row : RowSample.of(10, size, seed).toLongs()) {
          drawn[(int) row]++;
        }
      }
      for (int times : drawn) {
        // The standard deviation is 46; the seeds, and so the counts, are always the same.
        assertEquals(1000 * size, times, 230);
      }
    }
  }

  @Test
  void theSameSeedDrawsTheSameRows() throws IOException {
    try (MmapTable table = MmapTable.create(directory.resolve("t"), 1000)) {
      table.addColumnFrom("n", LongStream.range(0, 1000).toArray());
      String first = table.sample(20, 42).column("n").toString();
      assertEquals(first, table.sample(20, 42).column("n").toString());
      assertNotEquals(first, table.sample(20, 43).column("n").toString());
      assertEquals(
          table.path() + ": count (4) of rows to draw from 3",
          assertThrows(IllegalArgumentException.class, () -> table.head(3).sample(4, 1))
              .getMessage());
      assertThrows(IllegalArgumentException.class, () -> table.sample(-1, 1));
    }
  }
}
