package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                   | []",
        "()                   | []",
        "(1, 2)               | [1, 2]",
        "(1)                  | [1]",
        "( : , +3, )          | [:, 3]",
        "None:5, 2:None:-1    | [:5, 2::-1]",
        "None                 | [None]",
        "newaxis, np.newaxis  | [None, None]",
        "..., 0               | [..., 0]",
        "'x'                  | ['x']",
        "\"it's\"             | ['it's']",
        "'it\\'s'             | ['it's']",
        "['x', 'y']           | [['x', 'y']]",
        "[0, -2]              | [[ 0 -2]]",
        "[]                   | [[]]",
        "[True, 0]            | [[1 0]]",
        "[True, False, ]      | [[ True False]]",
        "True, False          | [True, False]"
      })
  void notationIsReadAsPythonReadsIt(String text, String parts) {
    assertEquals(parts, Arrays.toString(IndexParser.parse(text)));
  }

  @Test
  void listsAreNestedAsDeepAsThereAreDimensions() {
    assertArrayEquals(new long[] {2, 1}, ((NdArray) IndexParser.parse("[[0], [2]]")[0]).shape());
    assertArrayEquals(new long[] {1, 0}, ((NdArray) IndexParser.parse("[[]]")[0]).shape());
    String mask = "[[True, False], [False, True]]";
    assertArrayEquals(new long[] {2, 2}, ((NdArray) IndexParser.parse(mask)[0]).shape());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 2          | character 2: expected ',' or ':', found '2'",
        "1, x         | character 3: expected a number, ':', '...', 'None', a list or a quoted"
            + " name, found 'x'",
        "(1, 2        | character 5: expected ')', found the end",
        "1)           | character 1: expected ',' or ':', found ')'",
        "[[0], 1]     | character 6: expected items of one shape, found '1'",
        "[[0], [1, 2]]| character 6: expected items of one shape, found '['",
        "[0, 'x']     | character 0: expected a list of names or of numbers, found '['",
        "['x          | character 3: expected the quote that ends the name, found the end",
        "[0 1]        | character 3: expected ']', found '1'",
        "[0, 1.5]     | character 5: expected ']', found '.'",
        "[0, None]    | character 4: expected a number, 'True', 'False', a quoted name, '[' or ']',"
            + " found 'N'",
        "99999999999999999999 | character 0: expected a number of 64 bits, found '9'",
        "Nonesense    | character 0: expected a number, ':', '...', 'None', a list or a quoted"
            + " name, found 'N'"
      })
  void messagePointsAtTheCharacter(String text, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> IndexParser.parse(text));
    assertEquals("index '" + text + "', " + message, e.getMessage());
  }

  @Test
  void listsThatAreNestedTooDeepAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> IndexParser.parse("[".repeat(100_000)));
  }
}
