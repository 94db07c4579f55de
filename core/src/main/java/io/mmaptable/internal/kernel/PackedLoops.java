package io.mmaptable.internal.kernel;

/// Folds integers of 1, 2 or 4 bytes that are packed into longs, several at once: a loop over longs
/// is vectorized, which one over bytes or shorts is not.
public final class PackedLoops {
  private static final long BYTES = 0x00ff_00ff_00ff_00ffL;
  private static final long SHORTS = 0x0000_ffff_0000_ffffL;
  private static final long INTS = 0xffff_ffffL;
  private static final long BYTE_SIGNS = 0x8080_8080_8080_8080L;
  private static final long SHORT_SIGNS = 0x8000_8000_8000_8000L;

  private PackedLoops() {}

  /// Adds unsigned integers.
  ///
  /// @param count how many longs, 2,048 at most, whose sum is never too large
  /// @param size of an integer: 1, 2 or 4 bytes
  /// @param flip bits that are flipped first: the signs of signed integers
  public static long sum(long[] words, int count, int size, long flip) {
    return switch (size) {
      case 1 -> sumOfBytes(words, count, flip);
      case 2 -> sumOfShorts(words, count, flip);
      default -> sumOfInts(words, count, flip);
    };
  }

  private static long sumOfBytes(long[] words, int count, long flip) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long word = words[i] ^ flip;
      long pairs = (word & BYTES) + ((word >>> 8) & BYTES);
      sum += (pairs & SHORTS) + ((pairs >>> 16) & SHORTS);
    }
    return (sum & INTS) + (sum >>> 32);
  }

  private static long sumOfShorts(long[] words, int count, long flip) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long word = words[i] ^ flip;
      sum += (word & SHORTS) + ((word >>> 16) & SHORTS);
    }
    return (sum & INTS) + (sum >>> 32);
  }

  private static long sumOfInts(long[] words, int count, long flip) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long word = words[i] ^ flip;
      sum += (word & INTS) + (word >>> 32);
    }
    return sum;
  }

  /// Keeps the largest of unsigned integers, each where it lies in its word.
  ///
  /// @param flip bits that are flipped first: the signs of signed integers, and all for a minimum
  /// @param most the largest so far, zeros at first
  public static void max(long[] words, int count, int size, long flip, long[] most) {
    switch (size) {
      case 1 -> maxOfBytes(words, count, flip, most);
      case 2 -> maxOfShorts(words, count, flip, most);
      default -> maxOfInts(words, count, flip, most);
    }
  }

  private static void maxOfBytes(long[] words, int count, long flip, long[] most) {
    for (int i = 0; i < count; i++) {
      most[i] = maxOfBytes(most[i], words[i] ^ flip);
    }
  }

  /// The larger ones of bytes, each where it lies.
  static long maxOfBytes(long a, long b) {
    long low = (a | BYTE_SIGNS) - (b & ~BYTE_SIGNS);
    long larger = ((a & ~b) | (~(a ^ b) & low)) & BYTE_SIGNS;
    long mask = (larger - (larger >>> 7)) | larger;
    return b ^ ((a ^ b) & mask);
  }

  private static void maxOfShorts(long[] words, int count, long flip, long[] most) {
    for (int i = 0; i < count; i++) {
      most[i] = maxOfShorts(most[i], words[i] ^ flip);
    }
  }

  /// The larger ones of shorts, each where it lies.
  static long maxOfShorts(long a, long b) {
    long low = (a | SHORT_SIGNS) - (b & ~SHORT_SIGNS);
    long larger = ((a & ~b) | (~(a ^ b) & low)) & SHORT_SIGNS;
    long mask = (larger - (larger >>> 15)) | larger;
    return b ^ ((a ^ b) & mask);
  }

  /// A long's order is that of its upper half, where no lower one is in the way.
  private static void maxOfInts(long[] words, int count, long flip, long[] most) {
    for (int i = 0; i < count; i++) {
      long a = most[i] ^ Long.MIN_VALUE;
      long b = words[i] ^ flip ^ Long.MIN_VALUE;
      long upper = Math.max(a, b) & ~INTS;
      long lower = Math.max(a & INTS, b & INTS);
      most[i] = (upper | lower) ^ Long.MIN_VALUE;
    }
  }
}
