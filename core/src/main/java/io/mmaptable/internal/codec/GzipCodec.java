package io.mmaptable.internal.codec;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.file.StorageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Zarr's `gzip` (RFC 1952), by the JDK's deflate. What is decoded may be several members, as if
/// they were one.
public final class GzipCodec extends HeapCodec {
  private static final String LEVEL = "level";

  /// What the `gzip` command takes where nothing is said.
  private static final int USUAL_LEVEL = 6;

  /// Magic, deflate, no flags, no time, no extra flags, an unknown system.
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /// The checksum and the size.
  private static final int TRAILER = 8;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int level;

  public GzipCodec() {
    this(USUAL_LEVEL);
  }

  private GzipCodec(int level) {
    this.level = level;
  }

  @Override
  public String id() {
    return "gzip";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("numcodecs.gzip");
  }

  @Override
  public Optional<String> mainKey() {
    return Optional.of(LEVEL);
  }

  @Override
  public CodecSpec spec() {
    return CodecSpec.of(id()).with(LEVEL, level);
  }

  @Override
  public GzipCodec configured(CodecSpec spec) {
    spec.requireKeys(LEVEL);
    return new GzipCodec((int) spec.integer(LEVEL, USUAL_LEVEL, 0, 9));
  }

  /// The worst that any deflate does, as zlib-ng's quickest level: nine bits for a byte.
  @Override
  protected long encodedBound(int decodedSize) {
    return decodedSize + decodedSize / 8 + 64L;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    byte[] into = target.array();
    System.arraycopy(HEADER, 0, into, target.offset(), HEADER.length);
    int size = HEADER.length + deflate(source, target.from(HEADER.length));
    var crc = new CRC32();
    crc.update(source.array(), source.offset(), source.length());
    LITTLE.set(into, target.offset() + size, (int) crc.getValue());
    LITTLE.set(into, target.offset() + size + 4, source.length());
    return size + TRAILER;
  }

  private int deflate(ByteSpan source, ByteSpan target) {
    var deflater = new Deflater(level, true);
    try {
      deflater.setInput(source.array(), source.offset(), source.length());
      deflater.finish();
      int size = 0;
      while (!deflater.finished()) {
        if (size == target.length()) {
          throw new IllegalStateException("deflate needs more than " + size + " bytes");
        }
        size += deflater.deflate(target.array(), target.offset() + size, target.length() - size);
      }
      return size;
    } finally {
      deflater.end();
    }
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    try (var members = new GzipMembers(source, target)) {
      return members.decode();
    }
  }
}
