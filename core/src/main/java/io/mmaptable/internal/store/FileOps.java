package io.mmaptable.internal.store;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Opens, replaces and removes files so that a crash leaves the old state or the new one.
public final class FileOps {

  /// How the names of temporary files end; they begin with a dot.
  private static final String TEMPORARY_SUFFIX = ".tmp";

  /// How many digits of 36 a positive number takes.
  private static final int NONCE_LENGTH = 13;

  private static final Pattern TEMPORARY =
      Pattern.compile(
          "\\.(?<of>.+)\\.[0-9a-z]{" + NONCE_LENGTH + "}" + Pattern.quote(TEMPORARY_SUFFIX),
          Pattern.DOTALL);

  /// Windows opens no directories, and writes their entries through by itself.
  private static final boolean DIRECTORIES_CAN_BE_FORCED =
      !System.getProperty("os.name").startsWith("Windows");

  /// How many files are made durable by one call for their whole file system.
  private static final int MANY_FILES = 32;

  /// How many bytes of zeros are written rather than allocated.
  private static final int FEW_BYTES = 64 << 10;

  private FileOps() {}

  /// Checks that a path names a regular file, before it is opened: opening a FIFO would wait for
  /// its other end.
  ///
  /// @param path the path, whose links are followed
  /// @return the file's attributes
  /// @throws NoSuchFileException if there is nothing
  /// @throws StorageException.Unsupported if it is something else than a regular file
  /// @throws IOException if the attributes cannot be read
  public static BasicFileAttributes requireRegularFile(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new StorageException.Unsupported(
          path, attributes.isDirectory() ? "is a directory, not a file" : "is not a regular file");
    }
    return attributes;
  }

  /// What writes the content of a file.
  @FunctionalInterface
  public interface Content {
    /// Writes everything.
    ///
    /// @param channel the new, empty file
    /// @throws IOException if it cannot be written
    void writeTo(FileChannel channel) throws IOException;
  }

  /// Replaces a file, or makes it: a temporary one beside it is written, forced and renamed, and
  /// the directory is forced.
  ///
  /// @param path the file
  /// @param content what to write
  /// @throws NoSuchFileException if the directory is not there
  /// @throws IOException if that fails; then the file is as it was, and no temporary one is left
  public static void replace(Path path, Content content) throws IOException {
    replace(path, (channel, _) -> content.writeTo(channel));
  }

  /// Replaces a file by one that begins with bytes and goes on with zeros, as [#replace(Path,
  /// Content)] does. All of it is real blocks.
  ///
  /// @param path the file
  /// @param start the first bytes
  /// @param size how large the file will be
  /// @throws NoSuchFileException if the directory is not there
  /// @throws IOException if the disk has no room, or the file cannot be written; then it is as it
  ///   was
  public static void replaceWithZeros(Path path, byte[] start, long size) throws IOException {
    Replacement.requireDirectory(parent(path));
    // Better said at once than found out after writing all that there is room for.
    requireSpace(parent(path), size);
    replace(
        path,
        (channel, temporary) -> {
          writeFully(channel, ByteBuffer.wrap(start));
          long _ =
              BlockAllocator.allocate(temporary, channel, start.length, start.length, size, size);
        });
  }

  /// Makes a file that begins with bytes and goes on with zeros, as [#replaceWithZeros] does, but
  /// not durably: [#forceAll] makes many such files so at once. Until then a crash of the machine
  /// may leave an empty file, or one of zeros.
  ///
  /// @param path the file, which may be there and is replaced
  /// @param start the first bytes
  /// @param size how large the file will be
  /// @throws NoSuchFileException if the directory is not there
  /// @throws IOException if the disk has no room, or the file cannot be written; then there is none
  public static void makeWithZeros(Path path, byte[] start, long size) throws IOException {
    try (var made = Replacement.of(path)) {
      if (size - start.length <= FEW_BYTES) {
        writeFully(path, made.channel(), ByteBuffer.wrap(Arrays.copyOf(start, (int) size)));
      } else {
        writeFully(path, made.channel(), ByteBuffer.wrap(start));
        long _ =
            BlockAllocator.allocate(
                made.temporary(), made.channel(), start.length, start.length, size, size);
      }
      made.commitUnforced();
    }
  }

  /// Makes files durable, and the entries of their directories.
  ///
  /// @param files the files
  /// @throws IOException if that fails
  public static void forceAll(Collection<Path> files) throws IOException {
    if (forceTogether(files)) {
      return;
    }
    for (Path file : files) {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    for (Path directory : directories(files)) {
      forceDirectory(directory);
    }
  }

  /// Makes many files durable at once, with all else that was written to their file system, where
  /// native access allows it. That takes much less time than one after the other.
  ///
  /// @param files the files
  /// @return false if they are few, or it is not possible; then nothing has been done
  public static boolean forceTogether(Collection<Path> files) {
    var nativeFiles = NativeFiles.instance();
    return files.size() >= MANY_FILES
        && nativeFiles.isPresent()
        && directories(files).stream().allMatch(nativeFiles.get()::syncFileSystem);
  }

  private static Set<Path> directories(Collection<Path> files) {
    var directories = new TreeSet<Path>();
    files.forEach(file -> directories.add(parent(file)));
    return directories;
  }

  /// Replaces a file by a copy of its beginning, as [#replace(Path, Content)] does. A link stays
  /// one: what it leads to is replaced.
  ///
  /// @param path the file
  /// @param size how much of it to keep
  /// @throws IOException if the disk has no room, or the file is shorter than that; then it is as
  ///   it was
  public static void replaceByStart(Path path, long size) throws IOException {
    Path target = path.toRealPath();
    requireSpace(parent(target), size);
    try (var source = FileChannel.open(target, StandardOpenOption.READ)) {
      replace(
          target,
          channel -> {
            for (long at = 0; at < size; ) {
              long copied = source.transferTo(at, size - at, channel);
              if (copied <= 0) {
                throw new IOException(path + " was cut while it was copied, at byte " + at);
              }
              at += copied;
            }
          });
    }
  }

  /// What writes the content of a file that has another name until it is complete.
  private interface TemporaryContent {
    void writeTo(FileChannel channel, Path temporary) throws IOException;
  }

  private static void replace(Path path, TemporaryContent content) throws IOException {
    try (var replacement = Replacement.of(path)) {
      try {
        content.writeTo(replacement.channel(), replacement.temporary());
      } catch (UncheckedIOException e) {
        // What is written may come from a mapping whose file somebody has cut.
        throw named(path, Objects.requireNonNull(e.getCause()));
      } catch (IOException e) {
        throw named(path, e);
      }
      replacement.commit();
    }
  }

  /// Says where something failed, which a channel does not.
  ///
  /// @param path the file that could not be written
  /// @param e what failed
  /// @return the same, or an exception that names the path
  public static IOException named(Path path, IOException e) {
    return e.getClass() == IOException.class
            && !String.valueOf(e.getMessage()).contains(parent(path).toString())
        ? new IOException(path + ": " + e.getMessage(), e)
        : e;
  }

  /// Replaces a file by bytes, as [#replace(Path, Content)] does.
  ///
  /// @param path the file
  /// @param content the bytes
  /// @throws IOException if that fails; then the file is as it was
  public static void replace(Path path, byte[] content) throws IOException {
    replace(path, (channel, _) -> writeFully(path, channel, ByteBuffer.wrap(content)));
  }

  /// The directory that a file is in.
  ///
  /// @param path the file
  /// @return the parent of its absolute path
  public static Path parent(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent(), "the root is no file");
  }

  /// A name for a temporary file in the same directory.
  ///
  /// @param path the file that it will become
  /// @return a path that begins with a dot and is not taken
  public static Path temporaryBeside(Path path) {
    String nonce = Long.toString(ThreadLocalRandom.current().nextLong() & Long.MAX_VALUE, 36);
    return path.resolveSibling(
        temporaryPrefix(path)
            + "0".repeat(NONCE_LENGTH - nonce.length())
            + nonce
            + TEMPORARY_SUFFIX);
  }

  /// Whether a path in the same directory may be a name that [#temporaryBeside] has made.
  static boolean isTemporaryBeside(Path entry, Path path) {
    return temporaryOf(entry).map(of -> of.getFileName().equals(path.getFileName())).orElse(false);
  }

  /// The file beside a path that [#temporaryBeside] may have made the path's name for.
  static Optional<Path> temporaryOf(Path entry) {
    var name = TEMPORARY.matcher(entry.getFileName().toString());
    return name.matches() ? Optional.of(entry.resolveSibling(name.group("of"))) : Optional.empty();
  }

  private static String temporaryPrefix(Path path) {
    return "." + path.getFileName() + ".";
  }

  /// Deletes a file, or a directory and all that is in it. A link is deleted, and not what it leads
  /// to.
  ///
  /// @param root the file or directory
  /// @throws IOException if something cannot be deleted; then the rest may be left
  public static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Checks that a directory can be made at a path, or is there and empty.
  ///
  /// @param path the directory
  /// @throws FileAlreadyExistsException if there is a file, or something in the directory
  /// @throws IOException if the directory cannot be listed
  public static void requireVacantDirectory(Path path) throws IOException {
    if (!exists(path)) {
      return;
    }
    // Listing a FIFO would wait for its other end.
    if (!Files.isDirectory(path)) {
      throw new FileAlreadyExistsException(path.toString(), null, "is a file");
    }
    try (var entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new FileAlreadyExistsException(path.toString(), null, "is not empty");
      }
    }
  }

  /// Checks that a disk has room.
  ///
  /// @param path a file or directory on the disk
  /// @param bytes how many bytes are to be written
  /// @throws IOException if there is no room for as many
  public static void requireSpace(Path path, long bytes) throws IOException {
    long usable = Files.getFileStore(path).getUsableSpace();
    if (usable < bytes) {
      throw new IOException(
          path + ": no space for " + bytes + " bytes, the disk has room for " + usable);
    }
  }

  /// Makes a directory's entries durable.
  ///
  /// @param directory the directory
  /// @throws IOException if that fails
  public static void forceDirectory(Path directory) throws IOException {
    if (!DIRECTORIES_CAN_BE_FORCED) {
      return;
    }
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Writes all that remains in a buffer.
  ///
  /// @param channel where to, in blocking mode
  /// @param buffer what
  /// @throws IOException if the channel does not take it all
  public static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) <= 0) {
        throw new IOException("the last " + buffer.remaining() + " bytes could not be written");
      }
    }
  }

  /// Writes all that remains in a buffer, or says which file has no room for it.
  ///
  /// @param path what the message calls the file
  /// @param channel where to, in blocking mode
  /// @param buffer what
  /// @throws IOException if the channel does not take it all; the message names the path and the
  ///   number of bytes
  public static void writeFully(Path path, WritableByteChannel channel, ByteBuffer buffer)
      throws IOException {
    int bytes = buffer.remaining();
    try {
      writeFully(channel, buffer);
    } catch (IOException e) {
      throw new IOException(
          path + ": no space for " + bytes + " bytes (" + e.getMessage() + ")", e);
    }
  }

  /// Whether a path names something, be it a link that leads nowhere.
  ///
  /// @param path the path
  /// @return true if the name is taken
  public static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
