package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills writers at random moments. `-Dmmaptable.seed=N` repeats a run's choices, and
/// `-Dio.mmaptable.killRounds=N` says how many writers there are.
class DiskArrayKillTest {
  private static final int MOST_WIDTH = 700;

  @TempDir private Path directory;

  /// Appends rows and acknowledges those that are committed.
  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      var random = new Random(Long.parseLong(args[1]));
      var settings = WriterSettings.draw(random, MOST_WIDTH);
      int flushEvery = random.nextBoolean() ? Integer.MAX_VALUE : 20 + random.nextInt(500);
      System.out.println("writing");
      try (DiskArray array = DiskArray.open(path, settings.options())) {
        ChildJvm.acknowledge(0);
        for (long rows = 0; ; ) {
          rows += settings.append(array, random, rows);
          if (random.nextInt(flushEvery) == 0) {
            array.flush();
          }
          ChildJvm.acknowledge(array.rowCount());
        }
      }
    }
  }

  private static final String CHECK =
      ProvenRows.PYTHON
          + """
          import sys
          for line in sys.stdin:
              a = np.load(line.rstrip("\\n"))
              check(a)
              print(len(a))
          """;

  @Test
  void appendedRowsSurviveKill() throws IOException {
    killWriters(Integer.getInteger("io.mmaptable.killRounds", 10));
  }

  @Test
  @Tag("long")
  void appendedRowsSurviveManyKills() throws IOException {
    killWriters(100);
  }

  private void killWriters(int rounds) throws IOException {
    var random = TestSeed.random(DiskArrayKillTest.class);
    try (ChildProcess numPy = Python.startIfThere(CHECK).orElse(null)) {
      for (int round = 0; round < rounds; round++) {
        Path path = Files.createDirectories(directory.resolve("r" + round)).resolve("x");
        long seed = random.nextLong();
        var settings = WriterSettings.draw(new Random(seed), MOST_WIDTH);
        int lines = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(2_000);
        long acknowledged = killAfter(lines, path, seed);
        if (Files.exists(path)) {
          check(path, settings, acknowledged, settings.isRaw() ? null : numPy);
        } else {
          assertEquals(0, acknowledged);
        }
      }
    }
  }

  private static long killAfter(int lines, Path path, long seed) {
    try (ChildProcess child =
        ChildJvm.start(
            List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
            Writer.class,
            path,
            seed)) {
      child.awaitLine("writing");
      for (int i = 0; i < lines; i++) {
        String _ = child.nextLine();
      }
      child.kill();
      String last = child.lines().getLast();
      return last.equals("writing") ? 0 : Long.parseLong(last);
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

  private static void check(
      Path path, WriterSettings settings, long acknowledged, @Nullable ChildProcess numPy)
      throws IOException {
    long rows;
    try (DiskArray array = DiskArray.open(path, settings.reading().mode(Mode.READ_ONLY))) {
      rows = array.rowCount();
      assertTrue(rows >= acknowledged, rows + " rows of " + acknowledged + ", " + settings);
      ProvenRows.check(array.array(), 0);
    }
    long seenByNumPy = ask(numPy, path, rows);
    assertTrue(
        seenByNumPy >= acknowledged && seenByNumPy <= rows, () -> "NumPy sees " + seenByNumPy);
    try (DiskArray array = DiskArray.open(path, settings.options())) {
      assertEquals(rows, array.rowCount(), settings::toString);
      array.append(ProvenRows.row(rows, settings.width()));
      array.extend(ProvenRows.block(rows + 1, 5, settings.width()));
      array.commit();
      ProvenRows.check(array.array(), 0);
    }
    assertEquals(rows + 6, ask(numPy, path, rows + 6));
    FileTree.snapshot(path.getParent())
        .keySet()
        .forEach(name -> assertTrue(name.equals("x") || name.endsWith(".tmp"), name));
  }
}
