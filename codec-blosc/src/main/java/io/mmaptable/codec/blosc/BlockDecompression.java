package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;

/// Decompresses blocks one after the other, for one call of the codec.
interface BlockDecompression extends AutoCloseable {

  /// Decompresses a block.
  ///
  /// @param target room for what it has to become
  /// @return how many bytes it has become
  /// @throws BlockException if it is none, or becomes more than there is room for
  int decompress(ByteSpan block, ByteSpan target) throws BlockException;

  @Override
  default void close() {}

  /// Says that a block is none.
  final class BlockException extends Exception {
    private static final long serialVersionUID = 1;

    BlockException(String message) {
      super(message);
    }
  }
}
