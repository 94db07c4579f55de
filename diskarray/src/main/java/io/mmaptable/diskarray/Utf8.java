package io.mmaptable.diskarray;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/// Text as UTF-8 and back, where nothing is replaced: what has no other form is refused.
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /// The bytes of a text.
  ///
  /// @throws IllegalArgumentException if it holds a surrogate without its other half, which has no
  ///   form in UTF-8
  static byte[] encode(CharSequence text) {
    String string = text.toString();
    for (int i = 0; i < string.length(); i++) {
      char found = string.charAt(i);
      if (Character.isSurrogate(found)) {
        if (!startsPair(string, i)) {
          throw new IllegalArgumentException(
              String.format("a lone surrogate, U+%04X, at index %d of a text", (int) found, i));
        }
        i++;
      }
    }
    return string.getBytes(UTF_8);
  }

  private static boolean startsPair(String string, int index) {
    return index + 1 < string.length()
        && Character.isSurrogatePair(string.charAt(index), string.charAt(index + 1));
  }

  /// The text of bytes; null if they are not UTF-8.
  static @Nullable String decode(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    return text.indexOf(REPLACEMENT) < 0 || malformedAt(bytes) < 0 ? text : null;
  }

  /// Where bytes are not UTF-8 any more; -1 if all are.
  static int malformedAt(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean malformed =
        UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true).isError();
    return malformed ? in.position() : -1;
  }
}
