package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Changes of a new table, drawn by a seed: two processes that have the same one make the same
/// changes of the same values, so that one can tell what another that was killed had done.
final class RandomChanges implements Closeable {
  private static final List<String> DTYPES = List.of("<i8", ">i4", "<f8", "<U12");
  private static final int MOST_COLUMNS = 8;
  private static final int MOST_ROWS = 3_000;

  private final Path path;
  private final Random random;
  private MmapTable table;
  private int number;

  private RandomChanges(Path path, Random random, MmapTable table) {
    this.path = path;
    this.random = random;
    this.table = table;
  }

  /// Makes a table of one column without rows.
  static RandomChanges begin(Path path, long seed) throws IOException {
    var random = new Random(seed);
    MmapTable table = MmapTable.create(path, 0, layout(random));
    table.addColumn("first", DType.INT64);
    return new RandomChanges(path, random, table);
  }

  private static Layout layout(Random random) {
    return random.nextBoolean() ? Layout.NPY : Layout.HEADERLESS;
  }

  /// Makes as many changes, and returns what the table shows then.
  TableState after(long changes) throws IOException {
    for (long i = 0; i < changes; i++) {
      next();
    }
    return TableState.of(table);
  }

  void flush() throws IOException {
    table.flush();
  }

  @Override
  public void close() throws IOException {
    table.close();
  }

  /// Makes one more change, now and then after the table was closed and opened again.
  void next() throws IOException {
    number++;
    if (random.nextInt(10) == 0) {
      table.close();
      table = MmapTable.open(path, Mode.READ_WRITE);
    }
    List<String> names = new ArrayList<>(table.columnNames());
    String another = random.nextBoolean() ? "c" + number : "g" + number % 3 + "/h/c" + number;
    if (names.isEmpty()) {
      table.addColumnFrom(another, values(DType.INT64, (int) table.rowCount()));
      return;
    }
    String some = names.get(random.nextInt(names.size()));
    switch (random.nextInt(23)) {
      case 0 -> table.setAttr(number);
      case 1 -> table.column(some).setAttr("number", number);
      case 2 -> table.renameColumn(some, another);
      case 3 -> table.resize(random.nextLong(table.rowCount() + 1));
      case 4 -> grow(random.nextInt(500), false);
      case 5, 6 -> add(some, another);
      case 7 -> table.deleteColumn(some);
      case 8, 9 -> table.convert(table.layout() == Layout.NPY ? Layout.HEADERLESS : Layout.NPY);
      case 10 -> table.compact();
      case 11 -> {
        Collections.shuffle(names, random);
        table.reorderColumns(names);
      }
      case 12 -> {
        NdArray values = values(DType.FLOAT64, (int) table.rowCount());
        table.addColumnFrom(
            some, ColumnOptions.DEFAULT.attr(Map.of("new", number)).overwrite(), values);
      }
      case 13 -> replace();
      case 14, 15 -> freeze(some);
      default -> grow(1 + random.nextInt(random.nextBoolean() ? 3 : 300), true);
    }
  }

  /// Puts a table without columns in the place of this one, if it is one of few columns.
  private void replace() throws IOException {
    if (table.columns().size() < 3) {
      table.close();
      table = MmapTable.create(path, random.nextInt(100), layout(random));
    }
  }

  private void freeze(String some) throws IOException {
    if (table.column(some).isFrozen()) {
      table.thaw(some);
    } else {
      long chunkRows = 1L + random.nextInt(400);
      table.freeze(
          some, layout -> layout.chunkRows(chunkRows).shardRows(chunkRows * random.nextInt(4)));
    }
  }

  private void add(String some, String another) throws IOException {
    int count = (int) table.rowCount();
    DType dtype = DType.of(DTYPES.get(random.nextInt(DTYPES.size())));
    if (table.columnNames().size() >= MOST_COLUMNS) {
      table.deleteColumn(some);
    } else if (random.nextInt(4) == 0) {
      table.addColumns(
          List.of(NewColumn.of(another, dtype, 2), NewColumn.of("m/" + another, dtype)));
    } else if (random.nextBoolean()) {
      table.copyColumn(some, another);
    } else if (random.nextBoolean()) {
      table.addColumn(another, dtype, 3);
    } else {
      table.addColumnFrom(another, values(dtype, count));
    }
  }

  private void grow(int count, boolean append) throws IOException {
    long rows = table.rowCount();
    if (rows + count > MOST_ROWS) {
      table.resize(rows / 2);
    } else if (append) {
      Map<String, Object> columns = new HashMap<>();
      for (MmapColumn column : table.columns()) {
        columns.put(column.name(), values(column.dtype(), count, column.itemShape()));
      }
      table.append(columns);
    } else {
      table.resize(rows + count);
    }
  }

  /// Values that say which change they are of.
  private NdArray values(DType dtype, int count, long... itemShape) {
    long[] shape = new long[1 + itemShape.length];
    shape[0] = count;
    System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
    NdArray values = NdArray.zeros(dtype, shape);
    int size = Math.toIntExact(values.size());
    long from = number * 10_000L;
    if (dtype instanceof DType.Text) {
      String[] texts =
          IntStream.range(0, size).mapToObj(i -> "t" + (from + i)).toArray(String[]::new);
      values.set(NdArray.asArray(texts).reshape(shape));
    } else {
      values.set(NdArray.arange(from, from + size).reshape(shape));
    }
    return values;
  }
}
