package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Slices of slices against the same indices of plain arrays.
class RowSelectionTest {
  private static final int ROUNDS = 300;

  @TempDir private Path directory;

  private final Random random = TestSeed.random(RowSelectionTest.class);

  @Test
  void slicesHoldWhatTheSameIndicesOfArraysHold() throws IOException {
    for (int rows : new int[] {0, 1, 7, 100}) {
      try (MmapTable table = table(rows)) {
        for (int round = 0; round < ROUNDS; round++) {
          TableSlice slice = table.rows();
          Map<String, NdArray> arrays = arrays(table);
          for (int depth = 0; depth < 3; depth++) {
            Index index = index((int) slice.rowCount());
            slice = slice.rows(index);
            arrays.replaceAll((_, array) -> array.get(index));
            assertSame(arrays, slice);
          }
        }
      }
    }
  }

  @Test
  void assignmentsSetWhatTheSameIndicesOfArraysSet() throws IOException {
    int rows = 20;
    try (MmapTable table = table(rows)) {
      for (int round = 0; round < ROUNDS; round++) {
        Map<String, NdArray> arrays = arrays(table);
        Index index = index(rows);
        TableSlice slice = table.rows(index);
        NdArray records = slice.toRecords();
        records.field("n").set(random.nextInt());
        records.field("pair").set(NdArray.arange(2).add(round));
        slice.set(records);
        for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
          array.getValue().set(index, records.field(array.getKey()));
        }
        assertSame(arrays, table.rows());
      }
    }
  }

  @Test
  void recordsAreTheSameWhoeverPutsThemTogether() throws IOException {
    int rows = 400_000; // more than a thread puts together at a time
    try (MmapTable table = table(rows);
        var threads = Parallelism.ofThreads(3)) {
      for (TableSlice slice : List.of(table.rows(), table.rows("::-1"), table.rows(mask(rows)))) {
        NdArray records = slice.toRecords();
        NdArray shared = threads.call(slice::toRecords);
        for (String name : table.columnNames()) {
          assertEquals(0, records.field(name).ne(slice.column(name)).countNonZero(), name);
          assertEquals(0, shared.field(name).ne(slice.column(name)).countNonZero(), name);
        }
      }
    }
  }

  private MmapTable table(int rows) throws IOException {
    MmapTable table = MmapTable.create(directory.resolve("t" + rows), rows);
    table.addColumnFrom("n", random.ints(rows).toArray());
    table.addColumnFrom("x", NdArray.asArray(random.doubles(rows).toArray()));
    table.addColumn("pair", DType.of(">i8"), 2).set(NdArray.arange(2L * rows).reshape(rows, 2));
    table.addColumn("name", DType.of("S3")).set("abc");
    return table;
  }

  private static Map<String, NdArray> arrays(MmapTable table) {
    var arrays = new LinkedHashMap<String, NdArray>();
    for (MmapColumn column : table.columns()) {
      arrays.put(column.name(), column.array().copy());
    }
    return arrays;
  }

  private void assertSame(Map<String, NdArray> arrays, TableSlice slice) {
    arrays.forEach(
        (name, array) -> assertEquals(array.toString(), slice.column(name).toString(), name));
    NdArray records = slice.toRecords();
    arrays.forEach(
        (name, array) -> assertEquals(array.toString(), records.field(name).toString(), name));
  }

  /// An index of one dimension, which keeps it.
  private Index index(int rows) {
    return switch (random.nextInt(5)) {
      case 0 -> slice(rows, random.nextInt(3) + 1);
      case 1 -> slice(rows, -random.nextInt(3) - 1);
      case 2 -> {
        int count = rows == 0 ? 0 : random.nextInt(2 * rows);
        yield NdArray.of(random.longs(count, -rows, Math.max(rows, 1)).toArray());
      }
      case 3 -> mask(rows);
      default -> mask(rows).lazy().eq(random.nextBoolean());
    };
  }

  private Slice slice(int rows, int step) {
    Long start = random.nextInt(3) == 0 ? null : (long) random.nextInt(2 * rows + 3) - rows - 1;
    Long stop = random.nextInt(3) == 0 ? null : (long) random.nextInt(2 * rows + 3) - rows - 1;
    return new Slice(start, stop, step);
  }

  private NdArray mask(int rows) {
    boolean[] mask = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      mask[i] = random.nextBoolean();
    }
    return NdArray.of(mask);
  }
}
