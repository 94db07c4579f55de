package io.mmaptable.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads shapes as the command line takes them: as Python writes them, `(0, 3)`, `(5,)` or `()`, or
/// without the parentheses, `0,3` or `5`.
final class ShapeNotation {
  private static final Pattern NOTATION =
      Pattern.compile("\\s*(?:\\((?<inside>[^()]*)\\)|(?<bare>[^()]+))\\s*");
  private static final Pattern LENGTHS =
      Pattern.compile("\\s*(?:-?\\d+\\s*(?:,\\s*-?\\d+\\s*)*,?\\s*)?");

  private ShapeNotation() {}

  /// Reads a shape.
  ///
  /// @param text the notation
  /// @return the length of each dimension; what a negative one means is for the caller to say
  /// @throws IllegalArgumentException if it is no shape
  static long[] parse(String text) {
    Matcher matcher = NOTATION.matcher(text);
    if (matcher.matches()) {
      String bare = matcher.group("bare");
      String lengths = bare == null ? matcher.group("inside") : bare;
      if (LENGTHS.matcher(lengths).matches()) {
        try {
          return lengths(lengths);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "shape '" + text + "' has a length that is larger than 2^63 - 1", e);
        }
      }
    }
    throw new IllegalArgumentException("'" + text + "' is no shape such as (0, 3), 5 or ()");
  }

  private static long[] lengths(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(length -> !length.isEmpty())
        .mapToLong(Long::parseLong)
        .toArray();
  }
}
