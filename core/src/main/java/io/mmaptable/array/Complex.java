package io.mmaptable.array;

import io.mmaptable.internal.element.FloatText;
import io.mmaptable.internal.element.FloatValue;

/// A complex number.
///
/// @param real the real part
/// @param imaginary the imaginary part
public record Complex(double real, double imaginary) {

  /// The number as Python prints it.
  ///
  /// @return text such as `(1+2j)`
  @Override
  public String toString() {
    return FloatText.complex(FloatValue.of(real, 8), FloatValue.of(imaginary, 8), 8);
  }
}
