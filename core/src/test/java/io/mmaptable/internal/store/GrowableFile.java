package io.mmaptable.internal.store;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file with a header of 128 bytes, whose only content is the count at byte 64.
final class GrowableFile {
  static final int HEADER = 128;
  static final int COUNT = 64;

  private GrowableFile() {}

  /// Makes the file without any row.
  static Path create(Path path) throws IOException {
    String header = "-".repeat(COUNT) + AsciiCount.format(0) + "-".repeat(HEADER - COUNT - 24);
    return Files.writeString(path, header, StandardCharsets.US_ASCII);
  }

  static ArrayLayout layout(Path path, long... itemShape) throws IOException {
    long[] shape = new long[itemShape.length + 1];
    System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
    shape[0] = count(path);
    return new ArrayLayout(DType.INT64, shape, false, HEADER, new CountField.Ascii(COUNT));
  }

  /// What the header says.
  static long count(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      in.skipNBytes(COUNT);
      return Long.parseLong(new String(in.readNBytes(24), StandardCharsets.US_ASCII).strip());
    }
  }
}
