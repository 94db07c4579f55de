package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.RowType;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// A file that somebody else cuts while it is mapped. Whoever reads or writes it gets our
/// exception, in a JVM of its own that goes on.
class CutFileTest {
  private static final int ROWS = 100_000;
  private static final int WIDTH = 4;

  @TempDir private Path directory;

  @Test
  void readerOfACutFileGetsOurException() {
    run(Reader.class);
  }

  @Test
  void writerOfACutFileGetsOurException() {
    run(Writer.class);
  }

  @Test
  void compiledWriterOfACutFileGetsOurException() {
    run(CompiledWriter.class);
  }

  private void run(Class<?> mainClass) {
    try (ChildProcess child = ChildJvm.start(mainClass, directory.resolve("x.npy"))) {
      assertEquals("goes on", child.awaitSuccess());
    }
  }

  private static void cut(Path path, long size) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  static final class Reader {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      try (DiskArray writer = DiskArray.create(path, DType.INT64, WIDTH)) {
        writer.extend(ProvenRows.block(0, ROWS, WIDTH));
      }
      try (DiskArray array = DiskArray.open(path, Mode.READ_ONLY)) {
        // Compiled code meets the fault in other ways than interpreted code.
        for (int i = 0; i < 200; i++) {
          ProvenRows.check(array.array(), 0);
        }
        cut(path, 4096);
        requireOurs(path, () -> ProvenRows.check(array.array(), ROWS / 2));
        requireOurs(path, () -> array.get(-1).getLong(0));
        requireOurs(path, array::refresh);
        requireOurs(path, () -> DiskArray.open(path, Mode.READ_ONLY).close());
        ProvenRows.check(array.get(":5"), 0);
      }
      System.out.println("goes on");
    }
  }

  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      try (DiskArray array = DiskArray.create(path, DType.INT64, WIDTH)) {
        for (long row = 0; row < ROWS; row++) {
          array.append(ProvenRows.row(row, WIDTH));
        }
        cut(path, 4096);
        requireOurs(path, () -> array.append((Object) ProvenRows.row(ROWS, WIDTH)));
        requireOurs(path, () -> array.append(ProvenRows.row(ROWS, WIDTH)));
        requireOurs(path, () -> array.extend(ProvenRows.block(ROWS, 10, WIDTH)));
        requireOurs(path, () -> array.extend(ProvenRows.block(ROWS, 10, WIDTH).asSegment()));
        requireOurs(path, () -> array.grow(10));
        requireOurs(path, () -> ProvenRows.check(array.array(), ROWS / 2));
        assertEquals(ROWS, array.rowCount());
        cut(path, 0);
        requireOurs(path, () -> array.append((Object) ProvenRows.row(ROWS, WIDTH)));
      }
      System.out.println("goes on");
    }
  }

  /// Appends so many rows that all of it is compiled before the file is cut.
  static final class CompiledWriter {
    private static final int ROWS = 100_000;
    private static final RowType<Triple> TRIPLES = RowType.of(MethodHandles.lookup(), Triple.class);

    record Triple(long a, long b, long c) {}

    /// Appends one row of three elements.
    @FunctionalInterface
    private interface Appending {
      void append(RowAppender appender, int i) throws IOException;
    }

    public static void main(String[] args) throws IOException {
      Path path = Path.of(args[0]);
      for (int round = 0; round < 3; round++) {
        run(path, DType.FLOAT32, (appender, i) -> appender.append(i, 0.5f, 1.5f));
        run(path, DType.FLOAT64, (appender, i) -> appender.append(i, 0.5, 1.5));
        run(path, DType.INT64, (appender, i) -> appender.append(i, 1L, 2L));
        run(path, DType.INT32, (appender, i) -> appender.append(i, 1, 2));
        var bytes = MemorySegment.ofArray(new byte[12]);
        run(path, DType.INT32, (appender, _) -> appender.append(bytes));
        runOneDimensional(path, DType.FLOAT64, (appender, i) -> appender.append(i + 0.5));
        runOneDimensional(path, DType.INT32, RowAppender::append);
        runOneDimensional(
            path, TRIPLES.dtype(), (appender, i) -> appender.append(TRIPLES, new Triple(i, 1, 2)));
      }
      System.out.println("goes on");
    }

    private static void run(Path path, DType dtype, Appending appending) throws IOException {
      try (DiskArray array = DiskArray.create(path, dtype, 3)) {
        run(array, appending);
      }
      Files.delete(path);
    }

    private static void runOneDimensional(Path path, DType dtype, Appending appending)
        throws IOException {
      try (DiskArray array = DiskArray.create(path, dtype)) {
        run(array, appending);
      }
      Files.delete(path);
    }

    private static void run(DiskArray array, Appending appending) throws IOException {
      try (RowAppender appender = array.appender()) {
        append(appender, appending);
        cut(array.path(), 4096);
        requireOurs(array.path(), () -> append(appender, appending));
      }
    }

    private static void append(RowAppender appender, Appending appending) throws IOException {
      for (int i = 0; i < ROWS; i++) {
        appending.append(appender, i);
      }
    }
  }

  private static void requireOurs(Path path, Executable work) {
    try {
      work.execute();
    } catch (StorageException e) {
      assertEquals(path, e.path());
      return;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof StorageException cause) {
        assertEquals(path, cause.path());
        return;
      }
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("expected our exception, found " + e, e);
    }
    throw new AssertionError("the cut was not noticed");
  }
}
