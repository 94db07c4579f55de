package io.mmaptable.fuzz;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.zarr.ZarrLayout;
import io.mmaptable.zarr.ZarrWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Small arrays in Zarr's chunks to begin with.
final class ZarrSeeds {
  private static final List<String> DTYPES =
      List.of("?", "<i2", "<f4", "<c8", "V3", "S3", "<U2", "<M8[25us]", "i4,f8");

  private static final List<String> CODECS = List.of("bytes:big", "crc32c", "shuffle,gzip:1");

  private ZarrSeeds() {}

  static List<byte[]> arrays() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String dtype : DTYPES) {
      seeds.add(array(ZarrLayout.of(DType.of(dtype)).chunkRows(2).shardRows(4), 5));
      seeds.add(array(ZarrLayout.of(DType.of(dtype)).chunkRows(3).shardRows(0), 4));
    }
    for (String codecs : CODECS) {
      List<CodecSpec> specs = new ArrayList<>(BytesCodecs.system().parse(codecs));
      ZarrLayout layout = ZarrLayout.of(DType.INT32, 2).chunkRows(2).shardRows(4);
      seeds.add(array(layout.codecs(specs), 5, 2));
      specs.addFirst(CodecSpec.of("transpose", Map.of("order", List.of(1, 0))));
      seeds.add(array(layout.shardRows(0).codecs(specs).attrJson("{\"a\": [1.5]}"), 4, 2));
    }
    return seeds;
  }

  private static byte[] array(ZarrLayout layout, long... shape) throws IOException {
    Path directory = Directories.make();
    try {
      Path path = directory.resolve("x");
      ZarrWriter.write(path, layout, NdArray.zeros(layout.dtype(), shape));
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put("zarr.json", compact(path.resolve("zarr.json")));
      for (String name : ZarrCheck.FILES.names()) {
        if (name.startsWith("c/") && Files.isRegularFile(path.resolve(name))) {
          files.put(name, Files.readAllBytes(path.resolve(name)));
        }
      }
      return ZarrCheck.FILES.pack(files);
    } finally {
      Directories.delete(directory);
    }
  }

  private static byte[] compact(Path json) throws IOException {
    try (Stream<String> lines = Files.lines(json)) {
      return lines.map(String::strip).reduce("", String::concat).getBytes(StandardCharsets.UTF_8);
    }
  }
}
