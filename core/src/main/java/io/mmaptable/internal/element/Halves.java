package io.mmaptable.internal.element;

/// Rounds doubles to IEEE 754 half precision.
public final class Halves {
  private Halves() {}

  /// Rounds to the nearest half, ties to even. `Float.floatToFloat16((float) value)` would round
  /// twice.
  public static short fromDouble(double value) {
    float single = (float) value;
    if (Double.isFinite(value) && single != value) {
      // Round to odd: the single's last bit remembers that something was dropped.
      if (Math.abs(single) > Math.abs(value)) {
        single = Math.nextAfter(single, 0.0);
      }
      single = Float.intBitsToFloat(Float.floatToRawIntBits(single) | 1);
    }
    return Float.floatToFloat16(single);
  }

  /// Rounds floats to the nearest halves, in place.
  public static void round(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
    }
  }
}
