package io.mmaptable.dtype;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    GENERIC("", null, 0),
    /// Attoseconds.
    ATTOSECOND("as", null, 0),
    /// Femtoseconds.
    FEMTOSECOND("fs", ATTOSECOND, 1000),
    /// Picoseconds.
    PICOSECOND("ps", FEMTOSECOND, 1000),
    /// Nanoseconds.
    NANOSECOND("ns", PICOSECOND, 1000),
    /// Microseconds.
    MICROSECOND("us", NANOSECOND, 1000),
    /// Milliseconds.
    MILLISECOND("ms", MICROSECOND, 1000),
    /// Seconds.
    SECOND("s", MILLISECOND, 1000),
    /// Minutes.
    MINUTE("m", SECOND, 60),
    /// Hours.
    HOUR("h", MINUTE, 60),
    /// Days.
    DAY("D", HOUR, 24),
    /// Weeks.
    WEEK("W", DAY, 7),
    /// Months, which differ in their number of days.
    MONTH("M", null, 0),
    /// Years.
    YEAR("Y", MONTH, 12);

    private final String symbol;
    private final @Nullable Base finer;
    private final long perFiner;

    Base(String symbol, @Nullable Base finer, long perFiner) {
      this.symbol = symbol;
      this.finer = finer;
      this.perFiner = perFiner;
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
      Pattern.compile("\\[(?<multiple>\\d{0,9})(?<unit>[a-zA-Zμ]+)(?:/(?<divisor>\\d{1,9}))?]");

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
    return new DateTimeUnit(base, Math.toIntExact(count));
  }

  private static DateTimeUnit divided(String notation, Base base, long multiple, long divisor) {
    long count = multiple;
    Base unit = base;
    while (divisor > 0 && count <= Integer.MAX_VALUE) {
      if (count % divisor == 0) {
        return new DateTimeUnit(unit, Math.toIntExact(count / divisor));
      }
      if (unit.finer == null) {
        break;
      }
      count *= unit.perFiner;
      unit = unit.finer;
    }
    throw new IllegalArgumentException(
        "datetime unit '" + notation + "' is not a multiple of a smaller unit");
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
