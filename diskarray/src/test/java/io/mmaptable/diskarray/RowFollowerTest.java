package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RowFollowerTest {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  @Test
  void everyRowComesOnceAndInOrder() throws Exception {
    int rows = 20_000;
    try (DiskArray writer = DiskArray.create(file(), DType.INT64, 2);
        DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      var writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (long i = 0; i < rows; i++) {
                    writer.append(i, -i);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      long next = 0;
      for (NdArray row : reader.follow()) {
        assertEquals(next, row.getLong(0));
        assertEquals(-next, row.getLong(1));
        next++;
        if (next == rows) {
          break;
        }
      }
      writing.get(1, TimeUnit.MINUTES);
      assertEquals(rows, reader.rowCount());
    }
  }

  @Test
  void rowsThatAreThereComeOnlyIfAskedFor() throws IOException {
    try (DiskArray writer = DiskArray.create(file(), DType.INT64);
        DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      writer.extend(new long[] {1, 2, 3});
      assertEquals(3, reader.refresh());
      Iterator<NdArray> fromHere = reader.follow().iterator();
      Iterator<NdArray> fromTheSecond = reader.follow(1).iterator();
      assertEquals(2, fromTheSecond.next().getLong());
      writer.append(4L);
      assertEquals(4, fromHere.next().getLong());
      assertEquals(3, fromTheSecond.next().getLong());
      assertEquals(4, fromTheSecond.next().getLong());
      assertThrows(IndexOutOfBoundsException.class, () -> reader.follow(5));
      assertThrows(IndexOutOfBoundsException.class, () -> reader.follow(-1));
    }
  }

  @Test
  void writerItselfCanBeFollowed() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT64)) {
      Iterator<NdArray> rows = array.follow().iterator();
      array.append(5L);
      assertTrue(rows.hasNext());
      assertEquals(5, rows.next().getLong());
    }
  }

  @Test
  void columnsOfAFortranArrayAreFollowed() throws IOException {
    DiskArrayOptions options =
        DiskArrayOptions.DEFAULT.dtype(DType.INT64).shape(2, 0).fortranOrder(true);
    try (DiskArray array = DiskArray.open(file(), options)) {
      array.append(1L, 2L);
      assertArrayEquals(new long[] {2}, array.follow(0).iterator().next().shape());
    }
  }

  /// Follows in a thread until that ends, and says what the iterator said.
  private static CompletableFuture<Boolean> following(
      RowFollower follower, CountDownLatch first, Thread[] thread) {
    return CompletableFuture.supplyAsync(
        () -> {
          thread[0] = Thread.currentThread();
          Iterator<NdArray> rows = follower.iterator();
          assertEquals(1, rows.next().getLong());
          first.countDown();
          boolean hasNext = rows.hasNext();
          assertThrows(NoSuchElementException.class, rows::next);
          return hasNext;
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }

  @FunctionalInterface
  interface Ending {
    void end(RowFollower follower, DiskArray array, Thread thread) throws IOException;
  }

  private void endsBy(Ending ending) throws Exception {
    Npy.write(file(), NdArray.of(1L));
    try (DiskArray array = DiskArray.open(file(), Mode.READ_ONLY);
        RowFollower follower = array.follow(0)) {
      var first = new CountDownLatch(1);
      var thread = new Thread[1];
      var following = following(follower, first, thread);
      assertTrue(first.await(1, TimeUnit.MINUTES));
      ending.end(follower, array, thread[0]);
      assertFalse(following.get(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void closingTheFollowerEndsIt() throws Exception {
    endsBy((follower, _, _) -> follower.close());
  }

  @Test
  void closingTheArrayEndsIt() throws Exception {
    endsBy((_, array, _) -> array.close());
  }

  @Test
  void interruptingTheThreadEndsIt() throws Exception {
    endsBy((_, _, thread) -> thread.interrupt());
  }

  @Test
  void rowsInThePlaceOfThoseTakenAwayComeAgain() throws IOException {
    try (DiskArray writer = DiskArray.create(file(), DType.INT64);
        DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      Iterator<NdArray> rows = reader.follow().iterator();
      writer.extend(new long[] {1, 2, 3});
      for (long i = 1; i <= 3; i++) {
        assertEquals(i, rows.next().getLong());
      }
      writer.truncate(1);
      assertEquals(1, reader.refresh());
      writer.append(9L);
      writer.append(10L);
      writer.append(11L);
      reader.refresh();
      assertEquals(11, rows.next().getLong(), "the truncation was not seen by the follower");
    }
  }

  @Test
  void arrayThatStaysAsItIsCannotBeFollowed() throws IOException {
    Npy.write(file(), NdArray.of(1L));
    try (DiskArray array = DiskArray.open(file(), Mode.COPY_ON_WRITE)) {
      String message =
          assertThrows(UnsupportedOperationException.class, array::follow).getMessage();
      assertEquals(
          file() + " was opened with mode c and stays as it is; follow it with mode r", message);
    }
    DiskArray closed = DiskArray.open(file(), Mode.READ_ONLY);
    closed.close();
    assertThrows(IllegalStateException.class, closed::follow);
  }
}
