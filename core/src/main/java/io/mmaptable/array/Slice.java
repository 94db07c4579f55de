package io.mmaptable.array;

import org.jspecify.annotations.Nullable;

/// A range of positions with a step, as Python's `start:stop:step`.
///
/// Negative bounds count from the end, and bounds beyond the ends are clipped:
/// <https://docs.python.org/3/library/stdtypes.html#common-sequence-operations>.
///
/// @param start the first position, or null for the end the step starts from
/// @param stop the position to stop before, or null for the end the step goes to
/// @param step the distance from each position to the next, not zero
public record Slice(@Nullable Long start, @Nullable Long stop, long step) implements Index {

  /// Every position.
  public static final Slice ALL = new Slice(null, null, 1);

  /// Checks the step.
  ///
  /// @throws IllegalArgumentException if `step` is zero
  public Slice {
    if (step == 0) {
      throw new IllegalArgumentException("step (0) of a slice");
    }
  }

  /// The positions from `start` to before `stop`.
  ///
  /// @param start the first position
  /// @param stop the position to stop before
  /// @return the slice
  public static Slice of(long start, long stop) {
    return new Slice(start, stop, 1);
  }

  /// The positions from `start` to before `stop`, `step` apart.
  ///
  /// @param start the first position
  /// @param stop the position to stop before
  /// @param step the distance, not zero
  /// @return the slice
  /// @throws IllegalArgumentException if `step` is zero
  public static Slice of(long start, long stop, long step) {
    return new Slice(start, stop, step);
  }

  /// Reads Python's notation, such as `5:10` or `::-1`.
  ///
  /// @param notation the notation, with at least one colon
  /// @return the slice
  /// @throws IllegalArgumentException if the text is no slice; the message points at the character
  public static Slice parse(String notation) {
    Index[] parts = IndexParser.parse(notation);
    if (parts.length == 1 && parts[0] instanceof Slice slice) {
      return slice;
    }
    throw new IllegalArgumentException("'" + notation + "' is no slice such as 5:10");
  }

  /// The positions that the slice selects from a dimension of a given length.
  ///
  /// @param length the length of the dimension
  /// @return the first position, the number of positions, and the step
  public Range over(long length) {
    long first;
    long end;
    if (step > 0) {
      first = start == null ? 0 : clip(start, length, 0, length);
      end = stop == null ? length : clip(stop, length, 0, length);
    } else {
      first = start == null ? length - 1 : clip(start, length, -1, length - 1);
      end = stop == null ? -1 : clip(stop, length, -1, length - 1);
    }
    long distance = step > 0 ? end - first : first - end;
    long stride = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
    return new Range(first, distance <= 0 ? 0 : (distance - 1) / stride + 1, step);
  }

  private static long clip(long bound, long length, long low, long high) {
    long position = bound < 0 ? bound + length : bound;
    return Math.clamp(position, low, high);
  }

  /// What a slice selects.
  ///
  /// @param first the first position
  /// @param count how many positions there are
  /// @param step the distance from each to the next
  public record Range(long first, long count, long step) {}

  @Override
  public String toString() {
    return (start == null ? "" : start)
        + ":"
        + (stop == null ? "" : stop)
        + (step == 1 ? "" : ":" + step);
  }
}
