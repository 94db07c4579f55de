package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.RowType.Length;
import io.mmaptable.array.RowType.Name;
import io.mmaptable.array.RowType.Width;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.SmallDisk;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TableAppenderTest {
  private static final RowType<Reading> READINGS =
      RowType.of(MethodHandles.lookup(), Reading.class);

  @SuppressWarnings("ArrayRecordComponent") // for an item of two elements
  record Reading(
      long time, @Name("g/value") float value, @Width(3) String unit, @Length(2) int[] pair) {}

  record Other(long time) {}

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private MmapTable readings() throws IOException {
    MmapTable table = MmapTable.create(path(), 0);
    table.addColumn("unit", DType.of("<U3"));
    table.addColumn("time", DType.INT64);
    table.addColumn("g/value", DType.FLOAT32);
    table.addColumn("pair", DType.of(">i4"), 2);
    return table;
  }

  private static Reading reading(int i) {
    return new Reading(i, i / 2f, "u" + i % 10, new int[] {i, -i});
  }

  private static void check(MmapTable table, int rows) {
    assertEquals(rows, table.rowCount());
    for (int i = 0; i < rows; i++) {
      assertEquals(i, table.column("time").array().getLong(i));
      assertEquals(i / 2.0, table.column("g/value").array().getDouble(i));
      assertEquals("u" + i % 10, table.column("unit").array().getString(i));
      assertEquals(-i, table.column("pair").array().getLong(i, 1));
    }
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  @Test
  void rowsAreSetItemByItem() throws IOException {
    try (MmapTable table = readings()) {
      try (TableAppender appender = table.appender(7)) {
        int value = appender.columnIndex("g/value");
        int time = appender.columnIndex("time");
        for (int i = 0; i < 1000; i++) {
          appender.set(time, i);
          appender.set(value, i / 2.0);
          appender.set(0, "u" + i % 10);
          appender.set(3, new int[] {i, -i});
          appender.endRow();
          assertEquals((i + 1) / 7 * 7L, table.rowCount());
        }
      }
      check(table, 1000);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      check(table, 1000);
    }
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void recordsAreSpreadOverTheColumns() throws IOException {
    try (MmapTable table = readings()) {
      table.append(READINGS, reading(0));
      table.append(READINGS, List.of(reading(1), reading(2)));
      try (TableAppender appender = table.appender()) {
        appender.append(READINGS, reading(3));
        assertEquals(4, table.rowCount());
        appender.extend(READINGS, List.of(reading(4), reading(5), reading(6)));
        appender.extend(READINGS, List.<Reading>of());
        assertEquals(7, table.rowCount());
      }
      check(table, 7);
    }
  }

  @Test
  void structuredArraysAndSlicesAreAppendedByName() throws IOException {
    NdArray records = NdArray.of(READINGS, List.of(reading(0), reading(1), reading(2)));
    try (MmapTable table = readings()) {
      table.append(records);
      check(table, 3);
      try (MmapTable copy = MmapTable.create(directory.resolve("copy"), 0)) {
        for (MmapColumn column : table.columns()) {
          copy.addColumn(column.name(), column.dtype(), column.itemShape());
        }
        copy.append(table.select("pair", "time", "unit", "g/value").rows(0, 2));
        check(copy, 2);
        copy.append(copy.rows(0, 1));
        assertEquals("[0 1 0]", copy.column("time").array().toString());
      }
      for (Object refused : List.of(records.fields("time", "unit"), records.field("time"))) {
        assertThrows(IllegalArgumentException.class, () -> table.append((NdArray) refused));
      }
      assertThrows(
          IllegalArgumentException.class, () -> table.append(table.select("time", "unit")));
      assertEquals(3, table.rowCount());
    }
  }

  /// What a column may be given, and what it holds then.
  @Test
  void itemsAreCastAsTheyAreWhenTheyAreSet() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 0)) {
      List<String> dtypes =
          List.of("<f8", ">f8", "<f4", "<i8", "<i4", "u1", "?", "<M8[ms]", "S2", "<f2");
      for (String dtype : dtypes) {
        table.addColumn("c" + dtypes.indexOf(dtype), DType.of(dtype));
      }
      try (TableAppender appender = table.appender()) {
        appender.set(0, 3);
        appender.set(1, 0.5);
        appender.set(2, 0.1);
        appender.set(3, Long.MIN_VALUE);
        appender.set(4, -7L);
        appender.set(5, 255);
        appender.set(6, true);
        appender.set(7, Instant.EPOCH.plusMillis(5));
        appender.set(8, "ab");
        appender.set(9, 1.5f);
        appender.endRow();
        assertThrows(IllegalArgumentException.class, () -> appender.set(4, 1L << 31));
        assertThrows(IllegalArgumentException.class, () -> appender.set(4, 1.0));
        assertThrows(IllegalArgumentException.class, () -> appender.set(5, -1));
        assertThrows(IllegalArgumentException.class, () -> appender.set(8, "abc"));
        assertThrows(IllegalArgumentException.class, () -> appender.set(0, new double[1]));
        assertThrows(IndexOutOfBoundsException.class, () -> appender.set(10, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> appender.set(-1, 1));
        for (int i = 0; i < dtypes.size(); i++) {
          appender.set(i, table.column("c" + i).array().get(0));
        }
        appender.endRow();
      }
      var found = new ArrayList<String>();
      for (MmapColumn column : table.columns()) {
        found.add(column.array().toString(0));
        assertEquals(column.array().toString(0), column.array().toString(1));
      }
      assertEquals(
          List.of(
              "3.0",
              "0.5",
              "0.1",
              "-9223372036854775808",
              "-7",
              "255",
              "True",
              "1970-01-01T00:00:00.005",
              "b'ab'",
              "1.5"),
          found);
    }
  }

  @Test
  void rowWithoutAnItemIsNotEndedAndCanBeCompleted() throws IOException {
    try (MmapTable table = MmapTable.create(path(), 0)) {
      for (int i = 0; i < 70; i++) {
        table.addColumn("c" + i, DType.INT8);
      }
      try (TableAppender appender = table.appender()) {
        for (int i = 1; i < 69; i++) {
          appender.set(i, i);
        }
        var e = assertThrows(IllegalStateException.class, appender::endRow);
        assertEquals("a row of " + path() + " lacks the columns [c0, c69]", e.getMessage());
        assertEquals(0, table.rowCount());
        assertThrows(IllegalStateException.class, () -> appender.extend(Map.of()));
        assertThrows(IllegalStateException.class, () -> table.resize(9));
        appender.set(69, 69);
        appender.set(0, 0);
        appender.endRow();
        assertEquals(1, table.rowCount());
        appender.set(0, 9);
      }
      assertEquals(1, table.rowCount(), "a row that was begun is dropped");
    }
  }

  @Test
  void refusedRowsChangeNothing() throws IOException {
    readings().close();
    var before = FileTree.snapshot(directory);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE);
        TableAppender appender = table.appender(100)) {
      RowType<Other> others = RowType.of(MethodHandles.lookup(), Other.class);
      assertThrows(IllegalArgumentException.class, () -> appender.append(others, new Other(1)));
      Reading wide = new Reading(1, 2, "four", new int[2]);
      assertThrows(IllegalArgumentException.class, () -> appender.append(READINGS, wide));
      assertThrows(
          IllegalArgumentException.class,
          () -> appender.extend(READINGS, List.of(reading(0), wide)));
      assertThrows(
          IllegalArgumentException.class, () -> appender.extend(Map.of("time", new long[1])));
      assertThrows(IllegalArgumentException.class, () -> table.append(others, new Other(1)));
      assertThrows(NoSuchElementException.class, () -> appender.columnIndex("none"));
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void rowsThatWaitAreSeenByNobodyUntilTheyAreCommitted() throws IOException {
    try (MmapTable table = readings();
        MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY);
        TableAppender appender = table.appender(Long.MAX_VALUE)) {
      appender.append(READINGS, reading(0));
      assertEquals(0, reader.refresh());
      assertEquals(0, table.column("time").array().size());
      appender.commit();
      check(table, 1);
      assertEquals(1, reader.refresh());
      check(reader, 1);
      appender.append(READINGS, reading(1));
      Path image = FileTree.copy(path(), directory.resolve("image"));
      try (MmapTable killed = MmapTable.open(image, Mode.READ_WRITE)) {
        check(killed, 1);
      }
      table.flush();
      check(reader, 1);
      assertEquals(2, reader.refresh(), "the thread's own flush commits first");
    }
  }

  @Test
  void itsThreadChangesTheRowsByOtherMeansBetweenTwoRows() throws IOException {
    MmapTable table = readings();
    TableAppender appender = table.appender(100);
    appender.append(READINGS, reading(0));
    table.append(READINGS, reading(1));
    appender.append(READINGS, reading(2));
    table.resize(2);
    appender.append(READINGS, reading(2));
    assertThrows(IllegalStateException.class, table::appender);
    var e = assertThrows(IllegalStateException.class, () -> table.deleteColumn("time"));
    assertEquals(
        path() + ": its columns stay as they are while an appender is open; close it first",
        e.getMessage());
    appender.close();
    check(table, 3);
    TableAppender second = table.appender(100);
    second.append(READINGS, reading(3));
    table.close();
    assertThrows(IllegalStateException.class, () -> second.append(READINGS, reading(4)));
    second.close();
    assertThrows(IllegalStateException.class, appender::commit);
    assertThrows(IllegalStateException.class, table::appender);
    try (MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      check(reader, 4);
      assertThrows(UnsupportedOperationException.class, reader::appender);
    }
  }

  @Test
  void otherThreadsReadAndFlushAndWaitToChangeTheRows() throws Exception {
    MmapTable table = readings();
    FutureTask<?> append;
    FutureTask<?> close;
    try (TableAppender appender = table.appender(2)) {
      appender.append(READINGS, reading(0));
      appender.append(READINGS, reading(1));
      appender.append(READINGS, reading(2));
      start(
              () -> {
                check(table, 2);
                table.flush();
                check(table, 2);
                return null;
              })
          .get();
      var e =
          assertThrows(
              ExecutionException.class, () -> start(() -> appender.columnIndex("time")).get());
      assertEquals(
          WrongThreadException.class, e.getCause() == null ? null : e.getCause().getClass());
      append =
          start(
              () -> {
                table.append(READINGS, reading(3));
                return null;
              });
      appender.append(READINGS, reading(3));
      table.resize(3);
      assertFalse(append.isDone());
    }
    append.get();
    check(table, 4);
    close =
        start(
            () -> {
              table.close();
              return null;
            });
    close.get();
    assertTrue(table.isClosed());
  }

  @Test
  void rowsAreAppendedBehindFilesOfSomebodyElse() throws IOException {
    Files.createDirectories(path());
    Npy.write(path().resolve("a.npy"), NdArray.of(1L, 2L));
    Npy.write(path().resolve("b.npy"), NdArray.of(1.0, 2.0));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE);
        TableAppender appender = table.appender()) {
      appender.set(0, 3);
      appender.set(1, 3.0);
      appender.endRow();
      appender.extend(Map.of("a", new long[] {4}, "b", new double[] {4}));
    }
    Npy.write(path().resolve("a.npy"), NdArray.of(1L, 2L));
    Npy.write(path().resolve("b.npy"), NdArray.of(1.0, 2.0));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE);
        TableAppender appender = table.appender()) {
      table.resize(3);
      appender.set(0, 4);
      appender.set(1, 4.0);
      appender.endRow();
      table.column("a").array().set("2", 3);
      table.column("b").array().set("2", 3);
    }
    assertEquals("[1 2 3 4]", Npy.read(path().resolve("a.npy")).toString());
    assertEquals("[1. 2. 3. 4.]", Npy.read(path().resolve("b.npy")).toString());
  }

  @Test
  void fullDiskLosesNothing() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 8)) {
      Path ballast = Files.write(disk.directory().resolve("ballast"), new byte[4 << 20]);
      Path path = disk.directory().resolve("t");
      int rows = 0;
      try (MmapTable table = MmapTable.create(path, 0)) {
        table.addColumn("n", DType.INT64);
        table.addColumn("m", DType.INT32);
        try (TableAppender appender = table.appender(1000)) {
          IOException full = null;
          while (full == null) {
            try {
              appender.set(0, rows);
              appender.set(1, rows);
              appender.endRow();
              rows++;
            } catch (IOException e) {
              full = e;
            }
          }
          String message = String.valueOf(full.getMessage());
          assertTrue(message.startsWith(path.toString()), message);
          assertTrue(message.contains(": no space for "), message);
          appender.commit();
          assertEquals(rows, table.rowCount());
          Files.delete(ballast);
          appender.set(0, rows);
          appender.set(1, rows);
          appender.endRow();
          rows++;
        }
      }
      try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
        assertEquals(rows, table.rowCount());
        assertTrue(
            table.column("n").array().eq(NdArray.arange(rows)).all()
                && table.column("m").array().eq(NdArray.arange(rows)).all());
      }
    }
  }

  /// Appends, resizes and reopens as it comes, beside a list of what the rows shall be.
  @Test
  void whateverIsDoneTheRowsAreThoseOfAModel() throws IOException {
    Random random = TestSeed.random(TableAppenderTest.class);
    for (Layout layout : Layout.values()) {
      Path path = directory.resolve(layout.name());
      var model = new ArrayList<Long>();
      MmapTable table = MmapTable.create(path, 0, layout);
      table.addColumn("a", DType.INT64);
      table.addColumn("b", DType.of(">f8"), 3);
      for (int step = 0; step < 200; step++) {
        int count = random.nextInt(random.nextInt(10) == 0 ? 30_000 : 20);
        switch (random.nextInt(6)) {
          case 0 -> {
            long[] added = random.longs(count, 1, 1000).toArray();
            table.append(Map.of("a", added, "b", items(added)));
            for (long each : added) {
              model.add(each);
            }
          }
          case 1 -> {
            try (TableAppender appender = table.appender(1 + random.nextInt(50))) {
              for (int i = 0; i < count; i++) {
                appender.set(0, i);
                appender.set(1, new double[] {i, i, i});
                appender.endRow();
                model.add((long) i);
              }
            }
          }
          case 2 -> {
            int rows = random.nextInt(model.size() + 1);
            table.resize(rows);
            model.subList(rows, model.size()).clear();
          }
          case 3 -> {
            table.resize(model.size() + count);
            for (int i = 0; i < count; i++) {
              model.add(0L);
            }
          }
          case 4 -> table.flush();
          default -> {
            if (random.nextBoolean()) {
              table.close();
              assertEquals(List.of(), Verification.of(path));
            }
            Path image = FileTree.copy(path, directory.resolve("image" + layout + step));
            table.close();
            path = image; // what a kill leaves, or the same after it was closed
            table = MmapTable.open(path, Mode.READ_WRITE);
          }
        }
        check(model, table);
      }
      table.close();
    }
  }

  private static NdArray items(long[] values) {
    NdArray items = NdArray.zeros(DType.FLOAT64, values.length, 3);
    for (int i = 0; i < values.length; i++) {
      items.get(i).set(values[i]);
    }
    return items;
  }

  private static void check(List<Long> model, MmapTable table) {
    long[] expected = model.stream().mapToLong(Long::longValue).toArray();
    assertEquals(expected.length, table.rowCount());
    NdArray a = table.column("a").array();
    NdArray b = table.column("b").array();
    for (int i = 0; i < expected.length; i++) {
      if (a.getLong(i) != expected[i] || b.getDouble(i, 2) != expected[i]) {
        assertEquals(expected[i] + " in row " + i, a.getLong(i) + " and " + b.getDouble(i, 2));
      }
    }
  }
}
