package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zarr.zarrjava.core.chunkkeyencoding.Separator;
import dev.zarr.zarrjava.core.codec.core.BytesCodec.Endian;
import dev.zarr.zarrjava.v3.Array;
import dev.zarr.zarrjava.v3.ArrayMetadataBuilder;
import dev.zarr.zarrjava.v3.DataType;
import dev.zarr.zarrjava.v3.codec.CodecBuilder;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.TestSeed;
import io.mmaptable.zarr.ZarrArray;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Arrays of Zarr's layout beside zarr-java. It runs over an older `cdm` than it asks for, which
/// alone Maven Central has: what fails for that reason, or since zarr-java lacks a codec, is listed
/// with its failure, so that versions that can do it show up.
class ZarrJavaTest {
  private static final List<String> DTYPES =
      Stream.of(DataType.values()).map(DataType::getValue).toList();

  /// What zarr-java cannot do.
  ///
  /// @param sign what the document of such an array contains
  /// @param failure what the message of the failure contains
  private record Gap(String sign, String failure) {
    static Gap ofCodec(String id) {
      return new Gap(
          '"' + id + '"',
          "Could not resolve type id '"
              + id
              + "' as a subtype of `dev.zarr.zarrjava.v3.codec.Codec`: known type ids = [blosc,"
              + " bytes, crc32c, gzip, sharding_indexed, transpose, zstd]");
    }

    static Gap ofType(String sign, String missing) {
      return new Gap(
          sign,
          "Class ucar.ma2.DataType does not have member field 'ucar.ma2.DataType " + missing + "'");
    }

    static Optional<Gap> in(List<Gap> gaps, String document) {
      return gaps.stream().filter(gap -> document.contains(gap.sign)).findFirst();
    }
  }

  /// The first that an array has is met first.
  private static final List<Gap> NOT_READ =
      List.of(
          Gap.ofCodec("numcodecs.shuffle"),
          Gap.ofCodec("numcodecs.delta"),
          Gap.ofCodec("numcodecs.lz4"),
          Gap.ofType("\"uint8\"", "UBYTE"),
          Gap.ofType("\"uint16\"", "USHORT"),
          Gap.ofType("\"uint32\"", "UINT"),
          Gap.ofType("\"uint64\"", "ULONG"),
          Gap.ofType("\"sharding_indexed\"", "ULONG"),
          new Gap(
              "\"bool\"",
              "'ucar.ma2.Array ucar.ma2.Array.factory(ucar.ma2.DataType, ucar.ma2.Index,"
                  + " java.lang.Object)'"));

  private static final String AS_BYTES =
      "'java.nio.ByteBuffer ucar.ma2.Array.getDataAsByteBuffer(java.nio.ByteOrder)'";

  private static final List<Gap> NOT_WRITTEN =
      List.of(
          Gap.ofType("\"uint8\"", "UBYTE"),
          Gap.ofType("\"uint16\"", "USHORT"),
          Gap.ofType("\"uint32\"", "UINT"),
          Gap.ofType("\"uint64\"", "ULONG"),
          Gap.ofType("\"sharding_indexed\"", "ULONG"),
          new Gap("\"int8\"", AS_BYTES),
          new Gap("\"int16\"", AS_BYTES),
          new Gap("\"int32\"", AS_BYTES),
          new Gap("\"int64\"", AS_BYTES));

  private static final int[] SHAPE = {13, 4, 2};
  private static final int[] INNER = {2, 2, 1};

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final ZarrCases cases = new ZarrCases(TestSeed.random(ZarrJavaTest.class));

  /// A way in which zarr-java writes chunks.
  ///
  /// @param keys how it names their files
  record Way(
      String name, UnaryOperator<ArrayMetadataBuilder> keys, UnaryOperator<CodecBuilder> codecs) {
    @Override
    public String toString() {
      return name;
    }

    Array create(Path path, DataType type) throws Exception {
      return Array.create(
          path,
          metadata ->
              keys.apply(metadata)
                  .withShape(13, 4, 2)
                  .withDataType(type)
                  .withChunkShape(4, 2, 2)
                  .withFillValue(fill(type))
                  .withDimensionNames("row", "y", "x")
                  .putAttribute("way", name)
                  .withCodecs(codecs),
          false);
    }
  }

  private static Object fill(DataType type) {
    return type == DataType.BOOL ? (Object) true : (Object) 1;
  }

  private static Way slashes(String name, UnaryOperator<CodecBuilder> codecs) {
    return new Way(name, keys -> keys.withDefaultChunkKeyEncoding(Separator.SLASH), codecs);
  }

  private static Way dots(String name, UnaryOperator<CodecBuilder> codecs) {
    return new Way(name, keys -> keys.withDefaultChunkKeyEncoding(Separator.DOT), codecs);
  }

  private static Way oldSlashes(String name, UnaryOperator<CodecBuilder> codecs) {
    return new Way(name, keys -> keys.withV2ChunkKeyEncoding(Separator.SLASH), codecs);
  }

  private static Way oldDots(String name, UnaryOperator<CodecBuilder> codecs) {
    return new Way(name, keys -> keys.withV2ChunkKeyEncoding(Separator.DOT), codecs);
  }

  static List<Way> ways() {
    return List.of(
        slashes("little endian", codecs -> codecs.withBytes(Endian.LITTLE)),
        dots("big endian", codecs -> codecs.withBytes(Endian.BIG)),
        oldSlashes("with checksums", codecs -> codecs.withBytes(Endian.LITTLE).withCrc32c()),
        oldDots("gzip", codecs -> codecs.withBytes(Endian.BIG).withGzip(5)),
        slashes("zstd", codecs -> codecs.withBytes(Endian.LITTLE).withZstd(3, false)),
        dots(
            "zstd with checksums",
            codecs -> codecs.withBytes(Endian.LITTLE).withZstd(3, true).withCrc32c()),
        slashes("blosc", codecs -> codecs.withBytes(Endian.LITTLE).withBlosc()),
        dots("lz4", codecs -> codecs.withBytes(Endian.LITTLE).withBlosc("lz4", "bitshuffle", 5)),
        slashes(
            "lz4hc", codecs -> codecs.withBytes(Endian.LITTLE).withBlosc("lz4hc", "shuffle", 9)),
        slashes(
            "blosclz",
            codecs -> codecs.withBytes(Endian.LITTLE).withBlosc("blosclz", "shuffle", 5)),
        slashes(
            "zlib", codecs -> codecs.withBytes(Endian.LITTLE).withBlosc("zlib", "noshuffle", 5)),
        slashes(
            "transposed",
            codecs -> codecs.withTranspose(new int[] {1, 2, 0}).withBytes(Endian.BIG).withZstd()),
        slashes("shards", codecs -> codecs.withSharding(INNER, ZarrJavaTest::inShards)),
        slashes(
            "index first", codecs -> codecs.withSharding(INNER, ZarrJavaTest::inShards, "start")));
  }

  private static CodecBuilder inShards(CodecBuilder codecs) {
    return codecs.withBytes(Endian.LITTLE).withGzip(5);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatZarrJavaWritesIsReadHere(Way way) throws Exception {
    for (DataType type : DataType.values()) {
      Path path = directory.resolve(type.getValue());
      Array theirs = way.create(path, type);
      String document = ZarrCases.document(path);
      NdArray expected = NdArray.full(DType.of(type.getValue()), fill(type), 13, 4, 2);
      NdArray rows = expected.rows(4, 11); // the rest is the fill value, in chunks that are missing
      rows.set(cases.random(expected.dtype(), 7, 4, 2));
      Optional<Gap> gap = Gap.in(NOT_WRITTEN, document);
      if (gap.isPresent()) {
        assertFails(gap.get(), document, () -> write(theirs, type, rows));
        continue;
      }
      write(theirs, type, rows);
      ZarrArray ours = ZarrArray.open(path);
      assertEquals(expected.dtype(), ours.dtype(), document);
      assertEquals(List.of("row", "y", "x"), ours.dimensionNames(), document);
      assertEquals("{\"way\":\"" + way + "\"}", ours.attrJson(), document);
      assertEquals(ZarrCases.hex(expected), ZarrCases.hex(ours.read()), document);
      assertEquals(List.of(), ours.verify(), document);
    }
  }

  private static void write(Array array, DataType type, NdArray rows) {
    var block = ucar.ma2.Array.factory(type.getMA2DataType(), new int[] {7, 4, 2});
    byte[] elements = rows.copy().base().toArray(ValueLayout.JAVA_BYTE);
    if (block.getStorage() instanceof boolean[] bools) {
      for (int i = 0; i < bools.length; i++) {
        bools[i] = elements[i] != 0;
      }
    } else {
      segment(block.getStorage()).copyFrom(MemorySegment.ofArray(elements));
    }
    array.write(new long[] {4, 0, 0}, block, false);
  }

  private static MemorySegment segment(Object storage) {
    return switch (storage) {
      case byte[] elements -> MemorySegment.ofArray(elements);
      case short[] elements -> MemorySegment.ofArray(elements);
      case int[] elements -> MemorySegment.ofArray(elements);
      case long[] elements -> MemorySegment.ofArray(elements);
      case float[] elements -> MemorySegment.ofArray(elements);
      case double[] elements -> MemorySegment.ofArray(elements);
      default -> throw new AssertionError(storage.getClass());
    };
  }

  @Test
  void zarrJavaLosesRowsThatItWritesFromInsideAChunkOn() throws Exception {
    Path path = directory.resolve("x");
    Array theirs =
        Array.create(
            path,
            metadata ->
                metadata
                    .withShape(9)
                    .withDataType(DataType.FLOAT64)
                    .withChunkShape(4)
                    .withFillValue(0)
                    .withCodecs(codecs -> codecs.withBytes(Endian.LITTLE)),
            false);
    double[] rows = {2, 3, 4, 5, 6, 7, 8};
    theirs.write(
        new long[] {2},
        ucar.ma2.Array.factory(ucar.ma2.DataType.DOUBLE, new int[] {7}, rows),
        false);
    double[] lost = {0, 0, 2, 3, 4, 5, 0, 0, 8};
    assertArrayEquals(lost, (double[]) theirs.read(false).copyTo1DJavaArray());
    assertEquals(ZarrCases.hex(NdArray.asArray(lost)), ZarrCases.hex(ZarrArray.open(path).read()));
  }

  @Test
  void zarrJavaReadsWhatIsWrittenHere() throws Exception {
    Path ours = directory.resolve("ours");
    Set<Gap> met = new LinkedHashSet<>();
    for (Map.Entry<String, NdArray> entry : cases.write(ours, DTYPES).entrySet()) {
      Path path = ours.resolve(entry.getKey());
      String document = ZarrCases.document(path);
      Optional<Gap> gap = Gap.in(NOT_READ, document);
      if (gap.isPresent()) {
        if (met.add(gap.get())) {
          assertFails(gap.get(), document, () -> Array.open(path).read(false));
        }
        continue;
      }
      Array array = Array.open(path);
      ucar.ma2.Array read = array.read(false);
      assertArrayEquals(SHAPE, read.getShape(), document);
      assertEquals(
          ZarrCases.hex(entry.getValue()),
          ZarrCases.hex(NdArray.asArray(read.copyTo1DJavaArray())),
          document);
      ucar.ma2.Array some = array.read(new long[] {4, 1, 0}, new int[] {3, 2, 2}, false);
      assertEquals(
          ZarrCases.hex(entry.getValue().get("4:7, 1:3").copy()),
          ZarrCases.hex(NdArray.asArray(some.copyTo1DJavaArray())),
          document);
    }
    assertEquals(Set.copyOf(NOT_READ), met);
  }

  private static void assertFails(Gap gap, String document, Executable work) {
    var failure = assertThrows(Throwable.class, work, document);
    String message = String.valueOf(failure.getMessage());
    assertEquals(
        gap.failure(), message.contains(gap.failure()) ? gap.failure() : message, document);
  }
}
