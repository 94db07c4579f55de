package io.mmaptable.peers;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.zarr.ChunkKeys;
import io.mmaptable.zarr.ZarrLayout;
import io.mmaptable.zarr.ZarrWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Arrays of random values in Zarr's layout, by every dtype, codec and way of laying out chunks
/// that another reader has too.
final class ZarrCases {
  private static final List<String> CODECS =
      List.of(
          "bytes:little",
          "bytes:big,crc32c",
          "gzip:1",
          "shuffle,gzip:5,crc32c",
          "delta,zstd:3",
          "zstd:level=1,checksum=true",
          "lz4",
          "blosc",
          "blosc:cname=lz4,shuffle=bitshuffle");

  private static final List<ChunkKeys> KEYS = List.of(ChunkKeys.values());

  private final Random random;

  ZarrCases(Random random) {
    this.random = random;
  }

  /// Writes arrays.
  ///
  /// @param directory where each gets a directory of its own
  /// @param dtypes the names of the dtypes that the reader has
  /// @return what was written, by the name of the directory, which begins with that of the dtype
  Map<String, NdArray> write(Path directory, List<String> dtypes) throws IOException {
    Files.createDirectory(directory);
    var written = new LinkedHashMap<String, NdArray>();
    int combinations = 0;
    for (String dtype : dtypes) {
      for (String codecs : CODECS) {
        combinations++;
        if (codecs.startsWith("delta") && !dtype.contains("int")) {
          continue; // for integers alone
        }
        ZarrLayout plain =
            ZarrLayout.of(DType.of(dtype), 4, 2).codecs(BytesCodecs.system().parse(codecs));
        // Nine codecs and four ways to name files: every dtype and every codec has each of them.
        ChunkKeys keys = KEYS.get(combinations % KEYS.size());
        for (ZarrLayout layout : layouts(plain.chunkKeys(keys))) {
          String name = dtype + "-" + written.size();
          written.put(name, random(DType.of(dtype), 13, 4, 2));
          ZarrWriter.write(directory.resolve(name), layout, written.get(name));
        }
      }
    }
    return written;
  }

  /// Elements of random bits, or random truth values.
  NdArray random(DType dtype, long... shape) {
    NdArray array = NdArray.zeros(dtype, shape);
    byte[] bytes = new byte[(int) array.nbytes()];
    random.nextBytes(bytes);
    if (dtype.equals(DType.BOOL)) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= 1;
      }
    }
    array.base().copyFrom(MemorySegment.ofArray(bytes));
    return array;
  }

  private static List<ZarrLayout> layouts(ZarrLayout plain) {
    var transposed = new ArrayList<>(plain.codecs());
    transposed.addFirst(CodecSpec.of("transpose", Map.of("order", List.of(1, 0, 2))));
    return List.of(
        plain,
        plain.chunkRows(5).shardRows(0),
        plain.chunkRows(3).shardRows(9),
        plain.chunkRows(5).shardRows(0).codecs(transposed),
        plain.chunkRows(3).shardRows(9).codecs(transposed));
  }

  /// The bytes of an array, as they are in memory.
  static String hex(NdArray array) {
    return HexFormat.of().formatHex(array.base().toArray(ValueLayout.JAVA_BYTE));
  }

  /// What an array says of itself, for messages.
  static String document(Path array) throws IOException {
    return Files.readString(array.resolve("zarr.json"));
  }
}
