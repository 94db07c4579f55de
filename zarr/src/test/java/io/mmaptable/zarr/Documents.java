package io.mmaptable.zarr;

import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Arrays as other software writes them: documents by hand, and chunks of any bytes.
final class Documents {
  static final String BYTES = "[{'name': 'bytes', 'configuration': {'endian': 'little'}}]";

  private Documents() {}

  /// A document with single quotes for double ones.
  static String of(String dataType, String fill, String shape, String chunkShape, String codecs) {
    return """
    {'zarr_format': 3, 'node_type': 'array', 'shape': %s, 'data_type': %s,
     'chunk_grid': {'name': 'regular', 'configuration': {'chunk_shape': %s}},
     'chunk_key_encoding': {'name': 'default'}, 'fill_value': %s, 'codecs': %s}
    """
        .formatted(shape, dataType, chunkShape, fill, codecs);
  }

  /// Makes the directory of an array.
  static Path write(Path array, String document) throws IOException {
    Files.createDirectories(array);
    Files.writeString(array.resolve("zarr.json"), document.replace('\'', '"'));
    return array;
  }

  static void chunk(Path array, String key, byte... bytes) throws IOException {
    Path file = array.resolve(key);
    Files.createDirectories(FileOps.parent(file));
    Files.write(file, bytes);
  }
}
