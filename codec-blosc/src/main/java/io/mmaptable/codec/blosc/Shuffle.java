package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.internal.shuffle.BitShuffle;
import io.mmaptable.internal.shuffle.ByteShuffle;

/// What is done to a block before it is compressed. The order is that of the numbers that numcodecs
/// has for them.
enum Shuffle {
  NONE("noshuffle", 0),
  BYTES("shuffle", 1),
  BITS("bitshuffle", 4);

  private final String text;
  private final int flag;

  Shuffle(String text, int flag) {
    this.text = text;
    this.flag = flag;
  }

  /// The name in Zarr's configuration.
  String text() {
    return text;
  }

  /// The bit in a frame's flags.
  int flag() {
    return flag;
  }

  /// What a frame's flags say.
  static Shuffle of(int flags, int typeSize) {
    if ((flags & BYTES.flag) != 0) {
      return typeSize > 1 ? BYTES : NONE;
    }
    return (flags & BITS.flag) != 0 ? BITS : NONE;
  }

  /// Shuffles a block.
  ///
  /// @param scratch an array that is changed, as long as the block at least
  void apply(ByteSpan from, ByteSpan into, byte[] scratch, int typeSize) {
    int bits = bitLength(from.length(), typeSize);
    switch (this) {
      case NONE -> copy(from, into, 0);
      case BYTES ->
          ByteShuffle.shuffle(
              from.array(), from.offset(), into.array(), into.offset(), from.length(), typeSize);
      case BITS -> {
        BitShuffle.shuffle(
            from.array(), from.offset(), into.array(), into.offset(), scratch, bits, typeSize);
        copy(from, into, bits);
      }
    }
  }

  /// Does the opposite, with the same parameters.
  void undo(ByteSpan from, ByteSpan into, byte[] scratch, int typeSize) {
    int bits = bitLength(from.length(), typeSize);
    switch (this) {
      case NONE -> copy(from, into, 0);
      case BYTES ->
          ByteShuffle.unshuffle(
              from.array(), from.offset(), into.array(), into.offset(), from.length(), typeSize);
      case BITS -> {
        BitShuffle.unshuffle(
            from.array(), from.offset(), into.array(), into.offset(), scratch, bits, typeSize);
        copy(from, into, bits);
      }
    }
  }

  /// How much of a block has its bits shuffled: all its elements, if they are a multiple of eight.
  private static int bitLength(int length, int typeSize) {
    int count = length / typeSize;
    return count % 8 == 0 ? count * typeSize : 0;
  }

  private static void copy(ByteSpan from, ByteSpan into, int start) {
    System.arraycopy(
        from.array(),
        from.offset() + start,
        into.array(),
        into.offset() + start,
        from.length() - start);
  }
}
