package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CastingTest {

  /// A dtype and what NumPy makes of casts from it: a digit for each dtype, the strictest rule.
  private record Row(DType dtype, String rules) {}

  /// What `casting/generate.py` asked NumPy.
  private static List<Row> table() throws IOException {
    try (InputStream in = CastingTest.class.getResourceAsStream("casting/table.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      var rows = new ArrayList<Row>();
      for (String line : text.lines().skip(1).toList()) {
        List<String> parts = List.of(line.split("\t", -1));
        rows.add(new Row(DType.of(parts.get(0)), parts.get(1)));
      }
      return rows;
    }
  }

  @Test
  void rulesAllowWhatNumPysCanCastAllows() throws IOException {
    List<Row> table = table();
    var differences = new ArrayList<String>();
    for (Row row : table) {
      for (int i = 0; i < table.size(); i++) {
        DType to = table.get(i).dtype();
        char strictest = row.rules().charAt(i);
        List<Casting> rules = List.of(Casting.values());
        for (Casting rule : rules) {
          boolean allowed = strictest != '-' && rules.indexOf(rule) >= strictest - '0';
          if (rule.allows(row.dtype(), to) != allowed) {
            differences.add(row.dtype() + " to " + to + " by " + rule + ": " + allowed);
          }
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  @Test
  void widthOfZeroIsAWidth() {
    assertFalse(Casting.SAFE.allows(DType.of("S1"), new DType.Bytes(0)));
    assertTrue(Casting.SAME_KIND.allows(DType.of("S1"), new DType.Bytes(0)));
  }

  @Test
  void refusalNamesBothDTypesAndTheRule() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> NdArray.of(1.5).astype(DType.INT32, Casting.SAME_KIND));
    assertEquals("cannot cast from <f8 to <i4 by the rule 'same_kind'", e.getMessage());
  }
}
