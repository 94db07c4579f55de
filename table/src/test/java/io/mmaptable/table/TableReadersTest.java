package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableReadersTest {
  private static final int ROWS = 4_000;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private static Map<String, Object> row(long i) {
    NdArray vector = NdArray.zeros(DType.FLOAT64, 1, 3);
    vector.set((double) i);
    return Map.of("n", new long[] {i}, "g/v", vector, "b", new int[] {(int) i});
  }

  /// Reads every column again and again: the rows there are have their values in all of them.
  static final class Reader {
    public static void main(String[] args) throws IOException {
      long seen = 0;
      System.out.println("reading");
      try (MmapTable kept = MmapTable.open(Path.of(args[0]), Mode.READ_ONLY)) {
        while (seen < Long.parseLong(args[1])) {
          try (MmapTable opened = MmapTable.open(Path.of(args[0]), Mode.READ_ONLY)) {
            check(opened, seen, opened.rowCount());
          }
          long rows = kept.refresh();
          check(kept, seen, rows);
          seen = rows;
        }
      }
      System.out.println(seen);
    }

    private static void check(MmapTable table, long from, long to) throws IOException {
      if (to < from) {
        throw new AssertionError(to + " rows after " + from);
      }
      for (String name : new String[] {"n", "g/v", "b"}) {
        NdArray array = table.column(name).array();
        for (long row = from; row < to; row++) {
          double found = array.ndim() == 1 ? array.getDouble(row) : array.getDouble(row, 2);
          if (found != row) {
            throw new AssertionError(name + " has " + found + " in row " + row + " of " + to);
          }
        }
      }
    }
  }

  private static final String NUMPY_READER =
      """
      import sys
      import numpy as np
      last = 0
      print("reading")
      while last < int(sys.argv[2]):
          columns = [np.load(f"{sys.argv[1]}/{c}.npy") for c in ("n", "g/v", "b")]
          rows = min(len(a) for a in columns)
          assert rows >= last, (rows, last)
          for a in columns:
              assert ((a if a.ndim == 1 else a[:, 2]) == np.arange(len(a))).all()
          last = rows
      print(last)
      """;

  @Test
  void readersInOtherProcessesSeeAPrefixOfAllColumns() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 0)) {
      table.addColumn("n", DType.INT64);
      table.addColumn("g/v", DType.FLOAT64, 3);
      table.addColumn("b", DType.of(">i4"));
      try (ChildProcess java = ChildJvm.start(Reader.class, path(), ROWS);
          ChildProcess numPy = Python.required().start(NUMPY_READER, path(), ROWS)) {
        java.awaitLine("reading");
        numPy.awaitLine("reading");
        for (long row = 0; row < ROWS; row++) {
          table.append(row(row));
        }
        assertTrue(java.awaitSuccess().endsWith(String.valueOf(ROWS)));
        assertTrue(numPy.awaitSuccess().endsWith(String.valueOf(ROWS)));
      }
    }
  }

  /// Opens and verifies a table whose columns come and go.
  static final class Visitor {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      System.out.println("reading");
      for (long visits = 0; System.in.available() == 0; visits++) {
        try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
          long rows = table.rowCount();
          if (table.column("n").array().getLong(rows - 1) != rows - 1) {
            throw new AssertionError("row " + (rows - 1) + " on visit " + visits);
          }
        }
        for (Finding finding : Verification.of(path)) {
          if (finding.severity() == Finding.Severity.FAULT) {
            throw new AssertionError(finding.toString());
          }
        }
      }
      System.out.println("left");
    }
  }

  @ParameterizedTest
  @EnumSource
  void readersOpenATableWhoseColumnsComeAndGo(Layout layout) throws IOException {
    try (MmapTable table = MmapTable.create(path(), 1, layout)) {
      table.addColumn("n", DType.INT64);
      try (ChildProcess visitor = ChildJvm.start(Visitor.class, path())) {
        visitor.awaitLine("reading");
        for (int i = 0; i < 60; i++) {
          table.addColumn("g/c" + i, DType.FLOAT32);
          for (long row = 0; row < 5; row++) {
            table.append(Map.of("n", new long[] {table.rowCount()}, "g/c" + i, new float[] {row}));
          }
          if (i % 10 == 5) {
            table.convert(table.layout() == Layout.NPY ? Layout.HEADERLESS : Layout.NPY);
          }
          table.renameColumn("g/c" + i, "h");
          table.deleteColumn("h");
        }
        visitor.send("leave");
        assertTrue(visitor.awaitSuccess().endsWith("left"));
      }
    }
  }

  @Test
  void readerOfColumnsWithoutAHeaderSeesAPrefixOfThemAll() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 0, Layout.HEADERLESS)) {
      table.addColumn("n", DType.INT64);
      table.addColumn("g/v", DType.FLOAT64, 3);
      table.addColumn("b", DType.of(">i4"));
    }
    try (ChildProcess java = ChildJvm.start(Reader.class, path(), ROWS)) {
      java.awaitLine("reading");
      for (long row = 0; row < ROWS; ) {
        try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
          for (long end = Math.min(ROWS, row + 500); row < end; row++) {
            table.append(row(row));
          }
        }
      }
      assertTrue(java.awaitSuccess().endsWith(String.valueOf(ROWS)));
    }
  }

  @Test
  void readerThatWasOpenBeforeAColumnCameSeesGrowth() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 1)) {
      table.addColumn("n", DType.INT64);
      table.addColumn("b", DType.INT32);
      try (MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
        table.addColumn("c", DType.INT8);
        table.append(Map.of("n", new long[] {1}, "b", new int[1], "c", new byte[1]));
        assertEquals(2, reader.refresh());
        assertEquals("[0 1]", reader.column("n").array().toString());
        table.deleteColumn("b");
        StorageException refused =
            assertThrows(StorageException.Inconsistent.class, reader::refresh);
        assertEquals(path() + ": has other columns now; open it again", refused.getMessage());
      }
    }
  }

  @Test
  void readerFollowsAColumnThatIsReplaced() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 2)) {
      table.addColumn("n", DType.INT64);
    }
    try (MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      NdArray before = reader.column("n").array();
      Npy.write(path().resolve("n.npy"), NdArray.of(5L, 6L, 7L));
      assertEquals(3, reader.refresh());
      assertEquals("[5 6 7]", reader.column("n").array().toString());
      assertEquals("[0 0]", before.toString());
    }
  }
}
