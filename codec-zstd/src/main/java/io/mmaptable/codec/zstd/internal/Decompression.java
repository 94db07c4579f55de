package io.mmaptable.codec.zstd.internal;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.mmaptable.codec.ByteSpan;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Decompresses frames with contexts that are used again. A new one for each chunk takes longer
/// than a small chunk itself, and about a seventh of the time of one of 64 KiB.
///
/// Between calls as many are kept as threads can run at once. Each has about 100 kB of native
/// memory whatever it has decompressed, which is why contexts for compression, whose memory depends
/// on the level, are not kept.
public final class Decompression {
  private static final ArrayBlockingQueue<ZstdDecompressCtx> UNUSED =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  private Decompression() {}

  /// Decompresses one frame, or several one after the other.
  ///
  /// @param source all the compressed bytes
  /// @param target where to put what they become, and the most that this may be
  /// @return how many bytes they have become
  /// @throws ZstdException if they are no frames, or become more
  public static int decompress(ByteSpan source, ByteSpan target) {
    @Nullable ZstdDecompressCtx unused = UNUSED.poll();
    ZstdDecompressCtx context = unused == null ? new ZstdDecompressCtx() : unused;
    boolean isKept = false;
    try {
      int size =
          context.decompressByteArray(
              target.array(),
              target.offset(),
              target.length(),
              source.array(),
              source.offset(),
              source.length());
      isKept = UNUSED.offer(context);
      return size;
    } finally {
      if (!isKept) {
        context.close();
      }
    }
  }

  /// How many contexts are kept, and in nobody's use.
  static int unusedCount() {
    return UNUSED.size();
  }
}
