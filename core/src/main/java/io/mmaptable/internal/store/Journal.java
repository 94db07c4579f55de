package io.mmaptable.internal.store;

import io.mmaptable.internal.element.Memory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The truth about the row count while files are open for growth: one small mapped file beside an
/// array or inside a table.
///
/// It holds the committed count, the last flushed count, the highest count that was ever visible,
/// the machine's boot id, and a fingerprint of each file it speaks of. A commit stores the
/// committed count here before it changes any header, so that after a kill the headers can be
/// completed from it.
///
/// Layout, little-endian: magic (8 bytes), boot id (16), number of files (8), committed, flushed,
/// highest (8 each), then 32 bytes of SHA-256 for each file.
public final class Journal implements Closeable {
  private static final long MAGIC = 0x314c4e524a544d4dL; // "MMTJRNL1"
  private static final long BOOT_ID = 8;
  private static final long FILES = 24;
  private static final long COMMITTED = 32;
  private static final long FLUSHED = 40;
  private static final long HIGHEST = 48;
  private static final long FINGERPRINTS = 56;
  private static final int FINGERPRINT_LENGTH = 32;
  private static final int MOST_FILES = 1_000_000;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle COUNT = LONG.varHandle();

  private final Path path;
  private final MemorySegment memory;

  private long committed;

  /// What [#HIGHEST] says: the most rows there were when some were taken away.
  private long highest;

  private Journal(Path path, MemorySegment memory, Entry entry) {
    this.path = path;
    this.memory = memory;
    this.committed = entry.committed();
    this.highest = entry.highest();
  }

  /// What a journal says.
  ///
  /// @param bootId the run of the machine that wrote it
  /// @param committed the rows that were committed
  /// @param flushed the rows that were committed and durable
  /// @param highest the most rows that were ever visible, below which no file may be cut, if that
  ///   is more than `committed`
  /// @param fingerprints what identifies each file, in the order of the files
  public record Entry(
      UUID bootId, long committed, long flushed, long highest, List<byte[]> fingerprints) {

    /// Whether the journal speaks of these files.
    ///
    /// @param others the fingerprints of the files there are, in order
    /// @return true if they are the same
    public boolean isOf(List<byte[]> others) {
      if (fingerprints.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < others.size(); i++) {
        if (!Arrays.equals(fingerprints.get(i), others.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /// Makes a journal and makes it durable, its directory entry included.
  ///
  /// @param path where
  /// @param entry what it says at first
  /// @param arena what its mapping ends with
  /// @return the journal
  /// @throws IOException if it cannot be made
  public static Journal create(Path path, Entry entry, Arena arena) throws IOException {
    FileOps.replace(path, encode(entry));
    try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Journal(
          path, channel.map(FileChannel.MapMode.READ_WRITE, 0, FINGERPRINTS, arena), entry);
    }
  }

  /// Reads a journal that is there.
  ///
  /// @param path where
  /// @return what it says; nothing if there is none, or it is no journal
  /// @throws IOException if it cannot be read
  public static Optional<Entry> read(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      long files = (size - FINGERPRINTS) / FINGERPRINT_LENGTH;
      if (size < FINGERPRINTS
          || files > MOST_FILES
          || size != FINGERPRINTS + files * FINGERPRINT_LENGTH) {
        return Optional.empty();
      }
      var bytes = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
      return bytes.hasRemaining() ? Optional.empty() : decode(bytes.flip(), files);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // its writer has closed meanwhile
    }
  }

  private static byte[] encode(Entry entry) {
    var bytes =
        ByteBuffer.allocate((int) FINGERPRINTS + entry.fingerprints().size() * FINGERPRINT_LENGTH)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(MAGIC)
            .putLong(entry.bootId().getMostSignificantBits())
            .putLong(entry.bootId().getLeastSignificantBits())
            .putLong(entry.fingerprints().size())
            .putLong(entry.committed())
            .putLong(entry.flushed())
            .putLong(entry.highest());
    entry.fingerprints().forEach(bytes::put);
    return bytes.array();
  }

  private static Optional<Entry> decode(ByteBuffer bytes, long files) {
    long committed = bytes.getLong((int) COMMITTED);
    long flushed = bytes.getLong((int) FLUSHED);
    long highest = bytes.getLong((int) HIGHEST);
    if (bytes.getLong(0) != MAGIC
        || bytes.getLong((int) FILES) != files
        || committed < 0
        || flushed < 0
        || highest < 0) {
      return Optional.empty();
    }
    var bootId = new UUID(bytes.getLong((int) BOOT_ID), bytes.getLong((int) BOOT_ID + 8));
    var fingerprints = new ArrayList<byte[]>();
    bytes.position((int) FINGERPRINTS);
    for (long i = 0; i < files; i++) {
      byte[] fingerprint = new byte[FINGERPRINT_LENGTH];
      bytes.get(fingerprint);
      fingerprints.add(fingerprint);
    }
    return Optional.of(new Entry(bootId, committed, flushed, highest, fingerprints));
  }

  /// Says how many rows are committed. All that was stored before is visible to whoever sees the
  /// count.
  ///
  /// @param rows the count
  public void commit(long rows) {
    MemorySegment memory = Memory.NATIVE.cast(this.memory);
    if (rows < committed && committed > highest) {
      COUNT.setRelease(memory, HIGHEST, committed);
      highest = committed;
    }
    COUNT.setRelease(memory, COMMITTED, rows);
    committed = rows;
  }

  /// The most rows that were ever visible.
  ///
  /// @return a count
  public long highest() {
    return Math.max(highest, committed);
  }

  /// Says how many rows are durable, and makes that durable.
  ///
  /// @param rows the count
  /// @throws IOException if the journal cannot be forced
  public void flushed(long rows) throws IOException {
    COUNT.setRelease(memory, FLUSHED, rows);
    // Opened each time: a thread that is interrupted closes the channel that it forces.
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Removes the journal: the headers say all there is to say.
  ///
  /// @throws IOException if it cannot be removed
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
    FileOps.forceDirectory(FileOps.parent(path));
  }
}
