package io.mmaptable.internal.store;

import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.element.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file and the mapping of its beginning, which can be made longer.
///
/// Each lengthening maps the file anew; the older mappings stay valid, and all end with the arena,
/// which the caller owns. The file is open only while it is worked on, so that thousands of columns
/// need no thousands of descriptors. Any thread may map, ask and [#force]; one at a time may change
/// the file.
public final class MappedFile {

  /// The class of mapped memory. A cast to it spares an access what it costs elsewhere where memory
  /// of several classes has been touched.
  public static final Class<? extends MemorySegment> MEMORY = Memory.NATIVE;

  /// The largest page there is: x86-64 has the same always, others can be set up with larger ones.
  private static final long PAGE =
      System.getProperty("os.arch").equals("amd64") ? 4 << 10 : 64 << 10;

  /// One, which the compiler does not know.
  private static int uncountable = 1;

  private final Path path;
  private final Mode mode;
  private final Arena arena;
  private final @Nullable Object key;
  private final long openedSize;
  private volatile MemorySegment segment = MemorySegment.NULL;

  /// Where the part of the file begins that has no blocks, as far as is known.
  private long emptyFrom = Long.MAX_VALUE;

  private MappedFile(Path path, Mode mode, Arena arena, BasicFileAttributes opened) {
    this.path = path;
    this.mode = mode;
    this.arena = arena;
    this.key = opened.fileKey();
    this.openedSize = opened.size();
  }

  /// Takes a file, without mapping it yet.
  ///
  /// @param path a regular file
  /// @param mode whether it will be written
  /// @param arena what the mappings end with
  /// @return the file
  /// @throws IOException if it is no regular file
  public static MappedFile open(Path path, Mode mode, Arena arena) throws IOException {
    return open(path, mode, arena, FileOps.requireRegularFile(path));
  }

  /// Takes a file that has been looked at, without mapping it yet.
  ///
  /// @param path the file
  /// @param mode whether it will be written
  /// @param arena what the mappings end with
  /// @param attributes those of the regular file that the path named
  /// @return that file, which counts as replaced if the path names another one by now
  static MappedFile open(Path path, Mode mode, Arena arena, BasicFileAttributes attributes) {
    return new MappedFile(path, mode, arena, attributes);
  }

  /// Opens a file as its mapping needs it.
  ///
  /// @param path a regular file
  /// @param mode whether it will be written
  /// @return the file, which the caller closes; what is mapped stays so
  /// @throws IOException if it cannot be opened
  public static FileChannel channel(Path path, Mode mode) throws IOException {
    return FileChannel.open(path, openOptions(mode));
  }

  /// How a file is opened that is mapped in a mode.
  ///
  /// @param mode the mode
  /// @return what `FileChannel.open` takes
  public static OpenOption[] openOptions(Mode mode) {
    // A private mapping is never written back, and FileChannel wants a writable channel for it.
    return mode == Mode.READ_ONLY
        ? new OpenOption[] {StandardOpenOption.READ}
        : new OpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE};
  }

  /// Maps the beginning of an open file.
  ///
  /// @param channel the file, [opened][#channel] for the mode
  /// @param mode whether it will be written
  /// @param bytes the length, at most the file's size
  /// @param arena what the mapping ends with
  /// @return the mapping
  /// @throws IOException if it cannot be mapped
  public static MemorySegment map(FileChannel channel, Mode mode, long bytes, Arena arena)
      throws IOException {
    return channel.map(mapMode(mode), 0, bytes, arena);
  }

  /// The file that the path names now, not mapped yet.
  ///
  /// @return a file of the same mode and arena
  /// @throws IOException if it is no regular file
  public MappedFile reopened() throws IOException {
    return open(path, mode, arena);
  }

  /// Whether the path names another file now.
  ///
  /// @return true if the file was renamed or deleted and another one put in its place
  /// @throws IOException if that one is no regular file
  public boolean isReplaced() throws IOException {
    return !Objects.equals(key, FileOps.requireRegularFile(path).fileKey());
  }

  /// Whether this is the file that had a key when it was looked at.
  ///
  /// @param fileKey the key, as [java.nio.file.attribute.BasicFileAttributes#fileKey()] gives it
  /// @return true if the path named that file when this was opened
  public boolean isOf(@Nullable Object fileKey) {
    return Objects.equals(key, fileKey);
  }

  /// The file.
  ///
  /// @return its path
  public Path path() {
    return path;
  }

  /// The newest mapping, from the beginning of the file on.
  ///
  /// @return memory that is valid until the arena is closed; empty before the first [#map]
  public MemorySegment segment() {
    return segment;
  }

  /// The size of the file when it was taken.
  ///
  /// @return a number of bytes
  public long openedSize() {
    return openedSize;
  }

  /// The size of the file now.
  ///
  /// @return a number of bytes
  /// @throws IOException if it cannot be asked for
  public long size() throws IOException {
    return Files.size(path);
  }

  /// Maps the file up to a length at least, if it is not mapped so far already.
  ///
  /// @param bytes the length, at most the file's size
  /// @throws IOException if it cannot be mapped
  public synchronized void map(long bytes) throws IOException {
    if (segment.byteSize() >= bytes && segment.byteSize() > 0) {
      return;
    }
    try (var channel = open()) {
      segment = map(channel, mode, bytes, arena);
    }
  }

  /// How a channel maps a file that is opened in a mode.
  ///
  /// @param mode the mode
  /// @return what `FileChannel.map` takes
  public static FileChannel.MapMode mapMode(Mode mode) {
    return switch (mode) {
      case READ_ONLY -> FileChannel.MapMode.READ_ONLY;
      case READ_WRITE -> FileChannel.MapMode.READ_WRITE;
      case COPY_ON_WRITE -> FileChannel.MapMode.PRIVATE;
    };
  }

  /// Maps the file up to a length at least, as [#map] does, and further where the file goes on.
  /// Mappings become longer by half of what they are, so that there are few of them however small
  /// the steps are.
  ///
  /// @param bytes the length, at most the file's size
  /// @param size the file's size
  /// @throws IOException if it cannot be mapped
  public synchronized void mapAhead(long bytes, long size) throws IOException {
    long mapped = segment.byteSize();
    long ahead = Math.min(size, mapped + mapped / 2);
    if (mapped >= bytes || ahead <= bytes) {
      map(bytes);
      return;
    }
    try {
      map(ahead);
    } catch (IOException e) {
      map(bytes); // the file is not as long as that any more, or must not be
    }
  }

  /// Allocates blocks up to a length, as [BlockAllocator] does, and maps them. The file is made
  /// longer, without blocks, where the mapping [goes ahead][#mapAhead]; so blocks are allocated for
  /// whole pages, since the first store into a page needs them all.
  ///
  /// @param from where the bytes begin that may be overwritten with zeros
  /// @param required the length that is needed
  /// @param preferred the length that would be best
  /// @return the length that was allocated and mapped
  /// @throws IOException if the disk is full; then nothing has changed
  public long allocate(long from, long required, long preferred) throws IOException {
    long end;
    try (var channel = open()) {
      long real = Math.min(channel.size(), emptyFrom);
      end =
          BlockAllocator.allocate(path, channel, real, from, pageEnd(required), pageEnd(preferred));
      emptyFrom = Math.max(real, end);
    }
    mapAhead(end, Long.MAX_VALUE);
    return Math.min(end, Math.max(required, preferred));
  }

  /// What writes elements.
  @FunctionalInterface
  public interface Content {

    /// Writes all of them.
    ///
    /// @param writer where to
    /// @throws IOException if they cannot be written
    void writeTo(ElementWriter writer) throws IOException;
  }

  /// Writes a part of the file and maps it, which is less work than to store it into a mapping
  /// whose pages are new. What is written has blocks.
  ///
  /// @param at where the part begins
  /// @param end where it ends
  /// @param content what to write there
  /// @throws ClosedByInterruptException if the thread is interrupted
  /// @throws IOException if the disk is full; then nothing has changed but bytes behind `at`
  public void write(long at, long end, Content content) throws IOException {
    try (var channel = open()) {
      long real = Math.min(channel.size(), emptyFrom);
      try {
        channel.position(at);
        content.writeTo(new ElementWriter(channel));
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        channel.truncate(Math.max(real, at));
        throw new IOException(
            path + ": no space for " + (end - at) + " bytes (" + e.getMessage() + ")", e);
      }
      emptyFrom = Math.max(real, end);
    }
    mapAhead(end, Long.MAX_VALUE);
  }

  private static long pageEnd(long bytes) {
    return bytes > Long.MAX_VALUE - PAGE ? bytes : (bytes + PAGE - 1) & -PAGE;
  }

  /// Writes everything that was stored into the mapping to the disk.
  ///
  /// @throws IOException if that fails
  public void force() throws IOException {
    if (mode == Mode.READ_WRITE) {
      // fsync writes the pages of every shared mapping of the file, the older ones' too.
      try (var channel = open()) {
        channel.force(true);
      }
    }
  }

  /// Cuts the file to a length, if it is longer. Nothing beyond may ever have been visible to a
  /// reader.
  ///
  /// @param bytes the length
  /// @throws IOException if it cannot be cut
  public void trim(long bytes) throws IOException {
    try (var channel = open()) {
      if (channel.size() > bytes) {
        channel.truncate(bytes);
      }
    }
  }

  /// Gives the blocks of a part back, where native access allows it. The bytes are zeros
  /// afterwards.
  ///
  /// @param from where the part begins
  /// @param to where it ends
  /// @throws IOException if the file cannot be opened
  public void punchHole(long from, long to) throws IOException {
    var nativeFiles = NativeFiles.instance();
    if (from < to && nativeFiles.isPresent()) {
      boolean _ = nativeFiles.get().punchHole(path, from, to);
    }
  }

  /// Has a fault thrown that a store into a mapping has just met. In compiled code it is thrown at
  /// the next safepoint, which may lie behind the `try` where all of it has been inlined. Each
  /// round of a loop has one, unless the compiler can count the rounds.
  public static void deliverFaults() {
    for (int i = 0; i < 3; i += uncountable) {}
  }

  /// What to throw for a fault in a mapping. The JVM turns SIGBUS into an `InternalError` that
  /// speaks of a fault in a memory access; any other error is thrown as it is.
  ///
  /// @param path the file
  /// @param error what was thrown
  /// @return the exception
  public static StorageException explain(Path path, InternalError error) {
    String message = error.getMessage();
    if (message == null || !message.contains("fault occurred")) {
      throw error;
    }
    var cut =
        new StorageException.Malformed(path, 0, "the mapped file was cut, or its disk is full");
    cut.initCause(error);
    return cut;
  }

  private FileChannel open() throws IOException {
    return channel(path, mode);
  }
}
