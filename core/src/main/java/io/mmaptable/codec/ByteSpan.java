package io.mmaptable.codec;

import java.util.Objects;

/// Some bytes of an array.
///
/// @param array the array, which is not copied
/// @param offset index of the first of the bytes
/// @param length how many they are
@SuppressWarnings("ArrayRecordComponent") // what the codecs work on is this very array
public record ByteSpan(byte[] array, int offset, int length) {

  /// Checks the range.
  ///
  /// @throws IndexOutOfBoundsException if it is not inside the array
  public ByteSpan {
    Objects.checkFromIndexSize(offset, length, array.length);
  }

  /// The index after the last of the bytes.
  ///
  /// @return an index of the array
  public int end() {
    return offset + length;
  }

  /// The bytes from one of them on.
  ///
  /// @param from how many of the bytes are left out
  /// @return the others, in the same array
  /// @throws IndexOutOfBoundsException if there are not so many
  public ByteSpan from(int from) {
    return new ByteSpan(array, Math.addExact(offset, from), length - from);
  }

  /// The first of the bytes.
  ///
  /// @param count how many
  /// @return those, in the same array
  /// @throws IndexOutOfBoundsException if there are not so many
  public ByteSpan first(int count) {
    Objects.checkIndex(count, length + 1);
    return new ByteSpan(array, offset, count);
  }
}
