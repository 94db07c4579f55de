package io.mmaptable.export;

import java.util.Objects;

/// How a CSV file is written and read: RFC 4180 in UTF-8, with a line of names first and lines that
/// end with `\n`, unless told otherwise.
///
/// `CsvOptions.DEFAULT.delimiter(';').missing("NA")`
///
/// Immutable: each method returns other options. Reading takes lines that end in any way, and
/// values with quotes or without, and so does not ask how they were written.
public final class CsvOptions {

  /// What `pandas.read_csv` reads by itself.
  public static final CsvOptions DEFAULT =
      new CsvOptions(
          new Dialect(',', '"', true, ""),
          Quoting.WHERE_NEEDED,
          LineEnd.LF,
          FloatFormat.SHORTEST,
          true);

  private final Dialect dialect;
  private final Quoting quoting;
  private final LineEnd lineEnd;
  private final FloatFormat floatFormat;
  private final boolean spreadsItems;

  /// What writer and reader must agree about.
  private record Dialect(char delimiter, char quote, boolean hasHeader, String missing) {}

  private CsvOptions(
      Dialect dialect,
      Quoting quoting,
      LineEnd lineEnd,
      FloatFormat floatFormat,
      boolean spreadsItems) {
    this.dialect = dialect;
    this.quoting = quoting;
    this.lineEnd = lineEnd;
    this.floatFormat = floatFormat;
    this.spreadsItems = spreadsItems;
  }

  private CsvOptions with(char delimiter, char quote, boolean hasHeader, String missing) {
    return new CsvOptions(
        new Dialect(delimiter, quote, hasHeader, missing),
        quoting,
        lineEnd,
        floatFormat,
        spreadsItems);
  }

  /// What stands between values.
  ///
  /// @param character an ASCII character such as `;` or a tab
  /// @return other options
  /// @throws IllegalArgumentException if it is no ASCII character, ends lines, or is the quote
  public CsvOptions delimiter(char character) {
    requireSeparate("delimiter", character, quote());
    return with(character, quote(), hasHeader(), missing());
  }

  /// What stands around values that need it.
  ///
  /// @param character an ASCII character such as `'`
  /// @return other options
  /// @throws IllegalArgumentException if it is no ASCII character, ends lines, or is the delimiter
  public CsvOptions quote(char character) {
    requireSeparate("quote", character, delimiter());
    return with(delimiter(), character, hasHeader(), missing());
  }

  /// Whether the first line has the names. Columns of a file without names are called `0`, `1` and
  /// so on, as pandas calls them.
  ///
  /// @param isThere whether it has
  /// @return other options
  public CsvOptions header(boolean isThere) {
    return with(delimiter(), quote(), isThere, missing());
  }

  /// What stands for NaN and NaT. Nothing at all is read as a missing value, too.
  ///
  /// @param text the text, such as `NA`
  /// @return other options
  /// @throws IllegalArgumentException if lines end in it
  public CsvOptions missing(String text) {
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a line ends in the text for missing values");
    }
    return with(delimiter(), quote(), hasHeader(), text);
  }

  /// Which values are written in quotes.
  ///
  /// @param which which
  /// @return other options
  public CsvOptions quoting(Quoting which) {
    Objects.requireNonNull(which, "which");
    return new CsvOptions(dialect, which, lineEnd, floatFormat, spreadsItems);
  }

  /// How lines that are written end.
  ///
  /// @param end the end
  /// @return other options
  public CsvOptions lineEnd(LineEnd end) {
    Objects.requireNonNull(end, "end");
    return new CsvOptions(dialect, quoting, end, floatFormat, spreadsItems);
  }

  /// How floating-point numbers are written.
  ///
  /// @param format the format
  /// @return other options
  public CsvOptions floatFormat(FloatFormat format) {
    Objects.requireNonNull(format, "format");
    return new CsvOptions(dialect, quoting, lineEnd, format, spreadsItems);
  }

  /// Refuses to write columns whose items are arrays, which otherwise take a column for each
  /// element: `x[0]`, `x[1]` and so on.
  ///
  /// @return other options
  public CsvOptions refuseItems() {
    return new CsvOptions(dialect, quoting, lineEnd, floatFormat, false);
  }

  char delimiter() {
    return dialect.delimiter();
  }

  char quote() {
    return dialect.quote();
  }

  boolean hasHeader() {
    return dialect.hasHeader();
  }

  String missing() {
    return dialect.missing();
  }

  Quoting quoting() {
    return quoting;
  }

  LineEnd lineEnd() {
    return lineEnd;
  }

  FloatFormat floatFormat() {
    return floatFormat;
  }

  boolean spreadsItems() {
    return spreadsItems;
  }

  private static void requireSeparate(String what, char character, char other) {
    if (character == 0
        || character >= 0x80
        || character == '\n'
        || character == '\r'
        || character == other) {
      throw new IllegalArgumentException(
          what
              + " ("
              + (character > ' ' ? "'" + character + "'" : String.valueOf((int) character))
              + ") must be an ASCII character that ends no line, and differ from delimiter and"
              + " quote");
    }
  }
}
