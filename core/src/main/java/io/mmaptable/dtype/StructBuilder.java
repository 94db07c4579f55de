package io.mmaptable.dtype;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays fields out one after the other.
final class StructBuilder {
  private final List<Field> fields = new ArrayList<>();
  private int end;

  void field(String name, @Nullable String title, DType dtype, long[] shape) {
    var field = new Field(name, title, dtype, shape, end);
    fields.add(field);
    pad(field.byteSize());
  }

  void pad(int bytes) {
    try {
      end = Math.addExact(end, bytes);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a row is larger than 2^31 - 1 bytes", e);
    }
  }

  DType.Struct build() {
    return new DType.Struct(fields, end);
  }
}
