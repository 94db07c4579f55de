package io.mmaptable.internal.order;

import io.mmaptable.dtype.DType;

/// How the bits of numbers become keys: longs whose order is NumPy's order of the numbers. Floats
/// that are negative have their other bits flipped, those of uint64 their first one, and NaT, the
/// least of its bits, becomes the last.
///
/// Bits are those of the dtype [#bitsOf] widened to a long. Keys are told from each other exactly
/// where elements are: the zeros of floats have one key, and all NaNs have [#LAST].
public final class KeyForm {

  /// The key of NaN and NaT.
  public static final long LAST = Long.MAX_VALUE;

  private final boolean floating;
  private final boolean time;
  private final long flip;
  private final long most;

  /// The bits of a float but its sign, and those of infinity.
  private final long magnitude;

  private final long infinity;

  private KeyForm(boolean time, long flip, long most, int floatSize) {
    this.time = time;
    this.flip = flip;
    this.most = most;
    this.floating = floatSize > 0;
    this.magnitude = -1L >>> (64 - 8 * Math.max(1, floatSize) + 1);
    this.infinity =
        switch (floatSize) {
          case 2 -> 0x7c00;
          case 4 -> 0x7f80_0000;
          default -> 0x7ff0_0000_0000_0000L;
        };
  }

  /// The form of a dtype whose elements are single numbers of at most 8 bytes.
  public static KeyForm of(DType dtype) {
    long all = -1;
    return switch (dtype) {
      case DType.Bool _ -> new KeyForm(false, 0, 1, 0);
      case DType.Int _ -> new KeyForm(false, 0, all, 0);
      case DType.UInt _ -> new KeyForm(false, dtype.itemSize() == 8 ? Long.MIN_VALUE : 0, all, 0);
      case DType.Floating _ -> new KeyForm(false, 0, all, dtype.itemSize());
      case DType.DateTime _, DType.TimeDelta _ -> new KeyForm(true, 0, all, 0);
      case DType.Complex _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
          throw new IllegalArgumentException("no single numbers: " + dtype);
    };
  }

  /// The integers that have the bits of a dtype's elements, from which they are widened.
  public static DType bitsOf(DType dtype) {
    boolean unsigned = dtype instanceof DType.UInt || dtype instanceof DType.Bool;
    return unsigned
        ? new DType.UInt(dtype.itemSize(), dtype.byteOrder())
        : new DType.Int(dtype.itemSize(), dtype.byteOrder());
  }

  /// Whether there are numbers without an order, of which [#LAST] is the key.
  public boolean hasLast() {
    return floating || time;
  }

  /// Whether elements of different bits may have one key, so that bits cannot be had back.
  public boolean isMany() {
    return floating;
  }

  public long key(long bits) {
    if (!floating) {
      return most == 1 ? Math.min(bits, 1) : time ? bits - 1 : bits ^ flip;
    }
    long absolute = bits & magnitude;
    if (absolute > infinity) {
      return LAST;
    }
    return absolute == 0 ? 0 : exact(bits);
  }

  /// Makes keys of bits, in place.
  public void keys(long[] bits, int from, int to) {
    for (int i = from; i < to; i++) {
      bits[i] = key(bits[i]);
    }
  }

  /// The bits that have a key; for zero and NaN, some.
  public long bits(long key) {
    return floating ? exact(key) : time ? key + 1 : key ^ flip;
  }

  /// Keys and bits of floats, which tell the zeros apart: negative ones are flipped. It is its own
  /// inverse.
  private long exact(long bits) {
    return bits ^ ((bits >> 63) & magnitude);
  }

  /// Sorts elements as bits, in place: those that are equal, as the zeros of both signs, keep their
  /// order.
  ///
  /// @param spare as long as the elements are many
  public void sort(long[] bits, int from, int to, long[] spare) {
    if (floating && anyMany(bits, from, to)) {
      sortApart(bits, from, to, spare);
      return;
    }
    for (int i = from; i < to; i++) {
      bits[i] = floating ? exact(bits[i]) : time ? bits[i] - 1 : bits[i] ^ flip;
    }
    RadixSort.sort(bits, from, to, spare, 0);
    for (int i = from; i < to; i++) {
      bits[i] = bits(bits[i]);
    }
  }

  /// Whether there is a zero or a NaN.
  private boolean anyMany(long[] bits, int from, int to) {
    boolean any = false;
    for (int i = from; i < to; i++) {
      long absolute = bits[i] & magnitude;
      any |= absolute == 0 || absolute > infinity;
    }
    return any;
  }

  /// Puts zeros and NaNs aside, as they come, at the end of the spare array and so backwards; sorts
  /// the others, and puts those back where they belong.
  private void sortApart(long[] bits, int from, int to, long[] spare) {
    int count = 0;
    int aside = to - from;
    for (int i = from; i < to; i++) {
      long absolute = bits[i] & magnitude;
      if (absolute == 0 || absolute > infinity) {
        spare[--aside] = bits[i];
      } else {
        spare[count++] = exact(bits[i]);
      }
    }
    RadixSort.sort(spare, 0, count, bits, from);
    int at = from;
    int next = 0;
    while (next < count && spare[next] < 0) {
      bits[at++] = exact(spare[next++]);
    }
    at = putBack(spare, aside, to - from, true, bits, at);
    while (next < count) {
      bits[at++] = exact(spare[next++]);
    }
    putBack(spare, aside, to - from, false, bits, at);
  }

  private int putBack(long[] aside, int from, int to, boolean zeros, long[] bits, int start) {
    int at = start;
    for (int i = to - 1; i >= from; i--) {
      if (((aside[i] & magnitude) == 0) == zeros) {
        bits[at++] = aside[i];
      }
    }
    return at;
  }
}
