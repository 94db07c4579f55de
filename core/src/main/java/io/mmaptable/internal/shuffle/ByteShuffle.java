package io.mmaptable.internal.shuffle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Puts the first bytes of all elements together, then all second ones and so on, and back. What is
/// left over behind the last whole element stays where it is.
///
/// Of eight elements at a time, longs exchange bytes until each holds those of one place. An
/// exchange is its own inverse, so that the way back is the same in the opposite order.
///
/// Elements are taken in blocks, whose places lie beside each other in a small array. Where they go
/// is often a power of two apart, and then a cache can hold only some of them at once.
public final class ByteShuffle {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// How many bytes a block has at most, if that is eight elements.
  private static final int BLOCK_BYTES = 1 << 13;

  private ByteShuffle() {}

  /// Shuffles.
  ///
  /// @param from what to shuffle, from the index `at` on
  /// @param into where to put it, from the index `to` on; another array
  /// @param length how many bytes
  /// @param size the size of an element, at least 1
  public static void shuffle(byte[] from, int at, byte[] into, int to, int length, int size) {
    int count = size == 1 ? 0 : length / size;
    int block = blockLength(count, size);
    byte[] places = new byte[block * size];
    for (int start = 0; start < count; start += block) {
      int n = Math.min(block, count - start);
      shuffleBlock(from, at + start * size, places, n, size);
      for (int j = 0; j < size; j++) {
        System.arraycopy(places, j * n, into, to + j * count + start, n);
      }
    }
    copyRest(from, at, into, to, length, count * size);
  }

  /// Does the opposite, with the same parameters.
  public static void unshuffle(byte[] from, int at, byte[] into, int to, int length, int size) {
    int count = size == 1 ? 0 : length / size;
    int block = blockLength(count, size);
    byte[] places = new byte[block * size];
    for (int start = 0; start < count; start += block) {
      int n = Math.min(block, count - start);
      for (int j = 0; j < size; j++) {
        System.arraycopy(from, at + j * count + start, places, j * n, n);
      }
      unshuffleBlock(places, into, to + start * size, n, size);
    }
    copyRest(from, at, into, to, length, count * size);
  }

  private static int blockLength(int count, int size) {
    return Math.min(count, Math.max(8, BLOCK_BYTES / size / 8 * 8));
  }

  private static void copyRest(byte[] from, int at, byte[] into, int to, int length, int done) {
    System.arraycopy(from, at + done, into, to + done, length - done);
  }

  private static void shuffleBlock(byte[] from, int at, byte[] into, int count, int size) {
    switch (size) {
      case 2 -> shuffleTwos(from, at, into, count);
      case 4 -> shuffleFours(from, at, into, count);
      case 8 -> {
        shuffleEights(from, at, into, 0, count);
        shuffleEights(from, at + 4, into, 4 * count, count);
      }
      default -> {
        int inFours = size - size % 4;
        for (int place = 0; place < inFours; place += 4) {
          shuffleAny(from, at + place, into, place * count, count, size);
        }
        shuffleBytes(from, at, into, count, size, inFours, 0);
      }
    }
    shuffleBytes(from, at, into, count, size, 0, count - count % 8);
  }

  private static void unshuffleBlock(byte[] from, byte[] into, int to, int count, int size) {
    switch (size) {
      case 2 -> unshuffleTwos(from, into, to, count);
      case 4 -> unshuffleFours(from, into, to, count);
      case 8 -> {
        unshuffleEights(from, 0, into, to, count);
        unshuffleEights(from, 4 * count, into, to + 4, count);
      }
      default -> {
        int inFours = size - size % 4;
        for (int place = 0; place < inFours; place += 4) {
          unshuffleAny(from, place * count, into, to + place, count, size);
        }
        unshuffleBytes(from, into, to, count, size, inFours, 0);
      }
    }
    unshuffleBytes(from, into, to, count, size, 0, count - count % 8);
  }

  /// The places from one on of the elements from one on, byte by byte.
  private static void shuffleBytes(
      byte[] from, int at, byte[] into, int count, int size, int firstPlace, int first) {
    for (int j = firstPlace; j < size; j++) {
      for (int i = first; i < count; i++) {
        into[j * count + i] = from[at + i * size + j];
      }
    }
  }

  private static void unshuffleBytes(
      byte[] from, byte[] into, int to, int count, int size, int firstPlace, int first) {
    for (int j = firstPlace; j < size; j++) {
      for (int i = first; i < count; i++) {
        into[to + i * size + j] = from[j * count + i];
      }
    }
  }

  private static long get(byte[] bytes, int at) {
    return (long) LITTLE.get(bytes, at);
  }

  private static void set(byte[] bytes, int at, long value) {
    LITTLE.set(bytes, at, value);
  }

  /// The even bytes of both, in turn; [#oddBytes] the odd ones.
  private static long evenBytes(long x, long y) {
    return (x & 0x00ff00ff00ff00ffL) | ((y & 0x00ff00ff00ff00ffL) << 8);
  }

  private static long oddBytes(long x, long y) {
    return ((x >>> 8) & 0x00ff00ff00ff00ffL) | (y & ~0x00ff00ff00ff00ffL);
  }

  /// The even shorts of both, in turn; [#oddShorts] the odd ones.
  private static long evenShorts(long x, long y) {
    return (x & 0x0000ffff0000ffffL) | ((y & 0x0000ffff0000ffffL) << 16);
  }

  private static long oddShorts(long x, long y) {
    return ((x >>> 16) & 0x0000ffff0000ffffL) | (y & ~0x0000ffff0000ffffL);
  }

  /// The even ints of both, in turn; [#oddInts] the odd ones.
  private static long evenInts(long x, long y) {
    return (x & 0x00000000ffffffffL) | ((y & 0x00000000ffffffffL) << 32);
  }

  private static long oddInts(long x, long y) {
    return ((x >>> 32) & 0x00000000ffffffffL) | (y & ~0x00000000ffffffffL);
  }

  private static void shuffleTwos(byte[] from, int at, byte[] into, int count) {
    for (int i = 0; i <= count - 8; i += 8) {
      long x = get(from, at + 2 * i);
      long y = get(from, at + 2 * i + 8);
      long a = evenInts(x, y);
      long b = oddInts(x, y);
      x = evenShorts(a, b);
      y = oddShorts(a, b);
      set(into, i, evenBytes(x, y));
      set(into, count + i, oddBytes(x, y));
    }
  }

  private static void unshuffleTwos(byte[] from, byte[] into, int to, int count) {
    for (int i = 0; i <= count - 8; i += 8) {
      long x = get(from, i);
      long y = get(from, count + i);
      long a = evenBytes(x, y);
      long b = oddBytes(x, y);
      x = evenShorts(a, b);
      y = oddShorts(a, b);
      set(into, to + 2 * i, evenInts(x, y));
      set(into, to + 2 * i + 8, oddInts(x, y));
    }
  }

  private static void shuffleFours(byte[] from, int at, byte[] into, int count) {
    for (int i = 0; i <= count - 8; i += 8) {
      long a0 = get(from, at + 4 * i);
      long b0 = get(from, at + 4 * i + 8);
      long c0 = get(from, at + 4 * i + 16);
      long d0 = get(from, at + 4 * i + 24);
      long a1 = evenInts(a0, c0);
      long c1 = oddInts(a0, c0);
      long b1 = evenInts(b0, d0);
      long d1 = oddInts(b0, d0);
      long a2 = evenBytes(a1, c1);
      long c2 = oddBytes(a1, c1);
      long b2 = evenBytes(b1, d1);
      long d2 = oddBytes(b1, d1);
      set(into, i, evenShorts(a2, b2));
      set(into, 2 * count + i, oddShorts(a2, b2));
      set(into, count + i, evenShorts(c2, d2));
      set(into, 3 * count + i, oddShorts(c2, d2));
    }
  }

  private static void unshuffleFours(byte[] from, byte[] into, int to, int count) {
    for (int i = 0; i <= count - 8; i += 8) {
      long a0 = get(from, i);
      long b0 = get(from, 2 * count + i);
      long c0 = get(from, count + i);
      long d0 = get(from, 3 * count + i);
      long a1 = evenShorts(a0, b0);
      long b1 = oddShorts(a0, b0);
      long c1 = evenShorts(c0, d0);
      long d1 = oddShorts(c0, d0);
      long a2 = evenBytes(a1, c1);
      long c2 = oddBytes(a1, c1);
      long b2 = evenBytes(b1, d1);
      long d2 = oddBytes(b1, d1);
      set(into, to + 4 * i, evenInts(a2, c2));
      set(into, to + 4 * i + 8, evenInts(b2, d2));
      set(into, to + 4 * i + 16, oddInts(a2, c2));
      set(into, to + 4 * i + 24, oddInts(b2, d2));
    }
  }

  /// Four of eight places, of which the first one's are at `at`. A long has those of two elements,
  /// so that few enough are in use at once for the processor's registers.
  private static void shuffleEights(byte[] from, int at, byte[] into, int to, int count) {
    for (int i = 0; i <= count - 8; i += 8) {
      int p = at + 8 * i;
      int q = to + i;
      long a = getTwo(from, p, p + 32);
      long b = getTwo(from, p + 8, p + 40);
      long c = getTwo(from, p + 16, p + 48);
      long d = getTwo(from, p + 24, p + 56);
      long evenOfAb = evenBytes(a, b);
      long oddOfAb = oddBytes(a, b);
      long evenOfCd = evenBytes(c, d);
      long oddOfCd = oddBytes(c, d);
      set(into, q, evenShorts(evenOfAb, evenOfCd));
      set(into, q + count, evenShorts(oddOfAb, oddOfCd));
      set(into, q + 2 * count, oddShorts(evenOfAb, evenOfCd));
      set(into, q + 3 * count, oddShorts(oddOfAb, oddOfCd));
    }
  }

  private static void unshuffleEights(byte[] from, int at, byte[] into, int to, int count) {
    for (int i = 0; i <= count - 8; i += 8) {
      int p = at + i;
      int q = to + 8 * i;
      long first = get(from, p);
      long second = get(from, p + count);
      long third = get(from, p + 2 * count);
      long fourth = get(from, p + 3 * count);
      long evenOfAb = evenShorts(first, third);
      long evenOfCd = oddShorts(first, third);
      long oddOfAb = evenShorts(second, fourth);
      long oddOfCd = oddShorts(second, fourth);
      setTwo(into, q, q + 32, evenBytes(evenOfAb, oddOfAb));
      setTwo(into, q + 8, q + 40, oddBytes(evenOfAb, oddOfAb));
      setTwo(into, q + 16, q + 48, evenBytes(evenOfCd, oddOfCd));
      setTwo(into, q + 24, q + 56, oddBytes(evenOfCd, oddOfCd));
    }
  }

  /// The same for elements of any size, which the compiler does not know, and which takes half as
  /// long again.
  private static void shuffleAny(byte[] from, int at, byte[] into, int to, int count, int size) {
    for (int i = 0; i <= count - 8; i += 8) {
      int p = at + i * size;
      int q = to + i;
      long a = getTwo(from, p, p + 4 * size);
      long b = getTwo(from, p + size, p + 5 * size);
      long c = getTwo(from, p + 2 * size, p + 6 * size);
      long d = getTwo(from, p + 3 * size, p + 7 * size);
      long evenOfAb = evenBytes(a, b);
      long oddOfAb = oddBytes(a, b);
      long evenOfCd = evenBytes(c, d);
      long oddOfCd = oddBytes(c, d);
      set(into, q, evenShorts(evenOfAb, evenOfCd));
      set(into, q + count, evenShorts(oddOfAb, oddOfCd));
      set(into, q + 2 * count, oddShorts(evenOfAb, evenOfCd));
      set(into, q + 3 * count, oddShorts(oddOfAb, oddOfCd));
    }
  }

  private static void unshuffleAny(byte[] from, int at, byte[] into, int to, int count, int size) {
    for (int i = 0; i <= count - 8; i += 8) {
      int p = at + i;
      int q = to + i * size;
      long first = get(from, p);
      long second = get(from, p + count);
      long third = get(from, p + 2 * count);
      long fourth = get(from, p + 3 * count);
      long evenOfAb = evenShorts(first, third);
      long evenOfCd = oddShorts(first, third);
      long oddOfAb = evenShorts(second, fourth);
      long oddOfCd = oddShorts(second, fourth);
      setTwo(into, q, q + 4 * size, evenBytes(evenOfAb, oddOfAb));
      setTwo(into, q + size, q + 5 * size, oddBytes(evenOfAb, oddOfAb));
      setTwo(into, q + 2 * size, q + 6 * size, evenBytes(evenOfCd, oddOfCd));
      setTwo(into, q + 3 * size, q + 7 * size, oddBytes(evenOfCd, oddOfCd));
    }
  }

  private static long getTwo(byte[] bytes, int low, int high) {
    return ((int) LITTLE_INT.get(bytes, low) & 0xffffffffL)
        | ((long) (int) LITTLE_INT.get(bytes, high) << 32);
  }

  private static void setTwo(byte[] bytes, int low, int high, long values) {
    LITTLE_INT.set(bytes, low, (int) values);
    LITTLE_INT.set(bytes, high, (int) (values >>> 32));
  }
}
