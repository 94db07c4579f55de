package io.mmaptable.codec.zstd;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.codec.zstd.internal.Decompression;
import io.mmaptable.file.StorageException;
import java.util.Optional;
import java.util.Set;

/// Zarr's `zstd`: a frame of Zstandard (RFC 8878), whose `level` is from -131072 to 22, where 0
/// means the library's own choice, and with a `checksum` where that is asked for:
/// <https://github.com/zarr-developers/zarr-extensions/tree/main/codecs/zstd>. What is decoded may
/// be several frames, with or without their size.
///
/// The work is done by native code, which sees arrays of the heap only. What it needs to encode is
/// given back at the end of a call; what it needs to decode, about 100 kB a thread, is used again.
public final class ZstdCodec extends HeapCodec {
  private static final String LEVEL = "level";
  private static final String CHECKSUM = "checksum";
  private static final int LOWEST = -131_072;
  private static final int HIGHEST = 22;

  /// The size below which the worst case is more than 1/256 of it.
  private static final int SMALL = 128 << 10;

  private final int level;
  private final boolean checksum;

  /// Makes the codec with the level that the library chooses, and without a checksum.
  public ZstdCodec() {
    this(0, false);
  }

  private ZstdCodec(int level, boolean checksum) {
    this.level = level;
    this.checksum = checksum;
  }

  @Override
  public String id() {
    return "zstd";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("numcodecs.zstd");
  }

  @Override
  public Optional<String> mainKey() {
    return Optional.of(LEVEL);
  }

  @Override
  public CodecSpec spec() {
    CodecSpec spec = CodecSpec.of(id()).with(LEVEL, level);
    return checksum ? spec.with(CHECKSUM, true) : spec;
  }

  @Override
  public ZstdCodec configured(CodecSpec spec) {
    spec.requireKeys(LEVEL, CHECKSUM);
    return new ZstdCodec((int) spec.integer(LEVEL, 0, LOWEST, HIGHEST), spec.flag(CHECKSUM, false));
  }

  /// The library's own bound, `ZSTD_COMPRESSBOUND`.
  @Override
  protected long encodedBound(int decodedSize) {
    return (long) decodedSize + (decodedSize >> 8) + (Math.max(0, SMALL - decodedSize) >> 11);
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    try (var context = new ZstdCompressCtx()) {
      return context
          .setLevel(level)
          .setChecksum(checksum)
          .compressByteArray(
              target.array(),
              target.offset(),
              target.length(),
              source.array(),
              source.offset(),
              source.length());
    }
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    if (source.length() == 0) {
      throw malformed(0, "expected a frame, found nothing");
    }
    try {
      return Decompression.decompress(source, target);
    } catch (ZstdException e) {
      throw malformed(
          0, "expected frames of " + target.length() + " bytes at most: " + e.getMessage());
    }
  }
}
