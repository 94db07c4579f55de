package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileArrayTest {
  private static final String SHARDS =
      "[{'name': 'sharding_indexed', 'configuration': {'chunk_shape': [2], 'codecs': "
          + Documents.BYTES
          + ", 'index_codecs': [{'name': 'bytes', 'configuration': {'endian': 'little'}}]%s}}]";

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final Random random = TestSeed.random(HostileArrayTest.class);

  /// A document, and what the message says of it.
  record Case(String document, String message) {}

  static Stream<Case> malformed() {
    return Stream.of(
        new Case("[]", "expected a JSON object"),
        new Case("{'zarr_format': 3", "expected JSON: "),
        new Case("{} {}", "expected JSON: "),
        new Case("{}", "zarr_format (null) must be 3"),
        new Case("{'zarr_format': 3, 'node_type': 'group'}", "node_type (\"group\") must be"),
        new Case(document("'shape': [3]", "'shape': [-3]"), "must have integers from 0 on"),
        new Case(document("'shape': [3]", "'shape': 3"), "must be a list of at most 64 lengths"),
        new Case(document("'shape': [3]", "'shape': [9223372036854775808]"), "must be below 2^63"),
        new Case(document("'shape': [3]", "'shape': [9223372036854775807]"), "more than 2^63 - 1"),
        new Case(document("[2]}", "[2, 2]}"), "chunk_shape [2, 2] of an array of 1 dimensions"),
        new Case(document("[2]}", "[0]}"), "must have integers from 1 on"),
        new Case(document("'int16'", "3"), "data_type: expected a name, or an object"),
        new Case(document("'int16'", "'r7'"), "expected a multiple of 8 bits"),
        new Case(document("'fill_value'", "'attributes': 3, 'fill_value'"), "must be an object"),
        new Case(document(Documents.BYTES, "3"), "codecs (3) must be a list"),
        new Case(
            document("{'name': 'default'}", "{'name': 'v2', 'configuration': {'separator': '-'}}"),
            "separator (-) must be '/' or '.'"),
        new Case(document(Documents.BYTES, "[]"), "codecs []: expected any"),
        new Case(document("'little'", "'middle'"), "must be one of [little, big]"),
        new Case(
            document(Documents.BYTES, "[{'name': 'transpose', 'configuration': {'order': [1]}}]"),
            "codec 'transpose': order ([1]) must be a list of each number below 1"),
        new Case(
            document(Documents.BYTES, SHARDS.formatted("").replace("[2]", "[3]")),
            "chunk_shape ([3]) must be a list of lengths that divide [2]"),
        new Case(
            document(Documents.BYTES, SHARDS.formatted(", 'index_location': 'middle'")),
            "index_location (middle) must be one of [end, start]"));
  }

  private static String document(String from, String to) {
    return Documents.of("'int16'", "0", "[3]", "[2]", Documents.BYTES).replace(from, to);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void documentsThatAreNoneAreMalformed(Case one) throws IOException {
    Path array = Documents.write(directory.resolve("x"), one.document());
    var e = assertThrows(StorageException.Malformed.class, () -> ZarrArray.open(array));
    assertTrue(e.getMessage().contains(one.message()), e.getMessage());
    assertTrue(e.getMessage().startsWith(array.resolve("zarr.json").toString()), e.getMessage());
  }

  static Stream<Case> unsupported() {
    return Stream.of(
        new Case("{'zarr_format': 2}", "version 2 of Zarr; only 3 is read"),
        new Case(document("'int16'", "'string'"), "data type 'string', which is none of NumPy's"),
        new Case(document("'regular'", "'rectilinear'"), "chunk grid 'rectilinear'"),
        new Case(document("'default'", "'suffix'"), "chunk key encoding 'suffix'"),
        new Case(document("'fill_value'", "'more': {}, 'fill_value'"), "the key 'more'"),
        new Case(
            document("'fill_value'", "'storage_transformers': ['x'], 'fill_value'"),
            "storage transformers [\"x\"]"),
        new Case(
            document(Documents.BYTES, "['bytes', 'zstd']"),
            "no codec 'zstd'; there are [bytes, crc32c, delta, gzip"),
        new Case(
            document(Documents.BYTES, "['bytes', 'zstd']"),
            "add io.mmaptable:mmaptable-codec-zstd"),
        new Case(document(Documents.BYTES, SHARDS.formatted("").replace("}]", "}, 'crc32c']")), ""),
        new Case(
            document("[2]}", "[4611686018427387903]}"),
            "a chunk of 9223372036854775806 bytes, where"));
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void whatIsNotReadHereSaysWhatItIs(Case one) throws IOException {
    Path array = Documents.write(directory.resolve("x"), one.document());
    var e = assertThrows(StorageException.Unsupported.class, () -> ZarrArray.open(array));
    assertTrue(e.getMessage().contains(one.message()), e.getMessage());
  }

  @Test
  void whatNeedNotBeUnderstoodIsPassedOver() throws IOException {
    String document =
        document("'fill_value'", "'more': {'must_understand': false}, 'fill_value'")
            .replace("}}]", "}}, {'name': 'hint', 'must_understand': false}]");
    Path array = Documents.write(directory.resolve("x"), document);
    Documents.chunk(array, "c/0", (byte) 1, (byte) 0, (byte) 2, (byte) 0);
    assertArrayEquals(new long[] {1, 2, 0}, ZarrArray.open(array).read().toLongs());
  }

  @Test
  void arraysOfNoDimensionsAreRead() throws IOException {
    Path array =
        Documents.write(
            directory.resolve("x"), Documents.of("'int16'", "7", "[]", "[]", Documents.BYTES));
    assertEquals(7, ZarrArray.open(array).read().getLong());
    Documents.chunk(array, "c", (byte) 1, (byte) 1);
    assertEquals(257, ZarrArray.open(array).get().getLong());
    assertEquals(List.of(), ZarrArray.open(array).verify());
  }

  @Test
  void everyFlippedBitIsFoundAndNamed() throws IOException {
    NdArray rows = Samples.random(DType.INT16, random, 20);
    for (boolean isSharded : new boolean[] {false, true}) {
      Path path = directory.resolve("x" + isSharded);
      ZarrLayout layout = ZarrLayout.of(DType.INT16).chunkRows(10).shardRows(isSharded ? 20 : 0);
      ZarrWriter.write(path, layout, rows);
      Path file = path.resolve("c/0");
      byte[] bytes = Files.readAllBytes(file);
      for (int bit = 0; bit < 8 * bytes.length; bit++) {
        byte[] damaged = bytes.clone();
        damaged[bit / 8] ^= (byte) (1 << (bit % 8));
        Files.write(file, damaged);
        ZarrArray array = ZarrArray.open(path);
        var e = assertThrows(StorageException.Malformed.class, array::read);
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("chunk ["), e.getMessage());
        assertEquals(1, array.verify().size());
        assertEquals(e.getMessage(), array.verify().getFirst().getMessage());
      }
      Files.write(file, bytes);
      assertEquals(List.of(), ZarrArray.open(path).verify());
    }
  }

  @Test
  void filesCutAnywhereAreMalformed() throws IOException {
    NdArray rows = Samples.random(DType.INT16, random, 20);
    Path path = directory.resolve("x");
    ZarrWriter.write(path, ZarrLayout.of(DType.INT16).chunkRows(10).shardRows(30), rows);
    Path file = path.resolve("c/0");
    byte[] bytes = Files.readAllBytes(file);
    for (int size = 0; size < bytes.length; size++) {
      Files.write(file, Arrays.copyOf(bytes, size));
      assertThrows(StorageException.Malformed.class, () -> ZarrArray.open(path).read());
    }
  }

  private Path shard(String location, long... index) throws IOException {
    Path array =
        Documents.write(
            directory.resolve("x"),
            Documents.of("'int16'", "9", "[4]", "[4]", SHARDS.formatted(location)));
    ByteBuffer bytes = ByteBuffer.allocate(8 + 8 * index.length).order(ByteOrder.LITTLE_ENDIAN);
    boolean isFirst = location.contains("start");
    bytes.position(isFirst ? 0 : 8);
    Arrays.stream(index).forEach(bytes::putLong);
    bytes.put(isFirst ? 8 * index.length : 0, new byte[] {1, 0, 2, 0, 3, 0, 4, 0});
    Documents.chunk(array, "c/0", bytes.array());
    return array;
  }

  @Test
  void indexesAreReadAtEitherEnd() throws IOException {
    assertArrayEquals(
        new long[] {3, 4, 1, 2}, ZarrArray.open(shard("", 4, 4, 0, 4)).read().toLongs());
    assertArrayEquals(
        new long[] {9, 9, 1, 2}, ZarrArray.open(shard("", -1, -1, 0, 4)).read().toLongs());
    Path first = shard(", 'index_location': 'start'", 36, 4, 32, 4);
    assertArrayEquals(new long[] {3, 4, 1, 2}, ZarrArray.open(first).read().toLongs());
    try (var writer = ZarrWriter.appendTo(first)) {
      writer.write(NdArray.of(5L).astype(DType.INT16));
      writer.finish();
    }
    assertArrayEquals(new long[] {3, 4, 1, 2, 5}, ZarrArray.open(first).read().toLongs());
  }

  @Test
  void indexesThatPointOutsideOrOverlapAreMalformed() throws IOException {
    long[][] indexes = {
      {0, 4, 6, 4},
      {0, 4, 2, 4},
      {0, 4, 0, 4},
      {-2, 4, 0, 4},
      {0, -2, 4, 4},
      {0, 4, -1, 4},
      {0, 4, 4, Long.MAX_VALUE},
      {0, 4, Long.MAX_VALUE, Long.MAX_VALUE},
      {0, 40, -1, -1}
    };
    for (long[] index : indexes) {
      Path array = shard("", index);
      var e = assertThrows(StorageException.Malformed.class, () -> ZarrArray.open(array).read());
      assertTrue(e.getMessage().contains("the index of chunk [0] has number"), e.getMessage());
      assertTrue(e.byteOffset() >= 8, e.getMessage());
    }
  }

  @Test
  void bombsAreRefusedWithoutRoomForThem() throws IOException {
    Path path = directory.resolve("x");
    NdArray rows = NdArray.zeros(DType.UINT8, 1 << 20);
    ZarrLayout layout = Samples.STYLES.getFirst().layout(DType.UINT8, "gzip:9").chunkRows(1 << 20);
    ZarrWriter.write(path, layout, rows);
    String document = Files.readString(path.resolve("zarr.json"));
    Files.writeString(path.resolve("zarr.json"), document.replace("1048576", "1000"));
    ZarrArray array = ZarrArray.open(path);
    assertThrows(StorageException.Malformed.class, array::read);
  }

  /// Reads an array that cannot be read, and says why.
  static final class Reader {
    private Reader() {}

    static void main(String... arguments) throws IOException {
      ZarrArray array = ZarrArray.open(Path.of(arguments[0]));
      System.out.println(array.verify().size());
      var e = assertThrows(StorageException.Malformed.class, array::read);
      System.out.println(e.getMessage());
    }
  }

  @Test
  void aBombThatExpandsTenThousandTimesIsRefusedByASmallJvm() throws IOException {
    Path path = directory.resolve("x");
    ZarrLayout layout = Samples.STYLES.getFirst().layout(DType.UINT8, "gzip:9,gzip:9");
    ZarrWriter.write(path, layout.chunkRows(1000), NdArray.zeros(DType.UINT8, 1000));
    byte[] zeros = new byte[1 << 20];
    Path chunk = path.resolve("c/0");
    try (var out =
        new GZIPOutputStream(new GZIPOutputStream(Files.newOutputStream(chunk), 1 << 16))) {
      for (int i = 0; i < 100; i++) {
        out.write(zeros);
      }
    }
    assertTrue(Files.size(chunk) <= (100L << 20) / 10_000);
    try (ChildProcess child = ChildJvm.start(List.of("-Xmx24m"), Reader.class, path)) {
      List<String> said = child.awaitSuccess().lines().toList();
      assertEquals("1", said.getFirst());
      assertTrue(said.getLast().contains("chunk [0] "), said.getLast());
      assertTrue(said.getLast().contains("gzip: expected "), said.getLast());
    }
  }

  @Test
  void filesFarTooLargeForTheirChunkAreNotRead() throws IOException {
    Path path = directory.resolve("x");
    ZarrWriter.write(
        path,
        ZarrLayout.of(DType.UINT8).chunkRows(10).shardRows(0),
        NdArray.zeros(DType.UINT8, 10));
    try (var file = Files.newByteChannel(path.resolve("c/0"), StandardOpenOption.WRITE)) {
      file.position(1L << 40);
      file.write(ByteBuffer.allocate(1));
    }
    var e = assertThrows(StorageException.Malformed.class, () -> ZarrArray.open(path).read());
    assertTrue(e.getMessage().contains("chunk [0] of 1099511627777 bytes, where"), e.getMessage());
  }

  @Test
  void vastArraysWithoutChunksAreReadAtOnce() throws IOException {
    Path array =
        Documents.write(
            directory.resolve("x"),
            Documents.of("'int8'", "5", "[1152921504606846976]", "[7]", Documents.BYTES));
    ZarrArray vast = ZarrArray.open(array);
    assertEquals(5, vast.get(-1).getLong());
    assertEquals(5, vast.get("1000000000000:1000000000003").sum().getLong() / 3);
    assertEquals(List.of(), vast.verify());
  }

  @Test
  void linksOutOfTheArrayAndWhatIsNoFileAreRefused() throws IOException {
    Path path = directory.resolve("x");
    ZarrWriter.write(
        path,
        ZarrLayout.of(DType.UINT8).chunkRows(10).shardRows(0),
        NdArray.zeros(DType.UINT8, 30));
    Path outside = Files.write(directory.resolve("outside"), new byte[14]);
    Files.delete(path.resolve("c/0"));
    Files.createSymbolicLink(path.resolve("c/0"), outside);
    Files.delete(path.resolve("c/1"));
    Files.createSymbolicLink(path.resolve("c/1"), directory.resolve("nowhere"));
    Files.delete(path.resolve("c/2"));
    Files.createDirectory(path.resolve("c/2"));
    List<StorageException> faults = ZarrArray.open(path).verify();
    List<String> messages = faults.stream().map(StorageException::getMessage).toList();
    assertEquals(
        List.of(
            path.resolve("c/0") + ": is a link that leaves " + path,
            path.resolve("c/1") + ": is a link that leads nowhere",
            path.resolve("c/2") + ": is a directory, not a file"),
        messages);
    for (int chunk = 0; chunk < 3; chunk++) {
      long at = 10L * chunk;
      assertThrows(StorageException.Unsupported.class, () -> ZarrArray.open(path).get(at));
    }
  }

  @Test
  void linksInsideOfTheArrayAreFollowed() throws IOException {
    Path path = directory.resolve("x");
    ZarrWriter.write(
        path,
        ZarrLayout.of(DType.UINT8).chunkRows(10).shardRows(0),
        NdArray.full(DType.UINT8, 3, 20));
    Files.delete(path.resolve("c/1"));
    Files.createSymbolicLink(path.resolve("c/1"), Path.of("0"));
    assertEquals(60, ZarrArray.open(path).read().sum().getLong());
  }

  @Test
  void aFileWhereADirectoryShouldBeIsMalformed() throws IOException {
    Path array =
        Documents.write(
            directory.resolve("x"), Documents.of("'int8'", "5", "[3]", "[3]", Documents.BYTES));
    Documents.chunk(array, "c", (byte) 1);
    assertThrows(StorageException.Malformed.class, () -> ZarrArray.open(array).read());
    assertEquals(1, ZarrArray.open(array).verify().size());
  }

  @Test
  void shardsInShardsAreRead() throws IOException {
    String inner = SHARDS.formatted("").replace("[2]", "[1]");
    String outer = SHARDS.formatted("").replace(Documents.BYTES + ", ", inner + ", ");
    Path array =
        Documents.write(directory.resolve("x"), Documents.of("'int16'", "9", "[4]", "[4]", outer));
    ByteBuffer bytes = ByteBuffer.allocate(2 * 36 + 32).order(ByteOrder.LITTLE_ENDIAN);
    for (int shard = 0; shard < 2; shard++) {
      bytes.putShort((short) (10 * shard)).putShort((short) (10 * shard + 1));
      bytes.putLong(2).putLong(2).putLong(shard == 0 ? 0 : -1).putLong(shard == 0 ? 2 : -1);
    }
    bytes.putLong(0).putLong(36).putLong(36).putLong(36);
    Documents.chunk(array, "c/0", bytes.array());
    ZarrArray nested = ZarrArray.open(array);
    assertArrayEquals(new long[] {1}, nested.chunkShape());
    assertArrayEquals(new long[] {1, 0, 11, 9}, nested.read().toLongs());
    assertEquals(11, nested.get(2).getLong());
    assertEquals(List.of(), nested.verify());
  }

  @Test
  void bitsThatAreFlippedAnywhereLeadToOurExceptionsOrToElements() throws IOException {
    Path path = directory.resolve("x");
    NdArray rows = Samples.random(DType.INT32, random, 50, 3);
    ZarrWriter.write(path, Samples.STYLES.get(5).layout(DType.INT32, "shuffle,gzip:1", 3), rows);
    List<Path> files;
    try (Stream<Path> all = Files.walk(path)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (int round = 0; round < 2000; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        ZarrArray array = ZarrArray.open(path);
        if (Arrays.equals(array.shape(), rows.shape())) {
          assertEquals(rows.size(), array.read().size());
        }
      } catch (StorageException e) {
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
      }
      Files.write(file, bytes);
    }
  }
}
