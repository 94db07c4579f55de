package io.mmaptable.zarr;

import io.mmaptable.codec.BytesCodecs;
import java.util.Objects;

/// How arrays are opened: which codecs there are, and how much memory decoded chunks may take.
/// Immutable, but for the chunks: arrays that are opened with the same options keep theirs
/// together.
public final class ZarrOptions {
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;
  private static final long CACHE_BYTES = 64 << 20;

  /// So that several threads have room to decode at once.
  private static final int CHUNKS_IN_MEMORY = 8;

  private final BytesCodecs codecs;
  private final ChunkCache cache;
  private final long maxChunkBytes;

  private ZarrOptions(BytesCodecs codecs, ChunkCache cache, long maxChunkBytes) {
    this.codecs = codecs;
    this.cache = cache;
    this.maxChunkBytes = maxChunkBytes;
  }

  /// The codecs that are installed, 64 MiB of decoded chunks kept, but no more than an eighth of
  /// the largest heap, and chunks of another eighth of it at most.
  ///
  /// @return the options
  /// @throws IllegalStateException if two codecs have the same name, as [BytesCodecs#system()] says
  public static ZarrOptions defaults() {
    long eighth = Runtime.getRuntime().maxMemory() / CHUNKS_IN_MEMORY;
    var cache = new ChunkCache(Math.min(CACHE_BYTES, eighth));
    return new ZarrOptions(BytesCodecs.system(), cache, Math.min(MOST_BYTES, eighth));
  }

  /// The same with other codecs.
  ///
  /// @param installed the codecs that there are
  /// @return new options
  public ZarrOptions codecs(BytesCodecs installed) {
    return new ZarrOptions(Objects.requireNonNull(installed, "installed"), cache, maxChunkBytes);
  }

  /// The codecs that there are.
  ///
  /// @return the registry
  public BytesCodecs codecs() {
    return codecs;
  }

  /// The same with another cache, which is empty.
  ///
  /// @param bytes how many bytes of decoded chunks, and of what tells where they are, are kept for
  ///   the next reading, of all arrays together that are opened with the new options; those used
  ///   longest ago go first. None are with 0
  /// @return new options
  /// @throws IllegalArgumentException if `bytes` is negative
  public ZarrOptions cacheBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes (" + bytes + ") must not be negative");
    }
    return new ZarrOptions(codecs, new ChunkCache(bytes), maxChunkBytes);
  }

  /// How many bytes of decoded chunks are kept.
  ///
  /// @return a number of bytes
  public long cacheBytes() {
    return cache.capacity();
  }

  ChunkCache cache() {
    return cache;
  }

  /// The same with another bound for chunks. Each thread that reads decodes one at a time, whole,
  /// however few of its elements are wanted.
  ///
  /// @param bytes the most bytes that a chunk may have when it is decoded; an array with larger
  ///   ones is not opened
  /// @return new options
  /// @throws IllegalArgumentException if `bytes` is not from 1 to 2^31 - 9
  public ZarrOptions maxChunkBytes(long bytes) {
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException("bytes (" + bytes + ") must be from 1 to " + MOST_BYTES);
    }
    return new ZarrOptions(codecs, cache, bytes);
  }

  /// The most bytes that a chunk may have when it is decoded.
  ///
  /// @return a number of bytes
  public long maxChunkBytes() {
    return maxChunkBytes;
  }
}
