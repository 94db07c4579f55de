package io.mmaptable.codec.lz4;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.codec.lz4.internal.Lz4Library;
import io.mmaptable.file.StorageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import net.jpountz.lz4.LZ4Exception;

/// The `lz4` of numcodecs: how many bytes there were, as a little-endian number of 32 bits, and a
/// block of LZ4. Zarr's own registry has no name for it.
///
/// Native code does the work where the JVM was started with native access for it, on arrays of the
/// heap only, else Java, which takes several times as long. The configuration's `acceleration` is
/// kept for others; here compression has one speed, and none matters for decoding.
public final class Lz4Codec extends HeapCodec {
  private static final String ACCELERATION = "acceleration";
  private static final int USUAL_ACCELERATION = 1;
  private static final int SIZE = 4;

  /// The most that LZ4 encodes in a block.
  private static final int MOST = 0x7E000000;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int acceleration;

  /// Makes the codec with an acceleration of 1.
  public Lz4Codec() {
    this(USUAL_ACCELERATION);
  }

  private Lz4Codec(int acceleration) {
    this.acceleration = acceleration;
  }

  @Override
  public String id() {
    return "numcodecs.lz4";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("lz4");
  }

  @Override
  public Optional<String> mainKey() {
    return Optional.of(ACCELERATION);
  }

  @Override
  public CodecSpec spec() {
    return CodecSpec.of(id()).with(ACCELERATION, acceleration);
  }

  @Override
  public Lz4Codec configured(CodecSpec spec) {
    spec.requireKeys(ACCELERATION);
    return new Lz4Codec(
        (int) spec.integer(ACCELERATION, USUAL_ACCELERATION, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  /// The library's own bound, `LZ4_COMPRESSBOUND`.
  @Override
  protected long encodedBound(int decodedSize) {
    return decodedSize > MOST ? Long.MAX_VALUE : SIZE + (long) decodedSize + decodedSize / 255 + 16;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    LITTLE.set(target.array(), target.offset(), source.length());
    return SIZE
        + Lz4Library.BEST
            .fastCompressor()
            .compress(
                source.array(),
                source.offset(),
                source.length(),
                target.array(),
                target.offset() + SIZE,
                target.length() - SIZE);
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    if (source.length() < SIZE) {
      throw malformed(source.length(), "ends within the size of 4 bytes at its beginning");
    }
    long size = Integer.toUnsignedLong((int) LITTLE.get(source.array(), source.offset()));
    requireRoom(size, target);
    int found = decompress(source.from(SIZE), target.first((int) size));
    if (found != size) {
      throw malformed(SIZE, "expected a block of " + size + " bytes, found " + found);
    }
    return found;
  }

  private int decompress(ByteSpan block, ByteSpan target) throws StorageException {
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
      throw malformed(SIZE, "expected a block of " + target.length() + " bytes: " + e.getMessage());
    }
  }
}
