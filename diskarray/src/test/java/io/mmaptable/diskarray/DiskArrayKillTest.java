package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills writers at random moments. `-Dmmaptable.seed=N` repeats a run's choices, and
/// `-Dio.mmaptable.killRounds=N` says how many writers there are.
class DiskArrayKillTest {
  private static final long FACTOR = 1_000_003;

  @TempDir private Path directory;

  /// Appends rows that say which they are, and acknowledges each when it is committed.
  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      int width = Integer.parseInt(args[1]);
      int block = Integer.parseInt(args[2]);
      System.out.println("writing");
      try (DiskArray array = DiskArray.create(path, DType.INT64, width)) {
        for (long rows = 0; ; rows += block) {
          if (block == 1) {
            array.append((Object) row(rows, width));
          } else {
            array.extend(rows(rows, block, width));
          }
          System.out.println(rows + block);
          System.out.flush();
        }
      }
    }
  }

  private static long[] row(long index, int width) {
    long[] row = new long[width];
    for (int i = 0; i < width; i++) {
      row[i] = index * FACTOR + i;
    }
    return row;
  }

  private static NdArray rows(long from, int count, int width) {
    NdArray rows = NdArray.zeros(DType.INT64, count, width);
    for (int i = 0; i < count; i++) {
      rows.rows(i, i + 1).get("0").setLongs(row(from + i, width));
    }
    return rows;
  }

  private static final String CHECK =
      """
      import sys
      import numpy as np
      for line in sys.stdin:
          a = np.load(line.rstrip("\\n"))
          i = np.arange(len(a), dtype="i8")[:, None]
          j = np.arange(a.shape[1], dtype="i8")
          assert (a == i * 1000003 + j).all()
          print(len(a))
      """;

  @Test
  void appendedRowsSurviveKill() throws IOException {
    killWriters(Integer.getInteger("io.mmaptable.killRounds", 20));
  }

  @Test
  @Tag("long")
  void appendedRowsSurviveManyKills() throws IOException {
    killWriters(200);
  }

  private void killWriters(int rounds) throws IOException {
    long seed = Long.getLong("mmaptable.seed", System.nanoTime());
    System.out.println("DiskArrayKillTest: -Dmmaptable.seed=" + seed);
    var random = new Random(seed);
    try (ChildProcess numPy = Python.startIfThere(CHECK).orElse(null)) {
      for (int round = 0; round < rounds; round++) {
        Path path = Files.createDirectories(directory.resolve("r" + round)).resolve("x.npy");
        int width = random.nextBoolean() ? 1 + random.nextInt(8) : 1 + random.nextInt(700);
        int block = random.nextBoolean() ? 1 : 1 + random.nextInt(50);
        int lines = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(2_000);
        long acknowledged = killAfter(lines, path, width, block);
        if (Files.exists(path)) {
          check(path, width, acknowledged, numPy);
        } else {
          assertEquals(0, acknowledged);
        }
      }
    }
  }

  private static long killAfter(int lines, Path path, int width, int block) {
    try (ChildProcess child =
        ChildJvm.start(
            List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
            Writer.class,
            path,
            width,
            block)) {
      child.awaitLine("writing");
      for (int i = 0; i < lines; i++) {
        String _ = child.nextLine();
      }
      child.kill();
      List<String> all = child.lines();
      // The last line may have been cut.
      return all.size() < 3 ? 0 : Long.parseLong(all.get(all.size() - 2));
    }
  }

  /// The count that NumPy sees, or the expected one where there is no NumPy to be asked.
  private static long ask(@Nullable ChildProcess numPy, Path path, long expected) {
    if (numPy == null) {
      return expected;
    }
    numPy.send(path.toString());
    return Long.parseLong(numPy.nextLine());
  }

  private static void check(Path path, int width, long acknowledged, @Nullable ChildProcess numPy)
      throws IOException {
    long rows;
    try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
      rows = array.rowCount();
      assertTrue(rows >= acknowledged, rows + " rows of " + acknowledged);
      checkRows(array.array(), width);
    }
    long seenByNumPy = ask(numPy, path, rows);
    assertTrue(
        seenByNumPy >= acknowledged && seenByNumPy <= rows, () -> "NumPy sees " + seenByNumPy);
    try (DiskArray array = DiskArray.open(path, Mode.READ_WRITE)) {
      assertEquals(rows, array.rowCount());
      array.append((Object) row(rows, width));
      array.extend(rows(rows + 1, 5, width));
      checkRows(array.array(), width);
    }
    assertEquals(rows + 6, ask(numPy, path, rows + 6));
    FileTree.snapshot(path.getParent())
        .keySet()
        .forEach(name -> assertTrue(name.equals("x.npy") || name.endsWith(".tmp"), name));
  }

  private static void checkRows(NdArray array, int width) {
    for (long row = 0; row < array.shape()[0]; row++) {
      for (int i : new int[] {0, width / 2, width - 1}) {
        long found = array.getLong(row, i);
        long index = row;
        assertEquals(row * FACTOR + i, found, () -> "row " + index);
      }
    }
  }
}
