package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.util.ArrayList;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatTest {

  private static NdArray transposed() {
    return ViewsTest.range(2, 3).transpose();
  }

  @Test
  void elementsAreInCOrderWhateverTheStrides() {
    Flat flat = transposed().flat();
    var elements = new ArrayList<Long>();
    for (NdArray element : flat) {
      elements.add(element.getLong());
    }
    assertEquals("[0, 3, 1, 4, 2, 5]", elements.toString());
    assertEquals(6, flat.size());
    assertEquals(4, flat.getLong(3));
    assertEquals(5.0, flat.getDouble(-1));
  }

  @Test
  void elementIsAView() {
    NdArray array = transposed();
    array.flat().get(3).set(9);
    array.flat().set(-1, 8);
    assertEquals("[[0 3]\n [1 9]\n [2 8]]", array.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "1:4, [3 1 4]",
    "'::-2', [5 4 3]",
    "..., [0 3 1 4 2 5]",
    "-1, 5",
    "'[[0, 1], [-1, 3]]', '[[0 3]\n [5 4]]'",
    "'[True, False, False, True, True, False]', [0 4 2]"
  })
  void indexSelectsACopy(String index, String expected) {
    NdArray array = transposed();
    NdArray selected = array.flat().get(IndexParser.parse(index)[0]);
    assertEquals(expected, selected.toString());
    selected.set(7);
    assertEquals("[[0 3]\n [1 4]\n [2 5]]", array.toString());
  }

  /// What NumPy makes of `a.flat[index] = value` for five zeros.
  @ParameterizedTest
  @CsvSource({
    "1:4, 7 8, [0 7 8 7 0]",
    "0:2, 7 8 9, [7 8 0 0 0]",
    "'[0, 1, 2]', 7 8, [7 8 7 0 0]",
    "'[True, False, True, True, False]', 7 8, [7 0 8 7 0]",
    "..., 7, [7 7 7 7 7]",
    "1:4, '', [0 0 0 0 0]",
    "'[1, 1]', 7 8, [0 8 0 0 0]"
  })
  void valueBeginsAnewWhenItIsTooShort(String index, String value, String expected) {
    NdArray array = NdArray.zeros(DType.of(">i2"), 5);
    array.flat().set(IndexParser.parse(index)[0], ViewsTest.shape(value));
    assertEquals(expected, array.toString());
  }

  @Test
  void allElementsAreSetInCOrder() {
    NdArray array = transposed();
    array.flat().set(new long[] {7, 8, 9, 10});
    assertEquals("[[ 7  8]\n [ 9 10]\n [ 7  8]]", array.toString());
    array.flat().set(array);
    assertEquals("[[ 7  8]\n [ 9 10]\n [ 7  8]]", array.toString());
  }

  @Test
  void valueThatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
    NdArray array = NdArray.zeros(DType.INT8, 3);
    assertThrows(IllegalArgumentException.class, () -> array.flat().set(new long[] {1, 2, 300}));
    assertEquals("[0 0 0]", array.toString());
    assertThrows(UnsupportedOperationException.class, () -> array.broadcastTo(2, 3).flat().set(1));
  }

  @Test
  void positionOutsideIsRefused() {
    Flat flat = transposed().flat();
    var e = assertThrows(IndexOutOfBoundsException.class, () -> flat.get(6));
    assertEquals("index 6 is out of bounds for size 6", e.getMessage());
    assertThrows(IndexOutOfBoundsException.class, () -> flat.get(-7));
    assertThrows(IndexOutOfBoundsException.class, () -> flat.get(Index.of(0, 6)));
    assertThrows(IndexOutOfBoundsException.class, () -> flat.set(Index.of(0, -7), 1));
    assertThrows(IndexOutOfBoundsException.class, () -> flat.get(Index.mask(true)));
  }

  @Test
  void otherKindsOfIndexAreRefused() {
    Flat flat = transposed().flat();
    assertThrows(IllegalArgumentException.class, () -> flat.get(Index.NEW_AXIS));
    assertThrows(IllegalArgumentException.class, () -> flat.get(Index.field("x")));
    assertThrows(IllegalArgumentException.class, () -> flat.get(NdArray.of(0.0)));
    assertThrows(IllegalArgumentException.class, () -> flat.get(NdArray.zeros(DType.BOOL, 3, 2)));
  }

  @Test
  void iteratorEnds() {
    var iterator = ViewsTest.range(0, 3).flat().iterator();
    assertThrows(NoSuchElementException.class, iterator::next);
    assertArrayEquals(new long[0], ViewsTest.range().flat().iterator().next().shape());
  }
}
