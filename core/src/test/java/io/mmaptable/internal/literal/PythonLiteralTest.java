package io.mmaptable.internal.literal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {

  record Literal(String text, PyValue value) {}

  static Stream<Literal> literals() {
    return Stream.of(
        new Literal("'a'", new PyValue.Str("a")),
        new Literal("\"it's\"", new PyValue.Str("it's")),
        new Literal("u'a'", new PyValue.Str("a")),
        new Literal("R'\\n'", new PyValue.Str("\\n")),
        new Literal("'''a\n'b'''", new PyValue.Str("a\n'b")),
        new Literal("'a' \"b\"", new PyValue.Str("ab")),
        new Literal("'\\x41\\u00e9\\U0001F600\\101\\n\\q'", new PyValue.Str("Aé😀A\n\\q")),
        new Literal("'a\\\nb'", new PyValue.Str("ab")),
        new Literal("'a\\\r\nb'", new PyValue.Str("ab")),
        new Literal("'''a\r\nb\rc'''", new PyValue.Str("a\nb\nc")),
        new Literal("'\\N{LATIN SMALL LETTER E WITH ACUTE}'", new PyValue.Str("é")),
        new Literal("b'\\N{x}'", new PyValue.Bytes("\\N{x}")),
        new Literal("( # one\r 2 \\\r\n)", integer(2)),
        new Literal("'a\\\rb'", new PyValue.Str("ab")),
        new Literal("'a\\\r\nb'", new PyValue.Str("ab")),
        new Literal("'''a\rb\r\n'''", new PyValue.Str("a\nb\n")),
        new Literal("r'''a\\\r\nb'''", new PyValue.Str("a\\\nb")),
        new Literal("r'a\\'b'", new PyValue.Str("a\\'b")),
        new Literal("'\\ud83d'", new PyValue.Str("\ud83d")),
        new Literal("b'\\N'", new PyValue.Bytes("\\N")),
        new Literal("(1, # one\r2)", new PyValue.Tuple(List.of(integer(1), integer(2)))),
        new Literal("#\n \n\\\n5\\\n\n", integer(5)),
        new Literal("b'\\xff'", new PyValue.Bytes("ÿ")),
        new Literal("0", integer(0)),
        new Literal("00", integer(0)),
        new Literal("-12", integer(-12)),
        new Literal("+ 12", integer(12)),
        new Literal("1_000", integer(1000)),
        new Literal("0x1F", integer(31)),
        new Literal("0o17", integer(15)),
        new Literal("0b_11", integer(3)),
        new Literal("True", new PyValue.Bool(true)),
        new Literal("None", new PyValue.None()),
        new Literal("()", new PyValue.Tuple(List.of())),
        new Literal("(4)", integer(4)),
        new Literal("(4,)", new PyValue.Tuple(List.of(integer(4)))),
        new Literal("( 1 , 2 , )", new PyValue.Tuple(List.of(integer(1), integer(2)))),
        new Literal("[]", new PyValue.Sequence(List.of(), 0, 2)),
        new Literal("([ # [\n])", new PyValue.Sequence(List.of(), 1, 8)),
        new Literal("[1, # one\n 2]", new PyValue.Sequence(List.of(integer(1), integer(2)), 0, 13)),
        new Literal(" \t\f{} \n", new PyValue.Dict(List.of())),
        new Literal(
            "{'a': 1,}",
            new PyValue.Dict(List.of(new PyValue.Entry(new PyValue.Str("a"), integer(1), 6, 7)))));
  }

  private static PyValue.Int integer(long value) {
    return new PyValue.Int(BigInteger.valueOf(value));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void literalIsReadAsPythonReadsIt(Literal literal) throws LiteralException {
    assertEquals(literal.value(), PythonLiteral.parse(literal.text(), false));
  }

  record Refusal(String text, int position) {}

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal("", 0),
        new Refusal("(1", 2),
        new Refusal("(1 2)", 3),
        new Refusal("[1,", 3),
        new Refusal("[,]", 1),
        new Refusal("(,)", 1),
        new Refusal("{1}", 2),
        new Refusal("{'a' 1}", 5),
        new Refusal("{'a': }", 6),
        new Refusal("'abc", 0),
        new Refusal("'a\nb'", 0),
        new Refusal("'''a'", 0),
        new Refusal("'\\x4'", 4),
        new Refusal("'\\U00110000'", 3),
        new Refusal("'\\N{NO SUCH NAME}'", 3),
        new Refusal("'\\Nx}'", 3),
        new Refusal("'\\N{x'", 3),
        new Refusal("'\\N", 3),
        new Refusal("'a\rb'", 0),
        new Refusal("'a' b'b'", 0),
        new Refusal("012", 0),
        new Refusal("1__0", 2),
        new Refusal("1_", 2),
        new Refusal("0x", 2),
        new Refusal("0o8", 2),
        new Refusal("1L", 1),
        new Refusal("1.5", 1),
        new Refusal("1e5", 1),
        new Refusal("--5", 1),
        new Refusal("- a", 2),
        new Refusal("true", 0),
        new Refusal("open('x')", 0),
        new Refusal("None None", 5),
        new Refusal("1 + 2", 2),
        new Refusal("{1: 2} x", 7),
        new Refusal("\u0000", 0),
        new Refusal("'a' # \u0000", 6),
        new Refusal("'a\rb'", 0),
        new Refusal("\n 5", 2),
        new Refusal("\f 5", 2),
        new Refusal("5\n ", 3),
        new Refusal("5\\\r\n", 1),
        new Refusal("\\\n\t5", 3),
        new Refusal("5\\\n", 1),
        new Refusal("5 \\", 2),
        new Refusal("'\\ud83d\\ude00'", 9),
        new Refusal("b'\u00e9'", 2),
        new Refusal("{[]: 1}", 1),
        new Refusal("{(1, ({},)): 1}", 1),
        new Refusal("é", 0),
        new Refusal("\ufeff1", 0));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalSaysWhere(Refusal refusal) {
    var e = assertThrows(LiteralException.class, () -> PythonLiteral.parse(refusal.text(), false));
    assertEquals(refusal.position(), e.position(), e.getMessage());
  }

  @Test
  void longSuffixIsReadWhereAllowed() throws LiteralException {
    assertEquals(
        new PyValue.Tuple(List.of(integer(3), integer(4))), PythonLiteral.parse("(3L, 4 L)", true));
    for (String text : List.of("3l", "3LL", "3L L", "3\nL", "L", "L3")) {
      assertThrows(LiteralException.class, () -> PythonLiteral.parse(text, true), text);
    }
  }

  @Test
  void nestingIsBounded() throws LiteralException {
    int depth = PythonLiteral.MAX_DEPTH;
    PythonLiteral.parse("[".repeat(depth) + "]".repeat(depth), false);
    for (String open : List.of("[", "(", "{1:")) {
      var e =
          assertThrows(
              LiteralException.class, () -> PythonLiteral.parse(open.repeat(100_000), false));
      assertEquals(depth * open.length(), e.position());
    }
  }

  @Test
  void numberOfManyDigitsIsRefused() {
    assertThrows(LiteralException.class, () -> PythonLiteral.parse("1".repeat(5000), false));
  }

  record Repr(String text, String repr) {}

  static Stream<Repr> reprs() {
    return Stream.of(
        new Repr("a", "'a'"),
        new Repr("", "''"),
        new Repr("it's", "\"it's\""),
        new Repr("it's \"x\"", "'it\\'s \"x\"'"),
        new Repr("\\\n\r\t", "'\\\\\\n\\r\\t'"),
        new Repr("\u0000\u007f", "'\\x00\\x7f'"),
        new Repr("é漢😀", "'é漢😀'"),
        new Repr("\u00a0\u00ad", "'\\xa0\\xad'"),
        new Repr("\u2028\ue000", "'\\u2028\\ue000'"),
        new Repr("\udc80", "'\\udc80'"),
        new Repr("\udbc0\udc00", "'\\U00100000'"));
  }

  @ParameterizedTest
  @MethodSource("reprs")
  void reprIsPythons(Repr repr) throws LiteralException {
    assertEquals(repr.repr(), PythonLiteral.repr(repr.text()));
    assertEquals(new PyValue.Str(repr.text()), PythonLiteral.parse(repr.repr(), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "tr-TR"})
  void reprDoesNotDependOnTheLocale(String tag) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals("'\\x01\\u2028'", PythonLiteral.repr("\u0001\u2028"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void arbitraryTextIsALiteralOrRefused() {
    long seed = Long.getLong("mmaptable.seed", System.nanoTime());
    System.out.println("PythonLiteralTest: -Dmmaptable.seed=" + seed);
    var random = new Random(seed);
    String alphabet = "()[]{}:,'\"\\ubrxLN019_-+# \n\tTrueFalseNoneé";
    for (int i = 0; i < 100_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(16); n >= 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        PythonLiteral.parse(text.toString(), random.nextBoolean());
      } catch (LiteralException e) {
        assertTrue(0 <= e.position() && e.position() <= text.length(), text.toString());
      }
    }
  }
}
