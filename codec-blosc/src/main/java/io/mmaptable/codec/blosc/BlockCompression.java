package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;

/// Compresses blocks one after the other, for one call of the codec.
interface BlockCompression extends AutoCloseable {

  /// Compresses a block.
  ///
  /// @param target room for [#bound] bytes
  /// @return how many bytes it takes
  int compress(ByteSpan block, ByteSpan target);

  /// How many bytes a compressed block can take.
  int bound(int length);

  @Override
  default void close() {}
}
