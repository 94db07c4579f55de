package io.mmaptable.npy;

/// What a reader takes on trust: how long a header may be, and how far an archive may expand.
///
/// @param maxHeaderLength how many characters a header may have
/// @param maxExpansion how many times larger than its compressed bytes an archive's member may be
public record Limits(int maxHeaderLength, long maxExpansion) {

  /// Headers of up to 10,000 characters, as `numpy.load` has it, and expansion of up to 1,100
  /// times, which is more than deflate can do.
  public static final Limits DEFAULT = new Limits(NpyHeader.MAX_LENGTH, 1_100);

  /// Checks the limits.
  ///
  /// @throws IllegalArgumentException if a limit is not positive
  public Limits {
    if (maxHeaderLength <= 0) {
      throw new IllegalArgumentException("maxHeaderLength (" + maxHeaderLength + ")");
    }
    if (maxExpansion <= 0) {
      throw new IllegalArgumentException("maxExpansion (" + maxExpansion + ")");
    }
  }

  /// The same limits but for headers.
  ///
  /// @param characters how many characters a header may have
  /// @return the limits
  /// @throws IllegalArgumentException if `characters` is not positive
  public Limits withMaxHeaderLength(int characters) {
    return new Limits(characters, maxExpansion);
  }

  /// The same limits but for archives.
  ///
  /// @param times how many times larger than its compressed bytes a member may be
  /// @return the limits
  /// @throws IllegalArgumentException if `times` is not positive
  public Limits withMaxExpansion(long times) {
    return new Limits(maxHeaderLength, times);
  }
}
