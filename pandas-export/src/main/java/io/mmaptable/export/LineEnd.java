package io.mmaptable.export;

/// How lines of a CSV file end.
public enum LineEnd {
  /// `\n`, as pandas writes on Linux.
  LF("\n"),
  /// `\r\n`, as RFC 4180 has it.
  CRLF("\r\n"),
  /// `\r`.
  CR("\r");

  private final String text;

  LineEnd(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
