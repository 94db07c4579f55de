package io.mmaptable.internal.zip;

import java.nio.ByteBuffer;

/// The numbers of 64 bits in the extra field of a header, which stand there in a fixed order but
/// only where 32 bits are saturated (APPNOTE 4.5.3).
final class Zip64Fields {
  private static final int TAG_LENGTH = 4;

  private final ByteBuffer numbers;
  private boolean malformed;

  Zip64Fields(ByteBuffer extra) {
    this.numbers = find(extra);
  }

  private ByteBuffer find(ByteBuffer extra) {
    int at = 0;
    // Tools that align members leave up to three bytes of padding.
    while (extra.limit() - at >= TAG_LENGTH) {
      int length = ZipFormat.u16(extra, at + 2);
      if (length > extra.limit() - at - TAG_LENGTH) {
        malformed = true;
        break;
      }
      if (ZipFormat.u16(extra, at) == ZipFormat.ZIP64_EXTRA) {
        return extra.slice(at + TAG_LENGTH, length).order(extra.order());
      }
      at += TAG_LENGTH + length;
    }
    return ByteBuffer.allocate(0);
  }

  /// The number that 32 bits stand for.
  long next(long small) {
    // Without the field it is as large as that.
    if (small != ZipFormat.MAX_32 || numbers.capacity() == 0) {
      return small;
    }
    if (numbers.remaining() < Long.BYTES) {
      malformed = true;
      return small;
    }
    return numbers.getLong();
  }

  /// Whether the extra field is cut, or holds fewer numbers than were asked for.
  boolean areMalformed() {
    return malformed;
  }
}
