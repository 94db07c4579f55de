package io.mmaptable.zarr;

import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import tools.jackson.databind.JsonNode;

/// Lists of codecs, as the metadata and the configuration of shards have them.
final class CodecJson {
  private static final List<String> SHAPING =
      List.of(ChunkCodec.TRANSPOSE, ChunkCodec.SHARDING_INDEXED);

  private static final String ENDIAN = "endian";

  private CodecJson() {}

  /// Reads a list of codecs. One that is not known and need not be understood is left out. Bytes
  /// whose order is not said are little-endian, as old arrays of rows of fields have them.
  ///
  /// @throws IllegalArgumentException if it is none
  static List<CodecSpec> read(Iterable<JsonNode> list, BytesCodecs installed) {
    List<CodecSpec> specs = new ArrayList<>();
    for (JsonNode node : list) {
      var codec = Extension.of("codec", node);
      if (!codec.isOptional() || isKnown(codec.name(), installed)) {
        CodecSpec spec = CodecSpec.of(codec.name(), Json.plainMap(codec.configuration()));
        boolean isOpen = spec.name().equals("bytes") && !spec.has(ENDIAN);
        specs.add(isOpen ? spec.with(ENDIAN, "little") : spec);
      }
    }
    return specs;
  }

  private static boolean isKnown(String name, BytesCodecs installed) {
    if (SHAPING.contains(name)) {
      return true;
    }
    try {
      return BytesCodecs.isId(name) && !installed.get(name).id().isEmpty();
    } catch (NoSuchElementException e) {
      return false;
    }
  }

  /// The list as maps and lists.
  static List<Map<String, Object>> write(List<CodecSpec> specs) {
    return specs.stream().map(CodecJson::write).toList();
  }

  private static Map<String, Object> write(CodecSpec spec) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", spec.name());
    if (!spec.configuration().isEmpty()) {
      json.put("configuration", spec.configuration());
    }
    return json;
  }
}
