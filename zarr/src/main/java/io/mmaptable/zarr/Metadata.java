package io.mmaptable.zarr;

import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What `zarr.json` says of an array.
///
/// @param json the document, as it was read
/// @param dtype what the elements are, in the machine's byte order
/// @param shape the length of each dimension
/// @param chunkShape the shape of what is one file
/// @param keys how these files are named
/// @param fill the bytes of the element that is where no chunk is
/// @param specs the codecs
/// @param codec the same, ready to work
/// @see <a href="https://zarr-specs.readthedocs.io/en/latest/v3/core/index.html#array-metadata">
///   array metadata</a>
@SuppressWarnings("ArrayRecordComponent") // which nobody changes
record Metadata(
    ObjectNode json,
    DType dtype,
    long[] shape,
    long[] chunkShape,
    ChunkKeys keys,
    byte[] fill,
    List<CodecSpec> specs,
    ChunkCodec codec) {
  static final String FILE = "zarr.json";

  /// As many dimensions as an array has here.
  private static final int MOST_DIMENSIONS = 64;

  private static final Set<String> KNOWN =
      Set.of(
          "zarr_format",
          "node_type",
          "shape",
          "data_type",
          "chunk_grid",
          "chunk_key_encoding",
          "fill_value",
          "codecs",
          "attributes",
          "storage_transformers",
          "dimension_names");

  /// Reads and checks the document.
  ///
  /// @throws StorageException.Malformed if it is none
  /// @throws StorageException.Unsupported if it describes what cannot be read here
  static Metadata read(Path path, ZarrOptions options) throws IOException {
    ObjectNode json = Json.readObject(path);
    try {
      return of(json, options);
    } catch (IllegalArgumentException e) {
      var malformed = new StorageException.Malformed(path, String.valueOf(e.getMessage()));
      malformed.initCause(e);
      throw malformed;
    } catch (NoSuchElementException | UnsupportedOperationException e) {
      var unsupported = new StorageException.Unsupported(path, "not supported: " + e.getMessage());
      unsupported.initCause(e);
      throw unsupported;
    }
  }

  /// Checks a document.
  ///
  /// @throws IllegalArgumentException if it is none
  /// @throws NoSuchElementException if a codec is not installed
  /// @throws UnsupportedOperationException if it describes what cannot be read here
  static Metadata of(ObjectNode json, ZarrOptions options) {
    requireArray(json);
    long[] shape = lengths("shape", json.get("shape"), 0);
    DType dtype = DataTypes.dtype(present(json, "data_type"));
    long _ = Shapes.byteSize(dtype, shape);
    long[] chunkShape = chunkShape(json, shape.length);
    List<CodecSpec> specs = specs(json, options.codecs());
    var keys = Extension.of("chunk_key_encoding", json.get("chunk_key_encoding"));
    // Before the fill value, which is as large as the dtype says: now that is known not to be too
    // much.
    ChunkCodec codec =
        ChunkCodec.of(options.codecs(), specs, dtype, chunkShape, options.maxChunkBytes());
    return new Metadata(
        json,
        dtype,
        shape,
        chunkShape,
        ChunkKeys.of(keys.name(), keys.textOrNull("separator")),
        FillValues.bytes(dtype, json.get("fill_value"), byteOrder(specs)),
        specs,
        codec);
  }

  /// The same with another number of rows.
  Metadata withRows(long rows) {
    long[] other = shape.clone();
    other[0] = rows;
    ObjectNode document = json.deepCopy();
    document.set("shape", Json.node(other));
    return new Metadata(document, dtype, other, chunkShape, keys, fill, specs, codec);
  }

  private static void requireArray(ObjectNode json) {
    @Nullable JsonNode format = json.get("zarr_format");
    if (format == null || !format.isIntegralNumber()) {
      throw new IllegalArgumentException("zarr_format (" + format + ") must be 3");
    }
    if (!format.bigIntegerValue().equals(BigInteger.valueOf(3))) {
      throw new UnsupportedOperationException("version " + format + " of Zarr; only 3 is read");
    }
    JsonNode type = present(json, "node_type");
    if (!type.isString() || !type.stringValue().equals("array")) {
      throw new IllegalArgumentException("node_type (" + type + ") must be \"array\"");
    }
    @Nullable JsonNode transformers = json.get("storage_transformers");
    if (transformers != null && !transformers.isEmpty()) {
      throw new UnsupportedOperationException("storage transformers " + transformers);
    }
    for (var entry : json.properties()) {
      if (!KNOWN.contains(entry.getKey()) && !Extension.mayBeIgnored(entry.getValue())) {
        throw new UnsupportedOperationException("the key '" + entry.getKey() + "'");
      }
    }
    @Nullable JsonNode attributes = json.get("attributes");
    if (attributes != null && !attributes.isObject()) {
      throw new IllegalArgumentException("attributes (" + attributes + ") must be an object");
    }
  }

  private static JsonNode present(ObjectNode json, String key) {
    @Nullable JsonNode value = json.get(key);
    if (value == null) {
      throw new IllegalArgumentException("expected a '" + key + "'");
    }
    return value;
  }

  private static long[] lengths(String what, @Nullable JsonNode node, long least) {
    if (node == null || !node.isArray() || node.size() > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          what + " (" + node + ") must be a list of at most " + MOST_DIMENSIONS + " lengths");
    }
    long[] lengths = new long[node.size()];
    for (int axis = 0; axis < lengths.length; axis++) {
      JsonNode length = node.get(axis);
      lengths[axis] = length.isIntegralNumber() ? Json.integer(length.bigIntegerValue(), what) : -1;
      if (lengths[axis] < least) {
        throw new IllegalArgumentException(
            what + " (" + node + ") must have integers from " + least + " on");
      }
    }
    return lengths;
  }

  private static long[] chunkShape(ObjectNode json, int ndim) {
    var grid = Extension.of("chunk_grid", json.get("chunk_grid"));
    if (!grid.name().equals("regular")) {
      throw new UnsupportedOperationException(
          "chunk grid '" + grid.name() + "'; there is 'regular'");
    }
    long[] chunkShape = lengths("chunk_shape", grid.configuration().get("chunk_shape"), 1);
    if (chunkShape.length != ndim) {
      throw new IllegalArgumentException(
          "chunk_shape " + Arrays.toString(chunkShape) + " of an array of " + ndim + " dimensions");
    }
    return chunkShape;
  }

  private static List<CodecSpec> specs(ObjectNode json, BytesCodecs installed) {
    JsonNode codecs = present(json, "codecs");
    if (!codecs.isArray()) {
      throw new IllegalArgumentException("codecs (" + codecs + ") must be a list");
    }
    return CodecJson.read(codecs.values(), installed);
  }

  private static ByteOrder byteOrder(List<CodecSpec> specs) {
    boolean isBig =
        specs.stream()
            .anyMatch(
                spec ->
                    spec.name().equals("bytes")
                        && "big".equals(spec.configuration().get("endian")));
    return isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /// The names of the dimensions, null where one has none; empty if none has one.
  ///
  /// @throws StorageException.Malformed if they are none
  List<@Nullable String> dimensionNames(Path path) throws StorageException {
    @Nullable JsonNode names = json.get("dimension_names");
    if (names == null || names.isNull()) {
      return List.of();
    }
    List<@Nullable String> list = new ArrayList<>();
    for (JsonNode name : names.values()) {
      if (!name.isString() && !name.isNull()) {
        throw new StorageException.Malformed(path, "dimension_names (" + names + ") must be texts");
      }
      list.add(name.isNull() ? null : name.stringValue());
    }
    if (list.size() != shape.length) {
      throw new StorageException.Malformed(
          path, "dimension_names (" + names + ") must be " + shape.length);
    }
    return Collections.unmodifiableList(list);
  }
}
