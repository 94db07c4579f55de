package io.mmaptable.dtype;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The step of a `datetime64` or `timedelta64`: a base unit and how many of it make one step, as in
/// `[25us]`.
///
/// The notation is NumPy's:
/// <https://numpy.org/doc/stable/reference/arrays.datetime.html#datetime-units>.
///
/// @param base the unit
/// @param multiple how many of the unit one step is, at least 1
public record DateTimeUnit(Base base, int multiple) {

  /// The units NumPy knows, from the shortest to the longest.
  public enum Base {
    /// No unit: numbers whose step nobody has said.
    GENERIC(""),
    /// Attoseconds.
    ATTOSECOND("as"),
    /// Femtoseconds.
    FEMTOSECOND("fs"),
    /// Picoseconds.
    PICOSECOND("ps"),
    /// Nanoseconds.
    NANOSECOND("ns"),
    /// Microseconds.
    MICROSECOND("us"),
    /// Milliseconds.
    MILLISECOND("ms"),
    /// Seconds.
    SECOND("s"),
    /// Minutes.
    MINUTE("m"),
    /// Hours.
    HOUR("h"),
    /// Days.
    DAY("D"),
    /// Weeks.
    WEEK("W"),
    /// Months, which differ in their number of days.
    MONTH("M"),
    /// Years.
    YEAR("Y");

    private final String symbol;

    Base(String symbol) {
      this.symbol = symbol;
    }

    /// How NumPy abbreviates the unit.
    ///
    /// @return for example `ns`, and the empty text for [#GENERIC]
    public String symbol() {
      return symbol;
    }

    private static Base of(String symbol) {
      for (Base base : values()) {
        if (base.symbol.equals(symbol) && base != GENERIC) {
          return base;
        }
      }
      // NumPy also reads the Greek letter mu for microseconds.
      if (symbol.equals("μs")) {
        return MICROSECOND;
      }
      throw new IllegalArgumentException("unknown datetime unit '" + symbol + "'");
    }
  }

  /// One generic step.
  public static final DateTimeUnit GENERIC = new DateTimeUnit(Base.GENERIC, 1);

  private static final Pattern NOTATION =
      Pattern.compile("\\[(?<multiple>\\d{0,10})(?<unit>[a-zA-Zμ]+)(?:/(?<divisor>\\d{1,9}))?]");

  /// Checks the multiple.
  ///
  /// @throws IllegalArgumentException if `multiple` is not positive, or not 1 for the generic unit
  public DateTimeUnit {
    if (multiple < 1 || (base == Base.GENERIC && multiple != 1)) {
      throw new IllegalArgumentException("multiple (" + multiple + ") of a datetime unit");
    }
  }

  /// Reads NumPy's notation: `[ns]`, `[25us]`, `[s/2]`, or the empty text for the generic unit.
  ///
  /// @param notation the text, brackets included
  /// @return the unit; a divisor is resolved into a smaller unit as NumPy does, so `[s/2]` is
  ///   `[500ms]`
  /// @throws IllegalArgumentException if the text is no such notation
  public static DateTimeUnit of(String notation) {
    if (notation.isEmpty() || notation.equals("[generic]")) {
      return GENERIC;
    }
    for (Base base : Base.values()) {
      if (base != Base.GENERIC && isUnitAlone(notation, base.symbol)) {
        return new DateTimeUnit(base, 1);
      }
    }
    Matcher matcher = NOTATION.matcher(notation);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("invalid datetime unit '" + notation + "'");
    }
    Base base = Base.of(matcher.group("unit"));
    String multiple = matcher.group("multiple");
    long count = multiple.isEmpty() ? 1 : Long.parseLong(multiple);
    String divisor = matcher.group("divisor");
    if (divisor != null) {
      return divided(notation, base, count, Long.parseLong(divisor));
    }
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("multiple of datetime unit '" + notation + "'");
    }
    return new DateTimeUnit(base, (int) count);
  }

  private static boolean isUnitAlone(String notation, String symbol) {
    return notation.length() == symbol.length() + 2
        && notation.charAt(0) == '['
        && notation.startsWith(symbol, 1)
        && notation.endsWith("]");
  }

  /// Takes the longest smaller unit that the divisor divides, out of those that NumPy tries
  /// (`convert_datetime_divisor_to_multiple` in `numpy/_core/src/multiarray/datetime.c`). The
  /// multiple plays no part in the choice: `[10s/5]` is `[2000ms]`.
  private static DateTimeUnit divided(String notation, Base base, long multiple, long divisor) {
    var candidates = new ArrayList<Part>();
    if (divisor == 1) {
      candidates.add(new Part(base, 1));
    } else if (divisor > 1) {
      candidates.addAll(parts(base));
    }
    for (Part part : candidates) {
      long count = part.count() / divisor * multiple;
      if (part.count() % divisor == 0 && count <= Integer.MAX_VALUE) {
        return new DateTimeUnit(part.unit(), (int) count);
      }
    }
    throw new IllegalArgumentException(
        "datetime unit '" + notation + "' is not a multiple of a smaller unit");
  }

  /// How many of a smaller unit NumPy takes a unit for.
  private record Part(Base unit, long count) {}

  private static List<Part> parts(Base base) {
    return switch (base) {
      case YEAR -> List.of(new Part(Base.MONTH, 12), new Part(Base.WEEK, 52), days(365));
      case MONTH -> List.of(new Part(Base.WEEK, 4), days(30), new Part(Base.HOUR, 720));
      case WEEK -> List.of(days(7), new Part(Base.HOUR, 168), new Part(Base.MINUTE, 10_080));
      case DAY ->
          List.of(
              new Part(Base.HOUR, 24), new Part(Base.MINUTE, 1440), new Part(Base.SECOND, 86_400));
      case HOUR -> List.of(new Part(Base.MINUTE, 60), new Part(Base.SECOND, 3600));
      case MINUTE -> List.of(new Part(Base.SECOND, 60), new Part(Base.MILLISECOND, 60_000));
      case SECOND -> thousands(Base.MILLISECOND, Base.MICROSECOND);
      case MILLISECOND -> thousands(Base.MICROSECOND, Base.NANOSECOND);
      case MICROSECOND -> thousands(Base.NANOSECOND, Base.PICOSECOND);
      case NANOSECOND -> thousands(Base.PICOSECOND, Base.FEMTOSECOND);
      case PICOSECOND -> thousands(Base.FEMTOSECOND, Base.ATTOSECOND);
      case FEMTOSECOND -> List.of(new Part(Base.ATTOSECOND, 1000));
      case ATTOSECOND, GENERIC -> List.of();
    };
  }

  private static Part days(long count) {
    return new Part(Base.DAY, count);
  }

  private static List<Part> thousands(Base thousandth, Base millionth) {
    return List.of(new Part(thousandth, 1000), new Part(millionth, 1_000_000));
  }

  /// Writes the unit in NumPy's notation.
  ///
  /// @return for example `[ns]`, and the empty text for the generic unit
  @Override
  public String toString() {
    if (base == Base.GENERIC) {
      return "";
    }
    return "[" + (multiple == 1 ? "" : String.valueOf(multiple)) + base.symbol() + "]";
  }
}
