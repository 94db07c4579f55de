package io.mmaptable.file;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Says that a file, an archive or a table directory is at fault, and which.
///
/// The kinds are closed: [Malformed], [Unsupported], [Locked] and [Inconsistent]. The message says
/// what was expected, what was found, where, and what to do.
public abstract sealed class StorageException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final transient @Nullable Path path;

  StorageException(@Nullable Path path, String message) {
    super(path == null ? message : path + ": " + message);
    this.path = path;
  }

  /// The file or directory that is at fault.
  ///
  /// @return the path as it was given to the operation that failed; null if what was read is no
  ///   file, but a stream or memory
  public @Nullable Path path() {
    return path;
  }

  /// A file that is not what it claims to be.
  public static final class Malformed extends StorageException {
    @Serial private static final long serialVersionUID = 1;

    private final long byteOffset;

    /// Describes a malformed file.
    ///
    /// @param path the file; null if it is none
    /// @param byteOffset where in the file the fault lies
    /// @param message what was expected and what was found
    public Malformed(@Nullable Path path, long byteOffset, String message) {
      super(path, message + " (at byte " + byteOffset + ")");
      this.byteOffset = byteOffset;
    }

    /// Describes something malformed that is no single file.
    ///
    /// @param path the archive or directory
    /// @param message what was expected and what was found
    public Malformed(Path path, String message) {
      super(path, message);
      this.byteOffset = -1;
    }

    /// Where in the file the fault lies.
    ///
    /// @return an offset in bytes from the beginning of the file or stream, or -1 where that has no
    ///   meaning
    public long byteOffset() {
      return byteOffset;
    }
  }

  /// A valid file that this installation cannot read.
  public static final class Unsupported extends StorageException {
    @Serial private static final long serialVersionUID = 1;

    /// Describes an unsupported file.
    ///
    /// @param path the file; null if it is none
    /// @param message what it holds that cannot be read, and what to do
    public Unsupported(@Nullable Path path, String message) {
      super(path, message);
    }
  }

  /// A file or table that another writer has open.
  public static final class Locked extends StorageException {
    @Serial private static final long serialVersionUID = 1;

    /// Describes a locked file.
    ///
    /// @param path the array file or table directory
    /// @param message who holds it
    public Locked(Path path, String message) {
      super(path, message);
    }
  }

  /// Files that do not agree with each other.
  public static final class Inconsistent extends StorageException {
    @Serial private static final long serialVersionUID = 1;

    /// Describes files that do not agree.
    ///
    /// @param path the array file or table directory
    /// @param message what does not agree, and what to do
    public Inconsistent(Path path, String message) {
      super(path, message);
    }
  }
}
