package io.mmaptable.npy;

import java.util.zip.Deflater;

/// How the members of an archive are stored.
public sealed interface NpzStorage {

  /// As they are, as `numpy.savez` stores them. Such a member can be mapped in place.
  ///
  /// @return members that are not compressed
  static NpzStorage stored() {
    return new Stored(false);
  }

  /// As they are, with padding before each member, so that its elements begin at a multiple of 64
  /// in the file. A mapped view of them is aligned for any dtype, and every reader skips the
  /// padding.
  ///
  /// @return members that are neither compressed nor unaligned
  static NpzStorage aligned() {
    return new Stored(true);
  }

  /// Compressed, as `numpy.savez_compressed` does.
  ///
  /// @return members that are deflated at zlib's default level
  static NpzStorage deflated() {
    return new Deflated(Deflater.DEFAULT_COMPRESSION);
  }

  /// Compressed at a level.
  ///
  /// @param level 1, the fastest, to 9, the smallest; 0 wraps without compressing
  /// @return members that are deflated
  /// @throws IllegalArgumentException if the level is none of these
  static NpzStorage deflated(int level) {
    if (level < 0) {
      throw new IllegalArgumentException("level (" + level + ") of deflate is not 0 to 9");
    }
    return new Deflated(level);
  }

  /// Not compressed.
  ///
  /// @param isAligned whether the elements begin at a multiple of 64 in the file
  record Stored(boolean isAligned) implements NpzStorage {}

  /// Compressed.
  ///
  /// @param level 0 to 9, or -1 for zlib's default
  record Deflated(int level) implements NpzStorage {

    /// Checks the level.
    ///
    /// @throws IllegalArgumentException if it is not -1 to 9
    public Deflated {
      if (level < Deflater.DEFAULT_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
        throw new IllegalArgumentException("level (" + level + ") of deflate is not 0 to 9");
      }
    }
  }
}
