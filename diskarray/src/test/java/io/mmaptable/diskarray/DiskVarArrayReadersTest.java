package io.mmaptable.diskarray;

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
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskVarArrayReadersTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("x.var");
  }

  @Test
  void readerSeesGrowthByRefresh() throws IOException {
    try (DiskVarArray writer = DiskVarArray.create(path(), DType.INT64);
        DiskVarArray reader = DiskVarArray.open(path(), Mode.READ_ONLY)) {
      writer.append(new long[] {1, 2});
      assertEquals(0, reader.rowCount());
      assertEquals(1, reader.refresh());
      NdArray first = reader.get(0);
      writer.extend(List.of(new long[] {}, new long[10_000], new long[] {3}));
      assertEquals(4, reader.refresh());
      assertEquals("[3]", reader.get(-1).toString());
      assertEquals(10_003, reader.elementCount());
      assertEquals("[1 2]", first.toString());
      writer.truncate(1);
      assertEquals(1, reader.refresh());
      assertEquals(List.of("[1 2]"), DiskVarArrayTest.rows(reader));
      assertEquals(Optional.empty(), reader.recoveryNote());
      assertEquals(1, writer.refresh());
    }
  }

  @Test
  void readerKeepsItsRowsWhenFilesDoNotAgree() throws IOException {
    Npy.write(directory.resolve("data.npy"), NdArray.of(7L, 8L, 9L));
    Npy.write(directory.resolve("index.npy"), NdArray.of(0L, 1L, 3L));
    try (DiskVarArray reader = DiskVarArray.open(directory, Mode.READ_ONLY)) {
      Npy.write(directory.resolve("index.npy"), NdArray.of(0L, 1L, 3L, 4L));
      var refused = assertThrows(StorageException.Inconsistent.class, reader::refresh);
      assertEquals(
          directory + ": the offsets in index.npy count 4 elements, and data.npy holds 3",
          refused.getMessage());
      assertEquals(List.of("[7]", "[8 9]"), DiskVarArrayTest.rows(reader));
      assertEquals(2, reader.rowCount());
    }
  }

  @Test
  void readersWriteNothing() throws IOException {
    try (DiskVarArray writer = DiskVarArray.create(path(), DType.INT64)) {
      writer.append(new long[] {1, 2});
      Path image = FileTree.copy(path(), directory.resolve("image"));
      FileTree.assertUnchanged(
          image,
          () -> {
            for (Mode mode : new Mode[] {Mode.READ_ONLY, Mode.COPY_ON_WRITE}) {
              try (DiskVarArray reader = DiskVarArray.open(image, mode)) {
                assertEquals(1, reader.refresh());
                assertEquals("[1 2]", reader.get(0).toString());
              }
            }
          });
    }
  }

  @Test
  void cutIndexIsOurException() throws IOException {
    Npy.write(directory.resolve("data.npy"), NdArray.arange(5_000));
    Npy.write(directory.resolve("index.npy"), NdArray.arange(5_001));
    try (DiskVarArray reader = DiskVarArray.open(directory, Mode.READ_ONLY)) {
      try (var index = FileChannel.open(directory.resolve("index.npy"), StandardOpenOption.WRITE)) {
        index.truncate(128);
      }
      var refused = assertThrows(StorageException.class, () -> reader.get(4_999));
      assertEquals(directory.resolve("index.npy"), refused.path());
    }
  }

  /// A row is as long as its first element says, and holds its own index.
  private static void check(long row, NdArray elements) {
    long length = row % 7;
    if (elements.size() != length || elements.longs().anyMatch(element -> element != row)) {
      throw new AssertionError("row " + row + ": " + elements);
    }
  }

  private static long[] row(long row) {
    long[] elements = new long[(int) (row % 7)];
    Arrays.fill(elements, row);
    return elements;
  }

  static final class Reader {
    public static void main(String[] args) throws IOException {
      long last = Long.parseLong(args[1]);
      long seen = 0;
      try (DiskVarArray array = DiskVarArray.open(Path.of(args[0]), Mode.READ_ONLY)) {
        System.out.println("reading");
        while (seen < last) {
          long rows = array.refresh();
          if (rows < seen) {
            throw new AssertionError(rows + " rows after " + seen);
          }
          for (long row = seen; row < rows; row++) {
            check(row, array.get(row));
          }
          seen = rows;
        }
      }
      System.out.println(seen);
    }
  }

  @Test
  void readerInAnotherProcessSeesWholeRowsOnly() throws IOException {
    try (DiskVarArray writer = DiskVarArray.create(path(), DType.INT64);
        ChildProcess reader = ChildJvm.start(Reader.class, path(), 9_000)) {
      reader.awaitLine("reading");
      for (long row = 0; row < 9_000; row += 3) {
        writer.append(row(row));
        writer.extend(List.of(row(row + 1), row(row + 2)));
      }
      assertTrue(reader.awaitSuccess().endsWith("9000"));
    }
  }

  static final class ReaderOfFewer {
    public static void main(String[] args) throws IOException {
      try (DiskVarArray array = DiskVarArray.open(Path.of(args[0]), Mode.READ_ONLY)) {
        System.out.println("reading");
        while (array.rowCount() != 1) {
          long _ = array.refresh();
        }
      }
    }
  }

  @Test
  void readerBesideATruncationFindsFilesThatAgree() throws IOException {
    try (DiskVarArray writer = DiskVarArray.create(path(), DType.INT64)) {
      writer.extend(List.of(new long[5], new long[5]));
      try (ChildProcess reader = ChildJvm.start(ReaderOfFewer.class, path())) {
        reader.awaitLine("reading");
        for (int i = 0; i < 200; i++) {
          writer.extend(List.of(new long[1_000], new long[1]));
          writer.truncate(2);
        }
        writer.truncate(1);
        String _ = reader.awaitSuccess();
      }
    }
  }
}
