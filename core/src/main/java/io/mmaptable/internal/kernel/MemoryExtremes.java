package io.mmaptable.internal.kernel;

import io.mmaptable.internal.element.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The smallest and largest of many elements in native memory, which are read where they lie: side
/// by side, in the machine's byte order.
///
/// The memory may be a file that somebody cuts. In plain loops the JVM makes an error of such a
/// fault, also where the compiler has vectorized them; with the Vector API it ends. Each loop takes
/// two runs of elements at once and keeps what it finds lane by lane, which is what the compiler
/// makes vectors of. They take about as long as copying does.
public final class MemoryExtremes {

  /// How many elements are taken at once, of 8 or 4 bytes or in words of 8: more would not fit the
  /// processor's first cache, together with the lanes.
  public static final int AT_ONCE = 2048;

  private static final int LANES = AT_ONCE / 2;

  private MemoryExtremes() {}

  /// Whether memory can be read where it lies.
  public static boolean isFor(MemorySegment memory) {
    return Memory.isNative(memory);
  }

  /// The largest of longs that are added to a bias, in whose order they then are, wrapped around.
  ///
  /// @param at the first byte
  /// @param count how many, a multiple of [#AT_ONCE]
  public static long max(MemorySegment memory, long at, long count, long bias) {
    long[] most = new long[LANES];
    Arrays.fill(most, Long.MIN_VALUE);
    for (long i = 0; i < count; i += AT_ONCE) {
      max(memory, at + i * Long.BYTES, bias, most);
    }
    return largest(most);
  }

  private static void max(MemorySegment memory, long at, long bias, long[] most) {
    MemorySegment words = Memory.NATIVE.cast(memory);
    long next = at + LANES * (long) Long.BYTES;
    for (int i = 0; i < LANES; i++) {
      long a = words.get(Memory.LONG, at + 8L * i) + bias;
      long b = words.get(Memory.LONG, next + 8L * i) + bias;
      most[i] = Math.max(most[i], Math.max(a, b));
    }
  }

  /// The smallest of longs that are added to a bias.
  public static long min(MemorySegment memory, long at, long count, long bias) {
    long[] least = new long[LANES];
    Arrays.fill(least, Long.MAX_VALUE);
    for (long i = 0; i < count; i += AT_ONCE) {
      min(memory, at + i * Long.BYTES, bias, least);
    }
    return smallest(least);
  }

  private static void min(MemorySegment memory, long at, long bias, long[] least) {
    MemorySegment words = Memory.NATIVE.cast(memory);
    long next = at + LANES * (long) Long.BYTES;
    for (int i = 0; i < LANES; i++) {
      long a = words.get(Memory.LONG, at + 8L * i) + bias;
      long b = words.get(Memory.LONG, next + 8L * i) + bias;
      least[i] = Math.min(least[i], Math.min(a, b));
    }
  }

  /// The largest of ints whose bits are flipped first.
  public static int max(MemorySegment memory, long at, long count, int flip) {
    int[] most = new int[LANES];
    Arrays.fill(most, Integer.MIN_VALUE);
    for (long i = 0; i < count; i += AT_ONCE) {
      max(memory, at + i * Integer.BYTES, flip, most);
    }
    return largest(most);
  }

  private static void max(MemorySegment memory, long at, int flip, int[] most) {
    MemorySegment words = Memory.NATIVE.cast(memory);
    long next = at + LANES * (long) Integer.BYTES;
    for (int i = 0; i < LANES; i++) {
      int a = words.get(Memory.INT, at + 4L * i) ^ flip;
      int b = words.get(Memory.INT, next + 4L * i) ^ flip;
      most[i] = Math.max(most[i], Math.max(a, b));
    }
  }

  /// Keeps the largest of unsigned integers that are packed into longs, each where it lies in its
  /// word.
  ///
  /// @param count how many longs, a multiple of [#AT_ONCE]
  /// @param size of an integer: 1 or 2 bytes
  /// @param flip bits that are flipped first
  /// @param most the largest so far, zeros at first; as many as half of [#AT_ONCE]
  public static void maxPacked(
      MemorySegment memory, long at, long count, int size, long flip, long[] most) {
    for (long i = 0; i < count; i += AT_ONCE) {
      if (size == 1) {
        maxOfBytes(memory, at + i * Long.BYTES, flip, most);
      } else {
        maxOfShorts(memory, at + i * Long.BYTES, flip, most);
      }
    }
  }

  private static void maxOfBytes(MemorySegment memory, long at, long flip, long[] most) {
    MemorySegment words = Memory.NATIVE.cast(memory);
    long next = at + LANES * (long) Long.BYTES;
    for (int i = 0; i < LANES; i++) {
      long a = words.get(Memory.LONG, at + 8L * i) ^ flip;
      long b = words.get(Memory.LONG, next + 8L * i) ^ flip;
      most[i] = PackedLoops.maxOfBytes(most[i], PackedLoops.maxOfBytes(a, b));
    }
  }

  private static void maxOfShorts(MemorySegment memory, long at, long flip, long[] most) {
    MemorySegment words = Memory.NATIVE.cast(memory);
    long next = at + LANES * (long) Long.BYTES;
    for (int i = 0; i < LANES; i++) {
      long a = words.get(Memory.LONG, at + 8L * i) ^ flip;
      long b = words.get(Memory.LONG, next + 8L * i) ^ flip;
      most[i] = PackedLoops.maxOfShorts(most[i], PackedLoops.maxOfShorts(a, b));
    }
  }

  /// The smallest or largest double; NaN wins, and -0 is less than 0.
  ///
  /// @param fold the minimum or the maximum
  /// @param count how many, a multiple of [#AT_ONCE]
  public static double extremeDouble(Fold fold, MemorySegment memory, long at, long count) {
    long[] least = new long[LANES];
    long[] most = new long[LANES];
    Arrays.fill(least, Long.MAX_VALUE);
    Arrays.fill(most, Long.MIN_VALUE);
    for (long i = 0; i < count; i += AT_ONCE) {
      range(memory, at + i * Double.BYTES, least, most);
    }
    double min = Double.longBitsToDouble(key(smallest(least)));
    double max = Double.longBitsToDouble(key(largest(most)));
    if (Double.isNaN(min) || Double.isNaN(max)) { // each is beyond the infinity of its sign
      return Double.NaN;
    }
    return fold == Fold.MIN ? min : max;
  }

  private static void range(MemorySegment memory, long at, long[] least, long[] most) {
    MemorySegment words = Memory.NATIVE.cast(memory);
    long next = at + LANES * (long) Double.BYTES;
    for (int i = 0; i < LANES; i++) {
      long a = key(words.get(Memory.LONG, at + 8L * i));
      long b = key(words.get(Memory.LONG, next + 8L * i));
      least[i] = Math.min(least[i], Math.min(a, b));
      most[i] = Math.max(most[i], Math.max(a, b));
    }
  }

  /// Makes longs that are ordered as doubles are of their bits, and the bits of such longs.
  private static long key(long bits) {
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /// The smallest or largest float; NaN wins, and -0 is less than 0.
  public static float extremeFloat(Fold fold, MemorySegment memory, long at, long count) {
    int[] least = new int[LANES];
    int[] most = new int[LANES];
    Arrays.fill(least, Integer.MAX_VALUE);
    Arrays.fill(most, Integer.MIN_VALUE);
    for (long i = 0; i < count; i += AT_ONCE) {
      range(memory, at + i * Float.BYTES, least, most);
    }
    float min = Float.intBitsToFloat(key(smallest(least)));
    float max = Float.intBitsToFloat(key(largest(most)));
    if (Float.isNaN(min) || Float.isNaN(max)) {
      return Float.NaN;
    }
    return fold == Fold.MIN ? min : max;
  }

  private static void range(MemorySegment memory, long at, int[] least, int[] most) {
    MemorySegment words = Memory.NATIVE.cast(memory);
    long next = at + LANES * (long) Float.BYTES;
    for (int i = 0; i < LANES; i++) {
      int a = key(words.get(Memory.INT, at + 4L * i));
      int b = key(words.get(Memory.INT, next + 4L * i));
      least[i] = Math.min(least[i], Math.min(a, b));
      most[i] = Math.max(most[i], Math.max(a, b));
    }
  }

  private static int key(int bits) {
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  private static long largest(long[] lanes) {
    long found = lanes[0];
    for (long lane : lanes) {
      found = Math.max(found, lane);
    }
    return found;
  }

  private static long smallest(long[] lanes) {
    long found = lanes[0];
    for (long lane : lanes) {
      found = Math.min(found, lane);
    }
    return found;
  }

  private static int largest(int[] lanes) {
    int found = lanes[0];
    for (int lane : lanes) {
      found = Math.max(found, lane);
    }
    return found;
  }

  private static int smallest(int[] lanes) {
    int found = lanes[0];
    for (int lane : lanes) {
      found = Math.min(found, lane);
    }
    return found;
  }
}
