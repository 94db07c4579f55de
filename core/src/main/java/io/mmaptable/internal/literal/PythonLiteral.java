package io.mmaptable.internal.literal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads and writes the Python literals that NumPy puts into headers: what `ast.literal_eval`
/// accepts, less floats, sets and arithmetic, which no header holds.
///
/// Grammar: <https://docs.python.org/3/reference/lexical_analysis.html>.
public final class PythonLiteral {

  /// How deeply tuples, lists and dictionaries may be nested.
  public static final int MAX_DEPTH = 64;

  /// From so many hexadecimal digits on, a number may not fit into a `long`.
  private static final int LONG_DIGITS = 16;

  private final String text;
  private final boolean longSuffixes;
  private int position;
  private int depth;

  private PythonLiteral(String text, boolean longSuffixes) {
    this.text = text;
    this.longSuffixes = longSuffixes;
  }

  /// Reads one literal that fills the whole text, white space and comments aside.
  ///
  /// @param text the text
  /// @param longSuffixes whether the text is read as NumPy reads what Python 2 may have written: an
  ///   `L` may follow an integer, and spaces may be all there is in the last line
  /// @return the value
  /// @throws LiteralException if the text is not a literal, or is nested more than [#MAX_DEPTH]
  ///   deep
  public static PyValue parse(String text, boolean longSuffixes) throws LiteralException {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new LiteralException(nul, "a NUL, which Python source cannot hold");
    }
    var parser = new PythonLiteral(text, longSuffixes);
    parser.skipSpace();
    parser.requireNoIndentation();
    PyValue value = parser.value();
    parser.skipSpace();
    if (parser.position < text.length()) {
      throw parser.unexpected("the end");
    }
    parser.requireLastLine();
    return value;
  }

  /// A line that is not the first must not begin with spaces or tabs where the value follows.
  private void requireNoIndentation() throws LiteralException {
    int start = position;
    while (start > 0 && isBlank(text.charAt(start - 1))) {
      start--;
    }
    if (start < position
        && start > 0
        && (isLineEnd(text.charAt(start - 1)) || text.charAt(start - 1) == '\f')) {
      throw new LiteralException(position, "a line that is indented");
    }
  }

  /// A last line that is not the first must not end with spaces or tabs and hold nothing else; but
  /// behind a `\n` NumPy drops them where it drops long suffixes.
  private void requireLastLine() throws LiteralException {
    int start = position;
    while (start > 0 && (isBlank(text.charAt(start - 1)) || text.charAt(start - 1) == '\f')) {
      start--;
    }
    if (start > 0 && position > start && isBlank(text.charAt(position - 1))) {
      char before = text.charAt(start - 1);
      if (before == '\r' || (before == '\n' && !longSuffixes)) {
        throw new LiteralException(position, "a line that is indented");
      }
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /// Writes text as Python's `repr` does.
  ///
  /// @param value the text
  /// @return a quoted literal
  public static String repr(String value) {
    char quote = value.indexOf('\'') >= 0 && value.indexOf('"') < 0 ? '"' : '\'';
    var out = new StringBuilder(value.length() + 2).append(quote);
    value.codePoints().forEach(c -> appendEscaped(out, c, quote));
    return out.append(quote).toString();
  }

  private static void appendEscaped(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x100) {
          out.append(String.format(Locale.ROOT, "\\x%02x", c));
        } else if (c < 0x10000) {
          out.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
          out.append(String.format(Locale.ROOT, "\\U%08x", c));
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }

  private PyValue value() throws LiteralException {
    if (position == text.length()) {
      throw unexpected("a value");
    }
    char c = text.charAt(position);
    return switch (c) {
      case '(' -> nested(_ -> tuple());
      case '[' -> nested(this::sequence);
      case '{' -> nested(_ -> dict());
      case '\'', '"' -> strings();
      case '-', '+' -> signed();
      default -> {
        if (isDigit(c)) {
          yield new PyValue.Int(integer());
        }
        yield Character.isLetter(c) || c == '_' ? word() : unexpectedValue();
      }
    };
  }

  private PyValue unexpectedValue() throws LiteralException {
    throw unexpected("a value");
  }

  private interface Production {
    /// Reads what stands in brackets, which begin at `start`.
    PyValue read(int start) throws LiteralException;
  }

  private PyValue nested(Production production) throws LiteralException {
    if (++depth > MAX_DEPTH) {
      throw new LiteralException(position, "nested more than " + MAX_DEPTH + " deep");
    }
    int start = position++;
    skipSpace();
    PyValue value = production.read(start);
    depth--;
    return value;
  }

  /// A parenthesised value is that value; a comma makes it a tuple.
  private PyValue tuple() throws LiteralException {
    if (accept(')')) {
      return new PyValue.Tuple(List.of());
    }
    PyValue first = value();
    skipSpace();
    if (accept(')')) {
      return first;
    }
    var items = new ArrayList<PyValue>();
    items.add(first);
    expect(',', "',' or ')'");
    items(items, ')');
    return new PyValue.Tuple(items);
  }

  private PyValue sequence(int start) throws LiteralException {
    var items = new ArrayList<PyValue>();
    items(items, ']');
    return new PyValue.Sequence(items, start, position);
  }

  private void items(List<PyValue> items, char end) throws LiteralException {
    skipSpace();
    while (!accept(end)) {
      items.add(value());
      skipSpace();
      if (!accept(',')) {
        expect(end, "',' or '" + end + "'");
        return;
      }
      skipSpace();
    }
  }

  private PyValue dict() throws LiteralException {
    var entries = new ArrayList<PyValue.Entry>();
    while (!accept('}')) {
      int keyStart = position;
      PyValue key = value();
      if (!isHashable(key)) {
        throw new LiteralException(keyStart, "a key that is a " + key.typeName());
      }
      skipSpace();
      expect(':', "':'");
      skipSpace();
      int start = position;
      PyValue value = value();
      entries.add(new PyValue.Entry(key, value, start, position));
      skipSpace();
      if (!accept(',')) {
        expect('}', "',' or '}'");
        break;
      }
      skipSpace();
    }
    return new PyValue.Dict(entries);
  }

  private static boolean isHashable(PyValue value) {
    return switch (value) {
      case PyValue.Sequence _, PyValue.Dict _ -> false;
      case PyValue.Tuple(List<PyValue> items) -> items.stream().allMatch(PythonLiteral::isHashable);
      case PyValue.Str _, PyValue.Bytes _, PyValue.Int _, PyValue.Bool _, PyValue.None _ -> true;
    };
  }

  /// Reads `True`, `False`, `None`, or a string with a prefix.
  private PyValue word() throws LiteralException {
    int start = position;
    while (position < text.length() && Character.isJavaIdentifierPart(text.charAt(position))) {
      position++;
    }
    String word = text.substring(start, position);
    if (position < text.length() && isQuote(text.charAt(position)) && isStringPrefix(word)) {
      position = start;
      return strings();
    }
    return switch (word) {
      case "True" -> new PyValue.Bool(true);
      case "False" -> new PyValue.Bool(false);
      case "None" -> new PyValue.None();
      default -> throw new LiteralException(start, "unexpected name '" + shorten(word) + "'");
    };
  }

  /// Reads one string, or several that stand side by side.
  private PyValue strings() throws LiteralException {
    int start = position;
    String prefix = prefix();
    boolean bytes = prefix.contains("b");
    String value = quoted(prefix.contains("r"), bytes);
    skipSpace();
    if (atString()) {
      var all = new StringBuilder(value);
      do {
        prefix = prefix();
        if (prefix.contains("b") != bytes) {
          throw new LiteralException(start, "bytes and text side by side");
        }
        all.append(quoted(prefix.contains("r"), bytes));
        skipSpace();
      } while (atString());
      value = all.toString();
    }
    if (bytes) {
      requireAscii(start, position);
      return new PyValue.Bytes(value);
    }
    return new PyValue.Str(value);
  }

  private void requireAscii(int from, int to) throws LiteralException {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) >= 0x80) {
        throw new LiteralException(i, "bytes that are not ASCII");
      }
    }
  }

  private boolean atString() {
    int before = position;
    String _ = prefix();
    boolean at = position < text.length() && isQuote(text.charAt(position));
    position = before;
    return at;
  }

  private String prefix() {
    int end = position;
    while (end < text.length() && end - position < 3 && Character.isLetter(text.charAt(end))) {
      end++;
    }
    if (end == position) {
      return "";
    }
    String prefix = text.substring(position, end);
    if (!isStringPrefix(prefix)) {
      return "";
    }
    position = end;
    return prefix.toLowerCase(Locale.ROOT);
  }

  private static boolean isStringPrefix(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "", "u", "b", "r", "br", "rb" -> true;
      default -> false;
    };
  }

  private String quoted(boolean raw, boolean bytes) throws LiteralException {
    int start = position;
    char quote = text.charAt(position);
    String three = quote == '"' ? "\"\"\"" : "'''";
    boolean triple = text.startsWith(three, position);
    String end = three.substring(triple ? 0 : 2);
    position += end.length();
    int plainEnd = position;
    while (plainEnd < text.length() && isPlain(text.charAt(plainEnd), quote)) {
      plainEnd++;
    }
    if (!triple && text.startsWith(end, plainEnd)) {
      String plain = text.substring(position, plainEnd);
      position = plainEnd + 1;
      return plain;
    }
    var out = new StringBuilder().append(text, position, plainEnd);
    position = plainEnd;
    while (!text.startsWith(end, position)) {
      if (position >= text.length() || (!triple && isLineEnd(text.charAt(position)))) {
        throw new LiteralException(start, "a string that does not end");
      }
      if (text.charAt(position) != '\\' || position + 1 == text.length()) {
        out.append(character());
      } else if (raw) {
        out.append(character()).append(character());
      } else {
        position++;
        escape(out, bytes);
      }
    }
    position += end.length();
    return out.toString();
  }

  /// The next character of a string.
  private char character() {
    char c = text.charAt(position);
    if (isLineEnd(c)) {
      skipLineEnd();
      return '\n';
    }
    position++;
    return c;
  }

  private void escape(StringBuilder out, boolean bytes) throws LiteralException {
    char c = character();
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> out.append(c);
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case 'x' -> out.appendCodePoint(hex(2));
      case 'u' -> escapeUnicode(out, c, 4, bytes);
      case 'U' -> escapeUnicode(out, c, 8, bytes);
      case 'N' -> escapeName(out, bytes);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        position--;
        out.append((char) octal());
      }
      default -> out.append('\\').append(c);
    }
  }

  private void escapeUnicode(StringBuilder out, char letter, int digits, boolean bytes)
      throws LiteralException {
    if (bytes) {
      out.append('\\').append(letter);
      return;
    }
    int at = position;
    int codePoint = hex(digits);
    if (!Character.isValidCodePoint(codePoint)) {
      throw new LiteralException(at, "an escape outside Unicode");
    }
    if (isLowSurrogate(codePoint) && endsWithHighSurrogate(out)) {
      throw new LiteralException(at, "two surrogates, which are no character in Python");
    }
    out.appendCodePoint(codePoint);
  }

  private static boolean isLowSurrogate(int codePoint) {
    return Character.isBmpCodePoint(codePoint) && Character.isLowSurrogate((char) codePoint);
  }

  private static boolean endsWithHighSurrogate(StringBuilder text) {
    return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
  }

  private void escapeName(StringBuilder out, boolean bytes) throws LiteralException {
    if (bytes) {
      out.append("\\N");
      return;
    }
    int end = text.indexOf('}', position);
    if (end < 0 || text.charAt(position) != '{') {
      throw unexpected("a character's name in braces");
    }
    String name = text.substring(position + 1, end);
    try {
      out.appendCodePoint(Character.codePointOf(name));
    } catch (IllegalArgumentException e) {
      throw new LiteralException(position, "no character is named '" + shorten(name) + "'");
    }
    position = end + 1;
  }

  private int hex(int digits) throws LiteralException {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = position < text.length() ? Character.digit(text.charAt(position), 16) : -1;
      if (digit < 0) {
        throw unexpected(digits + " hexadecimal digits");
      }
      value = value << 4 | digit;
      position++;
    }
    return value;
  }

  private int octal() {
    int value = 0;
    for (int i = 0; i < 3 && position < text.length(); i++) {
      int digit = Character.digit(text.charAt(position), 8);
      if (digit < 0) {
        break;
      }
      value = value * 8 + digit;
      position++;
    }
    return value;
  }

  private PyValue signed() throws LiteralException {
    boolean negative = text.charAt(position++) == '-';
    skipSpace();
    if (position == text.length() || !isDigit(text.charAt(position))) {
      throw unexpected("a number");
    }
    BigInteger value = integer();
    return new PyValue.Int(negative ? value.negate() : value);
  }

  private BigInteger integer() throws LiteralException {
    int start = position;
    int radix = 10;
    if (text.charAt(position) == '0' && position + 1 < text.length()) {
      radix =
          switch (text.charAt(position + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
          };
    }
    if (radix != 10) {
      position += 2;
      if (position < text.length() && text.charAt(position) == '_') {
        position++;
      }
    }
    String digits = digits(radix);
    if (radix == 10 && digits.length() > 1 && digits.charAt(0) == '0' && !digits.matches("0+")) {
      throw new LiteralException(start, "a number with leading zeros");
    }
    if (longSuffixes) {
      skipLongSuffix();
    }
    if (position < text.length() && Character.isJavaIdentifierPart(text.charAt(position))) {
      throw unexpected("the end of a number");
    }
    return digits.length() < LONG_DIGITS
        ? BigInteger.valueOf(Long.parseLong(digits, radix))
        : new BigInteger(digits, radix);
  }

  /// Skips an `L` behind a number, blanks before it aside, as NumPy does.
  private void skipLongSuffix() {
    int end = position;
    while (end < text.length() && " \t\f".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    if (end < text.length() && text.charAt(end) == 'L') {
      position = end + 1;
    }
  }

  private String digits(int radix) throws LiteralException {
    int start = position;
    boolean underscores = false;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c >= 0x80 || Character.digit(c, radix) < 0) {
        if (c != '_' || position == start || text.charAt(position - 1) == '_') {
          break;
        }
        underscores = true;
      }
      position++;
    }
    if (position == start || text.charAt(position - 1) == '_') {
      throw unexpected("a digit");
    }
    String digits = text.substring(start, position);
    digits = underscores ? digits.replace("_", "") : digits;
    if (digits.length() > 1000) {
      throw new LiteralException(start, "a number of more than 1000 digits");
    }
    return digits;
  }

  private void skipSpace() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '#') {
        while (position < text.length() && !isLineEnd(text.charAt(position))) {
          position++;
        }
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        position++;
      } else if (c == '\\' && continuesLine()) {
        position++;
        skipLineEnd();
      } else {
        return;
      }
    }
  }

  /// Whether the end of a line stands behind the backslash here, and something behind that.
  private boolean continuesLine() {
    int at = position + 1;
    return at < text.length()
        && isLineEnd(text.charAt(at))
        && at + (text.startsWith("\r\n", at) ? 2 : 1) < text.length();
  }

  /// Skips one end of a line; Python takes `\r\n` and `\r` for `\n`.
  private void skipLineEnd() {
    position += text.startsWith("\r\n", position) ? 2 : 1;
  }

  private boolean accept(char c) {
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char c, String what) throws LiteralException {
    if (!accept(c)) {
      throw unexpected(what);
    }
  }

  private LiteralException unexpected(String expected) {
    String found =
        position < text.length()
            ? "'" + shorten(text.substring(position, Math.min(text.length(), position + 20))) + "'"
            : "the end";
    return new LiteralException(position, "expected " + expected + ", found " + found);
  }

  private static String shorten(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 20 ? line : line.substring(0, 20) + "...";
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /// Whether a character in a string stands for itself, and does not end the string or a line.
  private static boolean isPlain(char c, char quote) {
    return c != quote && c != '\\' && !isLineEnd(c);
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }
}
