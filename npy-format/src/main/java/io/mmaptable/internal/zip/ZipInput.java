package io.mmaptable.internal.zip;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// The bytes of a member, from the first to the last, expanded and checked.
///
/// What is read goes into memory of our own before the native code of `java.util.zip` sees it.
public final class ZipInput extends InputStream {
  private static final int BLOCK = 1 << 16;

  private final ArchiveFile file;
  private final ZipMember member;
  private final int expectedCrc;
  private final CRC32 crc = new CRC32();
  private final @Nullable Inflater inflater;
  private final byte[] block;

  /// Where the next bytes are in the file, and where the last ones end.
  private long position;

  private final long end;

  /// How many bytes have come out so far.
  private long count;

  /// @param position where the member's bytes begin in the file
  ZipInput(ArchiveFile file, ZipMember member, long position) throws IOException {
    this.file = file;
    this.member = member;
    this.position = position;
    this.end = position + member.compressedSize();
    this.expectedCrc =
        file.read(member.directoryRecord() + ZipFormat.CENTRAL_CRC, Integer.BYTES).getInt(0);
    this.inflater = member.isStored() ? null : new Inflater(true);
    this.block = new byte[(int) Math.min(BLOCK, member.compressedSize())];
  }

  /// How many bytes are still to come.
  public long remaining() {
    return member.size() - count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int next = (int) Math.min(length, remaining());
    fill(ByteBuffer.wrap(into, from, next));
    return next == 0 && length > 0 ? -1 : next;
  }

  /// Fills a buffer, which has room for no more than [#remaining()] bytes.
  public void fill(ByteBuffer into) throws IOException {
    ByteBuffer filled = into.slice();
    count += into.remaining();
    if (inflater == null) {
      int length = into.remaining();
      file.read(into, position);
      position += length;
    } else {
      inflate(inflater, into);
    }
    crc.update(filled);
  }

  private void inflate(Inflater inflater, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (inflateSome(inflater, into) == 0) {
        throw malformed("its compressed bytes end early");
      }
    }
  }

  /// Inflates some bytes, or none where there are no more.
  private int inflateSome(Inflater inflater, ByteBuffer into) throws IOException {
    try {
      while (true) {
        int length = inflater.inflate(into);
        if (length > 0 || inflater.finished()) {
          return length;
        }
        if (!inflater.needsInput() || position == end) {
          throw malformed("its compressed bytes end early");
        }
        int next = (int) Math.min(block.length, end - position);
        file.read(ByteBuffer.wrap(block, 0, next), position);
        position += next;
        inflater.setInput(block, 0, next);
      }
    } catch (DataFormatException e) {
      var malformed = malformed("its compressed bytes are damaged: " + e.getMessage());
      malformed.initCause(e);
      throw malformed;
    }
  }

  /// Reads what is left, and checks that the member ends where it should with the right checksum.
  public void finish() throws IOException {
    byte[] rest = new byte[(int) Math.min(BLOCK, remaining())];
    while (remaining() > 0) {
      fill(ByteBuffer.wrap(rest, 0, (int) Math.min(rest.length, remaining())));
    }
    if (inflater != null
        && (inflateSome(inflater, ByteBuffer.allocate(1)) > 0
            || position < end
            || inflater.getRemaining() > 0)) {
      throw malformed("it has more than its " + count + " bytes");
    }
    if ((int) crc.getValue() != expectedCrc) {
      throw malformed("does not match its checksum (CRC-32)");
    }
  }

  private StorageException malformed(String message) {
    return new StorageException.Malformed(file.path(), member.subject() + message);
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }
}
