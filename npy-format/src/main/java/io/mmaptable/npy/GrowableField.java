package io.mmaptable.npy;

import io.mmaptable.codec.CountField;
import io.mmaptable.internal.literal.PyValue;
import java.nio.charset.Charset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the field in a header's text that a count can grow in.
final class GrowableField {
  private static final Pattern END_OF_SHAPE = Pattern.compile(" *+,?+ *+\\)");
  private static final Pattern END_OF_DIMENSION = Pattern.compile(" *+[,)](?s:.*+)");

  private GrowableField() {}

  /// The field, or null if the dimension that grows does not end such a field.
  static @Nullable CountField find(
      String text,
      PyValue.Entry shape,
      boolean fortranOrder,
      int dimensions,
      int textStart,
      Charset charset) {
    if (dimensions == 0) {
      return null;
    }
    int end = fortranOrder ? lastDigitEnd(text, shape) : firstDigitEnd(text, shape);
    int begin = end - CountField.Ascii.WIDTH;
    if (begin <= shape.start()) {
      return null;
    }
    int digits = end;
    while (digits > begin && isDigit(text.charAt(digits - 1))) {
      digits--;
    }
    if (digits == end
        || !beginsDimension(text, begin, digits)
        || !endsDimension(text.substring(end, shape.end()), fortranOrder)) {
      return null;
    }
    long fileOffset = (long) textStart + text.substring(0, begin).getBytes(charset).length;
    return fileOffset % 32 == 0 ? new CountField.Ascii(fileOffset) : null;
  }

  private static int firstDigitEnd(String text, PyValue.Entry shape) {
    int at = shape.start() + 1;
    while (at < shape.end() && text.charAt(at) == ' ') {
      at++;
    }
    while (at < shape.end() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int lastDigitEnd(String text, PyValue.Entry shape) {
    int at = shape.end() - 1;
    while (at > shape.start() && !isDigit(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /// Whether digits that are followed by a text are all of a dimension: no `0x10`, no `10L`, and in
  /// Fortran order the last one.
  private static boolean endsDimension(String rest, boolean last) {
    return (last ? END_OF_SHAPE : END_OF_DIMENSION).matcher(rest).matches();
  }

  /// Whether nothing but spaces stands before digits, in the field and from there back to the comma
  /// or the bracket: no `0x`, no sign, and no end of a line.
  private static boolean beginsDimension(String text, int begin, int digits) {
    int at = digits;
    while (text.charAt(at - 1) == ' ') {
      at--;
    }
    char before = text.charAt(at - 1);
    return at <= begin && (before == ',' || before == '(');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
