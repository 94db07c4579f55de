package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import org.jspecify.annotations.Nullable;

/// Floating-point numbers, in their shortest exact form or in a format.
///
/// @param size the size of an element
/// @param format the format
record FloatCells(int size, FloatFormat format) implements CellFormat {

  /// Where Java, which writes two digits at least, may write one more than there need be.
  private static final double FEW_DIGITS_FLOAT64 = 1e-321;

  private static final double FEW_DIGITS_FLOAT32 = 1e-43;

  private static final double LEAST_WITHOUT_EXPONENT = 1e-4;

  /// The numbers of two bytes by their bits, which are so few that each is made once.
  private static final @Nullable String[] HALVES = new String[1 << 16];

  @Override
  public void write(NdArray values, Cells into) {
    double[] numbers = values.toDoubles();
    for (int i = 0; i < numbers.length; i++) {
      double number = numbers[i];
      if (Double.isNaN(number)) {
        into.endMissing();
        continue;
      }
      if (Double.isInfinite(number)) {
        into.putAscii(number < 0 ? "-inf" : "inf");
      } else {
        put(number, values, i, into);
      }
      into.endNumber();
    }
  }

  private void put(double number, NdArray values, int row, Cells into) {
    switch (format) {
      case FloatFormat.Shortest _ when size == 2 -> into.putAscii(half(number, values, row));
      case FloatFormat.Shortest _ -> {
        double least = size == 4 ? FEW_DIGITS_FLOAT32 : FEW_DIGITS_FLOAT64;
        if (Math.abs(number) < least && number != 0) {
          into.putAscii(values.toString(row));
        } else {
          putShortest(number, into);
        }
      }
      case FloatFormat.Fixed fixed -> into.putAscii(fixed.text(number));
      case FloatFormat.Scientific scientific -> into.putAscii(scientific.text(number));
    }
  }

  private static String half(double number, NdArray values, int row) {
    int bits = Short.toUnsignedInt(Float.floatToFloat16((float) number));
    String text = HALVES[bits];
    if (text == null) {
      text = values.toString(row);
      HALVES[bits] = text;
    }
    return text;
  }

  /// Adds what NumPy writes, whose digits are Java's and whose exponents begin elsewhere.
  private void putShortest(double number, Cells into) {
    String java = size == 4 ? Float.toString((float) number) : Double.toString(number);
    double most = size == 4 ? 1e6 : 1e16;
    double magnitude = Math.abs(number);
    boolean positional = magnitude < most && magnitude >= LEAST_WITHOUT_EXPONENT;
    int e = java.length() > 4 ? java.indexOf('E') : -1;
    if (magnitude == 0 || (positional && e < 0)) {
      into.putAscii(java);
      return;
    }
    byte[] digits = new byte[java.length()];
    int count = 0;
    int point = 0;
    int end = e < 0 ? java.length() : e;
    for (int i = number < 0 ? 1 : 0; i < end; i++) {
      char c = java.charAt(i);
      if (c == '.') {
        point = count;
      } else {
        digits[count++] = (byte) c;
      }
    }
    point += e < 0 ? 0 : Integer.parseInt(java, e + 1, java.length(), 10);
    while (count > 1 && digits[count - 1] == '0') {
      count--;
    }
    if (number < 0) {
      into.put('-');
    }
    if (positional) {
      putPositional(digits, count, point, into);
    } else {
      putScientific(digits, count, point - 1, into);
    }
  }

  /// @param point how many digits stand before the point; less than 1 for zeros behind it
  private static void putPositional(byte[] digits, int count, int point, Cells into) {
    if (point <= 0) {
      into.putAscii("0.");
      for (int i = point; i < 0; i++) {
        into.put('0');
      }
    }
    for (int i = 0; i < Math.max(count, point); i++) {
      if (i == point && i > 0) {
        into.put('.');
      }
      into.put(i < count ? digits[i] : '0');
    }
    if (count <= point) {
      into.putAscii(".0");
    }
  }

  private static void putScientific(byte[] digits, int count, int exponent, Cells into) {
    into.put(digits[0]);
    if (count > 1) {
      into.put('.');
      for (int i = 1; i < count; i++) {
        into.put(digits[i]);
      }
    }
    into.put('e');
    into.put(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      into.put('0');
    }
    IntegerCells.put(size, into);
  }
}
