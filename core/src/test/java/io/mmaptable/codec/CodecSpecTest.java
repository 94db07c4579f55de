package io.mmaptable.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CodecSpecTest {
  private static final CodecSpec SPEC =
      CodecSpec.of("x").with("level", 5).with("checksum", true).with("cname", "lz4");

  @Test
  void valuesAreGivenByTheirType() {
    assertEquals(5, SPEC.integer("level", 1, 0, 9));
    assertEquals(5.0, SPEC.number("level", 1));
    assertEquals(true, SPEC.flag("checksum", false));
    assertEquals("lz4", SPEC.text("cname", "zstd"));
    assertEquals(2, SPEC.choice("cname", 1, List.of(1, 2), i -> i == 1 ? "zstd" : "lz4"));
  }

  @Test
  void valueThatIsNotThereIsTheUsualOne() {
    CodecSpec spec = CodecSpec.of("x");
    assertEquals(1, spec.integer("level", 1, 0, 9));
    assertEquals(0.5, spec.number("level", 0.5));
    assertEquals(false, spec.flag("checksum", false));
    assertEquals("zstd", spec.text("cname", "zstd"));
    assertEquals("a", spec.choice("cname", "a", List.of("a"), Function.identity()));
  }

  @Test
  void valueOfAnotherTypeIsRefusedWithCodecKeyAndValue() {
    requireMessage(
        "codec 'x': level (5) must be an integer from 0 to 4",
        () -> SPEC.integer("level", 1, 0, 4));
    requireMessage(
        "codec 'x': cname (lz4) must be an integer from 0 to 9",
        () -> SPEC.integer("cname", 1, 0, 9));
    requireMessage("codec 'x': cname (lz4) must be a number", () -> SPEC.number("cname", 1));
    requireMessage("codec 'x': level (5) must be true or false", () -> SPEC.flag("level", true));
    requireMessage("codec 'x': level (5) must be a text", () -> SPEC.text("level", ""));
    requireMessage(
        "codec 'x': cname (lz4) must be one of [a, b]",
        () -> SPEC.choice("cname", "a", List.of("a", "b"), Function.identity()));
  }

  @Test
  void keyThatIsUnknownIsRefusedWithThoseKnown() {
    SPEC.requireKeys("cname", "level", "checksum");
    requireMessage(
        "codec 'x' has no cname (lz4); it has [level, checksum]",
        () -> SPEC.requireKeys("level", "checksum"));
    requireMessage("codec 'x' has no level (5); it is not configured", () -> SPEC.requireKeys());
  }

  @Test
  void valuesAreThoseOfJson() {
    Map<String, Object> given = new HashMap<>();
    given.put("short", (short) 1);
    given.put("float", 0.5f);
    given.put("null", null);
    given.put("list", new ArrayList<>(List.of(1, List.of("a"), Map.of("k", (byte) 2))));
    CodecSpec spec = CodecSpec.of("x", given);
    ((List<?>) given.get("list")).clear();
    assertEquals(
        Map.of("short", 1L, "float", 0.5, "list", List.of(1L, List.of("a"), Map.of("k", 2L))),
        spec.configuration());
    requireMessage(
        "codec 'x': big (18446744073709551616) must be a value that JSON has",
        () -> SPEC.with("big", BigInteger.TWO.pow(64)));
    requireMessage(
        "codec 'x': list (null) must be a value that JSON has",
        () -> SPEC.with("list", Collections.singletonList(null)));
    assertThrows(UnsupportedOperationException.class, () -> spec.configuration().clear());
  }

  @Test
  void specsAreEqualByWhatTheySay() {
    CodecSpec other =
        CodecSpec.of("x").with("cname", "lz4").with("checksum", true).with("level", 5L);
    assertEquals(SPEC, other);
    assertEquals(SPEC.hashCode(), other.hashCode());
    assertNotEquals(SPEC, other.with("level", 6));
    assertNotEquals(CodecSpec.of("x"), CodecSpec.of("y"));
  }

  @Test
  void textIsTheNotationOfTheCommands() {
    assertEquals("x:level=5,checksum=true,cname=lz4", SPEC.toString());
    assertEquals("x", CodecSpec.of("x").toString());
  }

  private static void requireMessage(String message, Executable work) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
