package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest {

  @TempDir private Path directory;

  private static byte[] bytes(NdArray array) throws IOException {
    var out = new ByteArrayOutputStream();
    Npy.write(Channels.newChannel(out), array);
    return out.toByteArray();
  }

  private static NdArray square() {
    NdArray square = NdArray.zeros(DType.FLOAT64, 300, 200);
    for (int i = 0; i < 300; i++) {
      square.get(i + "").set(i + 0.5);
    }
    return square;
  }

  /// Gives a byte at a time, as a slow network does.
  private static InputStream slowly(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(1, length));
      }
    };
  }

  @Test
  void channelGetsTheBytesOfAFile() throws IOException {
    Path path = directory.resolve("x.npy");
    NdArray square = square();
    for (NdArray array :
        new NdArray[] {square, square.transpose(), square.get("::2, ::-3"), square.get("3, 4")}) {
      Npy.write(path, array);
      assertArrayEquals(Files.readAllBytes(path), bytes(array));
      assertEquals(array.toString(), Npy.read(path).toString());
    }
  }

  @Test
  void arraysThatFollowEachOtherAreReadOneByOne() throws IOException {
    var out = new ByteArrayOutputStream();
    for (NdArray array : new NdArray[] {NdArray.of(1L, 2L), square(), NdArray.of("a", "bc")}) {
      Npy.write(Channels.newChannel(out), array);
    }
    out.write('!');
    for (InputStream in :
        new InputStream[] {
          new ByteArrayInputStream(out.toByteArray()), slowly(out.toByteArray())
        }) {
      assertEquals("[1 2]", Npy.read(in).toString());
      assertEquals(square().toString(), Npy.read(in).toString());
      assertEquals("['a' 'bc']", Npy.read(in).toString());
      assertEquals('!', in.read());
    }
    try (var channel = Channels.newChannel(slowly(out.toByteArray()))) {
      assertEquals("[1 2]", Npy.read(channel).toString());
      assertEquals(square().toString(), Npy.read(channel).toString());
    }
  }

  @Test
  void fortranOrderComesOutOfAStreamAsItWentIn() throws IOException {
    NdArray array = Npy.read(new ByteArrayInputStream(bytes(square().transpose())));
    assertArrayEquals(new long[] {8, 1600}, array.strides());
    assertEquals(square().transpose().toString(), array.toString());
  }

  @Test
  void arrayGoesThroughAPipe() throws IOException {
    try (var in = new PipedInputStream();
        var out = new PipedOutputStream(in)) {
      var writer =
          CompletableFuture.runAsync(
              () -> {
                try (out) {
                  Npy.write(Channels.newChannel(out), square());
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertEquals(square().toString(), Npy.read(in).toString());
      writer.join();
    }
  }

  @Test
  void streamThatEndsEarlyIsRefusedAtItsEnd() throws IOException {
    byte[] whole = bytes(NdArray.of(1L, 2L));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      var e =
          assertThrows(
              StorageException.Malformed.class, () -> Npy.read(new ByteArrayInputStream(cut)));
      assertNull(e.path());
      assertTrue(e.byteOffset() <= length, e.getMessage());
      assertThrows(StorageException.Malformed.class, () -> Npy.view(cut));
    }
  }

  @Test
  void promiseOfAnExbibyteAllocatesNothing() throws IOException {
    byte[] header = Npy.canonicalHeader(DType.INT8, new long[] {1L << 60}, false);
    var in = new ByteArrayInputStream(header);
    var e = assertThrows(StorageException.Malformed.class, () -> Npy.read(in));
    assertEquals(
        "the stream ends 1152921504606846976 bytes before the last element (at byte 128)",
        e.getMessage());
    assertThrows(StorageException.Malformed.class, () -> Npy.view(header));
  }

  @Test
  void memoryIsViewedWhereItIs() throws IOException {
    byte[] bytes = Arrays.copyOf(bytes(NdArray.of(1L, 2L)), 1000);
    NdArray view = Npy.view(bytes);
    view.get("0").set(7L);
    assertEquals(7, bytes[128]);
    assertEquals("[7 2]", Npy.view(MemorySegment.ofArray(bytes).asReadOnly()).toString());
  }

  @Test
  void headerInMemoryIsReadWithoutTheElements() throws IOException {
    byte[] header = Npy.canonicalHeader(DType.FLOAT64, new long[] {1000, 3}, true);
    NpyHeader read = Npy.header(MemorySegment.ofArray(header));
    assertEquals(128, read.dataOffset());
    assertTrue(read.fortranOrder());
    assertThrows(
        StorageException.Malformed.class,
        () -> Npy.header(MemorySegment.ofArray(header).asSlice(0, 127)));
  }

  @Test
  void memoryOfEveryKindIsWrittenAlike() throws IOException {
    // Larger than a block, so that there is a last one that is smaller.
    NdArray onNative = NdArray.zeros(DType.FLOAT64, 300_000);
    onNative.get("::7").set(1.5);
    byte[] bytes = bytes(onNative);
    assertEquals(128 + 8 * 300_000, bytes.length);
    assertArrayEquals(bytes, bytes(Npy.view(bytes)));
    Path path = Files.write(directory.resolve("x.npy"), bytes);
    try (Arena arena = Arena.ofConfined()) {
      assertArrayEquals(bytes, bytes(Npy.map(path, Mode.READ_ONLY, arena)));
    }
    assertEquals(onNative.toString(), Npy.view(bytes).toString());
  }

  @Test
  void fileIsReadIntoMemoryThatIsThereAlready() throws IOException {
    Path path = directory.resolve("x.npy");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(24);
      SegmentAllocator again = SegmentAllocator.prefixAllocator(memory);
      Npy.write(path, NdArray.of(1L, 2L, 3L));
      assertEquals("[1 2 3]", Npy.read(path, Limits.DEFAULT, again).toString());
      Npy.write(path, NdArray.of(7L));
      assertEquals("[7]", Npy.read(path, Limits.DEFAULT, again).toString());
      assertEquals(7, memory.get(ValueLayout.JAVA_LONG, 0));
      Npy.write(path, NdArray.of(1L, 2L, 3L, 4L));
      assertThrows(IndexOutOfBoundsException.class, () -> Npy.read(path, Limits.DEFAULT, again));
    }
  }

  @Test
  void fileIsReadIntoMemoryOnTheHeap() throws IOException {
    Path path = directory.resolve("x.npy");
    NdArray written = NdArray.arange(100_000);
    Npy.write(path, written);
    SegmentAllocator heap =
        SegmentAllocator.prefixAllocator(MemorySegment.ofArray(new byte[1_000_000]));
    for (NdArray read : List.of(Npy.read(path), Npy.read(path, Limits.DEFAULT, heap))) {
      assertFalse(read.base().isNative());
      assertArrayEquals(written.toLongs(), read.toLongs());
    }
  }

  @Test
  void blocksMakeTheFileThatTheWholeMakes() throws IOException {
    NdArray square = square();
    var out = new ByteArrayOutputStream();
    var writer = NpyWriter.begin(Channels.newChannel(out), DType.FLOAT64, 300, 200);
    writer.write(square.rows(0, 7));
    writer.write(square.rows(7, 7));
    assertEquals(293, writer.rowsLeft());
    writer.write(square.rows(7, 300));
    assertEquals(0, writer.rowsLeft());
    assertArrayEquals(bytes(square), out.toByteArray());
    assertThrows(IllegalArgumentException.class, () -> writer.write(square.rows(0, 1)));
  }

  @Test
  void fileIsWrittenInBlocksOrStaysAsItWas() throws IOException {
    Path path = directory.resolve("x.npy");
    NdArray square = square();
    NpyWriter.write(
        path,
        DType.FLOAT64,
        square.shape(),
        writer -> {
          writer.write(square.rows(0, 250));
          writer.write(square.rows(250, 300));
        });
    assertArrayEquals(bytes(square), Files.readAllBytes(path));
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                NpyWriter.write(
                    path,
                    DType.FLOAT64,
                    new long[] {300, 200},
                    writer -> writer.write(square.rows(0, 7))));
    assertEquals(path + ": 293 of 300 rows were not written", e.getMessage());
    assertThrows(
        IOException.class,
        () ->
            NpyWriter.write(
                path,
                DType.FLOAT64,
                new long[] {300, 200},
                _ -> {
                  throw new IOException("no more");
                }));
    assertArrayEquals(bytes(square), Files.readAllBytes(path));
    try (var files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void blocksInFortranOrderGrowAlongTheLastAxis() throws IOException {
    NdArray tall = square().transpose();
    var out = new ByteArrayOutputStream();
    var writer =
        NpyWriter.begin(
            Channels.newChannel(out), DType.FLOAT64, true, WriteOptions.DEFAULT, 200, 300);
    writer.write(tall.get(":, :100"));
    writer.write(tall.get(":, 100:"));
    assertArrayEquals(bytes(tall), out.toByteArray());
  }

  @Test
  void blockOfAnotherDtypeIsConvertedAndOfAnotherShapeRefused() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = NpyWriter.begin(Channels.newChannel(out), DType.of(">f4"), 2);
    assertThrows(IllegalArgumentException.class, () -> writer.write(NdArray.of("a", "b")));
    assertThrows(IllegalArgumentException.class, () -> writer.write(square()));
    assertThrows(IllegalArgumentException.class, () -> writer.write(NdArray.of(1L, 2L, 3L)));
    writer.write(NdArray.of(1.5, -2.0));
    NdArray array = Npy.view(out.toByteArray());
    assertEquals(">f4", array.dtype().descr());
    assertEquals("[ 1.5 -2. ]", array.toString());
  }

  @Test
  void headerBeyondTheLimitIsWrittenAndReadOnlyIfAsked() throws IOException {
    DType wide = DType.of("[('" + "x".repeat(20_000) + "', '<i4')]");
    NdArray array = NdArray.zeros(wide, 2);
    Path path = directory.resolve("x.npy");
    assertThrows(IllegalArgumentException.class, () -> Npy.write(path, array));
    Npy.write(path, array, WriteOptions.DEFAULT.withMaxHeaderLength(30_000));
    var e = assertThrows(StorageException.Malformed.class, () -> Npy.read(path));
    assertTrue(e.getMessage().contains("more than the limit of 10000"), e.getMessage());
    Limits raised = Limits.DEFAULT.withMaxHeaderLength(30_000);
    assertEquals(wide, Npy.read(path, raised).dtype());
    assertEquals(wide, Npy.header(path, raised).dtype());
    try (var in = Files.newInputStream(path)) {
      assertEquals(wide, Npy.read(in, raised).dtype());
    }
  }

  @Test
  void versionIsForcedWhereTheHeaderFits() throws IOException {
    var out = new ByteArrayOutputStream();
    for (int major = 1; major <= 3; major++) {
      out.reset();
      Npy.write(Channels.newChannel(out), NdArray.of(1L), WriteOptions.DEFAULT.withVersion(major));
      assertEquals(major, out.toByteArray()[6]);
      assertEquals("[1]", Npy.view(out.toByteArray()).toString());
    }
    NdArray han = NdArray.zeros(DType.of("[('漢', '<i4')]"), 1);
    for (int major = 1; major <= 2; major++) {
      WriteOptions options = WriteOptions.DEFAULT.withVersion(major);
      assertThrows(
          IllegalArgumentException.class, () -> Npy.write(Channels.newChannel(out), han, options));
    }
  }
}
