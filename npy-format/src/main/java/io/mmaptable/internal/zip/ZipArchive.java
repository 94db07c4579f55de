package io.mmaptable.internal.zip;

import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// An archive that is open for reading. Safe for use by several threads at once.
public final class ZipArchive implements Closeable {
  private final ArchiveFile file;
  private final ZipDirectory directory;
  private final long maxExpansion;

  private ZipArchive(ArchiveFile file, ZipDirectory directory, long maxExpansion) {
    this.file = file;
    this.directory = directory;
    this.maxExpansion = maxExpansion;
  }

  /// Opens an archive and reads its directory.
  ///
  /// @param maxExpansion how many times larger than its compressed bytes a member may be
  public static ZipArchive open(Path path, long maxExpansion) throws IOException {
    ArchiveFile file = ArchiveFile.open(path);
    try {
      return new ZipArchive(file, ZipDirectory.read(file), maxExpansion);
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  public Path path() {
    return file.path();
  }

  /// The members in the order of the directory.
  public Collection<ZipMember> members() {
    return directory.members();
  }

  public @Nullable ZipMember member(String name) {
    return directory.member(name);
  }

  /// The bytes of a member, of which the archive must say the same everywhere.
  public ZipInput read(ZipMember member) throws IOException {
    return new ZipInput(file, member, begin(member));
  }

  /// Maps bytes of a stored member.
  ///
  /// @param from where they begin in the member
  public MemorySegment map(ZipMember member, long from, long length, Mode mode, Arena arena)
      throws IOException {
    return file.map(mode, beginStored(member) + from, length, arena);
  }

  /// Computes the checksum of a stored member anew, and writes it where the archive keeps it.
  public void updateChecksum(ZipMember member) throws IOException {
    ZipChecksum.update(file, member, beginStored(member));
  }

  private long beginStored(ZipMember member) throws IOException {
    long position = begin(member);
    if (!member.isStored()) {
      throw unsupported(
          member,
          "is compressed and cannot be mapped; read it, or write the archive with stored members");
    }
    return position;
  }

  /// Checks what the archive says of a member.
  ///
  /// @return where its bytes begin in the file
  private long begin(ZipMember member) throws IOException {
    if (member.isEncrypted()) {
      throw unsupported(member, "is encrypted; write the archive without a password");
    }
    if (member.has(ZipFormat.PATCHED)
        || (member.method() != ZipFormat.STORED && member.method() != ZipFormat.DEFLATED)) {
      throw unsupported(
          member,
          "is compressed by "
              + ZipFormat.methodName(member.method())
              + "; only stored and deflated members can be read");
    }
    if (member.isStored()
        ? member.size() != member.compressedSize()
        : member.size() / maxExpansion > member.compressedSize()) {
      throw malformed(
          member,
          member.size()
              + " bytes in "
              + member.compressedSize()
              + (member.isStored()
                  ? " that are not compressed"
                  : ", more than " + maxExpansion + " times"));
    }
    return ZipLocalHeader.check(file, member, directory.limit(member));
  }

  /// Says that a member is malformed, and where it is.
  public StorageException malformed(ZipMember member, String message) {
    return new StorageException.Malformed(
        file.path(), member.localHeader(), member.subject() + message);
  }

  private StorageException unsupported(ZipMember member, String message) {
    return new StorageException.Unsupported(file.path(), member.subject() + message);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
