package io.mmaptable.internal.zip;

import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/// Writes the checksum of a stored member anew, in each place where an archive keeps it.
final class ZipChecksum {
  private static final int BLOCK = 1 << 18;

  private ZipChecksum() {}

  static void update(ArchiveFile file, ZipMember member, long position) throws IOException {
    long end = position + member.size();
    long inDirectory = member.directoryRecord() + ZipFormat.CENTRAL_CRC;
    int old = file.read(inDirectory, Integer.BYTES).getInt(0);
    int crc = of(file, position, end);
    try (FileChannel channel = file.openAgain(StandardOpenOption.WRITE)) {
      // Elements that were set through a mapping are the file's already.
      channel.force(true);
      if (member.has(ZipFormat.HAS_DESCRIPTOR)) {
        long inDescriptor = inDescriptor(file, end);
        // The format has no way to tell whether a descriptor begins with a signature.
        if (file.read(inDescriptor, Integer.BYTES).getInt(0) == old) {
          write(channel, inDescriptor, crc);
        }
      } else {
        write(channel, member.localHeader() + ZipFormat.LOCAL_CRC, crc);
      }
      write(channel, inDirectory, crc);
      channel.force(true);
    }
  }

  private static int of(ArchiveFile file, long from, long to) throws IOException {
    var crc = new CRC32();
    var block = ByteBuffer.allocate((int) Math.min(BLOCK, to - from));
    for (long at = from; at < to; at += block.limit()) {
      block.clear().limit((int) Math.min(block.capacity(), to - at));
      file.read(block, at);
      crc.update(block.flip());
    }
    return (int) crc.getValue();
  }

  /// Where a data descriptor keeps the checksum (APPNOTE 4.3.9).
  private static long inDescriptor(ArchiveFile file, long descriptor) throws IOException {
    boolean hasSignature =
        file.read(descriptor, Integer.BYTES).getInt(0) == ZipFormat.DESCRIPTOR_SIGNATURE;
    return hasSignature ? descriptor + Integer.BYTES : descriptor;
  }

  private static void write(FileChannel channel, long position, int crc) throws IOException {
    ByteBuffer bytes = ZipFormat.buffer(Integer.BYTES).putInt(0, crc);
    FileOps.writeFully(channel.position(position), bytes);
  }
}
