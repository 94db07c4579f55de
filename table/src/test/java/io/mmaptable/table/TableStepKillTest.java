package io.mmaptable.table;

import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.Strace;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills operations at system calls by which they change files, half of them at one and all of them
/// at many in the long rounds: what is left is the table before the operation or after it.
/// `-Dmmaptable.seed=N` repeats the choices of a run, and `-Dio.mmaptable.killSteps=N` says at how
/// many steps of each operation it is killed; `-Dio.mmaptable.operation=TEXT` takes those alone
/// whose names have the text in them.
class TableStepKillTest {
  private static final List<String> NATIVE = List.of("--enable-native-access=ALL-UNNAMED");

  @TempDir private Path directory;

  @TempDir(factory = MemoryTempDir.class)
  private Path memory;

  @Test
  void operationKilledAtAStepIsDoneOrNot() throws Exception {
    Random random = TestSeed.random(TableStepKillTest.class);
    List<TableOperation> some = new ArrayList<>(operations());
    Collections.shuffle(some, random);
    killAtSteps(
        directory.resolve("tables"), NATIVE, 1, some.subList(0, Math.ceilDiv(some.size(), 2)));
  }

  @Test
  @Tag("long")
  void operationKilledAtManyOfItsStepsIsDoneOrNot() throws Exception {
    int steps = Integer.getInteger("io.mmaptable.killSteps", 15);
    killAtSteps(memory.resolve("tables"), NATIVE, steps, operations());
  }

  @Test
  @Tag("long")
  void operationKilledAtSomeOfItsStepsIsDoneOrNotWithoutNativeAccess() throws Exception {
    killAtSteps(directory.resolve("tables"), List.of(), 2, operations());
  }

  /// Kills several operations at a time, each at so many steps, drawn at random.
  private void killAtSteps(
      Path tables, List<String> options, int steps, List<TableOperation> killed) throws Exception {
    Strace strace = Strace.required();
    Random random = TestSeed.random(TableStepKillTest.class);
    Operators operators = Operators.in(directory.resolve("operators"), options);
    Files.createDirectory(tables);
    var kills = new ArrayList<Future<?>>();
    try (var pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (TableOperation operation : killed) {
        var chosen = new Random(random.nextLong());
        Path own = Files.createDirectory(tables.resolve(operation.name()));
        kills.add(
            pool.submit(
                () -> {
                  killAtSteps(new StepKills(strace, operators, own, operation), steps, chosen);
                  FileTree.delete(own);
                  return null;
                }));
      }
      for (Future<?> kill : kills) {
        finish(kill);
      }
    }
  }

  private static List<TableOperation> operations() {
    String part = System.getProperty("io.mmaptable.operation", "");
    return TableOperation.ALL.stream()
        .filter(operation -> operation.name().contains(part))
        .toList();
  }

  private static void killAtSteps(StepKills kills, int most, Random random) throws IOException {
    try (kills) {
      List<Strace.Call> steps = new ArrayList<>(kills.doItAll());
      while (steps.size() > most) {
        steps.remove(random.nextInt(steps.size()));
      }
      kills.killAt(steps);
    }
  }

  private static void finish(Future<?> kill) throws Exception {
    try {
      kill.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case AssertionError failed -> throw failed;
        case Exception failed -> throw failed;
        case null, default -> throw e;
      }
    }
  }
}
