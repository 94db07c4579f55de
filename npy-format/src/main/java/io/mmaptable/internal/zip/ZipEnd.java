package io.mmaptable.internal.zip;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What the end of an archive says of its central directory (APPNOTE 4.3.14 to 4.3.16).
///
/// @param directory where the directory begins in the file
/// @param directoryEnd where it ends
/// @param memberCount how many members it lists; the low 16 bits of that without ZIP64
/// @param isZip64 whether the archive ends with a ZIP64 record
/// @param prefix how many bytes, such as a program that unpacks it, stand before the archive
record ZipEnd(long directory, long directoryEnd, long memberCount, boolean isZip64, long prefix) {

  /// Finds the end of an archive.
  ///
  /// A comment or a member may hold bytes that look like one. So a record counts only if its
  /// comment fits into the file and its directory begins where it should; one with nothing before
  /// the archive counts rather than any other, one with members rather than one without, and of
  /// several the last.
  static ZipEnd find(ArchiveFile file) throws IOException {
    int length = (int) Math.min(file.size(), ZipFormat.END_LENGTH + ZipFormat.MAX_16);
    ByteBuffer tail = file.read(file.size() - length, length);
    @Nullable ZipEnd prefixed = null;
    for (int at = length - ZipFormat.END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == ZipFormat.END_SIGNATURE) {
        @Nullable ZipEnd end = at(file, tail, at);
        if (end != null && end.prefix == 0) {
          return end;
        }
        prefixed = prefixed == null || prefixed.memberCount == 0 ? end : prefixed;
      }
    }
    if (prefixed == null) {
      throw new StorageException.Malformed(
          file.path(),
          file.size(),
          "is no archive: expected an end of central directory, or the file is cut");
    }
    return prefixed;
  }

  /// The end that a signature in the tail of the file begins; null if it is none.
  private static @Nullable ZipEnd at(ArchiveFile file, ByteBuffer tail, int at) throws IOException {
    int commentEnd = at + ZipFormat.END_LENGTH + ZipFormat.u16(tail, at + 20);
    // Only archives in several files count disks.
    if (commentEnd > tail.limit() || tail.getInt(at + 4) != 0) {
      return null;
    }
    long position = file.size() - tail.limit() + at;
    long count = ZipFormat.u16(tail, at + 10);
    long size = ZipFormat.u32(tail, at + 12);
    long offset = ZipFormat.u32(tail, at + 16);
    long zip64 = zip64Position(file, position);
    if (zip64 < 0) {
      return checked(file, position, size, offset, count, false);
    }
    ByteBuffer record = file.read(zip64, ZipFormat.ZIP64_END_LENGTH);
    return checked(
        file,
        zip64,
        either(size, ZipFormat.MAX_32, record.getLong(40)),
        either(offset, ZipFormat.MAX_32, record.getLong(48)),
        either(count, ZipFormat.MAX_16, record.getLong(32)),
        true);
  }

  /// Where the ZIP64 record is that a locator before the end points to, or -1 if there is none.
  private static long zip64Position(ArchiveFile file, long end) throws IOException {
    long locator = end - ZipFormat.ZIP64_LOCATOR_LENGTH;
    long before = locator - ZipFormat.ZIP64_END_LENGTH;
    if (before < 0) {
      return -1;
    }
    ByteBuffer bytes = file.read(locator, ZipFormat.ZIP64_LOCATOR_LENGTH);
    if (bytes.getInt(0) != ZipFormat.ZIP64_LOCATOR_SIGNATURE) {
      return -1;
    }
    // Where something stands before the archive, the locator's offset is off by its length.
    for (long position : new long[] {before, bytes.getLong(8)}) {
      if (position >= 0
          && position <= before
          && file.read(position, 4).getInt(0) == ZipFormat.ZIP64_END_SIGNATURE) {
        return position;
      }
    }
    return -1;
  }

  /// A number that is kept in two fields, of which the small one may be saturated; -1 if they
  /// differ.
  private static long either(long small, long saturated, long large) {
    return small == saturated || small == large ? large : -1;
  }

  private static @Nullable ZipEnd checked(
      ArchiveFile file, long end, long size, long offset, long count, boolean isZip64)
      throws IOException {
    if (size < 0 || offset < 0 || count < 0 || size > end || offset > end - size) {
      return null;
    }
    long directory = end - size;
    boolean begins =
        size == 0
            ? count == 0
            : size >= ZipFormat.CENTRAL_LENGTH
                && file.read(directory, 4).getInt(0) == ZipFormat.CENTRAL_SIGNATURE;
    return begins ? new ZipEnd(directory, end, count, isZip64, directory - offset) : null;
  }
}
