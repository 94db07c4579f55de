package io.mmaptable.internal.zip;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of an archive, as its central directory lists them (APPNOTE 4.3.12).
///
/// Of several members with one name the last is the one that counts, as for Python's `zipfile`.
/// Directories are left out. Immutable.
final class ZipDirectory {

  /// A member takes up some 200 bytes of memory.
  private static final int MOST_MEMBERS = 1 << 22;

  private final Map<String, ZipMember> members;
  private final long[] localHeaders;
  private final long end;

  private ZipDirectory(Map<String, ZipMember> members, long[] localHeaders, long end) {
    this.members = members;
    this.localHeaders = localHeaders;
    this.end = end;
  }

  static ZipDirectory read(ArchiveFile file) throws IOException {
    ZipEnd end = ZipEnd.find(file);
    List<ZipMember> records = new Records(file, end).all();
    long[] localHeaders = records.stream().mapToLong(ZipMember::localHeader).sorted().toArray();
    var members = new LinkedHashMap<String, ZipMember>();
    for (ZipMember member : records) {
      if (!member.isDirectory()) {
        members.remove(member.name());
        members.put(member.name(), member);
      }
    }
    return new ZipDirectory(Collections.unmodifiableMap(members), localHeaders, end.directory());
  }

  /// The members in the order of the directory.
  Collection<ZipMember> members() {
    return members.values();
  }

  @Nullable ZipMember member(String name) {
    return members.get(name);
  }

  /// Where the bytes of a member must end at the latest: at the next member, or the directory.
  long limit(ZipMember member) {
    int at = Arrays.binarySearch(localHeaders, member.localHeader() + 1);
    at = at < 0 ? -at - 1 : at;
    return at < localHeaders.length ? localHeaders[at] : end;
  }

  /// Reads the records of a directory, through a buffer that holds the longest.
  private static final class Records {
    private static final int LONGEST = ZipFormat.CENTRAL_LENGTH + 3 * ZipFormat.MAX_16;
    private static final Charset CP437 = Charset.forName("IBM437");

    private final ArchiveFile file;
    private final ZipEnd end;
    private final ByteBuffer buffer;
    private long read;

    Records(ArchiveFile file, ZipEnd end) {
      this.file = file;
      this.end = end;
      this.buffer =
          ZipFormat.buffer((int) Math.min(LONGEST, end.directoryEnd() - end.directory())).flip();
      this.read = end.directory();
    }

    List<ZipMember> all() throws IOException {
      var members = new ArrayList<ZipMember>();
      while (position() < end.directoryEnd()) {
        if (members.size() == MOST_MEMBERS) {
          throw new StorageException.Unsupported(
              file.path(), "has more than " + MOST_MEMBERS + " members");
        }
        members.add(next());
      }
      long found = end.isZip64() ? members.size() : members.size() & ZipFormat.MAX_16;
      if (found != end.memberCount()) {
        throw malformed("expected " + end.memberCount() + " members, found " + members.size());
      }
      return members;
    }

    private long position() {
      return read - buffer.remaining();
    }

    private ZipMember next() throws IOException {
      require(ZipFormat.CENTRAL_LENGTH);
      int at = buffer.position();
      if (buffer.getInt(at) != ZipFormat.CENTRAL_SIGNATURE) {
        throw malformed("expected a record of the central directory");
      }
      int nameLength = ZipFormat.u16(buffer, at + 28);
      int extraLength = ZipFormat.u16(buffer, at + 30);
      int length =
          ZipFormat.CENTRAL_LENGTH + nameLength + extraLength + ZipFormat.u16(buffer, at + 32);
      require(length);
      at = buffer.position();
      int flags = ZipFormat.u16(buffer, at + 8);
      String name = name(slice(at + ZipFormat.CENTRAL_LENGTH, nameLength), flags);
      var sizes = new Zip64Fields(slice(at + ZipFormat.CENTRAL_LENGTH + nameLength, extraLength));
      long size = sizes.next(ZipFormat.u32(buffer, at + 24));
      long compressedSize = sizes.next(ZipFormat.u32(buffer, at + 20));
      long offset = sizes.next(ZipFormat.u32(buffer, at + 42));
      if (sizes.areMalformed()
          || size < 0
          || compressedSize < 0
          || offset < 0
          || offset > end.directory() - end.prefix()) {
        throw malformed("member '" + name + "' has sizes or an offset that cannot be");
      }
      var member =
          new ZipMember(
              name,
              flags,
              ZipFormat.u16(buffer, at + 10),
              compressedSize,
              size,
              end.prefix() + offset,
              position());
      buffer.position(at + length);
      return member;
    }

    /// Makes sure that the buffer holds the next bytes.
    private void require(int length) throws IOException {
      if (buffer.remaining() >= length) {
        return;
      }
      if (end.directoryEnd() - position() < length) {
        throw malformed("a record of the central directory is cut");
      }
      buffer.compact();
      buffer.limit(
          (int) Math.min(buffer.capacity(), buffer.position() + end.directoryEnd() - read));
      int count = buffer.remaining();
      file.read(buffer, read);
      read += count;
      buffer.flip();
    }

    private ByteBuffer slice(int at, int length) {
      return buffer.slice(at, length).order(buffer.order());
    }

    /// Names are UTF-8 or, without the flag for it, code page 437 (APPNOTE appendix D).
    private String name(ByteBuffer bytes, int flags) throws StorageException {
      Charset charset = (flags & ZipFormat.UTF_8) == 0 ? CP437 : StandardCharsets.UTF_8;
      try {
        return charset.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        throw malformed("the name of a member is not UTF-8");
      }
    }

    private StorageException malformed(String message) {
      return new StorageException.Malformed(file.path(), position(), message);
    }
  }
}
