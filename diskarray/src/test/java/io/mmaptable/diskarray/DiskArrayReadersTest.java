package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskArrayReadersTest {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  @Test
  void readerSeesGrowthByRefresh() throws IOException {
    try (DiskArray writer = DiskArray.create(file(), DType.INT64);
        DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      assertEquals(0, reader.rowCount());
      NdArray empty = reader.array();
      for (long row = 0; row < 10_000; row++) {
        writer.append(row);
      }
      assertEquals(0, reader.rowCount());
      assertEquals(10_000, reader.refresh());
      assertEquals(9_999, reader.get(-1).getLong());
      assertArrayEquals(new long[] {0}, empty.shape());
      writer.append(7L);
      assertEquals(10_000, reader.array().shape()[0]);
      assertEquals(10_001, reader.refresh());
      assertEquals(7, reader.get(-1).getLong());
    }
  }

  @Test
  void readerThatSeesEachRowMakesFewMappings() throws IOException {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "no list of mappings");
    try (DiskArray writer = DiskArray.create(file(), DType.INT64, 16);
        DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      long[] row = new long[16];
      for (long i = 0; i < 3000; i++) {
        row[15] = i;
        writer.append(row);
        assertEquals(i + 1, reader.refresh());
        assertEquals(i, reader.get(-1).getLong(15));
      }
      try (var lines = Files.lines(maps)) {
        String name = file().toString();
        long mappings = lines.filter(line -> line.contains(name)).count();
        assertTrue(mappings < 64, mappings + " mappings");
      }
    }
  }

  @Test
  void readerBesideAWriterHasNothingToReport() throws IOException {
    try (DiskArray writer = DiskArray.create(file(), DType.INT64)) {
      writer.append(1L);
      try (DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
        assertEquals(1, reader.rowCount());
        assertEquals(Optional.empty(), reader.recoveryNote());
      }
    }
  }

  @Test
  void readerInAnotherProcessSeesWholeRowsOnly() throws IOException {
    try (DiskArray writer = DiskArray.create(file(), DType.INT64, 5);
        ChildProcess reader = ChildJvm.start(Reader.class, file(), 5_000)) {
      reader.awaitLine("reading");
      NdArray row = NdArray.zeros(DType.INT64, 5);
      for (long i = 0; i < 5_000; i++) {
        row.set(i);
        writer.append(row);
      }
      assertTrue(reader.awaitSuccess().endsWith("5000"));
    }
  }

  static final class Reader {
    public static void main(String[] args) throws IOException {
      long seen = 0;
      try (DiskArray array = DiskArray.open(Path.of(args[0]), Mode.READ_ONLY)) {
        System.out.println("reading");
        while (seen < Long.parseLong(args[1])) {
          long rows = array.refresh();
          NdArray all = array.array();
          for (long row = seen; row < rows; row++) {
            for (long i = 0; i < 5; i++) {
              if (all.getLong(row, i) != row) {
                throw new AssertionError("row " + row + " of " + rows + ": " + array.get(row));
              }
            }
          }
          if (rows < seen) {
            throw new AssertionError(rows + " rows after " + seen);
          }
          seen = rows;
        }
      }
      System.out.println(seen);
    }
  }

  @Test
  void readerFollowsAFileThatReplacesItsOwn() throws IOException {
    Npy.write(file(), NdArray.of(1L, 2L));
    try (DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      NdArray before = reader.array();
      try (DiskArray other = DiskArray.create(directory.resolve("y.npy"), DType.INT64)) {
        other.extend(new long[] {7, 8, 9});
      }
      Files.move(directory.resolve("y.npy"), file(), StandardCopyOption.REPLACE_EXISTING);
      assertEquals(3, reader.refresh());
      assertEquals("[7 8 9]", reader.array().toString());
      assertEquals("[1 2]", before.toString());
    }
  }

  @Test
  void readerRefusesAFileOfAnotherKind() throws IOException {
    Npy.write(file(), NdArray.of(1L, 2L));
    try (DiskArray reader = DiskArray.open(file(), Mode.READ_ONLY)) {
      NdArray before = reader.array();
      Npy.write(file(), NdArray.of(1.5, 2.5));
      StorageException refused = assertThrows(StorageException.Inconsistent.class, reader::refresh);
      assertEquals(file(), refused.path());
      assertEquals("[1 2]", before.toString());
      assertEquals(2, reader.rowCount());
    }
  }

  @Test
  void readersWriteNothing() throws IOException {
    try (DiskArray writer = DiskArray.create(file(), DType.INT64)) {
      writer.append(1L);
      Path image =
          FileTree.copy(directory, directory.resolveSibling(directory.getFileName() + "-image"));
      var before = FileTree.snapshot(image);
      for (Mode mode : new Mode[] {Mode.READ_ONLY, Mode.COPY_ON_WRITE}) {
        try (DiskArray reader = DiskArray.open(image.resolve("x.npy"), mode)) {
          assertEquals("[1]", reader.array().toString());
          reader.refresh();
        }
      }
      assertEquals(before, FileTree.snapshot(image));
    }
  }
}
