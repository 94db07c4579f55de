package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.npy.Limits;
import io.mmaptable.npy.Npy;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a header may cost, whatever it says: 16 MB at the usual limit, and with a higher one no
/// more than its length allows.
class HeaderCostTest {

  /// As `numpy.load` has it.
  private static final int USUAL = 10_000;

  private static final int RAISED = 1_000_000;

  /// What one character of a header may cost at most: a field of two characters takes 600.
  private static final long BYTES_A_CHARACTER = 1000;

  /// Far longer than any header takes, and far less than one that takes the square of its length.
  private static final Duration HANG = Duration.ofSeconds(60);

  /// A header that is as hard as it can be.
  ///
  /// @param name what is hard about it
  /// @param text makes the text, of about so many characters
  record Trap(String name, IntFunction<String> text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Trap repeated(String name, String head, String part, String tail) {
    return new Trap(
        name,
        length -> {
          int times = (length - head.length() - tail.length()) / part.length();
          return head + part.repeat(times) + tail;
        });
  }

  private static Trap descr(String name, String head, String part, String tail) {
    return repeated(
        name, "{'descr': " + head, part, tail + ", 'fortran_order': False, 'shape': (2,), }");
  }

  private static Trap shape(String name, String head, String part, String tail) {
    return repeated(
        name, "{'descr': '<i4', 'fortran_order': True, 'shape': " + head, part, tail + ", }");
  }

  static Stream<Trap> traps() {
    return Stream.of(
        repeated("brackets", "", "[", ""),
        repeated("parentheses", "", "(", ""),
        repeated("braces", "", "{1:", ""),
        repeated("lists", "[", "[],", "]"),
        repeated("dicts", "[", "{},", "]"),
        repeated("entries", "{", "1:1,", "}"),
        repeated("signs", "", "-", "1"),
        repeated("comments", "", "#\n", ""),
        repeated("continued lines", "", "\\\n", "1"),
        repeated("spaces", "", " ", "x"),
        repeated("a name", "", "u", ""),
        repeated("prefixes", "", "br", "'"),
        repeated("unended strings", "", "'''", ""),
        repeated("quotes", "'''", "\"", "'''"),
        shape("a number", "(", "9", ",)"),
        shape("a number with underscores", "(", "9_", "9,)"),
        shape("a hexadecimal number", "(0x", "f", ",)"),
        shape("zeros", "(", "0", ",)"),
        shape("many dimensions", "(", "1,", ")"),
        shape("spaces before the count", "(", " ", "5)"),
        shape("spaces behind the count", "(5", " ", ")"),
        shape("spaces and commas", "(5,", " ", "x)"),
        shape("a long suffix", "(5", " ", "L,)"),
        descr("adjacent strings", "'<i4' ", "'' ", ""),
        descr("escapes", "'", "\\x41", "'"),
        descr("continued strings", "'", "\\\n", "<i4'"),
        descr("a dtype's digits", "'S", "1", "'"),
        descr("a dtype's zeros", "'S", "0", "1'"),
        descr("a dtype's letters", "'", "a", "'"),
        descr("a shape's digits", "'", "2", "i4'"),
        descr("a shape", "'(", "2,", ")i4'"),
        descr("a shape's spaces", "'", " ", "2i4,i4'"),
        descr("open shapes", "'", "(", "i4'"),
        descr("commas", "'i4", ",", "'"),
        descr("fields without names", "'i4", ",?", "'"),
        descr("fields with orders", "'i4", ",>2i4", "'"),
        descr("fields of one name", "[", "('a','?'),", "]"),
        descr("a unit", "'M8[", "n", "]'"),
        descr("units", "'M8", "[ns]", "'"),
        descr("a unit's digits", "'M8[", "1", "s]'"),
        descr("a unit's divisor", "'M8[s/", "1", "]'"),
        descr("a name to be escaped", "[('", "\u0001", "', '<i4')]"),
        descr("a title", "[(('", "t", "', 'n'), '<i4')]"),
        descr("a sub-array", "[('a', '<i4', (", "1,", "))]"),
        descr("a list in strings", "[('a', \"[('b', '", "[", "')]\")]"),
        new Trap(
            "fields",
            length -> fields(length, i -> "('" + Integer.toString(i, 36) + "','?')", "(2,)")),
        new Trap(
            "fields, and too many rows",
            length ->
                fields(length, i -> "('" + Integer.toString(i, 36) + "','?')", "(1<<62,)")
                    .replace("1<<62", "9223372036854775807")),
        new Trap("nested fields", length -> nested(length, "'<i4'")),
        new Trap("nested fields of sub-arrays", length -> nested(length, "'<i4', (2147483647,)")));
  }

  private static String fields(int length, IntFunction<String> field, String shape) {
    return IntStream.range(0, length / 14)
            .mapToObj(field)
            .collect(
                Collectors.joining(
                    ",", "{'descr': [", "], 'fortran_order': False, 'shape': " + shape))
        + "}";
  }

  /// As deep as a header may be, and side by side as often as fits.
  private static String nested(int length, String leaf) {
    String deep = "[('x', ".repeat(30) + leaf + ")]".repeat(30);
    return fields(length / deep.length() * 14, i -> "('f" + i + "', " + deep + ")", "(2,)");
  }

  @ParameterizedTest
  @MethodSource("traps")
  void usualHeaderAllocatesLittle(Trap trap) {
    for (int version = 1; version <= 3; version++) {
      byte[] file = Seeds.npy(version, trap.text().apply(USUAL), 64);
      requireCheap(file, Limits.DEFAULT, Bounds.HEADER_BYTES);
    }
  }

  @ParameterizedTest
  @MethodSource("traps")
  void longHeaderCostsNoMoreThanItsLength(Trap trap) {
    byte[] file = Seeds.npy(2, trap.text().apply(RAISED), 64);
    Limits limits = Limits.DEFAULT.withMaxHeaderLength(2 * RAISED);
    requireCheap(file, limits, BYTES_A_CHARACTER * file.length);
  }

  private static void requireCheap(byte[] file, Limits limits, long bytes) {
    long viewed = cost(() -> Npy.view(MemorySegment.ofArray(file), limits));
    long streamed = cost(() -> Npy.read(new ByteArrayInputStream(file), limits));
    assertTrue(viewed <= bytes, () -> "allocated " + viewed + " bytes, more than " + bytes);
    assertTrue(streamed <= bytes, () -> "allocated " + streamed + " bytes, more than " + bytes);
  }

  private static long cost(Bounds.Work<?> work) {
    return assertTimeoutPreemptively(HANG, () -> Bounds.allocated(work));
  }

  @Test
  void promisedLengthIsNotAllocated() {
    for (int version = 2; version <= 3; version++) {
      for (long length : new long[] {1 << 20, Integer.MAX_VALUE - 65, Integer.MAX_VALUE, -1}) {
        byte[] file = Seeds.npy(version, "{", 64);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) length);
        Limits limits = Limits.DEFAULT.withMaxHeaderLength(Integer.MAX_VALUE);
        requireCheap(file, Limits.DEFAULT, Bounds.HEADER_BYTES);
        requireCheap(file, limits, Bounds.HEADER_BYTES);
      }
    }
  }

  @Test
  void promisedElementsAreNotAllocated() {
    for (String shape : new String[] {"(2147483647,)", "(4611686018427387904,)"}) {
      String text = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }";
      byte[] file = Seeds.npy(1, text, 64);
      InputStream endless = new ByteArrayInputStream(file);
      requireCheap(file, Limits.DEFAULT, Bounds.HEADER_BYTES);
      assertTrue(cost(() -> Npy.read(endless)) <= Bounds.HEADER_BYTES);
    }
  }
}
