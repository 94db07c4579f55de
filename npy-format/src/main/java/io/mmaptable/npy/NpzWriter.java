package io.mmaptable.npy;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Replacement;
import io.mmaptable.internal.zip.ZipWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/// Writes a `.npz` archive, array by array, that `numpy.load` reads. It is there once it has been
/// committed, and not before:
///
/// ```java
/// try (var out = NpzWriter.create(path)) {
///   out.write("x", x);
///   out.write("y", y);
///   out.commit();
/// }
/// ```
///
/// Whatever ends the block before [#commit()], an exception above all, leaves the old file as it
/// was and nothing beside it. [Npz#write(Path, java.util.Map)] does this for arrays that are all
/// there.
///
/// Arrays are written in blocks, so that a mapped one may be larger than memory. The same arrays
/// make the same bytes: stored ones those of `numpy.savez`, deflated ones what the JDK's zlib makes
/// of them. Not safe for use by several threads at once.
public final class NpzWriter implements Closeable {
  private static final String SUFFIX = ".npy";

  private final Path path;
  private final NpzStorage storage;
  private final WriteOptions options;
  private final Replacement replacement;
  private final ZipWriter zip;
  private final Set<String> names = new HashSet<>();
  private State state = State.OPEN;

  private enum State {
    OPEN("open"),
    FAILED("useless, since writing to it has failed"),
    COMMITTED("committed"),
    CLOSED("closed");

    private final String text;

    State(String text) {
      this.text = text;
    }
  }

  private NpzWriter(Path path, NpzStorage storage, WriteOptions options, Replacement replacement) {
    this.path = path;
    this.storage = storage;
    this.options = options;
    this.replacement = replacement;
    this.zip = new ZipWriter(replacement.channel());
  }

  /// Begins an archive of members that are stored as `numpy.savez` stores them.
  ///
  /// @param path the file, which is replaced if it is there
  /// @return the writer, which the caller commits and closes
  /// @throws java.nio.file.NoSuchFileException if the directory is not there
  /// @throws IOException if nothing can be written there
  public static NpzWriter create(Path path) throws IOException {
    return create(path, NpzStorage.stored());
  }

  /// Begins an archive.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param storage how members are stored, unless [#write(String, NdArray, NpzStorage)] says
  ///   otherwise
  /// @return the writer, which the caller commits and closes
  /// @throws java.nio.file.NoSuchFileException if the directory is not there
  /// @throws IOException if nothing can be written there
  public static NpzWriter create(Path path, NpzStorage storage) throws IOException {
    return create(path, storage, WriteOptions.DEFAULT);
  }

  /// Begins an archive whose members have headers as asked for.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param storage how members are stored, unless [#write(String, NdArray, NpzStorage)] says
  ///   otherwise
  /// @param options the version and the longest header of the members
  /// @return the writer, which the caller commits and closes
  /// @throws java.nio.file.NoSuchFileException if the directory is not there
  /// @throws IOException if nothing can be written there
  public static NpzWriter create(Path path, NpzStorage storage, WriteOptions options)
      throws IOException {
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(options, "options");
    return new NpzWriter(path, storage, options, Replacement.of(path));
  }

  /// Writes an array.
  ///
  /// @param name what NumPy will find it by, which may have slashes; the member is called that and
  ///   `.npy`
  /// @param array the elements; a view whose transpose is in C order is written in Fortran order,
  ///   any other in C order
  /// @throws IllegalArgumentException if the name is taken or cannot be one, or the array's header
  ///   does not fit into the version or is longer than it may be; then nothing is written
  /// @throws IllegalStateException if this is closed or committed, or writing to it has failed
  /// @throws IOException if it cannot be written; then the archive cannot be committed
  public void write(String name, NdArray array) throws IOException {
    write(name, array, storage);
  }

  /// Writes an array in a way of its own.
  ///
  /// @param name what NumPy will find it by, which may have slashes; the member is called that and
  ///   `.npy`
  /// @param array the elements; a view whose transpose is in C order is written in Fortran order,
  ///   any other in C order
  /// @param memberStorage how this member is stored
  /// @throws IllegalArgumentException if the name is taken or cannot be one, or the array's header
  ///   does not fit into the version or is longer than it may be; then nothing is written
  /// @throws IllegalStateException if this is closed or committed, or writing to it has failed
  /// @throws IOException if it cannot be written; then the archive cannot be committed
  public void write(String name, NdArray array, NpzStorage memberStorage) throws IOException {
    requireOpen();
    Objects.requireNonNull(memberStorage, "memberStorage");
    requireName(name);
    byte[] header = Npy.header(array, options);
    if (!names.add(name)) {
      throw new IllegalArgumentException(path + ": there is an array '" + name + "' already");
    }
    state = State.FAILED;
    writeMember(
        () -> {
          begin(name + SUFFIX, memberStorage, header.length);
          Npy.write(zip, header, array);
        });
  }

  /// Writes an array in C order, row by row: one that is larger than memory, or is only made while
  /// it is written.
  ///
  /// @param name what NumPy will find it by, which may have slashes; the member is called that and
  ///   `.npy`
  /// @param dtype the dtype of the elements
  /// @param shape the length of each dimension, at least one
  /// @param rows what writes the rows, all of them
  /// @throws IllegalArgumentException if the name is taken or cannot be one, the array is 0-d, or
  ///   its header does not fit into the version or is longer than it may be; then nothing is
  ///   written
  /// @throws IllegalStateException if this is closed or committed, writing to it has failed, or not
  ///   all rows were written
  /// @throws IOException if it cannot be written; then the archive cannot be committed
  public void write(String name, DType dtype, long[] shape, NpyWriter.Rows rows)
      throws IOException {
    requireOpen();
    requireName(name);
    if (shape.length == 0) {
      throw new IllegalArgumentException("array '" + name + "' is 0-d and has no rows");
    }
    byte[] header = Npy.canonicalHeader(dtype, shape, false, options);
    if (!names.add(name)) {
      throw new IllegalArgumentException(path + ": there is an array '" + name + "' already");
    }
    state = State.FAILED;
    writeMember(
        () -> {
          begin(name + SUFFIX, storage, header.length);
          NpyWriter writer = NpyWriter.begin(zip, dtype, false, options, shape);
          rows.writeTo(writer);
          if (writer.rowsLeft() > 0) {
            throw new IllegalStateException(
                path + ": " + writer.rowsLeft() + " of " + shape[0] + " rows were not written");
          }
        });
  }

  /// What writes a member.
  private interface Member {
    void write() throws IOException;
  }

  private void writeMember(Member member) throws IOException {
    try {
      member.write();
      zip.end();
    } catch (UncheckedIOException e) {
      // The elements may come from a mapping whose file somebody has cut.
      throw FileOps.named(path, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw FileOps.named(path, e);
    }
    state = State.OPEN;
  }

  private void begin(String name, NpzStorage memberStorage, int headerLength) throws IOException {
    switch (memberStorage) {
      case NpzStorage.Stored(boolean isAligned) -> {
        if (isAligned) {
          zip.beginAligned(name, headerLength);
        } else {
          zip.beginStored(name);
        }
      }
      case NpzStorage.Deflated(int level) -> zip.beginDeflated(name, level);
    }
  }

  private static void requireName(String name) {
    if (name.isEmpty()
        || name.indexOf('\0') >= 0
        || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException(
          "name '" + name + "' of an array: expected characters, and none of them NUL");
    }
    int length = name.getBytes(StandardCharsets.UTF_8).length + SUFFIX.length();
    if (length > ZipWriter.LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a name of " + length + " bytes is longer than an archive can hold (65535)");
    }
  }

  /// Finishes the archive, makes it durable and gives it its name. Nothing can be written
  /// afterwards.
  ///
  /// @throws IllegalStateException if this is closed or committed, or writing to it has failed
  /// @throws IOException if that fails; then the old file is as it was
  public void commit() throws IOException {
    requireOpen();
    state = State.FAILED;
    try {
      zip.finish();
      replacement.commit();
    } catch (IOException e) {
      throw FileOps.named(path, e);
    }
    state = State.COMMITTED;
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("the writer of " + path + " is " + state.text);
    }
  }

  /// Removes what was not committed. Closing twice does nothing more.
  ///
  /// @throws IOException if that fails
  @Override
  public void close() throws IOException {
    state = State.CLOSED;
    zip.close();
    replacement.close();
  }
}
