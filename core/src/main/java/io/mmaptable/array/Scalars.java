package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Single elements as Java's values, and back.
final class Scalars {
  private Scalars() {}

  static BigInteger bigInteger(long value, DType dtype) {
    return Pending.of(value, dtype);
  }

  static Complex complex(MemorySegment memory, long at, DType dtype) {
    return Pending.of(memory, at, dtype);
  }

  static @Nullable Object item(MemorySegment memory, long at, DType dtype) {
    return Pending.of(memory, at, dtype);
  }

  static void setDouble(MemorySegment memory, long at, DType dtype, double value) {
    Pending.of(memory, at, dtype, value);
  }

  static void setLong(MemorySegment memory, long at, DType dtype, long value) {
    Pending.of(memory, at, dtype, value);
  }
}
