package io.mmaptable.internal.codec;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.codec.HeapCodec;
import io.mmaptable.file.StorageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Zarr's `crc32c`: the bytes, and behind them their checksum (RFC 3720) as a little-endian number
/// of 32 bits.
public final class Crc32cCodec extends HeapCodec {
  private static final int CHECKSUM = 4;
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  public Crc32cCodec() {}

  @Override
  public String id() {
    return "crc32c";
  }

  @Override
  protected long encodedBound(int decodedSize) {
    return (long) decodedSize + CHECKSUM;
  }

  @Override
  protected int encode(ByteSpan source, ByteSpan target) {
    System.arraycopy(
        source.array(), source.offset(), target.array(), target.offset(), source.length());
    LITTLE.set(target.array(), target.offset() + source.length(), checksum(source));
    return source.length() + CHECKSUM;
  }

  @Override
  protected int decode(ByteSpan source, ByteSpan target) throws StorageException {
    int size = source.length() - CHECKSUM;
    if (size < 0) {
      throw malformed(source.length(), "ends within its checksum of 4 bytes");
    }
    int expected = (int) LITTLE.get(source.array(), source.offset() + size);
    int found = checksum(source.first(size));
    if (found != expected) {
      throw malformed(
          size,
          "checksum %08x, but the %d bytes before it have %08x".formatted(expected, size, found));
    }
    requireRoom(size, target);
    System.arraycopy(source.array(), source.offset(), target.array(), target.offset(), size);
    return size;
  }

  private static int checksum(ByteSpan bytes) {
    var crc = new CRC32C();
    crc.update(bytes.array(), bytes.offset(), bytes.length());
    return (int) crc.getValue();
  }
}
