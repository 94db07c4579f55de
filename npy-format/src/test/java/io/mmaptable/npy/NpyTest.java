package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {

  @TempDir private Path directory;

  private Path longs() throws IOException {
    Path path = directory.resolve("x.npy");
    Npy.write(path, NdArray.of(1L, 2L, 3L));
    return path;
  }

  @Test
  void arrayOfFiveGibibytesIsReadAndWrittenAtItsEnd() throws IOException {
    long length = (5L << 30) / 8;
    Path path = directory.resolve("large.npy");
    byte[] header = Npy.canonicalHeader(DType.FLOAT64, new long[] {length}, false);
    try (var channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header));
      channel.write(ByteBuffer.wrap(new byte[] {0}), header.length + 8 * length - 1);
    }
    try (ChildProcess small = ChildJvm.start(List.of("-Xmx32m"), LastElement.class, path)) {
      assertEquals("0.0 of " + length, small.awaitSuccess());
    }
    assertTrue(DiskUsage.allocatedBytes(path) < 1 << 20);
    try (Arena arena = Arena.ofConfined()) {
      NdArray array = Npy.map(path, Mode.READ_ONLY, arena);
      assertEquals(2.5, array.getDouble(length - 1));
      assertEquals("[-1.5]", array.rows(length / 2, length / 2 + 1).toString());
      assertEquals(1, array.get((length - 1000) + ":").countNonZero());
    }
  }

  /// Reads and sets the last element, and sets one in the middle.
  static final class LastElement {
    public static void main(String[] arguments) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        NdArray array = Npy.map(Path.of(arguments[0]), Mode.READ_WRITE, arena);
        System.out.println(array.getDouble(-1) + " of " + array.size());
        array.get(-1).set(2.5);
        array.get(array.size() / 2).set(-1.5);
      }
    }
  }

  @Test
  void mappingIsNotReadPastItsArena() throws IOException {
    Path path = longs();
    NdArray array;
    try (Arena arena = Arena.ofConfined()) {
      array = Npy.map(path, Mode.READ_ONLY, arena);
      assertEquals(3, array.getLong(2));
      assertThrows(UnsupportedOperationException.class, () -> array.set(1));
    }
    var e = assertThrows(IllegalStateException.class, () -> array.getLong(2));
    assertEquals(path + " has been closed", e.getMessage());
  }

  @Test
  void modesReachTheFileOrNot() throws IOException {
    Path path = longs();
    try (Arena arena = Arena.ofConfined()) {
      Npy.map(path, Mode.COPY_ON_WRITE, arena).set(9);
      assertEquals("[1 2 3]", Npy.read(path).toString());
      Npy.map(path, Mode.READ_WRITE, arena).get("1").set(7);
      assertEquals("[1 7 3]", Npy.read(path).toString());
    }
  }

  @Test
  void whatIsNoFileIsRefused() {
    Path none = directory.resolve("none.npy");
    assertThrows(NoSuchFileException.class, () -> Npy.header(none));
    assertThrows(NoSuchFileException.class, () -> Npy.read(none));
    var e = assertThrows(StorageException.Unsupported.class, () -> Npy.read(directory));
    assertEquals(directory, e.path());
  }

  @Test
  void magicStringTellsNpyFiles() throws IOException {
    assertTrue(Npy.isNpy(longs()));
    assertFalse(Npy.isNpy(Files.writeString(directory.resolve("x"), "PK")));
    assertFalse(Npy.isNpy(Files.createFile(directory.resolve("empty"))));
  }

  @Test
  void pickledObjectsAreNeverRead() throws IOException {
    Path path = longs();
    byte[] bytes = Files.readAllBytes(path);
    String header = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.writeString(
        path, header.replace("'<i8'", "'|O' "), java.nio.charset.StandardCharsets.ISO_8859_1);
    var e = assertThrows(StorageException.Unsupported.class, () -> Npy.read(path));
    assertTrue(String.valueOf(e.getMessage()).contains("pickle"), e.getMessage());
  }

  @Test
  void failedWriteLeavesTheOldFileAndNoOther() throws IOException {
    Path path = longs();
    Path source = directory.resolve("source.npy");
    Npy.write(source, NdArray.zeros(DType.FLOAT64, 1 << 18));
    try (Arena arena = Arena.ofShared()) {
      NdArray cut = Npy.map(source, Mode.READ_ONLY, arena);
      try (var channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
        channel.truncate(1 << 12);
      }
      var e = assertThrows(StorageException.Malformed.class, () -> Npy.write(path, cut));
      assertEquals(source, e.path());
    }
    assertEquals("[1 2 3]", Npy.read(path).toString());
    try (var files = Files.list(directory)) {
      assertEquals(2, files.count());
    }
    assertThrows(
        IOException.class, () -> Npy.write(directory.resolve("no/where.npy"), NdArray.of(1L)));
  }

  @Test
  void headerThatNumPyWouldRefuseIsNotWritten() {
    var names = new ArrayList<String>();
    var dtypes = new ArrayList<DType>();
    for (int i = 0; i < 1000; i++) {
      names.add("column " + i);
      dtypes.add(DType.FLOAT64);
    }
    DType wide = DType.Struct.packed(names, dtypes);
    Path path = directory.resolve("x.npy");
    assertThrows(IllegalArgumentException.class, () -> Npy.write(path, NdArray.zeros(wide, 1)));
    assertThrows(
        IllegalArgumentException.class, () -> Npy.growableHeader(wide, new long[] {1}, false));
    assertFalse(Files.exists(path));
  }

  @Test
  void everyKindOfViewIsWritten() throws IOException {
    Path path = directory.resolve("x.npy");
    NdArray array = NdArray.zeros(DType.INT32, 4, 3);
    array.get("1:3, ::2").set(5);
    for (String index : List.of("...", "::2", ":, ::-1", "1", "::-1, 1:", "2, 2", "4:")) {
      NdArray view = array.get(index);
      Npy.write(path, view);
      assertEquals(view.toString(), Npy.read(path).toString());
      Npy.write(path, view.transpose());
      assertEquals(view.transpose().toString(), Npy.read(path).toString());
    }
  }
}
