package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills writers of tables that change from one layout to the other and back. `-Dmmaptable.seed=N`
/// repeats a run's choices, and `-Dio.mmaptable.killRounds=N` says how many writers there are.
class LayoutKillTest {

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  /// Appends, takes rows away, flushes and converts, and says how many rows there are at least.
  static final class Writer {
    public static void main(String[] args) throws IOException {
      var random = new Random(Long.parseLong(args[1]));
      System.out.println("writing");
      Path path = Path.of(args[0]);
      Path said = path.resolveSibling(path.getFileName() + ".said");
      try (MmapTable table = MmapTable.create(path, 0, Layout.HEADERLESS)) {
        for (int i = 0; i < 4; i++) {
          boolean wide = TableKillTest.DTYPES.get(i).equals("<f8");
          DType dtype = DType.of(TableKillTest.DTYPES.get(i));
          table.addColumn(TableKillTest.column(i), dtype, wide ? new long[] {40} : new long[0]);
        }
        report(said, 0);
        while (true) {
          change(table, said, random);
          report(said, table.rowCount());
        }
      }
    }

    /// A kill may lose what is in the pipe, and not what is in a file.
    private static void report(Path said, long rows) throws IOException {
      Files.writeString(said, rows + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      System.out.println(rows);
      System.out.flush();
    }

    private static void change(MmapTable table, Path said, Random random) throws IOException {
      long rows = table.rowCount();
      switch (random.nextInt(6)) {
        case 0 -> table.convert(table.layout() == Layout.NPY ? Layout.HEADERLESS : Layout.NPY);
        case 1 -> {
          long fewer = rows - random.nextLong(rows / 2 + 1);
          report(said, fewer);
          table.resize(fewer);
        }
        case 2 -> table.flush();
        default -> {
          try (TableAppender appender = table.appender(1 + random.nextInt(20))) {
            for (int i = 0; i < 10; i++) {
              int count = 1 + random.nextInt(4);
              appender.extend(TableKillTest.rows(table.columnNames(), rows, count));
              rows += count;
            }
          }
        }
      }
    }
  }

  /// Prints the number of rows of a table that was closed, having checked every row.
  private static final String CHECK =
      """
      import json, os, sys
      import numpy as np
      for line in sys.stdin:
          counts = set()
          for folder, _, names in os.walk(line.rstrip("\\n")):
              for name in names:
                  if not name.endswith(".npy"):
                      continue
                  path = os.path.join(folder, name)
                  attr = path[:-4] + ".attr"
                  said = json.load(open(attr)) if os.path.exists(attr) else {}
                  if "shape" in said:
                      a = np.fromfile(path, dtype=said["dtype"]).reshape(said["shape"])
                  else:
                      a = np.load(path)
                  counts.add(len(a))
                  i = np.arange(len(a))
                  assert (a == (i if a.ndim == 1 else i[:, None])).all(), name
          assert len(counts) <= 1, counts
          print(max(counts, default=0))
      """;

  @Test
  void committedRowsSurviveKillInEitherLayout() throws IOException {
    kill(Integer.getInteger("io.mmaptable.killRounds", 10));
  }

  @Test
  @Tag("long")
  void committedRowsSurviveManyKillsInEitherLayout() throws IOException {
    kill(50);
  }

  private void kill(int rounds) throws IOException {
    Random random = TestSeed.random(LayoutKillTest.class);
    try (ChildProcess numPy = Python.startIfThere(CHECK).orElse(null)) {
      for (int round = 0; round < rounds; round++) {
        Path path = directory.resolve("r" + round);
        long least = killedAfter(random.nextInt(100), path, random.nextLong());
        if (Files.isDirectory(path.resolve(".mmaptable"))) {
          check(path, least, numPy);
        }
      }
    }
  }

  /// Kills a writer after some of its lines, and returns how many rows there are at least: its last
  /// lines say a number that it was about to come down to. One that was cut says less.
  private static long killedAfter(int lines, Path path, long seed) throws IOException {
    try (ChildProcess child =
        ChildJvm.start(List.of("-XX:TieredStopAtLevel=1"), Writer.class, path, seed)) {
      child.awaitLine("writing");
      for (int i = 0; i < lines; i++) {
        String _ = child.nextLine();
      }
      child.kill();
    }
    Path said = path.resolveSibling(path.getFileName() + ".said");
    List<String> all = Files.exists(said) ? Files.readAllLines(said) : List.of();
    return all.subList(Math.max(0, all.size() - 2), all.size()).stream()
        .mapToLong(line -> line.isEmpty() ? 0 : Long.parseLong(line))
        .min()
        .orElse(0);
  }

  private static void check(Path path, long least, @Nullable ChildProcess numPy)
      throws IOException {
    for (Finding finding : Verification.of(path)) {
      assertEquals(Finding.Severity.NOTE, finding.severity(), finding::toString);
    }
    long rows;
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      rows = table.rowCount();
      assertTrue(rows >= least, rows + " rows of " + least + ", " + table.recoveryNote());
      TableKillTest.checkRows(table);
    }
    boolean complete;
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      assertEquals(rows, table.rowCount());
      TableKillTest.checkRows(table);
      complete = table.columnNames().size() == 4;
      if (complete) {
        table.append(TableKillTest.rows(table.columnNames(), rows, 7));
      }
    }
    assertEquals(List.of(), Verification.of(path));
    if (numPy != null) {
      numPy.send(path.toString());
      assertEquals(complete ? rows + 7 : rows, Long.parseLong(numPy.nextLine()));
    }
  }
}
