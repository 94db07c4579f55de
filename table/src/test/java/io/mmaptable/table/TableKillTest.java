package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills writers that append, at random moments. `-Dmmaptable.seed=N` repeats a run's choices, and
/// `-Dio.mmaptable.killRounds=N` says how many writers there are.
class TableKillTest {
  static final List<String> DTYPES = List.of("<i8", ">i4", "<f8", "<f4", "<U12", "<u8");

  @TempDir private Path directory;

  static String column(int i) {
    return (i % 2 == 0 ? "c" : "group/c") + i;
  }

  /// Rows of which every element says the row's index, in every column.
  static Map<String, Object> rows(List<String> columns, long from, int count) {
    var rows = new HashMap<String, Object>();
    for (String name : columns) {
      String dtype = DTYPES.get(name.charAt(name.length() - 1) - '0');
      boolean wide = dtype.equals("<f8");
      DType type = DType.of(dtype);
      NdArray block = wide ? NdArray.zeros(type, count, 40) : NdArray.zeros(type, count);
      for (int i = 0; i < count; i++) {
        long index = from + i;
        switch (type) {
          case DType.Text _ -> block.get(i).set(String.valueOf(index));
          case DType.Floating _ -> block.get(i).set((double) index);
          default -> block.get(i).set(index);
        }
      }
      rows.put(name, block);
    }
    return rows;
  }

  static void checkRows(MmapTable table) throws IOException {
    long rows = table.rowCount();
    for (MmapColumn column : table.columns()) {
      NdArray array = column.array();
      assertEquals(rows, array.shape()[0]);
      for (long row = 0; row < rows; row++) {
        double found =
            switch (column.dtype()) {
              case DType.Text _ -> Double.parseDouble(array.getString(row));
              default ->
                  array.ndim() == 1
                      ? array.getDouble(row)
                      : (array.getDouble(row, 0) + array.getDouble(row, 39)) / 2;
            };
        assertEquals((double) row, found, column.name());
      }
    }
  }

  /// Appends rows, and acknowledges them when they are committed.
  static final class Appender {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      int block = Integer.parseInt(args[1]);
      System.out.println("writing");
      try (MmapTable table = MmapTable.create(path, 0)) {
        var columns = new ArrayList<String>();
        for (int i = 0; i < DTYPES.size(); i++) {
          boolean wide = DTYPES.get(i).equals("<f8");
          table.addColumn(column(i), DType.of(DTYPES.get(i)), wide ? new long[] {40} : new long[0]);
          columns.add(column(i));
        }
        System.out.println("0");
        for (long rows = 0; ; rows += block) {
          table.append(rows(columns, rows, block));
          System.out.println(rows + block);
          System.out.flush();
        }
      }
    }
  }

  /// Prints the least of the columns' counts, having checked every row of every column.
  private static final String CHECK =
      """
      import os, sys
      import numpy as np
      for line in sys.stdin:
          counts = []
          for folder, _, names in os.walk(line.rstrip("\\n")):
              for name in names:
                  if name.endswith(".npy"):
                      a = np.load(os.path.join(folder, name))
                      counts.append(len(a))
                      i = np.arange(len(a))
                      if a.dtype.kind == "U":
                          a = a.astype("i8")
                      assert (a == (i if a.ndim == 1 else i[:, None])).all(), name
          print(min(counts, default=0))
      """;

  @Test
  void appendedRowsSurviveKillInAllColumns() throws IOException {
    killAppenders(Integer.getInteger("io.mmaptable.killRounds", 20));
  }

  @Test
  @Tag("long")
  void appendedRowsSurviveManyKillsInAllColumns() throws IOException {
    killAppenders(50);
  }

  private void killAppenders(int rounds) throws IOException {
    var random = TestSeed.random(TableKillTest.class);
    try (ChildProcess numPy = Python.startIfThere(CHECK).orElse(null)) {
      for (int round = 0; round < rounds; round++) {
        Path path = directory.resolve("r" + round);
        int block = random.nextBoolean() ? 1 : 1 + random.nextInt(20);
        int lines = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(500);
        String last = killAfter(lines, Appender.class, path, block);
        long acknowledged = last.equals("writing") ? 0 : Long.parseLong(last);
        if (Files.isDirectory(path.resolve(".mmaptable"))) {
          check(path, acknowledged, numPy);
        } else {
          assertEquals(0, acknowledged);
        }
      }
    }
  }

  /// Kills a writer after some of its lines, and returns the last whole line.
  private static String killAfter(int lines, Class<?> writer, Object... arguments) {
    try (ChildProcess child =
        ChildJvm.start(
            List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"),
            writer,
            arguments)) {
      child.awaitLine("writing");
      for (int i = 0; i < lines; i++) {
        String _ = child.nextLine();
      }
      child.kill();
      List<String> all = child.lines();
      return all.get(Math.max(0, all.size() - 2)); // the last line may have been cut
    }
  }

  private static void check(Path path, long acknowledged, @Nullable ChildProcess numPy)
      throws IOException {
    for (Finding finding : Verification.of(path)) {
      assertEquals(Finding.Severity.NOTE, finding.severity(), finding::toString);
    }
    long rows;
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      rows = table.rowCount();
      assertTrue(rows >= acknowledged, rows + " rows of " + acknowledged);
      checkRows(table);
    }
    long least = ask(numPy, path, rows);
    assertTrue(least >= acknowledged && least <= rows, "NumPy sees " + least + " of " + rows);
    boolean complete;
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      assertEquals(rows, table.rowCount());
      checkRows(table);
      complete = !table.columnNames().isEmpty();
      table.append(rows(table.columnNames(), rows, complete ? 7 : 0));
    }
    long grown = complete ? rows + 7 : 0;
    assertEquals(grown, ask(numPy, path, grown));
    assertEquals(List.of(), Verification.of(path));
  }

  /// The count that NumPy sees, or the expected one where there is no NumPy to be asked.
  private static long ask(@Nullable ChildProcess numPy, Path path, long expected) {
    if (numPy == null) {
      return expected;
    }
    numPy.send(path.toString());
    return Long.parseLong(numPy.nextLine());
  }
}
