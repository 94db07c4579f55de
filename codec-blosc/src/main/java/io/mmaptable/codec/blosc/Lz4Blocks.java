package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.lz4.internal.Lz4Library;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;

/// Blocks of LZ4.
record Lz4Blocks(LZ4Compressor compressor) implements BlockCompression {

  static Lz4Blocks fast() {
    return new Lz4Blocks(Lz4Library.BEST.fastCompressor());
  }

  static Lz4Blocks high(int level) {
    return new Lz4Blocks(Lz4Library.BEST.highCompressor(level));
  }

  @Override
  public int bound(int length) {
    return compressor.maxCompressedLength(length);
  }

  @Override
  public int compress(ByteSpan block, ByteSpan target) {
    return compressor.compress(
        block.array(),
        block.offset(),
        block.length(),
        target.array(),
        target.offset(),
        target.length());
  }

  static int decompress(ByteSpan block, ByteSpan target) throws BlockDecompression.BlockException {
    try {
      return Lz4Library.BEST
          .safeDecompressor()
          .decompress(
              block.array(),
              block.offset(),
              block.length(),
              target.array(),
              target.offset(),
              target.length());
    } catch (LZ4Exception | IndexOutOfBoundsException e) {
      throw new BlockDecompression.BlockException(String.valueOf(e.getMessage()));
    }
  }
}
