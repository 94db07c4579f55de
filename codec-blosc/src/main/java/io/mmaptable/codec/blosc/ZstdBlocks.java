package io.mmaptable.codec.blosc;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.zstd.internal.Decompression;

/// Frames of Zstandard, by native code.
final class ZstdBlocks implements BlockCompression {
  private static final int HIGHEST = 22;

  private final ZstdCompressCtx context;

  /// @param level from 1 to 9, which C-Blosc spreads over the levels of Zstandard
  ZstdBlocks(int level) {
    this.context = new ZstdCompressCtx().setLevel(level < 9 ? 2 * level - 1 : HIGHEST);
  }

  @Override
  public int bound(int length) {
    return Math.toIntExact(Zstd.compressBound(length));
  }

  @Override
  public int compress(ByteSpan block, ByteSpan target) {
    return context.compressByteArray(
        target.array(),
        target.offset(),
        target.length(),
        block.array(),
        block.offset(),
        block.length());
  }

  @Override
  public void close() {
    context.close();
  }

  /// The opposite.
  static int decompress(ByteSpan block, ByteSpan target) throws BlockDecompression.BlockException {
    try {
      return Decompression.decompress(block, target);
    } catch (ZstdException e) {
      throw new BlockDecompression.BlockException(String.valueOf(e.getMessage()));
    }
  }
}
