package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.UnsupportedDTypeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A notation is a dtype, whose description is one too, or refused.
final class DTypeCheck {
  private DTypeCheck() {}

  static void check(byte[] input) throws IOException {
    String notation = new String(input, StandardCharsets.UTF_8);
    DType dtype;
    try {
      dtype = Bounds.within(Bounds.HEADER_BYTES + 1000L * input.length, () -> DType.of(notation));
    } catch (UnsupportedDTypeException e) {
      return;
    } catch (IllegalArgumentException e) {
      // One of the JDK's own, such as a NumberFormatException, speaks of something else.
      assertSame(IllegalArgumentException.class, e.getClass(), e::toString);
      return;
    }
    assertTrue(dtype.itemSize() >= 0);
    String _ = dtype.toString();
    DType again = DType.of(dtype.descr());
    assertEquals(dtype, again);
    assertEquals(dtype.hashCode(), again.hashCode());
    assertEquals(dtype.descr(), again.descr());
  }
}
