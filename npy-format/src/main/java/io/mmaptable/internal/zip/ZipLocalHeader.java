package io.mmaptable.internal.zip;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The header in front of a member's bytes (APPNOTE 4.3.7), which must say what the central
/// directory says.
final class ZipLocalHeader {
  private final ArchiveFile file;
  private final ZipMember member;

  private ZipLocalHeader(ArchiveFile file, ZipMember member) {
    this.file = file;
    this.member = member;
  }

  /// Checks the header, and that it and the member's bytes end before something else begins.
  ///
  /// @return where the member's bytes begin in the file
  static long check(ArchiveFile file, ZipMember member, long limit) throws IOException {
    return new ZipLocalHeader(file, member).check(limit);
  }

  private long check(long limit) throws IOException {
    long room = limit - member.localHeader() - ZipFormat.LOCAL_LENGTH;
    if (room < 0) {
      throw malformed("its local header lies outside of the archive's members");
    }
    ByteBuffer header = file.read(member.localHeader(), ZipFormat.LOCAL_LENGTH);
    if (header.getInt(0) != ZipFormat.LOCAL_SIGNATURE) {
      throw malformed("expected a local header");
    }
    int nameLength = ZipFormat.u16(header, 26);
    int extraLength = ZipFormat.u16(header, 28);
    room -= nameLength + extraLength;
    if (room < member.compressedSize()) {
      throw malformed(
          "expected "
              + member.compressedSize()
              + " bytes, and there is room for "
              + Math.max(0, room)
              + " before something else begins");
    }
    long variable = member.localHeader() + ZipFormat.LOCAL_LENGTH;
    ByteBuffer rest = file.read(variable, nameLength + extraLength);
    ByteBuffer listed = file.read(member.directoryRecord(), ZipFormat.CENTRAL_LENGTH);
    ByteBuffer listedName =
        file.read(member.directoryRecord() + ZipFormat.CENTRAL_LENGTH, ZipFormat.u16(listed, 28));
    if (!rest.slice(0, nameLength).equals(listedName)
        || ZipFormat.u16(header, 8) != member.method()) {
      throw malformed("its local header has another name or compression than the directory");
    }
    var sizes = new Zip64Fields(rest.slice(nameLength, extraLength).order(rest.order()));
    long size = sizes.next(ZipFormat.u32(header, 22));
    long compressedSize = sizes.next(ZipFormat.u32(header, 18));
    // Where a descriptor follows the bytes, the header was written before they were known.
    if (!member.has(ZipFormat.HAS_DESCRIPTOR)
        && (sizes.areMalformed()
            || size != member.size()
            || compressedSize != member.compressedSize()
            || header.getInt(ZipFormat.LOCAL_CRC) != listed.getInt(ZipFormat.CENTRAL_CRC))) {
      throw malformed("its local header has other sizes or another checksum than the directory");
    }
    return variable + nameLength + extraLength;
  }

  private StorageException malformed(String message) {
    return new StorageException.Malformed(
        file.path(), member.localHeader(), member.subject() + message);
  }
}
