package io.mmaptable.array;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what stands between NumPy's brackets: `5:10, ::-1`.
final class IndexParser {
  private final String text;
  private int position;

  private IndexParser(String text) {
    this.text = text;
  }

  static Index[] parse(String text) {
    return new IndexParser(text).parts().toArray(Index[]::new);
  }

  private List<Index> parts() {
    var parts = new ArrayList<Index>();
    skipSpace();
    while (position < text.length()) {
      parts.add(part());
      skipSpace();
      if (position < text.length() && !accept(',')) {
        throw error("expected ',' or ':'");
      }
      skipSpace();
    }
    return parts;
  }

  private Index part() {
    if (text.startsWith("...", position)) {
      position += 3;
      return Index.ELLIPSIS;
    }
    @Nullable Long start = number();
    if (!accept(':')) {
      if (start == null) {
        throw error("expected a number, ':' or '...'");
      }
      return new Index.At(start);
    }
    @Nullable Long stop = number();
    @Nullable Long step = accept(':') ? number() : null;
    return new Slice(start, stop, step == null ? 1 : step);
  }

  private @Nullable Long number() {
    skipSpace();
    int start = position;
    if (position < text.length()
        && (text.charAt(position) == '-' || text.charAt(position) == '+')) {
      position++;
    }
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    String digits = text.substring(start, position);
    skipSpace();
    if (digits.isEmpty()) {
      return null;
    }
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      position = start;
      throw error("expected a number of 64 bits", e);
    }
  }

  private void skipSpace() {
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
  }

  private boolean accept(char c) {
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private IllegalArgumentException error(String message) {
    return error(message, null);
  }

  private IllegalArgumentException error(String message, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "index '" + text + "', character " + position + ": " + message, cause);
  }
}
