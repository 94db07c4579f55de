package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DateTimeUnit;

/// Datetimes in ISO 8601, with as many digits of a second as their unit has.
record TimeCells(DateTimeUnit unit) implements CellFormat {
  private static final int SECONDS_PER_DAY = 24 * 60 * 60;
  private static final int DAYS_PER_ERA = 146_097;

  /// From 0000-03-01, where leap days come last in a year, to 1970-01-01.
  private static final int DAYS_TO_EPOCH = 719_468;

  /// The longest there is: a year of up to 17 characters, and what follows to nanoseconds.
  private static final int LONGEST = 48;

  static boolean supports(DateTimeUnit unit) {
    return unit.multiple() == 1
        && switch (unit.base()) {
          case DAY, SECOND, MILLISECOND, MICROSECOND, NANOSECOND -> true;
          case YEAR, MONTH, WEEK, HOUR, MINUTE, PICOSECOND, FEMTOSECOND, ATTOSECOND, GENERIC ->
              false;
        };
  }

  @Override
  public void write(NdArray values, Cells into) {
    int digits =
        switch (unit.base()) {
          case MILLISECOND -> 3;
          case MICROSECOND -> 6;
          case NANOSECOND -> 9;
          default -> 0;
        };
    long perSecond = 1;
    for (int i = 0; i < digits; i++) {
      perSecond *= 10;
    }
    boolean isDate = unit.base() == DateTimeUnit.Base.DAY;
    long perDay = isDate ? 1 : perSecond * SECONDS_PER_DAY;
    long[] counts = values.toLongs();
    for (int i = 0; i < counts.length; i++) {
      long count = counts[i];
      if (count == Long.MIN_VALUE) {
        into.endMissing();
        continue;
      }
      long day = Math.floorDiv(count, perDay);
      if (!putDate(day, into)) {
        into.putAscii(values.toString(i));
      } else if (!isDate) {
        long rest = count - day * perDay;
        putTime((int) (rest / perSecond), rest % perSecond, digits, into);
      }
      into.endNumber();
    }
  }

  /// Adds the date of a year that has four digits.
  ///
  /// @param day counted from 1970
  /// @return false if the year has not
  private static boolean putDate(long day, Cells into) {
    if (day < -DAYS_TO_EPOCH + 366 || day > 2_932_896) {
      return false;
    }
    int days = (int) day + DAYS_TO_EPOCH;
    int era = days / DAYS_PER_ERA;
    int ofEra = days % DAYS_PER_ERA;
    int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / (DAYS_PER_ERA - 1)) / 365;
    int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * ofYear + 2) / 153;
    int dayOfMonth = ofYear - (153 * monthFromMarch + 2) / 5 + 1;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    byte[] bytes = into.room(LONGEST);
    int at = into.size();
    at = put(bytes, at, year / 100);
    at = put(bytes, at, year % 100);
    bytes[at++] = '-';
    at = put(bytes, at, month);
    bytes[at++] = '-';
    into.take(put(bytes, at, dayOfMonth));
    return true;
  }

  private static void putTime(int second, long fraction, int digits, Cells into) {
    byte[] bytes = into.room(LONGEST);
    int at = into.size();
    bytes[at++] = 'T';
    at = put(bytes, at, second / 3600);
    bytes[at++] = ':';
    at = put(bytes, at, second / 60 % 60);
    bytes[at++] = ':';
    at = put(bytes, at, second % 60);
    if (digits > 0) {
      bytes[at++] = '.';
      at += digits;
      for (int i = 1; i <= digits; i++) {
        bytes[at - i] = (byte) ('0' + fraction % 10);
        fraction /= 10;
      }
    }
    into.take(at);
  }

  private static int put(byte[] bytes, int at, int twoDigits) {
    bytes[at] = (byte) ('0' + twoDigits / 10);
    bytes[at + 1] = (byte) ('0' + twoDigits % 10);
    return at + 2;
  }
}
