package io.mmaptable.npy;

/// How a header is written.
///
/// @param majorVersion the format's version: 1, 2 or 3; 0 for the one that NumPy chooses, the
///   lowest that can hold the header
/// @param maxHeaderLength how many characters a header may have
public record WriteOptions(int majorVersion, int maxHeaderLength) {

  /// The version that NumPy chooses, and no header that `numpy.load` would refuse.
  public static final WriteOptions DEFAULT = new WriteOptions(0, NpyHeader.MAX_LENGTH);

  /// Checks the version and the limit.
  ///
  /// @throws IllegalArgumentException if `majorVersion` is none of 0 to 3, or `maxHeaderLength` is
  ///   not positive
  public WriteOptions {
    if (majorVersion < 0 || majorVersion > 3) {
      throw new IllegalArgumentException("majorVersion (" + majorVersion + ") of a .npy header");
    }
    if (maxHeaderLength <= 0) {
      throw new IllegalArgumentException("maxHeaderLength (" + maxHeaderLength + ")");
    }
  }

  /// The same options with a version.
  ///
  /// @param major 1, 2 or 3; 0 for the one that NumPy chooses
  /// @return the options
  /// @throws IllegalArgumentException if there is no such version
  public WriteOptions withVersion(int major) {
    return new WriteOptions(major, maxHeaderLength);
  }

  /// The same options with another limit. `numpy.load` reads longer headers than 10,000 characters
  /// only where it is told to, with `max_header_size`.
  ///
  /// @param characters how many characters a header may have
  /// @return the options
  /// @throws IllegalArgumentException if `characters` is not positive
  public WriteOptions withMaxHeaderLength(int characters) {
    return new WriteOptions(majorVersion, characters);
  }
}
