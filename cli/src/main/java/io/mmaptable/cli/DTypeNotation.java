package io.mmaptable.cli;

import io.mmaptable.dtype.DType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads dtypes as they are written in Python: what [DType#of(String)] takes, and `np.float32`,
/// alone or in a list of fields.
final class DTypeNotation {
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|\\b(?:np|numpy)\\.(?<name>\\w++)",
          Pattern.DOTALL);

  private DTypeNotation() {}

  /// Reads a dtype.
  ///
  /// @param text the notation
  /// @return the dtype
  /// @throws IllegalArgumentException if it is none, or one of Python objects
  static DType parse(String text) {
    String quote = text.stripLeading().startsWith("[") ? "'" : "";
    String notation =
        TOKEN
            .matcher(text)
            .replaceAll(
                token -> {
                  // What stands in quotes is no name, whatever it looks like.
                  String name = ((Matcher) token).group("name");
                  return Matcher.quoteReplacement(
                      name == null ? token.group() : quote + name + quote);
                });
    return DType.of(notation.strip());
  }
}
