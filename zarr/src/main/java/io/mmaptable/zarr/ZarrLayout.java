package io.mmaptable.zarr;

import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What an array is that will be written: its dtype, the shape of its rows, and how they are put
/// into chunks, shards and files. Immutable.
///
/// A chunk is a number of whole rows. Unless it is said otherwise it has 64 KiB, so that little is
/// decoded for a few rows, and a shard, which is one file, has chunks of 64 MiB in all before they
/// are encoded, so that large arrays are few files.
public final class ZarrLayout {
  private static final long CHUNK_BYTES = 64 << 10;
  private static final long SHARD_BYTES = 64 << 20;

  /// So that the index of a shard is read at once.
  private static final long MOST_CHUNKS = 1024;

  /// Bytes in the order that most machines have, and their checksum.
  private static final List<CodecSpec> CODECS =
      List.of(CodecSpec.of("bytes"), CodecSpec.of("crc32c"));

  private static final List<CodecSpec> INDEX_CODECS =
      List.of(CodecSpec.of("bytes", Map.of("endian", "little")), CodecSpec.of("crc32c"));

  private final DType dtype;
  private final long[] itemShape;
  private final long chunkRows;
  private final long shardRows;
  private final List<CodecSpec> codecs;
  private final ChunkKeys keys;
  private final ObjectNode attributes;
  private final @Nullable List<String> dimensionNames;

  private ZarrLayout(
      DType dtype,
      long[] itemShape,
      long chunkRows,
      long shardRows,
      List<CodecSpec> codecs,
      ChunkKeys keys,
      ObjectNode attributes,
      @Nullable List<String> dimensionNames) {
    this.dtype = dtype;
    this.itemShape = itemShape;
    this.chunkRows = chunkRows;
    this.shardRows = shardRows;
    this.codecs = codecs;
    this.keys = keys;
    this.attributes = attributes;
    this.dimensionNames = dimensionNames;
  }

  /// A layout for rows: chunks and shards of the usual size, not compressed, each with a checksum.
  ///
  /// @param dtype what the elements are, in any byte order; rows of fields may have padding, which
  ///   is left out
  /// @param itemShape the shape of a row; none if a row is one element
  /// @return the layout
  /// @throws IllegalArgumentException if Zarr has no such data type, or a length is not positive
  public static ZarrLayout of(DType dtype, long... itemShape) {
    DType kept = DataTypes.kept(dtype);
    for (long length : itemShape) {
      requirePositive("a length of itemShape", length);
    }
    long rowBytes = Shapes.byteSize(kept, itemShape);
    long chunkRows = Math.max(1, CHUNK_BYTES / rowBytes);
    long chunks = Math.clamp(SHARD_BYTES / (chunkRows * rowBytes), 1, MOST_CHUNKS);
    return new ZarrLayout(
        kept,
        itemShape.clone(),
        chunkRows,
        chunkRows * chunks,
        CODECS,
        ChunkKeys.SLASHES,
        Json.object(),
        null);
  }

  /// The same with chunks of another size, and shards of about the size as before, or smaller ones
  /// of 1,024 chunks.
  ///
  /// @param rows how many rows a chunk has
  /// @return a new layout
  /// @throws IllegalArgumentException if `rows` is not positive
  public ZarrLayout chunkRows(long rows) {
    requirePositive("rows", rows);
    long shard = shardRows == 0 ? 0 : Math.clamp(shardRows / rows, 1, MOST_CHUNKS) * rows;
    return new ZarrLayout(dtype, itemShape, rows, shard, codecs, keys, attributes, dimensionNames);
  }

  /// The same with shards of another size.
  ///
  /// @param rows how many rows a shard has; 0 for a file for each chunk
  /// @return a new layout
  /// @throws IllegalArgumentException if `rows` is no multiple of [#chunkRows()]
  public ZarrLayout shardRows(long rows) {
    if (rows < 0 || rows % chunkRows != 0) {
      throw new IllegalArgumentException(
          "rows (" + rows + ") of a shard must be a multiple of " + chunkRows + ", or 0");
    }
    return new ZarrLayout(
        dtype, itemShape, chunkRows, rows, codecs, keys, attributes, dimensionNames);
  }

  /// The same with other codecs.
  ///
  /// @param specs any number of `transpose`, then what
  ///   [BytesCodecs#parse][io.mmaptable.codec.BytesCodecs#parse] makes of `shuffle,zstd:5,crc32c`
  /// @return a new layout; whether such codecs are there is seen when it is used
  public ZarrLayout codecs(List<CodecSpec> specs) {
    return new ZarrLayout(
        dtype,
        itemShape,
        chunkRows,
        shardRows,
        List.copyOf(specs),
        keys,
        attributes,
        dimensionNames);
  }

  /// The same with other names for files.
  ///
  /// @param names how files are named after chunks
  /// @return a new layout
  public ZarrLayout chunkKeys(ChunkKeys names) {
    return new ZarrLayout(
        dtype, itemShape, chunkRows, shardRows, codecs, names, attributes, dimensionNames);
  }

  /// The same with attributes.
  ///
  /// @param json a JSON object
  /// @return a new layout
  /// @throws IllegalArgumentException if the text is none
  public ZarrLayout attrJson(String json) {
    return new ZarrLayout(
        dtype,
        itemShape,
        chunkRows,
        shardRows,
        codecs,
        keys,
        Json.parseObject(json),
        dimensionNames);
  }

  /// The same with names for the dimensions.
  ///
  /// @param names one for each dimension, the first that of the rows
  /// @return a new layout
  /// @throws IllegalArgumentException if there are more or less
  public ZarrLayout dimensionNames(String... names) {
    if (names.length != 1 + itemShape.length) {
      throw new IllegalArgumentException(
          "names " + Arrays.toString(names) + " for " + (1 + itemShape.length) + " dimensions");
    }
    return new ZarrLayout(
        dtype, itemShape, chunkRows, shardRows, codecs, keys, attributes, List.of(names));
  }

  /// What the elements are.
  ///
  /// @return the dtype, in the machine's byte order and without padding
  public DType dtype() {
    return dtype;
  }

  /// The shape of a row.
  ///
  /// @return a copy
  public long[] itemShape() {
    return itemShape.clone();
  }

  /// How many rows a chunk has.
  ///
  /// @return a positive number
  public long chunkRows() {
    return chunkRows;
  }

  /// How many rows a shard has.
  ///
  /// @return a multiple of [#chunkRows()]; 0 if there are no shards
  public long shardRows() {
    return shardRows;
  }

  /// The codecs of a chunk.
  ///
  /// @return name and configuration of each, in order
  public List<CodecSpec> codecs() {
    return codecs;
  }

  private static void requirePositive(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " (" + number + ") must be positive");
    }
  }

  /// The document of an array without rows.
  ///
  /// @throws IllegalArgumentException if the codecs make no sense for such chunks
  /// @throws java.util.NoSuchElementException if a codec is not installed
  ObjectNode document(ZarrOptions options) {
    long[] fileShape = shape(shardRows == 0 ? chunkRows : shardRows);
    ChunkCodec codec =
        ChunkCodec.of(options.codecs(), fileCodecs(), dtype, fileShape, options.maxChunkBytes());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("zarr_format", 3);
    document.put("node_type", "array");
    document.put("shape", shape(0));
    document.put("data_type", DataTypes.json(dtype));
    document.put("chunk_grid", configured("regular", "chunk_shape", fileShape));
    document.put(
        "chunk_key_encoding",
        configured(keys.encoding(), "separator", String.valueOf(keys.separator())));
    document.put("fill_value", FillValues.zero(dtype));
    document.put("codecs", CodecJson.write(codec.specs()));
    if (dimensionNames != null) {
      document.put("dimension_names", dimensionNames);
    }
    ObjectNode json = (ObjectNode) Json.node(document);
    json.set("attributes", attributes);
    return json;
  }

  private long[] shape(long rows) {
    long[] shape = new long[1 + itemShape.length];
    shape[0] = rows;
    System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
    return shape;
  }

  /// The codecs, with no byte order where the elements have none: some readers would apply it.
  private List<CodecSpec> chunkCodecs() {
    boolean haveOrder =
        !DataTypes.inOrder(dtype, ByteOrder.BIG_ENDIAN)
            .equals(DataTypes.inOrder(dtype, ByteOrder.LITTLE_ENDIAN));
    return haveOrder
        ? codecs
        : codecs.stream()
            .map(spec -> spec.name().equals("bytes") ? CodecSpec.of("bytes") : spec)
            .toList();
  }

  private List<CodecSpec> fileCodecs() {
    if (shardRows == 0) {
      return chunkCodecs();
    }
    return List.of(
        CodecSpec.of(ChunkCodec.SHARDING_INDEXED)
            .with("chunk_shape", Arrays.stream(shape(chunkRows)).boxed().toList())
            .with("codecs", CodecJson.write(chunkCodecs()))
            .with("index_codecs", CodecJson.write(INDEX_CODECS)));
  }

  private static Map<String, Object> configured(String name, String key, Object value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("configuration", Map.of(key, value));
    return json;
  }
}
