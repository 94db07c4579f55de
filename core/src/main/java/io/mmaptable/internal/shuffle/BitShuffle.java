package io.mmaptable.internal.shuffle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Puts the lowest bits of all elements together, then all second ones and so on, and back, as the
/// library bitshuffle does it: <https://github.com/kiyo-masui/bitshuffle>.
///
/// Elements are taken in eights, so that the bits of one place are whole bytes. The bytes of one
/// place, which [ByteShuffle] puts together, are taken eight by eight as squares of bits, which are
/// transposed.
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
    int rowLength = length / size / 8;
    for (int column = 0; column < size; column++) {
      int start = column * 8 * rowLength;
      for (int i = 0; i < rowLength; i++) {
        long bits = transpose((long) LITTLE.get(scratch, start + 8 * i));
        for (int row = 0; row < 8; row++) {
          into[to + start + row * rowLength + i] = (byte) (bits >>> (8 * row));
        }
      }
    }
  }

  /// Does the opposite, with the same parameters.
  public static void unshuffle(
      byte[] from, int at, byte[] into, int to, byte[] scratch, int length, int size) {
    int rowLength = length / size / 8;
    for (int column = 0; column < size; column++) {
      int start = column * 8 * rowLength;
      for (int i = 0; i < rowLength; i++) {
        long bits = 0;
        for (int row = 0; row < 8; row++) {
          bits |= (from[at + start + row * rowLength + i] & 0xffL) << (8 * row);
        }
        LITTLE.set(scratch, start + 8 * i, transpose(bits));
      }
    }
    ByteShuffle.unshuffle(scratch, 0, into, to, length, size);
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
