package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.codec.CountField;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsciiCountIncrementTest {

  static LongStream counts() {
    return LongStream.of(
        0,
        8,
        9,
        10,
        18,
        98,
        99,
        100,
        12_345_678,
        99_999_997,
        100_000_000,
        100_000_009,
        1_234_567_890_123_455L,
        9_999_999_999_999_997L,
        10_000_000_000_000_000L);
  }

  @ParameterizedTest
  @MethodSource("counts")
  void incrementedTextIsThatOfTheNextCountUpToANine(long count) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(CountField.Ascii.WIDTH, 8);
      write(header, AsciiCount.format(count));
      long lastWord = AsciiCount.store(header, 0, count, count);
      long reached = count;
      while (reached % 10 != 9) {
        assertTrue(AsciiCount.canIncrement(lastWord), () -> "after " + text(header));
        lastWord = AsciiCount.increment(header, 0, lastWord);
        reached++;
        assertEquals(AsciiCount.format(reached), text(header));
      }
      assertFalse(AsciiCount.canIncrement(lastWord));
    }
  }

  @Test
  void nothingIsIncrementedAfterAChangeOfSeveralWords() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(CountField.Ascii.WIDTH, 8);
      write(header, AsciiCount.format(99_999_999));
      long lastWord = AsciiCount.store(header, 0, 99_999_999, 100_000_000);
      assertEquals(AsciiCount.format(100_000_000), text(header));
      assertFalse(AsciiCount.canIncrement(lastWord));
    }
  }

  private static void write(MemorySegment header, String text) {
    MemorySegment.copy(
        text.getBytes(StandardCharsets.US_ASCII),
        0,
        header,
        ValueLayout.JAVA_BYTE,
        0,
        text.length());
  }

  private static String text(MemorySegment header) {
    return new String(header.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
  }
}
