package io.mmaptable.export;

import java.time.DateTimeException;
import java.time.LocalDate;

/// Tells what a text is, and what it stands for, character by character.
final class Scan {
  /// Not a time, and no number of seconds that a text can stand for.
  static final long NONE = Long.MIN_VALUE;

  private static final int SECONDS_PER_DAY = 24 * 60 * 60;

  /// The digits that a long has room for, whatever they are.
  private static final int SAFE_DIGITS = 18;

  private static final int DATE_LENGTH = 10;

  private Scan() {}

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The digits from a place on.
  ///
  /// @return the index after the last of them
  private static int digits(char[] text, int at, int end) {
    while (at < end && isDigit(text[at])) {
      at++;
    }
    return at;
  }

  /// Where a text begins that spaces may stand before.
  static int skipSpaces(char[] text, int start, int end) {
    while (start < end && isSpace(text[start])) {
      start++;
    }
    return start;
  }

  /// Where a text ends that spaces may stand behind.
  static int dropSpaces(char[] text, int start, int end) {
    while (end > start && isSpace(text[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  /// Whether a text is an integer without leading zeros.
  static boolean isPlainInteger(char[] text, int start, int end) {
    int at = start < end && isSign(text[start]) ? start + 1 : start;
    int count = end - at;
    return count > 0 && (text[at] != '0' || count == 1) && digits(text, at, end) == end;
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  /// Whether a text is digits, with a sign or none, few enough for a long.
  static boolean isShortInteger(char[] text, int start, int end) {
    int at = start < end && isSign(text[start]) ? start + 1 : start;
    return end > at && end - at <= SAFE_DIGITS && digits(text, at, end) == end;
  }

  /// The value of a text that [#isShortInteger] is true of.
  static long shortInteger(char[] text, int start, int end) {
    boolean negative = text[start] == '-';
    long value = 0;
    for (int i = negative || text[start] == '+' ? start + 1 : start; i < end; i++) {
      value = value * 10 + (text[i] - '0');
    }
    return negative ? -value : value;
  }

  /// Whether a text is a decimal number, with a point and an exponent or without.
  ///
  /// @param leadingZeros whether a zero may stand before other digits
  static boolean isDecimal(char[] text, int start, int end, boolean leadingZeros) {
    int at = start < end && isSign(text[start]) ? start + 1 : start;
    int whole = digits(text, at, end);
    int count = whole - at;
    if (count > 1 && text[at] == '0' && !leadingZeros) {
      return false;
    }
    at = whole;
    if (at < end && text[at] == '.') {
      int fraction = digits(text, at + 1, end);
      count += fraction - at - 1;
      at = fraction;
    }
    if (count == 0) {
      return false;
    }
    if (at < end && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      if (at < end && isSign(text[at])) {
        at++;
      }
      int exponent = digits(text, at, end);
      if (exponent == at || exponent - at > 4) {
        return false;
      }
      at = exponent;
    }
    return at == end;
  }

  /// The number of seconds, from 1970 on, of a date, or of a time that is `HH:MM`, `HH:MM:SS` or
  /// has up to nine digits of a second, behind a date and `T` or a space.
  ///
  /// @return [#NONE] if it is no such text, or there is no such day or time
  static long seconds(char[] text, int start, int end) {
    long day = day(text, start, Math.min(end, start + DATE_LENGTH));
    if (day == NONE || end - start == DATE_LENGTH) {
      return day == NONE ? NONE : day * SECONDS_PER_DAY;
    }
    int at = start + DATE_LENGTH;
    if (end - at < 6 || (text[at] != 'T' && text[at] != ' ') || text[at + 3] != ':') {
      return NONE;
    }
    int hour = two(text, at + 1);
    int minute = two(text, at + 4);
    at += 6;
    int second = 0;
    if (at < end) {
      if (end - at < 3 || text[at] != ':') {
        return NONE;
      }
      second = two(text, at + 1);
      at += 3;
      if (at < end
          && (text[at] != '.'
              || end - at < 2
              || end - at > 10
              || digits(text, at + 1, end) != end)) {
        return NONE;
      }
    }
    return hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59
        ? NONE
        : day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second;
  }

  /// Where the zone begins that a time may end with: `Z`, `+01`, `+0100` or `+01:00`.
  ///
  /// @return the end if there is none
  static int zone(char[] text, int start, int end) {
    if (end - start > DATE_LENGTH && text[end - 1] == 'Z') {
      return end - 1;
    }
    for (int length = 3; length <= 6 && end - length > start + DATE_LENGTH; length++) {
      if (isSign(text[end - length])) {
        return end - length;
      }
    }
    return end;
  }

  /// How many seconds a zone is before Greenwich.
  ///
  /// @return [#NONE] if it is no such zone
  static long zoneSeconds(char[] text, int start, int end) {
    if (end - start < 2) {
      return 0;
    }
    int hour = two(text, start + 1);
    int minute =
        switch (end - start) {
          case 3 -> 0;
          case 5 -> two(text, start + 3);
          case 6 -> text[start + 3] == ':' ? two(text, start + 4) : -1;
          default -> -1;
        };
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return NONE;
    }
    long seconds = hour * 3600L + minute * 60L;
    return text[start] == '-' ? -seconds : seconds;
  }

  /// How many digits of a second a text has that [#seconds] takes.
  static int fractionDigits(int start, int end) {
    return Math.max(0, end - start - 20);
  }

  /// The nanoseconds of such a text.
  static int nanoseconds(char[] text, int start, int end) {
    int digits = fractionDigits(start, end);
    int value = 0;
    for (int i = 0; i < 9; i++) {
      value = value * 10 + (i < digits ? text[end - digits + i] - '0' : 0);
    }
    return value;
  }

  /// The number of the day, from 1970 on, that a text such as `2012-02-29` stands for.
  ///
  /// @return [#NONE] if it is no such text, or there is no such day
  static long day(char[] text, int start, int end) {
    if (end - start != DATE_LENGTH || text[start + 4] != '-' || text[start + 7] != '-') {
      return NONE;
    }
    int century = two(text, start);
    int ofCentury = two(text, start + 2);
    int month = two(text, start + 5);
    int day = two(text, start + 8);
    if (century < 0 || ofCentury < 0 || month < 1 || month > 12 || day < 1 || day > 31) {
      return NONE;
    }
    try {
      return LocalDate.of(century * 100 + ofCentury, month, day).toEpochDay();
    } catch (DateTimeException e) {
      return NONE;
    }
  }

  private static int two(char[] text, int at) {
    return isDigit(text[at]) && isDigit(text[at + 1])
        ? (text[at] - '0') * 10 + text[at + 1] - '0'
        : -1;
  }

  /// Whether a text is another one, which is of lower case, in any case.
  static boolean isIgnoringCase(char[] text, int start, int end, String lower) {
    if (end - start != lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      char c = text[start + i];
      if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean is(char[] text, int start, int end, String other) {
    if (end - start != other.length()) {
      return false;
    }
    for (int i = 0; i < other.length(); i++) {
      if (text[start + i] != other.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// How many characters a text has, pairs of surrogates counted as one.
  static int codePoints(char[] text, int start, int end) {
    int count = end - start;
    for (int i = start; i < end; i++) {
      if (text[i] >= Character.MIN_SURROGATE && text[i] <= Character.MAX_SURROGATE) {
        return Character.codePointCount(text, start, end - start);
      }
    }
    return count;
  }
}
