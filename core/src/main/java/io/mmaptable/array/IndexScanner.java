package io.mmaptable.array;

import org.jspecify.annotations.Nullable;

/// Walks over the text of an index, and knows at which character it is.
final class IndexScanner {
  private final String text;
  private int position;

  IndexScanner(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    skipSpace();
    return position == text.length();
  }

  boolean isAt(char c) {
    return !isAtEnd() && text.charAt(position) == c;
  }

  boolean accept(char c) {
    boolean there = isAt(c);
    position += there ? 1 : 0;
    return there;
  }

  /// Takes a word or a sign of several characters, unless a longer word is there.
  boolean accept(String token) {
    skipSpace();
    int end = position + token.length();
    boolean whole =
        end >= text.length()
            || !Character.isLetter(token.charAt(0))
            || !Character.isJavaIdentifierPart(text.charAt(end));
    boolean there = whole && text.startsWith(token, position);
    position += there ? token.length() : 0;
    return there;
  }

  void expect(char c) {
    if (!accept(c)) {
      throw expected("'" + c + "'");
    }
  }

  void expectEnd(String otherwise) {
    if (!isAtEnd()) {
      throw expected(otherwise);
    }
  }

  /// The number that is here, if one is.
  @Nullable Long number() {
    skipSpace();
    int start = position;
    if (isAt('-') || isAt('+')) {
      position++;
    }
    int digits = position;
    while (position < text.length() && isDigit(text.charAt(position))) {
      position++;
    }
    if (position == digits) {
      position = start;
      return null;
    }
    try {
      return Long.valueOf(text.substring(start, position));
    } catch (NumberFormatException e) {
      position = start;
      throw new IllegalArgumentException(message("a number of 64 bits"), e);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The truth value that is here, if one is.
  @Nullable Boolean truth() {
    if (accept("True")) {
      return true;
    }
    return accept("False") ? false : null;
  }

  /// The text between the quotes that are here; a backslash stands before a quote or another one.
  String quoted() {
    char quote = text.charAt(position++);
    var name = new StringBuilder();
    while (position < text.length() && text.charAt(position) != quote) {
      position += text.charAt(position) == '\\' ? 1 : 0;
      if (position == text.length()) {
        break;
      }
      name.append(text.charAt(position++));
    }
    if (position == text.length()) {
      throw expected("the quote that ends the name");
    }
    position++;
    return name.toString();
  }

  private void skipSpace() {
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
  }

  /// Which character comes next, after spaces.
  int position() {
    skipSpace();
    return position;
  }

  IllegalArgumentException expected(String what) {
    return new IllegalArgumentException(message(what));
  }

  /// An error at a character that was passed.
  IllegalArgumentException error(int at, String what) {
    position = at;
    return expected(what);
  }

  private String message(String what) {
    String found =
        position == text.length()
            ? "the end"
            : "'" + Character.toString(text.codePointAt(position)) + "'";
    return "index '"
        + text
        + "', character "
        + position
        + ": expected "
        + what
        + ", found "
        + found;
  }
}
