package io.mmaptable.internal.kernel;

/// Loops over counts of time, of which the smallest number is NaT: what is computed of NaT is NaT.
public final class TimeKernels {
  private static final long NAT = Long.MIN_VALUE;

  private TimeKernels() {}

  /// Adds; what overflows wraps.
  public static void add(long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = a[i] == NAT || b[i] == NAT ? NAT : a[i] + b[i];
    }
  }

  public static void subtract(long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = a[i] == NAT || b[i] == NAT ? NAT : a[i] - b[i];
    }
  }

  public static void minimum(long[] a, long[] b, int count) {
    // NaT is the smallest number.
    for (int i = 0; i < count; i++) {
      a[i] = Math.min(a[i], b[i]);
    }
  }

  public static void maximum(long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = a[i] == NAT || b[i] == NAT ? NAT : Math.max(a[i], b[i]);
    }
  }

  /// The remainder with the divisor's sign; NaT for zero.
  public static void mod(long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = a[i] == NAT || b[i] == NAT || b[i] == 0 ? NAT : Math.floorMod(a[i], b[i]);
    }
  }

  /// How often spans fit into others, rounded down: a plain number, 0 for zero and NaT.
  public static void floorDivide(long[] a, long[] b, int count) {
    for (int i = 0; i < count; i++) {
      a[i] = a[i] == NAT || b[i] == NAT || b[i] == 0 ? 0 : Math.floorDiv(a[i], b[i]);
    }
  }

  /// The ratio of spans, which is NaN for NaT.
  public static void ratio(long[] a, long[] b, double[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = a[i] == NAT || b[i] == NAT ? Double.NaN : (double) a[i] / b[i];
    }
  }

  /// Multiplies spans by plain numbers.
  public static void multiply(long[] spans, long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      spans[i] = spans[i] == NAT ? NAT : spans[i] * numbers[i];
    }
  }

  /// Divides spans by plain numbers, towards zero; NaT for zero.
  public static void divide(long[] spans, long[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      spans[i] = spans[i] == NAT || numbers[i] == 0 ? NAT : spans[i] / numbers[i];
    }
  }

  public static void multiply(long[] spans, double[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      spans[i] = spans[i] == NAT ? NAT : span(spans[i] * numbers[i]);
    }
  }

  public static void divide(long[] spans, double[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      spans[i] = spans[i] == NAT ? NAT : span(spans[i] / numbers[i]);
    }
  }

  /// Cuts off what is behind the point; NaT for what no span is, as NumPy on x86-64.
  private static long span(double value) {
    return Math.abs(value) < 0x1p63 ? (long) value : NAT;
  }

  public static void negate(long[] spans, int count) {
    // NaT is its own opposite.
    for (int i = 0; i < count; i++) {
      spans[i] = -spans[i];
    }
  }

  public static void abs(long[] spans, int count) {
    for (int i = 0; i < count; i++) {
      spans[i] = Math.abs(spans[i]);
    }
  }
}
