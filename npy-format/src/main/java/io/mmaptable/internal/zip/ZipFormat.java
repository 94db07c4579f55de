package io.mmaptable.internal.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Numbers of the ZIP format, and how they are read.
///
/// Source: .ZIP File Format Specification (APPNOTE.TXT) 6.3.10, whose sections are named.
final class ZipFormat {
  /// Section 4.3.7.
  static final int LOCAL_SIGNATURE = 0x04034b50;

  static final int LOCAL_LENGTH = 30;

  /// Section 4.3.9.3.
  static final int DESCRIPTOR_SIGNATURE = 0x08074b50;

  /// Section 4.3.12.
  static final int CENTRAL_SIGNATURE = 0x02014b50;

  static final int CENTRAL_LENGTH = 46;

  /// Where the CRC-32 is in a record of the central directory.
  static final int CENTRAL_CRC = 16;

  /// Where the CRC-32 is in a local header.
  static final int LOCAL_CRC = 14;

  /// Section 4.3.14.
  static final int ZIP64_END_SIGNATURE = 0x06064b50;

  static final int ZIP64_END_LENGTH = 56;

  /// Section 4.3.15.
  static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;

  static final int ZIP64_LOCATOR_LENGTH = 20;

  /// Section 4.3.16.
  static final int END_SIGNATURE = 0x06054b50;

  static final int END_LENGTH = 22;

  /// Section 4.5.3: the extra field with sizes and offsets of 64 bits.
  static final int ZIP64_EXTRA = 0x0001;

  /// Section 4.4.4: bits of the general purpose flag.
  static final int ENCRYPTED = 1;

  static final int HAS_DESCRIPTOR = 1 << 3;
  static final int PATCHED = 1 << 5;
  static final int UTF_8 = 1 << 11;

  /// Section 4.4.5: compression methods.
  static final int STORED = 0;

  static final int DEFLATED = 8;

  /// What 16 and 32 bits hold where the number is in a ZIP64 field.
  static final int MAX_16 = 0xffff;

  static final long MAX_32 = 0xffffffffL;

  private ZipFormat() {}

  /// A buffer for numbers, which the format keeps in little-endian order.
  static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  static int u16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & MAX_16;
  }

  static long u32(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & MAX_32;
  }

  /// What messages call a compression method.
  static String methodName(int method) {
    String name =
        switch (method) {
          case STORED -> "stored";
          case 1 -> "shrink";
          case 6 -> "implode";
          case DEFLATED -> "deflate";
          case 9 -> "deflate64";
          case 12 -> "bzip2";
          case 14 -> "lzma";
          case 93 -> "zstandard";
          case 95 -> "xz";
          case 98 -> "ppmd";
          case 99 -> "AES encryption";
          default -> "unknown";
        };
    return name + " (method " + method + ")";
  }
}
