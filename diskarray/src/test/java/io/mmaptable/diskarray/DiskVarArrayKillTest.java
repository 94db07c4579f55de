package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills writers of rows of different length at random moments. `-Dmmaptable.seed=N` repeats a
/// run's choices, and `-Dio.mmaptable.killRounds=N` says how many writers there are.
class DiskVarArrayKillTest {
  @TempDir private Path directory;

  /// Appends rows that say which they are, and acknowledges each when it is committed.
  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      int longest = Integer.parseInt(args[1]);
      int block = Integer.parseInt(args[2]);
      boolean flushes = Boolean.parseBoolean(args[3]);
      System.out.println("writing");
      try (DiskVarArray array = DiskVarArray.create(path, DType.INT64)) {
        for (long rows = 0; ; rows += block) {
          if (block == 1) {
            array.append(ProvenVarRows.row(rows, longest));
          } else {
            array.extend(ProvenVarRows.rows(rows, block, longest));
          }
          if (flushes && rows % 64 == 0) {
            array.flush();
          }
          System.out.println(rows + block);
          System.out.flush();
        }
      }
    }
  }

  private static final String CHECK =
      """
      import sys
      import numpy as np
      for line in sys.stdin:
          path = line.rstrip("\\n")
          index = np.load(path + "/index.npy")
          data = np.load(path + "/data.npy")
          assert index[0] == 0 and index[-1] <= len(data) and (np.diff(index) >= 2).all()
          for i in range(len(index) - 1):
              row = data[index[i]:index[i + 1]]
              assert row[0] == i and row[:-1].sum() == row[-1], i
          print(len(index) - 1)
      """;

  @Test
  void appendedRowsSurviveKill() throws IOException {
    killWriters(Integer.getInteger("io.mmaptable.killRounds", 15));
  }

  @Test
  @Tag("long")
  void appendedRowsSurviveManyKills() throws IOException {
    killWriters(200);
  }

  private void killWriters(int rounds) throws IOException {
    var random = TestSeed.random(DiskVarArrayKillTest.class);
    try (ChildProcess numPy = Python.startIfThere(CHECK).orElse(null)) {
      for (int round = 0; round < rounds; round++) {
        Path path = Files.createDirectory(directory.resolve("r" + round)).resolve("x.var");
        int longest = random.nextBoolean() ? 1 + random.nextInt(8) : 1 + random.nextInt(900);
        int block = random.nextBoolean() ? 1 : 1 + random.nextInt(50);
        boolean flushes = random.nextInt(4) == 0;
        int lines = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(1_500);
        long acknowledged = killAfter(lines, path, longest, block, flushes);
        if (Files.exists(path)) {
          check(path, longest, acknowledged, numPy);
        } else {
          assertEquals(0, acknowledged);
        }
      }
    }
  }

  private static long killAfter(int lines, Path path, int longest, int block, boolean flushes) {
    try (ChildProcess child =
        ChildJvm.start(
            List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
            Writer.class,
            path,
            longest,
            block,
            flushes)) {
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

  private static void check(Path path, int longest, long acknowledged, @Nullable ChildProcess numPy)
      throws IOException {
    long rows;
    try (DiskVarArray array = DiskVarArray.open(path, Mode.READ_ONLY)) {
      rows = array.rowCount();
      assertTrue(rows >= acknowledged, rows + " rows of " + acknowledged);
      ProvenVarRows.check(array, longest);
    }
    long seenByNumPy = ask(numPy, path, rows);
    assertTrue(
        seenByNumPy >= acknowledged && seenByNumPy <= rows, () -> "NumPy sees " + seenByNumPy);
    try (DiskVarArray array = DiskVarArray.open(path, Mode.READ_WRITE)) {
      assertEquals(rows, array.rowCount());
      array.append(ProvenVarRows.row(rows, longest));
      array.extend(ProvenVarRows.rows(rows + 1, 5, longest));
      ProvenVarRows.check(array, longest);
    }
    assertEquals(rows + 6, ask(numPy, path, rows + 6));
    assertEquals(Set.of("data.npy", "index.npy"), FileTree.snapshot(path).keySet());
  }
}
