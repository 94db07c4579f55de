package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class RowAppenderTest {
  private static final RowType<Tick> TICKS = RowType.of(MethodHandles.lookup(), Tick.class);

  record Tick(long time, double price) {}

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  private static long[] longs(NdArray array) {
    return LongStream.range(0, array.size()).map(array::getLong).toArray();
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private static <T> T result(FutureTask<T> task) throws Exception {
    try {
      return task.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Test
  void everyKindOfRowIsAppended() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT64, 2)) {
      try (RowAppender appender = array.appender()) {
        appender.append(0, 1);
        appender.append(2L, 3L);
        appender.append((Object) new long[] {4, 5});
        appender.append(MemorySegment.ofArray(new long[] {6, 7}));
        appender.extend(new long[][] {{8, 9}, {10, 11}});
        appender.extend(NdArray.asArray(new long[][] {{12, 13}}));
        appender.extend(MemorySegment.ofArray(new long[] {14, 15, 16, 17}));
        appender.grow(1);
        assertEquals(10, array.rowCount(), "each is committed at once");
      }
      long[] all = longs(array.array().ravel());
      for (int i = 0; i < 18; i++) {
        assertEquals(i, all[i]);
      }
      assertEquals(0, all[18] | all[19]);
    }
  }

  @Test
  void numbersAndRecordsAreAppendedWithoutBoxing() throws IOException {
    try (DiskArray doubles = DiskArray.create(directory.resolve("d.npy"), DType.FLOAT64);
        DiskArray floats = DiskArray.create(directory.resolve("f.npy"), DType.FLOAT32, 3);
        DiskArray wide = DiskArray.create(directory.resolve("w.npy"), DType.FLOAT64, 5);
        DiskArray ticks = DiskArray.create(file(), TICKS.dtype());
        RowAppender d = doubles.appender();
        RowAppender f = floats.appender();
        RowAppender w = wide.appender();
        RowAppender t = ticks.appender()) {
      d.append(1.5);
      d.append(2L);
      f.append(1, 2.5f, 3);
      w.append(1, 2, 3, 4, 5.5);
      t.append(TICKS, new Tick(7, 8.5));
      t.extend(TICKS, List.of(new Tick(9, 10.5), new Tick(11, 12.5)));
      assertEquals("[1.5 2. ]", doubles.array().toString());
      assertEquals("[[1.  2.5 3. ]]", floats.array().toString());
      assertEquals("[[1.  2.  3.  4.  5.5]]", wide.array().toString());
      assertEquals("[( 7,  8.5) ( 9, 10.5) (11, 12.5)]", ticks.array().toString());
    }
  }

  @Test
  void rowsWaitAsTheOptionsSayAndCloseCommitsThem() throws IOException {
    var options = DiskArrayOptions.DEFAULT.dtype(DType.INT64).commitEvery(3);
    try (DiskArray array = DiskArray.open(file(), options)) {
      try (RowAppender appender = array.appender()) {
        appender.append(0L);
        appender.append(1L);
        assertEquals(0, array.rowCount());
        appender.append(2L);
        assertEquals(3, array.rowCount());
        appender.append(3L);
        appender.commit();
        assertEquals(4, array.rowCount());
        appender.append(4L);
        assertEquals(4, array.rowCount());
      }
      assertEquals(5, array.rowCount());
    }
  }

  @Test
  void itsThreadMayDoEverythingElseMeanwhile() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT64);
        RowAppender appender = array.appender()) {
      appender.append(0L);
      array.append(1L);
      try (RowAppender another = array.appender()) {
        another.append(2L);
      }
      appender.append(3L);
      array.truncate(2);
      appender.append(4L);
      array.compact();
      appender.append(5L);
      array.flush();
      appender.append(6L);
      assertArrayEquals(new long[] {0, 1, 4, 5, 6}, longs(array.array()));
    }
    assertArrayEquals(new long[] {0, 1, 4, 5, 6}, longs(Npy.read(file())));
  }

  @Test
  void noOtherThreadMayUseIt() throws Exception {
    try (DiskArray array = DiskArray.create(file(), DType.INT64);
        RowAppender appender = array.appender()) {
      FutureTask<WrongThreadException> task =
          start(
              () -> {
                assertThrows(WrongThreadException.class, appender::close);
                return assertThrows(WrongThreadException.class, () -> appender.append(1L));
              });
      String message = result(task).getMessage();
      assertTrue(message.startsWith("the appender of " + file() + " belongs to "), message);
      appender.append(2L);
      assertArrayEquals(new long[] {2}, longs(array.array()));
    }
  }

  @Test
  void nothingCanBeAppendedOnceItOrTheArrayHasBeenClosed() throws IOException {
    RowAppender left;
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      RowAppender appender = array.appender();
      appender.append(1L);
      appender.close();
      appender.close();
      var refusal = assertThrows(IllegalStateException.class, () -> appender.append(2L));
      assertEquals("the appender of " + file() + " has been closed", refusal.getMessage());
      left = array.appender();
      left.append(3L);
    }
    for (String method : List.of("append", "extend", "grow", "commit")) {
      var refusal =
          assertThrows(
              IllegalStateException.class,
              () -> {
                switch (method) {
                  case "append" -> left.append(4L);
                  case "extend" -> left.extend(MemorySegment.ofArray(new long[1 << 17]));
                  case "grow" -> left.grow(1);
                  default -> left.commit();
                }
              },
              method);
      assertEquals(file() + " has been closed", refusal.getMessage());
    }
    left.close();
    assertArrayEquals(new long[] {1, 3}, longs(Npy.read(file())));
  }

  @Test
  void otherThreadsReadAndFlushMeanwhileAndWaitToAppend() throws Exception {
    var options =
        DiskArrayOptions.DEFAULT.dtype(DType.INT64).commitEvery(2).durability(Durability.ON_FLUSH);
    try (DiskArray array = DiskArray.open(file(), options)) {
      FutureTask<Boolean> appending;
      try (RowAppender appender = array.appender()) {
        appender.append(0L);
        appender.append(1L);
        appender.append(2L);
        FutureTask<long[]> reading =
            start(
                () -> {
                  array.flush();
                  return longs(array.array());
                });
        assertArrayEquals(new long[] {0, 1}, result(reading), "the last row waits");
        appending =
            start(
                () -> {
                  array.append(3L);
                  return true;
                });
        assertThrows(TimeoutException.class, () -> appending.get(100, TimeUnit.MILLISECONDS));
        appender.append(4L);
      }
      assertTrue(result(appending));
      array.commit();
      assertArrayEquals(new long[] {0, 1, 2, 4, 3}, longs(array.array()));
    }
  }

  @Test
  void closingTheArrayWaitsForAnotherThreadsAppender() throws Exception {
    DiskArray array = DiskArray.create(file(), DType.INT64);
    FutureTask<Boolean> closing;
    try (RowAppender appender = array.appender()) {
      appender.append(0L);
      closing =
          start(
              () -> {
                array.close();
                return true;
              });
      assertThrows(TimeoutException.class, () -> closing.get(100, TimeUnit.MILLISECONDS));
      appender.append(1L);
    }
    assertTrue(result(closing));
    assertArrayEquals(new long[] {0, 1}, longs(Npy.read(file())));
  }

  @Test
  void whoWaitsForAClosedArrayIsTold() throws Exception {
    DiskArray array = DiskArray.create(file(), DType.INT64);
    FutureTask<IllegalStateException> waiting;
    try (RowAppender _ = array.appender()) {
      var started = new CountDownLatch(1);
      waiting =
          start(
              () -> {
                started.countDown();
                return assertThrows(IllegalStateException.class, () -> array.append(1L));
              });
      started.await();
      assertThrows(TimeoutException.class, () -> waiting.get(50, TimeUnit.MILLISECONDS));
      array.close();
    }
    assertEquals(file() + " has been closed", result(waiting).getMessage());
  }

  @Test
  void rowsAreDurableAfterAPeriodWhileItIsOpen() throws Exception {
    var options =
        DiskArrayOptions.DEFAULT
            .dtype(DType.INT64)
            .durability(Durability.every(Duration.ofMillis(5)));
    Path journal = directory.resolve(".x.npy.journal");
    try (DiskArray array = DiskArray.open(file(), options);
        RowAppender appender = array.appender()) {
      appender.append(0L);
      appender.append(1L);
      long flushed = 0;
      while (flushed != 2) {
        Thread.sleep(1);
        flushed =
            ByteBuffer.wrap(Files.readAllBytes(journal)).order(ByteOrder.LITTLE_ENDIAN).getLong(40);
      }
      assertSame(2L, flushed);
    }
  }

  @Test
  void readersNeverSeeMoreThanThereIsWhileAnotherThreadShrinksAndCompacts() throws Exception {
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      var end = new CountDownLatch(1);
      FutureTask<Long> reading =
          start(
              () -> {
                long looks = 0;
                while (end.getCount() > 0 || looks == 0) {
                  NdArray all = array.array();
                  for (long i = 0; i < all.size(); i++) {
                    assertEquals(i, all.getLong(i));
                  }
                  looks++;
                }
                return looks;
              });
      try (RowAppender appender = array.appender()) {
        for (int round = 0; round < 50; round++) {
          for (long row = array.rowCount(); row < 1000; row++) {
            appender.append(row);
          }
          // What was seen may not be overwritten, and is given back by the compaction alone.
          array.compact();
        }
      } finally {
        end.countDown();
      }
      assertTrue(result(reading) > 0);
    }
  }

  /// Rows that are many enough to be written to the file rather than stored into its mapping.
  record Block(String name, DType dtype, boolean fortranOrder, NdArray rows) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Block> blocks() {
    NdArray numbers = NdArray.arange(300_000).reshape(100_000, 3);
    NdArray floats = numbers.astype(DType.FLOAT32);
    return List.of(
        new Block("contiguous", DType.FLOAT32, false, floats),
        new Block("strided", DType.FLOAT32, false, floats.get("::-1, ::-1")),
        new Block("other byte order", DType.of(">f4"), false, floats),
        new Block("same other byte order", DType.of(">f4"), false, floats.astype(DType.of(">f4"))),
        new Block("cast", DType.FLOAT64, false, floats),
        new Block("Fortran order", DType.INT64, true, numbers.transpose()),
        new Block("Fortran order, strided", DType.INT64, true, numbers.get("::-1").transpose()));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void manyRowsAreWritten(Block block) throws IOException {
    NdArray rows = block.rows();
    int axis = block.fortranOrder() ? 1 : 0;
    long[] shape = rows.shape();
    shape[axis] = 0;
    var options =
        DiskArrayOptions.DEFAULT
            .dtype(block.dtype())
            .shape(shape)
            .fortranOrder(block.fortranOrder());
    try (DiskArray array = DiskArray.open(file(), options)) {
      array.grow(1);
      NdArray before = array.array();
      array.extend(rows);
      array.extend(rows);
      array.grow(1);
      assertEquals(1, before.shape()[axis]);
      check(array.array(), rows, axis);
    }
    check(Npy.read(file()), rows, axis);
  }

  private static void check(NdArray found, NdArray rows, int axis) {
    long n = rows.shape()[axis];
    String all = axis == 0 ? "" : "..., ";
    NdArray expected = rows.astype(found.dtype());
    assertEquals(2 * n + 2, found.shape()[axis]);
    assertTrue(found.get(all + "1:" + (n + 1)).eq(expected).all());
    assertTrue(found.get(all + (n + 1) + ":-1").eq(expected).all());
    assertFalse(found.get(all + "0").ne(0).any());
    assertFalse(found.get(all + "-1").ne(0).any());
  }

  @Test
  void manyBytesAreWrittenWhereverTheyAre() throws IOException {
    long[] numbers = longs(NdArray.arange(100_000));
    Path source = directory.resolve("source.npy");
    Npy.write(source, NdArray.asArray(numbers));
    try (DiskArray from = DiskArray.open(source, Mode.READ_ONLY);
        DiskArray array = DiskArray.create(file(), DType.INT64)) {
      MemorySegment heap = MemorySegment.ofArray(numbers);
      array.extend(heap);
      array.extend(Arena.ofAuto().allocate(heap.byteSize()).copyFrom(heap));
      array.extend(from.array().asSegment());
      array.append(7L);
      for (String part : List.of(":100000", "100000:200000", "200000:300000")) {
        assertArrayEquals(numbers, longs(array.get(part)));
      }
    }
  }

  @Test
  void interruptedThreadAppendsNothingThatNeedsRoom() throws IOException {
    long[] numbers = longs(NdArray.arange(100_000));
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      array.append(7L);
      for (int rows : new int[] {10_000, 100_000}) {
        Thread.currentThread().interrupt();
        MemorySegment block = MemorySegment.ofArray(Arrays.copyOf(numbers, rows));
        assertThrows(ClosedByInterruptException.class, () -> array.extend(block));
        assertTrue(Thread.interrupted(), "is left to the caller");
        assertArrayEquals(new long[] {7}, longs(array.array()));
      }
      array.extend(MemorySegment.ofArray(numbers));
      assertArrayEquals(numbers, longs(array.get("1:")));
    }
  }
}
