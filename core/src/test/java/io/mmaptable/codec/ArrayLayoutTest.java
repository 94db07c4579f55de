package io.mmaptable.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import org.junit.jupiter.api.Test;

class ArrayLayoutTest {

  private static ArrayLayout layout(boolean fortranOrder, long... shape) {
    return new ArrayLayout(DType.INT32, shape, fortranOrder, 128, new CountField.Ascii(64));
  }

  @Test
  void rowsLieAlongTheFirstAxisOrTheLast() {
    assertEquals(0, layout(false, 5, 2, 3).growthAxis());
    assertEquals(24, layout(false, 5, 2, 3).rowBytes());
    assertEquals(2, layout(true, 2, 3, 5).growthAxis());
    assertEquals(5, layout(true, 2, 3, 5).rowCount());
    assertEquals(24, layout(true, 2, 3, 5).rowBytes());
    assertArrayEquals(new long[] {2, 3, 7}, layout(true, 2, 3, 5).withRowCount(7).shape());
    assertThrows(IllegalStateException.class, () -> layout(false).growthAxis());
  }

  @Test
  void sizesAreExactOrRefused() {
    assertEquals(1, layout(false).size());
    assertEquals(0, layout(false, 0, 7).nbytes());
    assertThrows(IllegalArgumentException.class, () -> layout(false, -1));
    assertThrows(IllegalArgumentException.class, () -> layout(false, 1L << 61));
    assertThrows(IllegalArgumentException.class, () -> layout(false, 1L << 40, 1L << 40));
    assertThrows(IllegalArgumentException.class, () -> layout(false, 0, 1L << 40, 1L << 40));
    assertThrows(IllegalArgumentException.class, () -> layout(false, new long[65]));
    assertThrows(IllegalArgumentException.class, () -> new CountField.Ascii(33));
  }

  @Test
  void layoutsAreEqualByContent() {
    assertEquals(layout(false, 1, 2), layout(false, 1, 2));
    assertEquals(layout(false, 1, 2).hashCode(), layout(false, 1, 2).hashCode());
    assertNotEquals(layout(false, 1, 2), layout(true, 1, 2));
    long[] shape = {1, 2};
    ArrayLayout layout = layout(false, shape);
    shape[0] = 9;
    layout.shape()[0] = 9;
    assertEquals(1, layout.rowCount());
  }
}
