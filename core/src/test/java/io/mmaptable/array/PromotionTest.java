package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PromotionTest {
  private static final Map<String, Object> WEAK =
      Map.of("int", 1, "float", 1.5, "complex", new Complex(0, 1));

  @Test
  void everyPairOfDtypesBecomesWhatNumPySays() throws IOException {
    List<String[]> rows = table();
    String[] names = rows.getFirst();
    int pairs = 0;
    for (String[] row : rows.subList(1, rows.size())) {
      for (int i = 1; i < row.length; i++) {
        assertEquals(row[i], promoted(row[0], names[i]), row[0] + " and " + names[i]);
        pairs++;
      }
    }
    assertTrue(pairs > 4000, () -> "so many pairs only");
  }

  private static List<String[]> table() throws IOException {
    try (InputStream file = PromotionTest.class.getResourceAsStream("promotion/promote.tsv")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(line -> line.split("\t")).toList();
    }
  }

  private static String promoted(String first, String second) {
    Object weak = WEAK.get(first);
    Node other = NdArray.zeros(DType.of(second)).lazy().node();
    Node node =
        weak == null ? NdArray.zeros(DType.of(first)).lazy().node() : Expression.of(weak).node();
    try {
      return Promotion.of(node, other).descr();
    } catch (UnsupportedOperationException e) {
      return "-";
    }
  }

  @Test
  void aRefusalNamesBothDtypes() {
    var refusal =
        assertThrows(
            UnsupportedOperationException.class,
            () -> Promotion.of(DType.of("M8[s]"), DType.FLOAT32));
    assertEquals("elements of <M8[s] and of <f4 have no dtype in common", refusal.getMessage());
  }
}
