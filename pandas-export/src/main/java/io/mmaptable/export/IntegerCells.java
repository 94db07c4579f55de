package io.mmaptable.export;

import io.mmaptable.array.NdArray;

/// Integers, and the counts of timedeltas, in decimal.
///
/// @param unsigned whether the highest bit is part of the number
/// @param hasNat whether the least number is a missing value
record IntegerCells(boolean unsigned, boolean hasNat) implements CellFormat {
  private static final int LONGEST = 20;

  @Override
  public void write(NdArray values, Cells into) {
    for (long value : values.toLongs()) {
      if (value == Long.MIN_VALUE && hasNat) {
        into.endMissing();
        continue;
      }
      if (value < 0 && (unsigned || value == Long.MIN_VALUE)) {
        into.putAscii(unsigned ? Long.toUnsignedString(value) : String.valueOf(value));
      } else {
        put(value, into);
      }
      into.endNumber();
    }
  }

  /// Adds a number that has an opposite.
  static void put(long value, Cells into) {
    byte[] bytes = into.room(LONGEST);
    int at = into.size();
    if (value < 0) {
      bytes[at++] = '-';
      value = -value;
    }
    int end = at + digits(value);
    into.take(end);
    if (value == (int) value) {
      // Which is divided in a third of the time.
      for (int rest = (int) value; end > at; rest /= 10) {
        bytes[--end] = (byte) ('0' + rest % 10);
      }
    } else {
      for (long rest = value; end > at; rest /= 10) {
        bytes[--end] = (byte) ('0' + rest % 10);
      }
    }
  }

  private static int digits(long value) {
    int digits = 1;
    for (long power = 10; digits < 19 && value >= power; power *= 10) {
      digits++;
    }
    return digits;
  }
}
