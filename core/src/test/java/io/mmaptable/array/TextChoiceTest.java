package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class TextChoiceTest {

  @Test
  void textIsChosen() {
    NdArray chosen = NdArray.where(NdArray.arange(3).gt(0), NdArray.of("a", "bc", "d"), "none");
    assertEquals(DType.of("U4"), chosen.dtype());
    assertEquals("['none' 'bc' 'd']", chosen.toString());
  }

  @Test
  void textIsBroadcast() {
    NdArray column = NdArray.arange(2).reshape(2, 1);
    assertEquals(
        "[['y' 'y']\n ['a' 'b']]", NdArray.where(column, NdArray.of("a", "b"), "y").toString());
  }

  @Test
  void structuresAreChosen() {
    NdArray rows = NdArray.zeros(DType.of("i4,S2"), 2);
    NdArray others = rows.copy();
    others.field("f0").set(7);
    NdArray chosen = NdArray.where(NdArray.of(true, false), others, rows);
    assertEquals("[7 0]", chosen.field("f0").toString());
  }
}
