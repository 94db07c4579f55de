package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Complex numbers in elements of either size.
///
/// @param where whose they are, for messages
/// @param part the dtype of their parts
record ComplexCodec(String where, DType.Floating part) implements ElementCodec<Complex> {

  ComplexCodec(String where, DType.Complex dtype) {
    this(where, new DType.Floating(dtype.itemSize() / 2, dtype.byteOrder()));
  }

  @Override
  public Complex read(MemorySegment memory, long at) {
    int size = part.itemSize();
    return new Complex(
        Elements.real(memory, at, size, part.byteOrder()),
        Elements.real(memory, at + size, size, part.byteOrder()));
  }

  @Override
  public void check(@Nullable Complex value) {
    Objects.requireNonNull(value, where + " is null");
  }

  @Override
  public void write(MemorySegment memory, long at, @Nullable Complex value) {
    Complex number = Objects.requireNonNull(value);
    Elements.setDouble(memory, at, part, number.real());
    Elements.setDouble(memory, at + part.itemSize(), part, number.imaginary());
  }
}
