package io.mmaptable.internal.codec;

import io.mmaptable.codec.ByteSpan;
import io.mmaptable.file.StorageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decodes gzip members one after the other (RFC 1952), each with its checksum and its size.
final class GzipMembers implements AutoCloseable {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int DEFLATE = 8;

  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteSpan source;
  private final ByteSpan target;
  private final Inflater inflater = new Inflater(true);

  /// Where the next byte is, and how many bytes have been decoded.
  private int at;

  private int size;

  GzipMembers(ByteSpan source, ByteSpan target) {
    this.source = source;
    this.target = target;
  }

  int decode() throws StorageException.Malformed {
    do {
      decodeMember();
    } while (at < source.length());
    return size;
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void decodeMember() throws StorageException.Malformed {
    skipHeader();
    int start = size;
    inflate();
    var crc = new CRC32();
    crc.update(target.array(), target.offset() + start, size - start);
    int trailer = at;
    skip(TRAILER, "checksum and size");
    if (getInt(trailer) != (int) crc.getValue()) {
      throw malformed(
          trailer,
          "checksum %08x, but the bytes have %08x".formatted(getInt(trailer), crc.getValue()));
    }
    if (getInt(trailer + 4) != size - start) {
      throw malformed(
          trailer + 4,
          "size "
              + Integer.toUnsignedLong(getInt(trailer + 4))
              + ", but there are "
              + (size - start));
    }
  }

  private void skipHeader() throws StorageException.Malformed {
    int start = at;
    skip(HEADER, "header");
    if (get(start) != 0x1f || get(start + 1) != 0x8b || get(start + 2) != DEFLATE) {
      throw malformed(start, "expected a gzip member, which begins with 1f 8b 08");
    }
    int flags = get(start + 3);
    if ((flags & RESERVED) != 0) {
      throw malformed(start + 3, "flags %02x, of which some are reserved".formatted(flags));
    }
    if ((flags & EXTRA) != 0) {
      int length = at;
      skip(2, "extra field");
      skip(
          Short.toUnsignedInt((short) SHORT.get(source.array(), source.offset() + length)),
          "extra field");
    }
    if ((flags & NAME) != 0) {
      skipText("name");
    }
    if ((flags & COMMENT) != 0) {
      skipText("comment");
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      skip(2, "header checksum");
    }
  }

  private void skip(int length, String what) throws StorageException.Malformed {
    if (length > source.length() - at) {
      throw malformed(source.length(), "ends within its " + what);
    }
    at += length;
  }

  private void skipText(String what) throws StorageException.Malformed {
    do {
      skip(1, what);
    } while (get(at - 1) != 0);
  }

  /// Inflates into the target, and into one byte more, since what ends there is told only by the
  /// call after the last byte.
  private void inflate() throws StorageException.Malformed {
    inflater.reset();
    inflater.setInput(source.array(), source.offset() + at, source.length() - at);
    byte[] beyond = new byte[1];
    try {
      while (!inflater.finished()) {
        boolean isFull = size == target.length();
        int count =
            isFull
                ? inflater.inflate(beyond)
                : inflater.inflate(target.array(), target.offset() + size, target.length() - size);
        if (isFull && count > 0) {
          throw malformed(position(), "expected " + size + " bytes at most, found more");
        }
        if (count == 0 && !inflater.finished()) {
          throw malformed(position(), "its deflated bytes end early");
        }
        size += count;
      }
    } catch (DataFormatException e) {
      throw malformed(position(), "deflated bytes: " + e.getMessage());
    }
    at = position();
  }

  private int position() {
    return source.length() - inflater.getRemaining();
  }

  private int get(int index) {
    return source.array()[source.offset() + index] & 0xff;
  }

  private int getInt(int index) {
    return (int) INT.get(source.array(), source.offset() + index);
  }

  private static StorageException.Malformed malformed(int offset, String message) {
    return new StorageException.Malformed(null, offset, "gzip: " + message);
  }
}
