package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills writers at random moments. `-Dmmaptable.seed=N` repeats a run's choices, and
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

  private static Random random() {
    long seed = Long.getLong("mmaptable.seed", System.nanoTime());
    System.out.println("TableKillTest: -Dmmaptable.seed=" + seed);
    return new Random(seed);
  }

  private static int rounds() {
    return Integer.getInteger("io.mmaptable.killRounds", 20);
  }

  @Test
  void appendedRowsSurviveKillInAllColumns() throws IOException {
    killAppenders(rounds());
  }

  @Test
  @Tag("long")
  void appendedRowsSurviveManyKillsInAllColumns() throws IOException {
    killAppenders(200);
  }

  private void killAppenders(int rounds) throws IOException {
    var random = random();
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

  /// Changes rows and columns at random, and says after each change what there is: the columns'
  /// names and the number of rows.
  static final class Changer {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      var random = new Random(Long.parseLong(args[1]));
      System.out.println("writing");
      try (MmapTable table = MmapTable.create(path, 0)) {
        table.addColumn("c0", DType.of(DTYPES.get(0)));
        report(table);
        for (int i = 0; ; i++) {
          change(table, random, i);
          report(table);
        }
      }
    }

    private static void report(MmapTable table) {
      System.out.println(table.rowCount() + " " + String.join(" ", table.columnNames()));
      System.out.flush();
    }

    private static void change(MmapTable table, Random random, int i) throws IOException {
      List<String> names = table.columnNames();
      String some = names.get(random.nextInt(names.size()));
      String suffix = some.substring(some.length() - 1);
      long rows = table.rowCount();
      switch (random.nextInt(6)) {
        case 0 -> {
          int dtype = random.nextInt(DTYPES.size());
          Object values = rows(List.of("c" + dtype), 0, (int) rows).get("c" + dtype);
          table.addColumnFrom("g" + i % 3 + "/n" + i + "c" + dtype, values);
        }
        case 1 -> table.copyColumn(some, "copy" + i + "c" + suffix);
        case 2 -> table.renameColumn(some, "h" + i % 2 + "/r" + i + "c" + suffix);
        case 3 -> {
          if (names.size() > 4) {
            table.deleteColumn(some);
          }
        }
        case 4 -> table.resize(rows - random.nextLong(rows / 2 + 1));
        default -> {
          for (int n = 0; n < 10; n++) {
            table.append(rows(table.columnNames(), table.rowCount(), 1 + random.nextInt(4)));
          }
        }
      }
    }
  }

  @Test
  void changedColumnsSurviveKill() throws IOException {
    killChangers(rounds() / 2);
  }

  @Test
  @Tag("long")
  void changedColumnsSurviveManyKills() throws IOException {
    killChangers(200);
  }

  private void killChangers(int rounds) throws IOException {
    var random = random();
    try (ChildProcess numPy = Python.startIfThere(CHECK).orElse(null)) {
      for (int round = 0; round < rounds; round++) {
        Path path = directory.resolve("m" + round);
        int lines = 1 + random.nextInt(60);
        String last = killAfter(lines, Changer.class, path, random.nextLong());
        if (last.equals("writing")) {
          continue; // it had not even made the first column, as far as it said
        }
        checkChanged(path, last, numPy);
      }
    }
  }

  private static void checkChanged(Path path, String last, @Nullable ChildProcess numPy)
      throws IOException {
    for (Finding finding : Verification.of(path)) {
      assertEquals(Finding.Severity.NOTE, finding.severity(), finding::toString);
    }
    List<String> columns;
    long rows;
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      checkRows(table);
      columns = table.columnNames();
      rows = table.rowCount();
    }
    // At most two changes are not known of: one whose line was cut, and one under way.
    List<String> said = List.of(last.split(" ", -1));
    List<String> known = said.subList(1, said.size());
    long same = columns.stream().filter(known::contains).count();
    assertTrue(same >= known.size() - 2 && columns.size() <= known.size() + 2, last + columns);
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      assertEquals(columns, table.columnNames());
      assertEquals(rows, table.rowCount());
      checkRows(table);
      table.append(rows(columns, rows, 7));
      table.addColumn("zeros", DType.INT8);
      table.deleteColumn("zeros");
    }
    assertEquals(rows + 7, ask(numPy, path, rows + 7));
    assertEquals(List.of(), Verification.of(path));
  }
}
