package io.mmaptable.internal.store;

import io.mmaptable.codec.CountField;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The row count in a growable header: 24 characters, right-aligned, which are three aligned words
/// of eight.
///
/// A change of one word is one release store. A change of more passes through states of which
/// neighbours differ in one word: the low words to zeros, then the high ones, then the low ones,
/// with a pause between them. Whatever mix of two neighbouring states a reader sees, it is a
/// number, and none that counts rows which are not there.
public final class AsciiCount {
  private static final int WORDS = CountField.Ascii.WIDTH / Long.BYTES;
  private static final String ZEROS = "00000000";

  /// How many counts one word tells apart.
  private static final long WORD_RANGE = 100_000_000;

  /// How long each state of a change of several words stands: longer than a reader takes for a
  /// header.
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private static final VarHandle WORD =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.nativeOrder()).varHandle();

  /// Where the last character of a word is.
  private static final int LAST_CHARACTER =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Long.SIZE - Byte.SIZE : 0;

  /// No word, which [#canIncrement] refuses.
  static final long NO_WORD = 0;

  private AsciiCount() {}

  /// The characters of a count.
  ///
  /// @param count the count, not negative
  /// @return 24 characters
  public static String format(long count) {
    return String.format(Locale.ROOT, "%" + CountField.Ascii.WIDTH + "d", count);
  }

  /// Stores a count where another one stood.
  ///
  /// @param header memory that maps the header, writable
  /// @param fieldOffset where the field begins in the memory, a multiple of 8
  /// @param from the count that stands there
  /// @param to the new count
  /// @return the last word as it stands now, or [#NO_WORD] where several were changed
  public static long store(MemorySegment header, long fieldOffset, long from, long to) {
    if (from / WORD_RANGE == to / WORD_RANGE) {
      long low = lowWord(to % WORD_RANGE, to >= WORD_RANGE);
      WORD.setRelease(header, fieldOffset + 8L * (WORDS - 1), low);
      return low;
    }
    boolean first = true;
    for (Change change : changes(from, to)) {
      if (!first) {
        pause();
      }
      first = false;
      WORD.setRelease(header, fieldOffset + 8L * change.word(), word(change.text()));
    }
    return NO_WORD;
  }

  /// Whether the next count differs in the last digit alone.
  ///
  /// @param lastWord what [#store] or [#increment] returned
  /// @return true if [#increment] may be called
  static boolean canIncrement(long lastWord) {
    int digit = (byte) (lastWord >>> LAST_CHARACTER);
    return digit >= '0' && digit < '9';
  }

  /// Adds one to the count, which is less work than [#store] has with it.
  ///
  /// @param header memory that maps the header, writable
  /// @param fieldOffset where the field begins in the memory, a multiple of 8
  /// @param lastWord the last word as it stands there
  /// @return the last word as it stands now
  static long increment(MemorySegment header, long fieldOffset, long lastWord) {
    long incremented = lastWord + (1L << LAST_CHARACTER);
    WORD.setRelease(header, fieldOffset + 8L * (WORDS - 1), incremented);
    return incremented;
  }

  /// Eight digits as they lie in memory, found two by two and then one by one in parallel lanes of
  /// a word.
  static long lowWord(long value, boolean padWithZeros) {
    long lanes = (value / 10_000) | ((value % 10_000) << 32);
    long high = ((lanes * 10_486) >>> 20) & 0x7f_0000_007fL;
    long pairs = ((lanes - 100 * high) << 16) + high;
    long tens = ((pairs * 103) >>> 10) & 0x000f_000f_000f_000fL;
    long digits = tens + ((pairs - 10 * tens) << 8);
    long text = digits + 0x3030_3030_3030_3030L;
    if (!padWithZeros) {
      int leading = Math.min(7, Long.numberOfTrailingZeros(digits) / 8);
      text -= 0x1010_1010_1010_1010L & ((1L << (8 * leading)) - 1);
    }
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? text : Long.reverseBytes(text);
  }

  private static void pause() {
    long end = System.nanoTime() + PAUSE;
    for (long left = PAUSE; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /// One store of one word.
  ///
  /// @param word which of the three words
  /// @param text its new characters
  record Change(int word, String text) {}

  /// The stores that lead from one count to another.
  static List<Change> changes(long from, long to) {
    String[] now = words(from);
    String[] then = words(to);
    int high = 0;
    while (high < WORDS && now[high].equals(then[high])) {
      high++;
    }
    var changes = new ArrayList<Change>();
    if (high == WORDS) {
      return changes;
    }
    boolean onlyHighest = true;
    for (int word = high + 1; word < WORDS; word++) {
      onlyHighest &= now[word].equals(then[word]);
    }
    if (onlyHighest) {
      changes.add(new Change(high, then[high]));
      return changes;
    }
    for (int word = WORDS - 1; word > high; word--) {
      change(changes, now, word, ZEROS);
    }
    change(changes, now, high, then[high]);
    for (int word = high + 1; word < WORDS; word++) {
      change(changes, now, word, then[word]);
    }
    return changes;
  }

  private static void change(List<Change> changes, String[] now, int word, String text) {
    if (!now[word].equals(text)) {
      now[word] = text;
      changes.add(new Change(word, text));
    }
  }

  private static String[] words(long count) {
    String text = format(count);
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = text.substring(8 * i, 8 * i + 8);
    }
    return words;
  }

  private static long word(String text) {
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII))
        .get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
  }
}
