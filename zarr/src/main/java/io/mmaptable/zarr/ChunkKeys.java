package io.mmaptable.zarr;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How the file of a chunk is named after the chunk's place in the grid, as Zarr's chunk key
/// encodings say.
public enum ChunkKeys {
  /// `c/1/23/45`: what Zarr writes unless it is told otherwise.
  SLASHES("default", '/'),
  /// `c.1.23.45`.
  DOTS("default", '.'),
  /// `1.23.45`, as in Zarr version 2.
  V2_DOTS("v2", '.'),
  /// `1/23/45`, as in Zarr version 2 where it was told so.
  V2_SLASHES("v2", '/');

  private final String encoding;
  private final char separator;

  ChunkKeys(String encoding, char separator) {
    this.encoding = encoding;
    this.separator = separator;
  }

  /// Zarr's name of the encoding.
  ///
  /// @return `default` or `v2`
  public String encoding() {
    return encoding;
  }

  /// What stands between the numbers.
  ///
  /// @return `/` or `.`
  public char separator() {
    return separator;
  }

  /// @throws UnsupportedOperationException if there is no such encoding
  /// @throws IllegalArgumentException if it has no such separator
  static ChunkKeys of(String encoding, @Nullable String separator) {
    return Arrays.stream(values())
        .filter(keys -> keys.encoding.equals(encoding))
        .filter(keys -> separator == null || separator.equals(String.valueOf(keys.separator)))
        .findFirst()
        .orElseThrow(() -> unknown(encoding, separator));
  }

  private static RuntimeException unknown(String encoding, @Nullable String separator) {
    return Arrays.stream(values()).anyMatch(keys -> keys.encoding.equals(encoding))
        ? new IllegalArgumentException("separator (" + separator + ") must be '/' or '.'")
        : new UnsupportedOperationException(
            "chunk key encoding '" + encoding + "'; there are 'default' and 'v2'");
  }

  private boolean hasPrefix() {
    return encoding.equals("default");
  }

  /// The name of a chunk's file, relative to the array.
  String key(long[] cell) {
    String separatorText = String.valueOf(separator);
    String numbers =
        Arrays.stream(cell).mapToObj(Long::toString).collect(Collectors.joining(separatorText));
    if (hasPrefix()) {
      return cell.length == 0 ? "c" : "c" + separator + numbers;
    }
    return cell.length == 0 ? "0" : numbers;
  }

  /// The chunk whose file has a name, or null if that is none of a chunk.
  long @Nullable [] cell(String key, int ndim) {
    String[] parts = key.split(separator == '/' ? "/" : "\\.", -1);
    int skipped = hasPrefix() ? 1 : ndim == 0 ? 1 : 0;
    if (parts.length != ndim + skipped) {
      return null;
    }
    long[] cell = new long[ndim];
    for (int axis = 0; axis < ndim; axis++) {
      String part = parts[axis + skipped];
      if (!part.matches("0|[1-9][0-9]{0,17}")) {
        return null;
      }
      cell[axis] = Long.parseLong(part);
    }
    return key.equals(key(cell)) ? cell : null;
  }

  /// The first chunk whose file is below a directory of a name, or null if none is.
  long @Nullable [] firstBelow(String key, int ndim) {
    long parts = 1 + key.chars().filter(c -> c == '/').count();
    long missing = ndim + (hasPrefix() ? 1 : 0) - parts;
    return separator == '/' && missing > 0 ? cell(key + "/0".repeat((int) missing), ndim) : null;
  }
}
