package io.mmaptable.npy;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.zip.ZipArchive;
import io.mmaptable.internal.zip.ZipInput;
import io.mmaptable.internal.zip.ZipMember;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// A `.npz` archive: a ZIP file of `.npy` files.
///
/// Members are listed without being read, and a stored one is mapped without being read. Where
/// several members have one name, the last of them is the one that counts, as for NumPy. Safe for
/// use by several threads at once.
///
/// An archive is not trusted: nothing is allocated on its word before that is checked against the
/// file's size, and what does not agree with itself is a [StorageException].
public final class Npz implements Closeable {
  private static final String SUFFIX = ".npy";
  private static final int BLOCK = 1 << 16;

  /// How many names a message lists.
  private static final int MOST_NAMES = 50;

  private final ZipArchive archive;
  private final Limits limits;
  private final List<String> names;

  private Npz(ZipArchive archive, Limits limits) {
    this.archive = archive;
    this.limits = limits;
    this.names = archive.members().stream().map(ZipMember::arrayName).toList();
  }

  /// Opens an archive.
  ///
  /// @param path the file
  /// @return the archive, which the caller closes
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no ZIP file
  /// @throws StorageException.Unsupported if it is no regular file
  /// @throws IOException if it cannot be read
  public static Npz open(Path path) throws IOException {
    return open(path, Limits.DEFAULT);
  }

  /// Opens an archive with limits of one's own.
  ///
  /// @param path the file
  /// @param limits what its members may ask for
  /// @return the archive, which the caller closes
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no ZIP file
  /// @throws StorageException.Unsupported if it is no regular file
  /// @throws IOException if it cannot be read
  public static Npz open(Path path, Limits limits) throws IOException {
    return new Npz(ZipArchive.open(path, limits.maxExpansion()), limits);
  }

  /// Writes arrays as `numpy.savez` does, byte for byte. A crash leaves the old file or the new
  /// one.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param arrays the arrays by name, in the order in which they are written
  /// @throws IllegalArgumentException if a name cannot be one, or an array's header is longer than
  ///   `numpy.load` accepts
  /// @throws IOException if it cannot be written; then the old file is as it was
  public static void write(Path path, Map<String, NdArray> arrays) throws IOException {
    write(path, arrays, NpzStorage.stored());
  }

  /// Writes arrays. A crash leaves the old file or the new one.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param arrays the arrays by name, in the order in which they are written
  /// @param storage how the members are stored
  /// @throws IllegalArgumentException if a name cannot be one, or an array's header is longer than
  ///   `numpy.load` accepts
  /// @throws IOException if it cannot be written; then the old file is as it was
  public static void write(Path path, Map<String, NdArray> arrays, NpzStorage storage)
      throws IOException {
    try (var out = NpzWriter.create(path, storage)) {
      for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
        out.write(entry.getKey(), entry.getValue());
      }
      out.commit();
    }
  }

  /// The names of the arrays, in the archive's order, without the ending `.npy`, as NumPy's `files`
  /// lists them. Members that are no arrays are listed, too; directories are not.
  ///
  /// @return an unmodifiable list
  public List<String> names() {
    return names;
  }

  /// Whether a member is stored as it is, so that it can be mapped.
  ///
  /// @param name a name that [#names] lists, or that with `.npy`
  /// @return false if it is compressed or encrypted
  /// @throws NoSuchElementException if there is no such member
  public boolean isStored(String name) {
    ZipMember member = member(name);
    return member.isStored() && !member.isEncrypted();
  }

  /// Reads the header of a member.
  ///
  /// @param name a name that [#names] lists, or that with `.npy`
  /// @return the header, whose offset counts from the beginning of the member
  /// @throws NoSuchElementException if there is no such member
  /// @throws IllegalStateException if this has been closed
  /// @throws StorageException.Malformed if the member is no `.npy` file, or the archive does not
  ///   agree with itself about it
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is encrypted or
  ///   compressed by another method than deflate
  /// @throws IOException if it cannot be read
  public NpyHeader header(String name) throws IOException {
    ZipMember member = member(name);
    try (var input = archive.read(member)) {
      return header(member, input);
    }
  }

  /// Reads a member into memory of its own, and checks its checksum.
  ///
  /// @param name a name that [#names] lists, or that with `.npy`
  /// @return an array in the member's own order
  /// @throws NoSuchElementException if there is no such member
  /// @throws IllegalStateException if this has been closed
  /// @throws StorageException.Malformed if the member is no `.npy` file, or is shorter than its
  ///   header promises, or does not match the archive's checksum, or the archive does not agree
  ///   with itself about it, or it expands beyond [Limits#maxExpansion()]
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is encrypted or
  ///   compressed by another method than deflate
  /// @throws IOException if it cannot be read
  public NdArray read(String name) throws IOException {
    ZipMember member = member(name);
    try (var input = archive.read(member)) {
      ArrayLayout layout = layout(member, input);
      MemorySegment memory = ElementReader.allocate(layout);
      byte[] block = new byte[(int) Math.min(BLOCK, memory.byteSize())];
      for (long at = 0; at < memory.byteSize(); at += block.length) {
        int length = (int) Math.min(block.length, memory.byteSize() - at);
        input.fill(ByteBuffer.wrap(block, 0, length));
        MemorySegment.copy(block, 0, memory, ValueLayout.JAVA_BYTE, at, length);
      }
      input.finish();
      return NdArray.view(memory, layout.dtype(), layout.fortranOrder(), null, layout.shape());
    }
  }

  /// What is done with some rows of a member.
  @FunctionalInterface
  public interface Rows {
    /// Takes rows.
    ///
    /// @param from the index of the first of them
    /// @param rows an array of them, which is valid until this returns
    /// @throws IOException to end the reading
    void accept(long from, NdArray rows) throws IOException;
  }

  /// Reads a member a block of rows at a time, be it larger than memory, and checks its checksum
  /// when all have been read. An array in Fortran order of two dimensions or more is read at once.
  ///
  /// @param name a name that [#names] lists, or that with `.npy`
  /// @param blockBytes about how many bytes are read at a time
  /// @param taker is given the rows, in order, and none of an array that has none
  /// @throws NoSuchElementException if there is no such member
  /// @throws IllegalStateException if this has been closed
  /// @throws StorageException.Malformed as for [#read], or if it is 0-d and has no rows
  /// @throws StorageException.Unsupported as for [#read]
  /// @throws IOException if it cannot be read, or from what takes the rows
  public void readRows(String name, int blockBytes, Rows taker) throws IOException {
    ZipMember member = member(name);
    try (var input = archive.read(member)) {
      ArrayLayout layout = layout(member, input);
      if (layout.ndim() == 0) {
        throw archive.malformed(member, "expected rows, and it is 0-d");
      }
      if (layout.fortranOrder() && layout.ndim() > 1) {
        taker.accept(0, read(name));
        return;
      }
      long count = layout.shape()[0];
      long rowBytes = count == 0 ? 0 : layout.nbytes() / count;
      long step = Math.clamp(blockBytes / Math.max(1, rowBytes), 1, Math.max(1, blockBytes));
      for (long from = 0; from < count; from += step) {
        ArrayLayout block = layout.withRowCount(Math.min(step, count - from));
        byte[] bytes = new byte[Math.toIntExact(block.nbytes())];
        input.fill(ByteBuffer.wrap(bytes));
        taker.accept(
            from,
            NdArray.view(MemorySegment.ofArray(bytes), layout.dtype(), false, null, block.shape()));
      }
      input.finish();
    }
  }

  /// Maps the elements of a stored member in place. They are not read, and so their checksum is not
  /// checked. They may begin anywhere in the file, and so not be aligned, unless the archive was
  /// written with [NpzStorage#aligned()].
  ///
  /// Elements that are set with `r+` change the archive, which keeps the checksum of the old ones:
  /// until [#updateChecksum] is called, [#read], NumPy and other programs refuse the member.
  ///
  /// @param name a name that [#names] lists, or that with `.npy`
  /// @param mode whether elements may be set, and whether that reaches the file
  /// @param arena what the mapping ends with; the view is valid as long as it is open, for the
  ///   threads it admits, be this archive open or closed
  /// @return a view of the member's dtype, shape and order
  /// @throws NoSuchElementException if there is no such member
  /// @throws IllegalStateException if this has been closed
  /// @throws StorageException.Malformed if the member is no `.npy` file, or is shorter than its
  ///   header promises, or the archive does not agree with itself about it
  /// @throws StorageException.Unsupported if it is compressed or encrypted, or its elements are
  ///   Python objects
  /// @throws StorageException.Inconsistent if another file has taken the archive's place
  /// @throws IOException if it cannot be mapped
  public NdArray map(String name, Mode mode, Arena arena) throws IOException {
    ZipMember member = member(name);
    try (var input = archive.read(member)) {
      ArrayLayout layout = layout(member, input);
      return NdArray.view(
          archive.map(member, layout.dataOffset(), layout.nbytes(), mode, arena),
          layout.dtype(),
          layout.fortranOrder(),
          archive.path(),
          layout.shape());
    }
  }

  /// Puts the checksum of a stored member right, after elements were set that had been mapped with
  /// `r+`, and makes elements and checksum durable. Nobody may set elements meanwhile.
  ///
  /// @param name a name that [#names] lists, or that with `.npy`
  /// @throws NoSuchElementException if there is no such member
  /// @throws IllegalStateException if this has been closed
  /// @throws StorageException.Malformed if the archive does not agree with itself about the member
  /// @throws StorageException.Unsupported if it is compressed or encrypted
  /// @throws StorageException.Inconsistent if another file has taken the archive's place
  /// @throws IOException if it cannot be read or written
  public void updateChecksum(String name) throws IOException {
    archive.updateChecksum(member(name));
  }

  /// Reads a member's header, and checks that the elements are all there.
  private ArrayLayout layout(ZipMember member, ZipInput input) throws IOException {
    ArrayLayout layout = header(member, input).layout();
    if (layout.nbytes() > input.remaining()) {
      throw archive.malformed(
          member,
          "expected "
              + layout.nbytes()
              + " bytes of elements, and it has "
              + input.remaining()
              + " after its header");
    }
    return layout;
  }

  /// Reads a header, after which the input stands at the first element.
  private NpyHeader header(ZipMember member, ZipInput input) throws IOException {
    var source = new StreamHeaderSource(archive.path(), input);
    return HeaderReader.read(source, member.subject(), limits);
  }

  private ZipMember member(String name) {
    @Nullable ZipMember member = archive.member(name);
    if (member == null) {
      member = archive.member(name + SUFFIX);
    }
    if (member == null) {
      List<String> some = names.subList(0, Math.min(MOST_NAMES, names.size()));
      throw new NoSuchElementException(
          archive.path()
              + " has no member '"
              + name
              + "'; it has "
              + some
              + (some.size() < names.size() ? " and others" : ""));
    }
    return member;
  }

  /// Closes the file. Views of mapped members stay valid.
  @Override
  public void close() throws IOException {
    archive.close();
  }
}
