package io.mmaptable.zarr;

import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecPipeline;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// How chunks of one shape are encoded: their dimensions put into another order, as Zarr's
/// `transpose` does, and then encoded whole, or divided into smaller chunks as by
/// `sharding_indexed`.
///
/// @param shape the shape of a chunk
/// @param order which dimension of the chunk each one of what is stored is
/// @param body what happens then
/// @see <a href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/transpose/">transpose</a>
/// @see <a
///   href="https://zarr-specs.readthedocs.io/en/latest/v3/codecs/sharding-indexed/">sharding</a>
@SuppressWarnings("ArrayRecordComponent") // which nobody changes
record ChunkCodec(long[] shape, int[] order, Body body) {
  static final String TRANSPOSE = "transpose";
  static final String SHARDING_INDEXED = "sharding_indexed";

  /// Two numbers of 64 bits for each chunk of a shard.
  private static final int INDEX_ENTRY = 2;

  private static final List<String> INDEX_CODECS = List.of("bytes", "crc32c");

  /// What is done with a chunk whose dimensions are in order.
  sealed interface Body {}

  /// Encodes the chunk whole.
  record Whole(CodecPipeline pipeline) implements Body {}

  /// Divides the chunk into smaller ones, which an index finds.
  ///
  /// @param inner how the smaller chunks are encoded
  /// @param grid how many of them there are along each dimension
  /// @param index how the index is encoded
  /// @param indexIsLast whether it follows the chunks
  record Shard(ChunkCodec inner, long[] grid, CodecPipeline index, boolean indexIsLast)
      implements Body {
    int count() {
      return (int) Shapes.size(grid);
    }
  }

  /// Builds what the metadata describes.
  ///
  /// @param limit the most bytes that a chunk, or an index, may have when it is decoded
  /// @throws IllegalArgumentException if the codecs make no sense for such chunks
  /// @throws NoSuchElementException if a codec is not installed
  /// @throws UnsupportedOperationException if they do, but are not read here
  static ChunkCodec of(
      BytesCodecs installed, List<CodecSpec> specs, DType dtype, long[] shape, long limit) {
    int[] order = Shapes.identity(shape.length);
    int at = 0;
    for (; at < specs.size() && specs.get(at).name().equals(TRANSPOSE); at++) {
      int[] next = permutation(specs.get(at), shape.length);
      order = Arrays.stream(next).map(Shapes.at(order)).toArray();
    }
    List<CodecSpec> rest = specs.subList(at, specs.size());
    long[] stored = Shapes.permuted(shape, order);
    boolean isShard = rest.stream().anyMatch(spec -> spec.name().equals(SHARDING_INDEXED));
    Body body =
        isShard
            ? shard(installed, rest, dtype, stored, limit)
            : whole(installed, rest, dtype, stored, limit);
    return new ChunkCodec(shape, order, body);
  }

  private static int[] permutation(CodecSpec spec, int ndim) {
    if (spec.configuration().get("order") instanceof List<?> list) {
      int[] order =
          list.stream()
              .mapToInt(
                  axis -> axis instanceof Long number && number < ndim ? number.intValue() : -1)
              .toArray();
      if (Arrays.equals(Arrays.stream(order).sorted().toArray(), Shapes.identity(ndim))) {
        return order;
      }
    }
    throw spec.wrong("order", "a list of each number below " + ndim);
  }

  private static Body whole(
      BytesCodecs installed, List<CodecSpec> specs, DType dtype, long[] shape, long limit) {
    if (specs.stream().anyMatch(spec -> spec.name().equals(TRANSPOSE))) {
      throw new UnsupportedOperationException("the codec 'transpose' behind others");
    }
    requireDecodable("a chunk", Shapes.byteSize(dtype, shape), limit);
    return new Whole(CodecPipeline.of(installed, specs, dtype, Shapes.size(shape)));
  }

  private static Body shard(
      BytesCodecs installed, List<CodecSpec> specs, DType dtype, long[] shape, long limit) {
    if (specs.size() > 1) {
      throw new UnsupportedOperationException(
          "other codecs beside 'sharding_indexed': "
              + specs.stream().map(CodecSpec::name).toList());
    }
    CodecSpec spec = specs.getFirst();
    spec.requireKeys("chunk_shape", "codecs", "index_codecs", "index_location");
    long[] innerShape = innerShape(spec, shape);
    long[] grid = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      grid[axis] = shape[axis] / innerShape[axis];
    }
    requireDecodable(
        "the index of a shard",
        Shapes.byteSize(DType.UINT64, Shapes.with(grid, INDEX_ENTRY)),
        limit);
    List<CodecSpec> indexCodecs = codecs(spec, "index_codecs", installed);
    if (!INDEX_CODECS.containsAll(indexCodecs.stream().map(CodecSpec::name).toList())) {
      throw new UnsupportedOperationException(
          "codecs of the index of a shard other than " + INDEX_CODECS + ": " + indexCodecs);
    }
    return new Shard(
        of(installed, codecs(spec, "codecs", installed), dtype, innerShape, limit),
        grid,
        CodecPipeline.of(installed, indexCodecs, DType.UINT64, INDEX_ENTRY * Shapes.size(grid)),
        spec.choice("index_location", true, List.of(true, false), last -> last ? "end" : "start"));
  }

  private static long[] innerShape(CodecSpec spec, long[] shape) {
    if (spec.configuration().get("chunk_shape") instanceof List<?> list
        && list.size() == shape.length) {
      long[] inner = new long[shape.length];
      for (int axis = 0; axis < shape.length; axis++) {
        inner[axis] = list.get(axis) instanceof Long length ? length : 0;
      }
      if (Shapes.divides(inner, shape)) {
        return inner;
      }
    }
    throw spec.wrong("chunk_shape", "a list of lengths that divide " + Arrays.toString(shape));
  }

  private static List<CodecSpec> codecs(CodecSpec spec, String key, BytesCodecs installed) {
    @Nullable Object list = spec.configuration().get(key);
    if (!(list instanceof List<?>)) {
      throw spec.wrong(key, "a list of codecs");
    }
    return CodecJson.read(Json.node(list).values(), installed);
  }

  private static void requireDecodable(String what, long bytes, long limit) {
    if (bytes > limit) {
      throw new UnsupportedOperationException(
          what
              + " of "
              + bytes
              + " bytes, where "
              + limit
              + " are decoded at once; ZarrOptions.maxChunkBytes says how many");
    }
  }

  /// The shape of the smallest chunks, which are decoded whole.
  long[] innermostShape() {
    if (body instanceof Shard shard) {
      return Shapes.unpermuted(shard.inner().innermostShape(), order);
    }
    return shape;
  }

  /// What encodes the smallest chunks.
  ChunkCodec innermost() {
    return body instanceof Shard shard ? shard.inner().innermost() : this;
  }

  boolean isInOrder() {
    return Arrays.equals(order, Shapes.identity(order.length));
  }

  /// What the codecs are, and how they are configured now that they know the dtype and the shape.
  List<CodecSpec> specs() {
    List<CodecSpec> specs = new ArrayList<>();
    if (!isInOrder()) {
      specs.add(CodecSpec.of(TRANSPOSE).with("order", Arrays.stream(order).boxed().toList()));
    }
    switch (body) {
      case Whole whole -> specs.addAll(whole.pipeline().specs());
      case Shard shard ->
          specs.add(
              CodecSpec.of(SHARDING_INDEXED)
                  .with("chunk_shape", Arrays.stream(shard.inner().shape()).boxed().toList())
                  .with("codecs", CodecJson.write(shard.inner().specs()))
                  .with("index_codecs", CodecJson.write(shard.index().specs()))
                  .with("index_location", shard.indexIsLast() ? "end" : "start"));
    }
    return specs;
  }
}
