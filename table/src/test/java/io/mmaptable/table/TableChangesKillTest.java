package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills writers that change rows, columns, attributes and layouts, at random moments.
/// `-Dmmaptable.seed=N` repeats a run's choices, and `-Dio.mmaptable.killRounds=N` says how many
/// writers there are.
class TableChangesKillTest {
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  /// Changes a table, and acknowledges each change.
  static final class Changer {
    public static void main(String[] args) throws IOException {
      try (var changes = RandomChanges.begin(Path.of(args[0]), Long.parseLong(args[1]))) {
        for (long done = 0; ; done++) {
          ChildJvm.acknowledge(done);
          changes.next();
        }
      }
    }
  }

  @Test
  void changesSurviveKill() throws IOException {
    killChangers(Integer.getInteger("io.mmaptable.killRounds", 10));
  }

  @Test
  @Tag("long")
  void changesSurviveManyKills() throws IOException {
    killChangers(100);
  }

  private void killChangers(int rounds) throws IOException {
    var random = TestSeed.random(TableChangesKillTest.class);
    for (int round = 0; round < rounds; round++) {
      long seed = random.nextLong();
      Path path = directory.resolve("r" + round);
      long done = killAfter(random.nextInt(150), path, seed);
      check(path, seed, done);
      FileTree.delete(path);
    }
  }

  /// Kills a writer when it has made some changes, and returns how many it said that it has made.
  private static long killAfter(int changes, Path path, long seed) {
    try (ChildProcess child = ChildJvm.start(OPTIONS, Changer.class, path, seed)) {
      child.awaitLine(String.valueOf(changes));
      child.kill();
      return Long.parseLong(child.lines().getLast());
    }
  }

  private void check(Path path, long seed, long done) throws IOException {
    Path model = directory.resolve("model");
    TableState before;
    TableState after;
    try (var changes = RandomChanges.begin(model, seed)) {
      before = changes.after(done);
      after = changes.after(1);
    }
    FileTree.delete(model);
    TableState found = TableState.read(path, Mode.READ_ONLY);
    assertTrue(
        found.equals(before) || found.equals(after),
        () -> "after " + done + ": " + found + ", expected " + before + " or " + after);
    for (Finding finding : Verification.of(path)) {
      assertEquals(Finding.Severity.NOTE, finding.severity(), finding::toString);
    }
    assertEquals(found, TableState.read(path, Mode.READ_WRITE));
    FileTree.assertUnchanged(
        path, () -> assertEquals(found, TableState.read(path, Mode.READ_WRITE)));
    assertEquals(List.of(), Verification.of(path));
  }
}
