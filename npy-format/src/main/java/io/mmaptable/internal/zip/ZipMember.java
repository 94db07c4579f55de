package io.mmaptable.internal.zip;

/// A member of an archive as the central directory lists it (APPNOTE 4.3.12).
///
/// @param name its name as it is in the archive
/// @param flags the general purpose flag
/// @param method how it is compressed
/// @param compressedSize how many bytes it takes up in the archive
/// @param size how many bytes it has
/// @param localHeader where its local header is in the file
/// @param directoryRecord where its record is in the file
public record ZipMember(
    String name,
    int flags,
    int method,
    long compressedSize,
    long size,
    long localHeader,
    long directoryRecord) {

  private static final String SUFFIX = ".npy";

  /// The name of the array, as NumPy's `files` lists it.
  public String arrayName() {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /// What messages about it begin with.
  public String subject() {
    return "member '" + arrayName() + "': ";
  }

  public boolean isDirectory() {
    return name.endsWith("/");
  }

  public boolean isStored() {
    return method == ZipFormat.STORED;
  }

  public boolean isEncrypted() {
    return has(ZipFormat.ENCRYPTED);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
