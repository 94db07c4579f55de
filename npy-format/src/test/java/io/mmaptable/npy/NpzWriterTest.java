package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzWriterTest {

  @TempDir private Path directory;

  private static final String LOAD =
      """
      import sys, zipfile, numpy as np
      assert zipfile.ZipFile(sys.argv[1]).testzip() is None
      with np.load(sys.argv[1]) as npz:
          for name in npz.files:
              a = npz[name]
              print(name, a.dtype.str, a.shape, a.flags.f_contiguous, a.tolist(), sep='\\t')
      """;

  static Stream<NpzStorage> storages() {
    return Stream.concat(
        Stream.of(NpzStorage.stored(), NpzStorage.aligned(), NpzStorage.deflated()),
        Stream.of(0, 1, 9).map(NpzStorage::deflated));
  }

  /// Names that are ASCII, nested and neither; C order, Fortran order, no dimension and no element.
  private static Map<String, NdArray> arrays() {
    NdArray square = NdArray.zeros(DType.FLOAT64, 2, 3);
    square.get("1, 2").set(7);
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put("a", NdArray.of(1L, -2L));
    arrays.put("dir/sub/b", square.transpose());
    arrays.put("é 漢字", NdArray.of("é", "漢字"));
    arrays.put("scalar", NdArray.zeros(DType.FLOAT64));
    arrays.put("none.npy", NdArray.zeros(DType.FLOAT64, 0, 3));
    return arrays;
  }

  @ParameterizedTest
  @MethodSource("storages")
  void numPyReadsWhatIsWritten(NpzStorage storage) throws IOException {
    Path path = directory.resolve("x.npz");
    Npz.write(path, arrays(), storage);
    assertEquals(
        List.of(
            "a\t<i8\t(2,)\tTrue\t[1, -2]",
            "dir/sub/b\t<f8\t(3, 2)\tTrue\t[[0.0, 0.0], [0.0, 0.0], [0.0, 7.0]]",
            "é 漢字\t<U2\t(2,)\tTrue\t['é', '漢字']",
            "scalar\t<f8\t()\tTrue\t0.0",
            "none.npy\t<f8\t(0, 3)\tTrue\t[]"),
        Python.required().run(LOAD, path).lines().toList());
  }

  @ParameterizedTest
  @MethodSource("storages")
  void whatIsWrittenIsRead(NpzStorage storage) throws IOException {
    Path path = directory.resolve("x.npz");
    Npz.write(path, arrays(), storage);
    try (var npz = Npz.open(path)) {
      assertEquals(List.copyOf(arrays().keySet()), npz.names());
      for (var entry : arrays().entrySet()) {
        assertEquals(entry.getValue().toString(), npz.read(entry.getKey()).toString());
      }
    }
  }

  @Test
  void whatIsMappedOrOnTheHeapIsStoredAndDeflated() throws IOException {
    Path file = directory.resolve("x.npy");
    Npy.write(file, NdArray.zeros(DType.FLOAT64, 500_000));
    try (Arena arena = Arena.ofConfined()) {
      NdArray mapped = Npy.map(file, Mode.READ_WRITE, arena);
      mapped.get("::7").set(1.5);
      NdArray heap = Npy.view(Files.readAllBytes(file));
      for (NpzStorage storage : List.of(NpzStorage.stored(), NpzStorage.deflated())) {
        Path path = directory.resolve("x.npz");
        Npz.write(
            path, Map.of("mapped", mapped, "heap", heap, "part", mapped.get("::-3")), storage);
        try (var npz = Npz.open(path)) {
          assertEquals(mapped.toString(), npz.read("mapped").toString());
          assertEquals(mapped.sum().getDouble(), npz.read("heap").sum().getDouble());
          assertEquals(mapped.get("::-3").toString(), npz.read("part").toString());
        }
      }
    }
  }

  @Test
  void storedArchiveIsByteForByteWhatNumPySaves() throws IOException {
    Path expected = directory.resolve("expected.npz");
    String _ =
        Python.required()
            .run(
                """
                import sys, numpy as np
                b = np.zeros((2, 3)); b[1, 2] = 7
                np.savez(sys.argv[1], **{'a': np.array([1, -2]), 'dir/sub/b': b.T,
                    '\\u00e9 \\u6f22\\u5b57': np.array(['\\u00e9', '\\u6f22\\u5b57']),
                    'scalar': np.float64(0), 'none.npy': np.zeros((0, 3))})
                """,
                expected);
    Path path = directory.resolve("x.npz");
    Npz.write(path, arrays());
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(path));
  }

  @ParameterizedTest
  @MethodSource("storages")
  void sameArraysMakeTheSameBytes(NpzStorage storage) throws IOException {
    Path first = directory.resolve("first.npz");
    Path second = directory.resolve("second.npz");
    Npz.write(first, arrays(), storage);
    Npz.write(second, arrays(), storage);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  @Test
  void alignedElementsBeginAtMultiplesOf64() throws IOException {
    Path path = directory.resolve("x.npz");
    try (var out = NpzWriter.create(path, NpzStorage.aligned())) {
      for (int i = 0; i < 200; i++) {
        out.write("x".repeat(1 + i), NdArray.of("a".repeat(1 + i)));
      }
      out.commit();
    }
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      for (String name : npz.names()) {
        // A mapping begins in memory as far behind a page as in the file.
        NdArray mapped = npz.map(name, Mode.READ_ONLY, arena);
        assertEquals(0, mapped.asSegment().address() % 64, name);
        assertEquals("a".repeat(name.length()), mapped.getString(0));
      }
    }
  }

  @Test
  void membersOfOneArchiveAreStoredDifferently() throws IOException {
    Path path = directory.resolve("x.npz");
    try (var out = NpzWriter.create(path, NpzStorage.deflated())) {
      out.write("small", NdArray.zeros(DType.FLOAT64, 1000));
      out.write("mappable", NdArray.of(1.5), NpzStorage.aligned());
      out.commit();
    }
    try (var npz = Npz.open(path)) {
      assertFalse(npz.isStored("small"));
      assertTrue(npz.isStored("mappable"));
    }
    assertTrue(Files.size(path) < 1000);
  }

  @Test
  void higherLevelMakesFewerBytes() throws IOException {
    NdArray array = NdArray.zeros(DType.INT32, 10_000);
    for (int i = 0; i < array.size(); i++) {
      array.get(i).set(i * i % 1000);
    }
    long last = Long.MAX_VALUE;
    for (int level : new int[] {0, 1, 9}) {
      Path path = directory.resolve(level + ".npz");
      Npz.write(path, Map.of("x", array), NpzStorage.deflated(level));
      assertTrue(Files.size(path) < last, "level " + level);
      last = Files.size(path);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10})
  void levelThatDeflateHasNotIsRefused(int level) {
    assertThrows(IllegalArgumentException.class, () -> NpzStorage.deflated(level));
  }

  @Test
  void archiveOfNothingIsRead() throws IOException {
    Path path = directory.resolve("x.npz");
    Npz.write(path, Map.of());
    assertEquals("", Python.required().run(LOAD, path));
    try (var npz = Npz.open(path)) {
      assertEquals(List.of(), npz.names());
    }
  }

  @Test
  void moreMembersThan16BitsCountAreReadByNumPyAndHere() throws IOException {
    Path path = directory.resolve("x.npz");
    NdArray value = NdArray.of(1L);
    try (var out = NpzWriter.create(path)) {
      for (int i = 0; i < 65_540; i++) {
        value.setLongs(i);
        out.write("x" + i, value);
      }
      out.commit();
    }
    try (var npz = Npz.open(path)) {
      assertEquals(65_540, npz.names().size());
      assertEquals(65_539, npz.read("x65539").getLong(0));
    }
    assertEquals(
        "65540 [65539]",
        Python.required()
            .run(
                "import sys, numpy as np; npz = np.load(sys.argv[1]);"
                    + " print(len(npz.files), npz['x65539'])",
                path));
  }

  @Test
  void viewsWithGapsAreWrittenInCOrder() throws IOException {
    NdArray cube = NdArray.zeros(DType.INT32, 3, 200, 400);
    NdArray flat = NdArray.view(cube.asSegment(), DType.INT32, false, null, cube.size());
    for (int i = 0; i < flat.size(); i++) {
      flat.get(i).set(i);
    }
    Path path = directory.resolve("x.npz");
    Npz.write(path, Map.of("x", cube.get("::-1, ::3, 1:-1:2")), NpzStorage.deflated(1));
    assertEquals(
        "True",
        Python.required()
            .run(
                "import sys, numpy as np; a = np.arange(240000).reshape(3, 200, 400);"
                    + " print((np.load(sys.argv[1])['x'] == a[::-1, ::3, 1:-1:2]).all())",
                path));
  }

  @Test
  void exceptionLeavesTheOldArchiveAndNothingElse() throws IOException {
    Path path = directory.resolve("x.npz");
    Npz.write(path, Map.of("old", NdArray.of(1L)));
    byte[] old = Files.readAllBytes(path);
    assertThrows(
        ArithmeticException.class,
        () -> {
          try (var out = NpzWriter.create(path)) {
            out.write("new", NdArray.of(2L));
            throw new ArithmeticException("on purpose");
          }
        });
    assertOnly(path, old);
  }

  @Test
  void writerThatIsNotCommittedLeavesNothing() throws IOException {
    NpzWriter out = NpzWriter.create(directory.resolve("x.npz"));
    out.write("x", NdArray.of(2L));
    out.close();
    assertThrows(IllegalStateException.class, out::commit);
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void nothingIsWrittenAfterTheCommit() throws IOException {
    Path path = directory.resolve("x.npz");
    try (var out = NpzWriter.create(path)) {
      out.commit();
      var e = assertThrows(IllegalStateException.class, () -> out.write("x", NdArray.of(2L)));
      assertEquals("the writer of " + path + " is committed", e.getMessage());
    }
  }

  @Test
  void arrayWhoseFileWasCutSpoilsTheArchive() throws IOException {
    Path path = directory.resolve("x.npz");
    Path source = directory.resolve("source.npy");
    Npy.write(source, NdArray.zeros(DType.FLOAT64, 100_000));
    byte[] old = {};
    Files.write(path, old);
    try (Arena arena = Arena.ofConfined();
        var out = NpzWriter.create(path)) {
      NdArray mapped = Npy.map(source, Mode.READ_ONLY, arena);
      Files.write(source, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
      assertThrows(StorageException.Malformed.class, () -> out.write("x", mapped));
      var e = assertThrows(IllegalStateException.class, out::commit);
      assertEquals(
          "the writer of " + path + " is useless, since writing to it has failed", e.getMessage());
    }
    Files.delete(source);
    assertOnly(path, old);
  }

  private void assertOnly(Path path, byte[] content) throws IOException {
    assertArrayEquals(content, Files.readAllBytes(path));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b", "\ud800", "taken"})
  void nameThatCannotBeOneIsRefusedAndTheRestIsWritten(String name) throws IOException {
    Path path = directory.resolve("x.npz");
    try (var out = NpzWriter.create(path)) {
      out.write("taken", NdArray.of(1L));
      assertThrows(IllegalArgumentException.class, () -> out.write(name, NdArray.of(2L)));
      out.commit();
    }
    try (var npz = Npz.open(path)) {
      assertEquals(List.of("taken"), npz.names());
    }
  }

  @Test
  void nameIsAsLongAsAnArchiveCanHold() throws IOException {
    Path path = directory.resolve("x.npz");
    String longest = "é".repeat(32_765) + "x";
    try (var out = NpzWriter.create(path, NpzStorage.aligned())) {
      assertThrows(IllegalArgumentException.class, () -> out.write(longest + "x", NdArray.of(1L)));
      out.write(longest, NdArray.of(1L));
      out.write("x", NdArray.of(2L));
      out.commit();
    }
    try (var npz = Npz.open(path)) {
      assertEquals(List.of(longest, "x"), npz.names());
      assertEquals(1, npz.read(longest).getLong(0));
    }
  }

  @Test
  void missingDirectoryIsRefused() {
    assertThrows(
        NoSuchFileException.class, () -> NpzWriter.create(directory.resolve("none/x.npz")));
  }

  @Test
  @Tag("long")
  void membersAndOffsetsBeyond32BitsAreReadByPythonAndHere() throws IOException {
    long size = (1L << 32) + 5;
    Path source = directory.resolve("source.npy");
    byte[] header = Npy.canonicalHeader(DType.INT8, new long[] {size}, false);
    Files.write(source, header);
    try (var channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
      int _ = channel.write(ByteBuffer.wrap(new byte[] {7}), header.length + size - 1);
    }
    Path path = directory.resolve("x.npz");
    try (Arena arena = Arena.ofConfined();
        var out = NpzWriter.create(path, NpzStorage.deflated(1))) {
      NdArray sparse = Npy.map(source, Mode.READ_ONLY, arena);
      out.write("deflated", sparse);
      out.write("stored", sparse, NpzStorage.aligned());
      out.write("last", NdArray.of(3L));
      out.commit();
    }
    assertEquals(
        "None True [3]",
        Python.required()
            .run(
                """
                import sys, zipfile, numpy as np
                zip = zipfile.ZipFile(sys.argv[1])
                large = all(i.file_size > 2**32 for i in zip.infolist()[:2])
                print(zip.testzip(), large, np.load(sys.argv[1])['last'])
                """,
                path));
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      assertEquals(7, npz.map("stored", Mode.READ_ONLY, arena).getLong(-1));
      assertEquals(size, npz.header("deflated").layout().size());
      assertEquals(3, npz.read("last").getLong(0));
    }
  }

  @ParameterizedTest
  @MethodSource("storages")
  void arrayIsWrittenAndReadABlockOfRowsAtATime(NpzStorage storage) throws IOException {
    NdArray array = NdArray.arange(60_000).reshape(20_000, 3);
    Path whole = directory.resolve("whole.npz");
    Path pieces = directory.resolve("pieces.npz");
    Npz.write(whole, Map.of("x", array), storage);
    try (var out = NpzWriter.create(pieces, storage)) {
      out.write(
          "x",
          array.dtype(),
          array.shape(),
          rows -> {
            rows.write(array.rows(0, 7));
            rows.write(array.rows(7, 20_000));
          });
      out.commit();
    }
    assertEquals(-1, Files.mismatch(whole, pieces));
    try (Npz npz = Npz.open(pieces)) {
      NdArray read = NdArray.zeros(array.dtype(), array.shape());
      npz.readRows("x", 1000, (from, rows) -> read.rows(from, from + rows.shape()[0]).set(rows));
      assertEquals(-1, array.asSegment().mismatch(read.asSegment()));
    }
  }

  @Test
  void arrayWhoseRowsAreNotAllWrittenSpoilsTheArchive() throws IOException {
    Path path = directory.resolve("x.npz");
    try (var out = NpzWriter.create(path)) {
      var e =
          assertThrows(
              IllegalStateException.class,
              () -> out.write("x", DType.INT8, new long[] {3}, _ -> {}));
      assertEquals(path + ": 3 of 3 rows were not written", e.getMessage());
      assertThrows(IllegalStateException.class, out::commit);
    }
  }
}
