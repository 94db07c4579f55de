package io.mmaptable.internal.shuffle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Puts the lowest bits of all elements together, then all second ones and so on, and back, as the
/// library bitshuffle does it: <https://github.com/kiyo-masui/bitshuffle>.
///
/// Elements are taken in eights, so that the bits of one place are whole bytes. The bytes of one
/// place, which [ByteShuffle] puts together, are squares of bits, eight by eight, which are
/// transposed; then each row of a square goes to the same rows of the others, as the bytes of
/// longs.
public final class BitShuffle {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitShuffle() {}

  /// Shuffles.
  ///
  /// @param from what to shuffle, from the index `at` on
  /// @param into where to put it, from the index `to` on; another array
  /// @param scratch an array that is changed, as long as `length`
  /// @param length how many bytes, a multiple of eight elements
  /// @param size the size of an element, at least 1
  public static void shuffle(
      byte[] from, int at, byte[] into, int to, byte[] scratch, int length, int size) {
    ByteShuffle.shuffle(from, at, scratch, 0, length, size);
    transposeAll(scratch, length);
    int column = length / size;
    for (int start = 0; start < length; start += column) {
      ByteShuffle.shuffle(scratch, start, into, to + start, column, Long.BYTES);
    }
  }

  /// Does the opposite, with the same parameters.
  public static void unshuffle(
      byte[] from, int at, byte[] into, int to, byte[] scratch, int length, int size) {
    int column = length / size;
    for (int start = 0; start < length; start += column) {
      ByteShuffle.unshuffle(from, at + start, scratch, start, column, Long.BYTES);
    }
    transposeAll(scratch, length);
    ByteShuffle.unshuffle(scratch, 0, into, to, length, size);
  }

  private static void transposeAll(byte[] bytes, int length) {
    for (int i = 0; i < length; i += Long.BYTES) {
      LITTLE.set(bytes, i, transpose((long) LITTLE.get(bytes, i)));
    }
  }

  /// Bit `i` of byte `j` and bit `j` of byte `i` change places.
  private static long transpose(long bits) {
    long square = exchange(bits, 7, 0x00aa00aa00aa00aaL);
    square = exchange(square, 14, 0x0000cccc0000ccccL);
    return exchange(square, 28, 0x00000000f0f0f0f0L);
  }

  /// Bits under the mask change places with those so much above them.
  private static long exchange(long bits, int distance, long mask) {
    long difference = (bits ^ bits >>> distance) & mask;
    return bits ^ difference ^ difference << distance;
  }
}
