package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// How far a result may be from NumPy's, as `cases/generate_computing.py` says.
///
/// @param kind `=`, `=0`, `ulp` or `abs`
/// @param bound how many units, or which difference
record CaseTolerance(String kind, double bound) {
  static final CaseTolerance EXACT = of("=");

  static CaseTolerance of(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new CaseTolerance(text, 0)
        : new CaseTolerance(
            text.substring(0, colon), Double.parseDouble(text.substring(colon + 1)));
  }

  private boolean isExact() {
    return kind.startsWith("=");
  }

  /// The outcome as the generator writes it for this tolerance.
  String describe(NdArray array) {
    byte[] elements = CaseOutcome.elements(array);
    if (kind.equals("=0")) {
      clearSigns(array.dtype(), elements);
    }
    String bytes = isExact() ? CaseOutcome.digest(elements) : HexFormat.of().formatHex(elements);
    return (CaseOutcome.head(array) + " " + bytes).stripTrailing();
  }

  boolean accepts(String expected, String outcome) {
    if (isExact() || expected.equals(outcome)) {
      return expected.equals(outcome);
    }
    int end = expected.indexOf(')') + 1;
    if (end == 0 || !outcome.startsWith(expected.substring(0, end))) {
      return false;
    }
    DType dtype = DType.of(expected.substring(0, expected.indexOf(' ')));
    byte[] wanted = bytes(expected.substring(end));
    byte[] found = bytes(outcome.substring(end));
    return wanted.length == found.length && isNear(dtype, wanted, found);
  }

  private static byte[] bytes(String text) {
    return HexFormat.of().parseHex(text.strip());
  }

  private boolean isNear(DType dtype, byte[] wanted, byte[] found) {
    int size = partSize(dtype);
    int parts = dtype.itemSize() / size;
    for (int at = 0; at < wanted.length; at += dtype.itemSize()) {
      double largest = 0;
      for (int i = 0; i < parts; i++) {
        largest = Math.max(largest, Math.abs(real(dtype, wanted, at + i * size)));
      }
      double allowed = kind.equals("abs") ? bound : bound * ulp(largest, size);
      for (int i = 0; i < parts; i++) {
        double a = real(dtype, wanted, at + i * size);
        double b = real(dtype, found, at + i * size);
        if (Double.compare(a, b) != 0 && !(Math.abs(a - b) <= allowed)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double ulp(double value, int size) {
    double magnitude = Double.isNaN(value) || Double.isInfinite(value) ? 0 : value;
    return switch (size) {
      case 2 -> Math.max(Math.scalb(1.0, Math.getExponent(magnitude) - 10), Math.scalb(1.0, -24));
      case 4 -> Math.ulp((float) magnitude);
      default -> Math.ulp(magnitude);
    };
  }

  private static int partSize(DType dtype) {
    return dtype instanceof DType.Complex ? dtype.itemSize() / 2 : dtype.itemSize();
  }

  private static double real(DType dtype, byte[] bytes, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order(dtype));
    return switch (partSize(dtype)) {
      case 2 -> Float.float16ToFloat(buffer.getShort(at));
      case 4 -> buffer.getFloat(at);
      default -> buffer.getDouble(at);
    };
  }

  private static ByteOrder order(DType dtype) {
    return dtype.descr().startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /// Makes every zero a positive one, but of long doubles.
  private static void clearSigns(DType dtype, byte[] elements) {
    boolean isReal = dtype instanceof DType.Floating && dtype.itemSize() < 16;
    if (!isReal && !(dtype instanceof DType.Complex)) {
      return;
    }
    int size = partSize(dtype);
    int sign = order(dtype) == ByteOrder.BIG_ENDIAN ? 0 : size - 1;
    for (int at = 0; at < elements.length; at += size) {
      if (real(dtype, elements, at) == 0) {
        elements[at + sign] = 0;
      }
    }
  }
}
