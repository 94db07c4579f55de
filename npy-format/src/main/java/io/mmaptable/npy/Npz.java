package io.mmaptable.npy;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// A `.npz` archive: a ZIP file of `.npy` files, opened for reading.
///
/// Members are listed without being read. Safe for use by several threads at once.
public final class Npz implements Closeable {

  /// How many times larger than its compressed bytes a member may claim to be: deflate cannot do
  /// more.
  private static final long MOST_EXPANSION = 1100;

  private static final String SUFFIX = ".npy";

  private final Path path;
  private final ZipFile zip;

  private Npz(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /// Opens an archive.
  ///
  /// @param path the file
  /// @return the archive, which the caller closes
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no ZIP file
  /// @throws IOException if it cannot be read
  public static Npz open(Path path) throws IOException {
    FileOps.requireRegularFile(path);
    try {
      return new Npz(path, new ZipFile(path.toFile()));
    } catch (ZipException | EOFException e) {
      var malformed = new StorageException.Malformed(path, "is no archive: " + e.getMessage());
      malformed.initCause(e);
      throw malformed;
    }
  }

  /// The names of the arrays, in the archive's order, without the ending `.npy`, as NumPy's `files`
  /// lists them.
  ///
  /// @return an unmodifiable list
  public List<String> names() {
    return zip.stream()
        .filter(entry -> !entry.isDirectory())
        .map(entry -> stripSuffix(entry.getName()))
        .toList();
  }

  /// Reads the header of a member.
  ///
  /// @param name a name that [#names] lists
  /// @return the header
  /// @throws NoSuchElementException if there is no such member
  /// @throws StorageException.Malformed if the member is no `.npy` file
  /// @throws StorageException.Unsupported if its elements are Python objects
  /// @throws IOException if it cannot be read
  public NpyHeader header(String name) throws IOException {
    try (InputStream in = zip.getInputStream(entry(name))) {
      return header(name, in);
    } catch (ZipException | EOFException e) {
      throw malformed(name, e);
    }
  }

  /// Reads a member into memory of its own.
  ///
  /// @param name a name that [#names] lists
  /// @return an array in the member's own order
  /// @throws NoSuchElementException if there is no such member
  /// @throws StorageException.Malformed if the member is no `.npy` file, or is shorter than its
  ///   header promises, or does not match the archive's checksum
  /// @throws StorageException.Unsupported if its elements are Python objects
  /// @throws IOException if it cannot be read
  public NdArray read(String name) throws IOException {
    ZipEntry entry = entry(name);
    try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      NpyHeader header = header(name, in);
      ArrayLayout layout = header.layout();
      if (layout.dataOffset() + layout.nbytes() > entry.getSize()
          || entry.getSize() / MOST_EXPANSION > entry.getCompressedSize()) {
        throw new StorageException.Malformed(
            path,
            "member '"
                + name
                + "': expected "
                + layout.nbytes()
                + " bytes of elements, and it has "
                + entry.getSize()
                + " in "
                + entry.getCompressedSize()
                + " compressed");
      }
      MemorySegment memory = Arena.ofAuto().allocate(layout.nbytes(), 64);
      fill(name, in, memory);
      in.skipNBytes(entry.getSize() - layout.dataOffset() - layout.nbytes());
      if (entry.getCrc() != -1 && in.getChecksum().getValue() != entry.getCrc()) {
        throw new StorageException.Malformed(
            path, "member '" + name + "' does not match its checksum (CRC-32)");
      }
      return NdArray.view(memory, layout.dtype(), layout.fortranOrder(), null, layout.shape());
    } catch (ZipException | EOFException e) {
      throw malformed(name, e);
    }
  }

  private void fill(String name, InputStream in, MemorySegment memory) throws IOException {
    byte[] block = new byte[1 << 16];
    for (long at = 0; at < memory.byteSize(); ) {
      int length = in.read(block, 0, (int) Math.min(block.length, memory.byteSize() - at));
      if (length < 0) {
        throw new StorageException.Malformed(path, "member '" + name + "' ends early");
      }
      MemorySegment.copy(block, 0, memory, ValueLayout.JAVA_BYTE, at, length);
      at += length;
    }
  }

  /// Reads a header from a stream, which stands at the first element afterwards.
  private NpyHeader header(String name, InputStream in) throws IOException {
    var source = new StreamHeaderSource(path, in);
    return HeaderReader.read(source, "member '" + name + "': ", Limits.DEFAULT);
  }

  private ZipEntry entry(String name) {
    @Nullable ZipEntry entry = zip.getEntry(name + SUFFIX);
    if (entry == null) {
      entry = zip.getEntry(name);
    }
    if (entry == null) {
      throw new NoSuchElementException(path + " has no member '" + name + "'; it has " + names());
    }
    return entry;
  }

  private StorageException malformed(String name, IOException e) {
    var malformed =
        new StorageException.Malformed(path, "member '" + name + "': " + e.getMessage());
    malformed.initCause(e);
    return malformed;
  }

  private static String stripSuffix(String name) {
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
