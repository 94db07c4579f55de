package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.order.KeyForm;

/// The keys that numbers have once they are cast to another dtype, without a cast array.
final class CastKey extends OrderKey {
  private final NdArray numbers;
  private final KeyForm form;
  private final boolean floating;

  /// Of a 1-d array's numbers.
  ///
  /// @param dtype float64, or integers that hold all of the numbers
  CastKey(NdArray numbers, DType dtype) {
    this.numbers = numbers;
    this.form = KeyForm.of(dtype);
    this.floating = dtype instanceof DType.Floating;
  }

  @Override
  void load(long from, int count, long[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = at(from + i);
    }
  }

  @Override
  long at(long position) {
    long at = numbers.offset() + position * numbers.stride(0);
    if (!floating) {
      return form.key(Elements.getLong(numbers.segment(), at, numbers.dtype()));
    }
    double value = Elements.getDouble(numbers.segment(), at, numbers.dtype());
    return form.key(Double.doubleToRawLongBits(value));
  }

  @Override
  long descending(long key) {
    return key == KeyForm.LAST && floating ? key : ~key;
  }
}
