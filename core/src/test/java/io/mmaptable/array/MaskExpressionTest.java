package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Expressions as parts of an index.
class MaskExpressionTest {

  @Test
  void maskSelectsElements() {
    NdArray array = NdArray.arange(2000).astype(DType.FLOAT64);
    assertEquals(1299, array.get(array.gt(700)).size());
    assertEquals("[701. 702.]", array.get(array.gt(700)).get(":2").toString());
    assertEquals("[]", array.get(array.gt(5000)).toString());
    assertEquals(2000, array.get(array.ge(0)).size());
  }

  @Test
  void maskIsWhatItsArrayWouldBe() {
    long seed = Long.getLong("masks.seed", System.nanoTime());
    System.out.println("masks.seed=" + seed);
    var random = new Random(seed);
    for (String dtype : List.of("i1", ">i2", "f4", "u8", "c16", "M8[s]")) {
      NdArray numbers = NdArray.of(random.longs(1200, 0, 100).toArray()).reshape(30, 40);
      NdArray array = numbers.astype(DType.of(dtype));
      NdArray turned = array.transpose().get("::-1, 3:");
      for (Expression mask : List.of(numbers.gt(50), numbers.gt(-1), numbers.and(3).eq(0))) {
        assertEquals(array.get(mask.toNdArray()).toString(), array.get(mask).toString());
        Expression other = Expression.of(mask.toNdArray().transpose().get("::-1, 3:")).eq(true);
        assertEquals(turned.get(other.toNdArray()).toString(), turned.get(other).toString());
      }
    }
  }

  @Test
  void positionsOfWhatIsNotZeroAreInCOrder() {
    for (String dtype : List.of("?", "u1", ">i4", "f4", "c16", "m8[s]")) {
      NdArray array = NdArray.zeros(DType.of(dtype), 3, 700);
      array.get("0, 5").set(Casting.UNSAFE, 1);
      array.get("1, 1::2").set(Casting.UNSAFE, 1);
      array.get("2, -1").set(Casting.UNSAFE, 1);
      NdArray expected = NdArray.arange(2100).get(array.ravel().ne(NdArray.zeros(DType.of(dtype))));
      assertEquals(352, expected.size());
      assertArrayEquals(expected.toLongs(), array.flatNonZero().toLongs(), dtype);
      assertEquals("[]", array.get("0, :5").flatNonZero().toString());
    }
    NdArray many = NdArray.arange(5000);
    assertArrayEquals(NdArray.arange(1, 5000).toLongs(), many.flatNonZero().toLongs());
    assertEquals("[4 5 6]", many.get("2:9").sub(5).gt(0).flatNonZero().toString());
    assertEquals("[0]", NdArray.asArray(7).flatNonZero().toString());
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of("a").flatNonZero());
  }

  @Test
  void maskStandsAmongOtherParts() {
    NdArray array = NdArray.arange(12).reshape(3, 4);
    Expression rows = NdArray.arange(3).ne(1);
    assertEquals("[[ 0  1  2  3]\n [ 8  9 10 11]]", array.get(rows).toString());
    assertEquals(
        "[[1 3]\n [5 7]]", array.get(Slice.of(0, 2), NdArray.arange(4).and(1).eq(1)).toString());
    assertEquals("[1 9]", array.get(rows, Index.at(1)).toString());
    assertEquals("[ 0 11]", array.get(rows, Index.of(0, 3)).toString());
    assertArrayEquals(new long[] {1, 3, 4}, array.get(NdArray.asArray(1).gt(0)).shape());
  }

  @Test
  void integersAreComputedToPositions() {
    NdArray array = NdArray.arange(10);
    assertEquals("[0 2]", array.get(NdArray.of(1L, 3L).lazy().and(2)).toString());
    array.set(NdArray.of(1L, 3L).lazy().and(2), -1);
    assertEquals("[-1  1 -1  3  4  5  6  7  8  9]", array.toString());
    assertEquals("[-1 -1]", array.flat().get(NdArray.of(1L, 3L).lazy().and(2)).toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> array.get(NdArray.of(1L).astype(DType.of("m8[D]")).lazy().mul(2)));
  }

  @Test
  void elementsAreSetWhereAMaskIsTrue() {
    NdArray array = NdArray.arange(1500);
    array.set(array.lt(1490), 0);
    array.set(array.gt(1497), NdArray.of(7L, 8L));
    assertEquals("[0 1490 1491 1492 1493 1494 1495 1496 1497 7 8]", normal(array.get("1489:")));
    assertEquals("[0 0]", array.get("[0, 1488]").toString());
  }

  @Test
  void maskOfWhatIsWrittenElsewhereIsComputedFirst() {
    NdArray array = NdArray.arange(1200);
    NdArray backwards = array.get("::-1");
    array.set(backwards.ge(600), -1);
    assertEquals("[-1]", array.get("599:600").toString());
    assertEquals("[600]", array.get("600:601").toString());
    assertEquals(600, array.get(array.lt(0)).size());
  }

  @Test
  void valueOfManyDimensionsIsRefusedByAWholeMask() {
    NdArray array = NdArray.arange(4).reshape(2, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> array.set(array.ge(0), NdArray.zeros(DType.INT64, 1, 4)));
  }

  @Test
  void flatElementsAreSelectedByMasks() {
    NdArray array = NdArray.arange(6).reshape(2, 3);
    Expression mask = NdArray.arange(6).gt(3);
    assertEquals("[4 5]", array.flat().get(mask).toString());
    array.flat().set(mask, 0);
    assertEquals("[[0 1 2]\n [3 0 0]]", array.toString());
    assertThrows(IllegalArgumentException.class, () -> array.flat().get(array.gt(3)));
    assertThrows(IndexOutOfBoundsException.class, () -> array.flat().get(NdArray.arange(5).gt(3)));
  }

  @Test
  void maskOfAnotherShapeIsRefused() {
    NdArray array = NdArray.arange(6);
    var refused =
        assertThrows(IndexOutOfBoundsException.class, () -> array.get(NdArray.arange(5).gt(3)));
    assertEquals(
        "boolean index did not match indexed array along axis 0; size of axis is 6 but size of"
            + " corresponding boolean axis is 5",
        refused.getMessage());
  }

  @Test
  void broadcastMaskSelects() {
    NdArray array = NdArray.arange(6).reshape(2, 3);
    Expression mask = NdArray.arange(2).reshape(2, 1).lt(NdArray.arange(3));
    assertEquals("[1 2 5]", array.get(mask).toString());
  }

  private static String normal(NdArray array) {
    return array.toString().replaceAll("\\s+", " ").replace("[ ", "[");
  }
}
