package io.mmaptable.zarr;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Arrays with all kinds of elements, and the layouts that they are written in.
final class Samples {
  static final List<String> DTYPES =
      List.of(
          "?",
          "i1",
          "<i2",
          ">i4",
          "<i8",
          "u1",
          ">u2",
          "<u4",
          "<u8",
          "<f2",
          "<f4",
          ">f8",
          "<c8",
          ">c16",
          "V5",
          "S7",
          "<U3",
          "M8[us]",
          "m8[25s]",
          "M8",
          "i4,f8,S3",
          "[('a', '<f4'), ('b', [('x', '>i2'), ('t', '<M8[D]')])]");

  private Samples() {}

  /// Elements of random bits; bools are ones and zeros, texts have code points.
  static NdArray random(DType dtype, Random random, long... shape) {
    NdArray array = NdArray.zeros(dtype, shape);
    byte[] bytes = new byte[(int) array.nbytes()];
    random.nextBytes(bytes);
    if (dtype instanceof DType.Bool || dtype instanceof DType.Text) {
      for (int i = 0; i < bytes.length; i++) {
        boolean isLow = dtype instanceof DType.Bool || i % 4 == 0;
        bytes[i] = isLow ? (byte) (bytes[i] & 1) : 0;
      }
    }
    array.base().copyFrom(MemorySegment.ofArray(bytes));
    return array;
  }

  /// The bytes of an array, in C order and in the dtype in which arrays are read.
  static byte[] bytes(NdArray array) {
    NdArray kept = NdArray.zeros(DataTypes.kept(array.dtype()), array.shape());
    kept.set(array);
    return kept.base().toArray(ValueLayout.JAVA_BYTE);
  }

  /// A way to put rows of three dimensions into chunks.
  record Style(String name, long chunkRows, long shardRows, ChunkKeys keys, boolean isTransposed) {
    @Override
    public String toString() {
      return name;
    }

    ZarrLayout layout(DType dtype, String codecs, long... itemShape) {
      List<CodecSpec> specs = new ArrayList<>(BytesCodecs.system().parse(codecs));
      if (isTransposed) {
        List<Integer> order = new ArrayList<>();
        for (int axis = itemShape.length; axis >= 0; axis--) {
          order.add(axis);
        }
        specs.addFirst(CodecSpec.of("transpose", Map.of("order", order)));
      }
      return ZarrLayout.of(dtype, itemShape)
          .chunkRows(chunkRows)
          .shardRows(shardRows)
          .codecs(specs)
          .chunkKeys(keys);
    }
  }

  static final List<Style> STYLES =
      List.of(
          new Style("a file for each chunk", 5, 0, ChunkKeys.SLASHES, false),
          new Style("files in one directory", 5, 0, ChunkKeys.DOTS, true),
          new Style("files as in version 2", 5, 0, ChunkKeys.V2_DOTS, false),
          new Style("directories as in version 2", 5, 0, ChunkKeys.V2_SLASHES, true),
          new Style("shards", 3, 9, ChunkKeys.SLASHES, false),
          new Style("transposed shards", 4, 12, ChunkKeys.DOTS, true),
          new Style("one shard", 2, 1000, ChunkKeys.SLASHES, false));

  static final List<String> CODECS =
      List.of("bytes", "bytes:big", "crc32c", "gzip:1", "shuffle,gzip:1,crc32c");
}
