package io.mmaptable.codec.blosc;

import io.mmaptable.codec.ByteSpan;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/// Blocks of LZ4, in Java.
record Lz4Blocks(LZ4Compressor compressor) implements BlockCompression {

  static Lz4Blocks fast() {
    return new Lz4Blocks(LZ4Factory.safeInstance().fastCompressor());
  }

  static Lz4Blocks high(int level) {
    return new Lz4Blocks(LZ4Factory.safeInstance().highCompressor(level));
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
      return LZ4Factory.safeInstance()
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
