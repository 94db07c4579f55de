package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.codec.CountField;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiCountTest {
  private static final long WORD = 100_000_000;
  private static final List<Long> EDGES =
      List.of(0L, 1L, 10L, WORD, 2 * WORD, 123 * WORD, WORD * WORD, 3 * WORD * WORD + 7 * WORD);

  private static List<Long> counts() {
    var counts = new ArrayList<Long>();
    for (long edge : EDGES) {
      for (long delta : new long[] {-12_345_678, -1, 0, 1, 99_999_999}) {
        if (edge + delta >= 0) {
          counts.add(edge + delta);
        }
      }
    }
    counts.add(Long.MAX_VALUE);
    return counts;
  }

  @Test
  void everyMixOfNeighbouringStatesIsANumberThatCountsNoMoreThanTheLarger() {
    for (long from : counts()) {
      for (long to : counts()) {
        String state = AsciiCount.format(from);
        for (AsciiCount.Change change : AsciiCount.changes(from, to)) {
          String next = replace(state, change);
          for (int mix = 0; mix < 8; mix++) {
            long seen = parse(mix(state, next, mix));
            assertTrue(seen <= Math.max(from, to), "from " + from + " to " + to + " saw " + seen);
          }
          state = next;
        }
        assertEquals(AsciiCount.format(to), state);
      }
    }
  }

  /// A change of one word is one store, so that the pauses of the others are never needed for it.
  @Test
  void changeOfOneWordIsOneStore() {
    assertEquals(1, AsciiCount.changes(0, 99_999_999).size());
    assertEquals(1, AsciiCount.changes(WORD, 2 * WORD - 1).size());
    assertEquals(1, AsciiCount.changes(WORD, 2 * WORD).size());
    assertEquals(0, AsciiCount.changes(7, 7).size());
  }

  private static String replace(String state, AsciiCount.Change change) {
    int at = 8 * change.word();
    return state.substring(0, at) + change.text() + state.substring(at + 8);
  }

  private static String mix(String a, String b, int which) {
    var mixed = new StringBuilder();
    for (int word = 0; word < 3; word++) {
      mixed.append(((which >> word & 1) == 0 ? a : b), 8 * word, 8 * word + 8);
    }
    return mixed.toString();
  }

  /// Reads a number as Python reads an int literal: leading zeros only in front of nothing else.
  private static long parse(String field) {
    String digits = field.strip();
    assertTrue(digits.matches("[1-9][0-9]*|0+"), "'" + field + "' is no number to Python");
    return new BigInteger(digits).longValueExact();
  }

  @Test
  void storedCountIsTheFormattedOne() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(128, 64);
      for (long from : List.of(0L, 99_999_999L, WORD, WORD * WORD - 1)) {
        for (long to : List.of(5L, 99_999_998L, WORD + 1, WORD * WORD)) {
          MemorySegment.copy(ascii(AsciiCount.format(from)), 0, header, 64, 24);
          AsciiCount.store(header, 64, from, to);
          byte[] field = header.asSlice(64, 24).toArray(ValueLayout.JAVA_BYTE);
          assertEquals(
              AsciiCount.format(to), new String(field, StandardCharsets.US_ASCII), from + ">" + to);
        }
      }
      assertEquals(0, header.get(ValueLayout.JAVA_BYTE, 63));
      assertEquals(0, header.get(ValueLayout.JAVA_BYTE, 88));
    }
  }

  @Test
  void lowWordIsTheFormattedOne() {
    long seed = Long.getLong("mmaptable.seed", System.nanoTime());
    System.out.println("AsciiCountTest: -Dmmaptable.seed=" + seed);
    var random = new Random(seed);
    for (long value = 0; value < 100_000; value++) {
      checkLowWord(value);
      checkLowWord(WORD - 1 - value);
      checkLowWord(random.nextLong(WORD));
    }
    for (long power = 1; power < WORD; power *= 10) {
      checkLowWord(power);
      checkLowWord(power - 1);
      checkLowWord(9 * power);
    }
  }

  private static void checkLowWord(long value) {
    assertEquals(word(padded(value, ' ')), AsciiCount.lowWord(value, false));
    assertEquals(word(padded(value, '0')), AsciiCount.lowWord(value, true));
  }

  private static String padded(long value, char pad) {
    String digits = String.valueOf(value);
    return String.valueOf(pad).repeat(8 - digits.length()) + digits;
  }

  private static long word(String text) {
    return ascii(text).get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.nativeOrder()), 0);
  }

  private static MemorySegment ascii(String text) {
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "de-DE"})
  void digitsAreAsciiInEveryLocale(String tag) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals(" ".repeat(CountField.Ascii.WIDTH - 4) + "1234", AsciiCount.format(1234));
    } finally {
      Locale.setDefault(before);
    }
  }
}
