package io.mmaptable.internal.store;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.element.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The file of one array, seen as rows: where each row is, how many there is room for, and the
/// count in the header.
///
/// How many rows count is not known here; [RowCommit] knows.
public final class RowFile {

  /// The least that a file grows by.
  private static final long LEAST_GROWTH = 16 << 10;

  private final MappedFile file;
  private final ArrayLayout layout;
  private final long rowBytes;
  private final long preferredGrowth;

  /// Where the count is in the header, or -1.
  private final long countOffset;

  private volatile long allocatedRows;

  /// Where the part of the file begins in which nothing was ever stored: it holds zeros.
  private long zerosFrom;

  private MemorySegment header = MemorySegment.NULL;
  private long headerCount;
  private long lastWord = AsciiCount.NO_WORD;

  /// Takes the file of an array, without mapping it yet.
  ///
  /// @param path the file
  /// @param layout what its header says
  /// @param mode whether it will be written
  /// @param growBy how many rows to allocate at a time; 0 for half of what is there
  /// @param arena what the mappings end with
  /// @throws IOException if it is no regular file
  public RowFile(Path path, ArrayLayout layout, Mode mode, long growBy, Arena arena)
      throws IOException {
    this(layout, growBy, MappedFile.open(path, mode, arena));
  }

  /// Takes the file of an array that has been looked at, without mapping it yet.
  ///
  /// @param path the file
  /// @param layout what its header says
  /// @param mode whether it will be written
  /// @param attributes those of the regular file that the path named before its header was read; if
  ///   it named another one when it was, this one counts as [replaced][#isReplaced]
  /// @param arena what the mappings end with
  public RowFile(
      Path path, ArrayLayout layout, Mode mode, BasicFileAttributes attributes, Arena arena) {
    this(layout, 0, MappedFile.open(path, mode, arena, attributes));
  }

  private RowFile(ArrayLayout layout, long growBy, MappedFile file) {
    this.layout = layout;
    this.rowBytes = layout.rowBytes();
    this.preferredGrowth = growBy;
    this.countOffset = layout.count() instanceof CountField.Ascii(long offset) ? offset : -1;
    this.headerCount = layout.rowCount();
    this.file = file;
    this.zerosFrom = file.openedSize();
  }

  /// The file.
  ///
  /// @return its path
  public Path path() {
    return file.path();
  }

  /// What the header said when the file was opened.
  ///
  /// @return the layout
  public ArrayLayout layout() {
    return layout;
  }

  /// The size of one row.
  ///
  /// @return a number of bytes
  public long rowBytes() {
    return rowBytes;
  }

  /// The array that the path names now: this one, or one that has taken its place, as a compaction
  /// does it. Views of this one stay valid.
  ///
  /// @param now what the header says now
  /// @return the same array with the same mappings, or the new one
  /// @throws StorageException.Inconsistent if it is an array of another kind
  /// @throws IOException if it cannot be opened
  public RowFile reopened(ArrayLayout now) throws IOException {
    boolean same =
        now.dtype().equals(layout.dtype())
            && now.fortranOrder() == layout.fortranOrder()
            && now.ndim() == layout.ndim()
            && Arrays.equals(now.withRowCount(0).shape(), layout.withRowCount(0).shape());
    if (!same) {
      throw new StorageException.Inconsistent(
          path(), "is not the array that was opened: it was " + layout + " and is " + now);
    }
    return now.dataOffset() == layout.dataOffset() && !file.isReplaced()
        ? this
        : new RowFile(now, preferredGrowth, file.reopened());
  }

  /// Whether the path names another file now.
  ///
  /// @return true if the file was renamed or deleted and another one put in its place
  /// @throws IOException if that one is no regular file
  public boolean isReplaced() throws IOException {
    return file.isReplaced();
  }

  /// Whether this is the file that had a key when its header was read.
  ///
  /// @param fileKey the key, as [java.nio.file.attribute.BasicFileAttributes#fileKey()] gives it
  /// @return true if the path named that file when this was opened
  public boolean isOf(@Nullable Object fileKey) {
    return file.isOf(fileKey);
  }

  /// Whether the header has a count that can be changed in place.
  ///
  /// @return true for a growable header
  public boolean isGrowable() {
    return countOffset >= 0;
  }

  /// Whether the file itself does not say how many rows it has: the journal does while it grows,
  /// and its size otherwise.
  ///
  /// @return true for a file without a header
  public boolean countsInJournal() {
    return layout.count() instanceof CountField.Journal;
  }

  /// How many rows there is room for, with real blocks.
  ///
  /// @return what [#ensure] has allocated; 0 before
  public long allocatedRows() {
    return allocatedRows;
  }

  /// How many whole rows the file has bytes for, counted or not.
  ///
  /// @return a number of rows; `Long.MAX_VALUE` if a row has no bytes
  /// @throws IOException if the file's size cannot be asked for
  public long physicalRows() throws IOException {
    return physicalRows(file.size(), layout);
  }

  /// How many whole rows a file of a size has bytes for.
  ///
  /// @param fileSize the size in bytes
  /// @param layout where the rows are
  /// @return a number of rows; `Long.MAX_VALUE` if a row has no bytes
  public static long physicalRows(long fileSize, ArrayLayout layout) {
    long rowBytes = layout.rowBytes();
    return rowBytes == 0 ? Long.MAX_VALUE : Math.max(0, fileSize - layout.dataOffset()) / rowBytes;
  }

  /// A view of the first rows, mapped as far as that needs.
  ///
  /// @param rows how many, at most as many as the file has bytes for
  /// @return a view over the mapping, in the array's own order
  /// @throws IOException if the file cannot be mapped, or is shorter than that
  public NdArray view(long rows) throws IOException {
    ArrayLayout shown = layout.withRowCount(rows);
    map(rows);
    return NdArray.view(
        file.segment().asSlice(layout.dataOffset(), shown.nbytes()),
        layout.dtype(),
        layout.fortranOrder(),
        file.path(),
        shown.shape());
  }

  private void map(long rows) throws IOException {
    long end = end(rows);
    if (file.segment().byteSize() >= end) {
      return;
    }
    long size = file.size();
    if (size < end) {
      throw new StorageException.Malformed(
          file.path(),
          size,
          "expected " + rows + " rows up to byte " + end + ", found the end of the file");
    }
    file.mapAhead(end, size);
  }

  /// Where a row that there is room for begins in the newest mapping.
  ///
  /// @param row the row
  /// @return an offset into [#memory()]
  public long byteOffset(long row) {
    return layout.dataOffset() + row * rowBytes;
  }

  /// The newest mapping, from the beginning of the file on.
  ///
  /// @return memory that is writable if the file was opened for that
  public MemorySegment memory() {
    storesUpTo(file.segment().byteSize());
    return file.segment();
  }

  /// How much of the file is mapped.
  ///
  /// @return a number of bytes from its beginning on
  public long mappedBytes() {
    return file.segment().byteSize();
  }

  /// The memory of the rows from a row on that there is room for.
  ///
  /// @param row the first row
  /// @param rows how many, at most up to what was [allocated][#ensure]
  /// @return writable memory
  public MemorySegment memory(long row, long rows) {
    storesUpTo(end(row + rows));
    return memoryOf(row, rows);
  }

  private MemorySegment memoryOf(long row, long rows) {
    return file.segment().asSlice(end(row), rows * rowBytes);
  }

  private void storesUpTo(long end) {
    zerosFrom = Math.max(zerosFrom, end);
  }

  /// Makes rows zeros that there is room for, in C order. Nothing is stored where nothing ever was,
  /// so that such pages take no time and no memory.
  ///
  /// @param from the first row
  /// @param to the row after the last, at most up to what was [allocated][#ensure]
  public void fillZero(long from, long to) {
    long end = Math.min(end(to), zerosFrom);
    if (end(from) < end) {
      NdArray.view(
              file.segment().asSlice(end(from), end - end(from)),
              DType.UINT8,
              false,
              file.path(),
              end - end(from))
          .fillZero();
    }
  }

  /// A view of rows that there is room for, committed or not.
  ///
  /// @param from the first row
  /// @param to the row after the last, at most up to what was [allocated][#ensure]
  /// @return a view in C order of shape `(to - from, ...)`
  public NdArray rows(long from, long to) {
    return NdArray.view(
        memory(from, to - from),
        layout.dtype(),
        layout.fortranOrder(),
        file.path(),
        layout.withRowCount(to - from).shape());
  }

  /// Makes room for rows, with real blocks, mapped.
  ///
  /// @param committed how many rows there are, whose bytes are kept
  /// @param required how many there must be room for
  /// @throws IOException if the disk is full; then nothing has changed
  public void ensure(long committed, long required) throws IOException {
    if (required <= allocatedRows) {
      return;
    }
    long start = end(Math.max(committed, allocatedRows));
    long needed = end(required);
    long growth =
        preferredGrowth > 0
            ? saturatedMultiply(preferredGrowth, rowBytes)
            : Math.max(LEAST_GROWTH, needed / 2);
    long preferred = Math.max(needed, saturatedAdd(start, growth));
    long end = file.allocate(start, needed, preferred);
    allocatedRows = rowBytes == 0 ? Long.MAX_VALUE : (end - layout.dataOffset()) / rowBytes;
  }

  /// Writes rows where there need not be room for them yet, as [MappedFile#write] does.
  ///
  /// @param row the first row, up to which there is room
  /// @param rows how many
  /// @param content what writes them, in the order of the file
  /// @throws IOException if the disk is full, or the thread is interrupted; then nothing has
  ///   changed
  public void write(long row, long rows, MappedFile.Content content) throws IOException {
    long end = end(Math.addExact(row, rows));
    storesUpTo(end);
    file.write(end(row), end, content);
    allocatedRows = Math.max(allocatedRows, row + rows);
  }

  private static long saturatedMultiply(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  private static long saturatedAdd(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }

  /// Stores the count into the header, visibly for all readers.
  ///
  /// @param rows the count
  public void storeCount(long rows) {
    if (rows == headerCount + 1 && AsciiCount.canIncrement(lastWord)) {
      lastWord = AsciiCount.increment(Memory.NATIVE.cast(header), countOffset, lastWord);
    } else if (rows != headerCount && countOffset >= 0) {
      lastWord = AsciiCount.store(Memory.NATIVE.cast(header), countOffset, headerCount, rows);
    }
    headerCount = rows;
  }

  /// Maps the header, so that counts can be stored.
  ///
  /// @throws IOException if it cannot be mapped
  public void mapHeader() throws IOException {
    file.map(Math.min(file.size(), layout.dataOffset()));
    header = file.segment();
  }

  /// Identifies the array: a hash of its header without the count, where its data begins, and its
  /// item size; of a file without a header, where its data begins and how long its rows are.
  ///
  /// @param name what the array is called by those who keep the journal
  /// @return 32 bytes
  /// @throws IOException if the header cannot be read
  public byte[] fingerprint(String name) throws IOException {
    return fingerprint(name, file.path(), layout);
  }

  /// Identifies an array, as [#fingerprint(String)] does.
  ///
  /// @param name what the array is called by those who keep the journal
  /// @param path its file
  /// @param layout what its header says
  /// @return 32 bytes
  /// @throws IOException if the header cannot be read
  public static byte[] fingerprint(String name, Path path, ArrayLayout layout) throws IOException {
    boolean hasHeader = !(layout.count() instanceof CountField.Journal);
    byte[] header = new byte[hasHeader ? Math.toIntExact(layout.dataOffset()) : 0];
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var buffer = ByteBuffer.wrap(header);
      while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {}
    }
    if (layout.count() instanceof CountField.Ascii(long offset)) {
      Arrays.fill(header, (int) offset, (int) offset + CountField.Ascii.WIDTH, (byte) ' ');
    }
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(header);
      digest.update(
          ByteBuffer.allocate(16)
              .putLong(layout.dataOffset())
              .putLong(layout.dtype().itemSize())
              .flip());
      if (!hasHeader) {
        digest.update(ByteBuffer.allocate(8).putLong(layout.rowBytes()).flip());
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  /// Writes everything stored so far to the disk.
  ///
  /// @throws IOException if that fails
  public void force() throws IOException {
    file.force();
  }

  /// Gives the blocks of rows that do not count any more back, where native access allows it.
  ///
  /// @param from the first such row
  /// @param to the row after the last
  /// @throws IOException if the file cannot be opened
  public void release(long from, long to) throws IOException {
    file.punchHole(end(from), Math.min(file.size(), end(to)));
    allocatedRows = Math.min(allocatedRows, from);
  }

  /// Cuts capacity that never held a visible row.
  ///
  /// @param highest the most rows that were ever visible
  /// @throws IOException if that fails
  public void trim(long highest) throws IOException {
    file.trim(end(highest));
  }

  /// Lets the file end after a row, durably, so that its size says how many there are. Where more
  /// were ever visible, and a reader may have them mapped, a copy takes the file's place.
  ///
  /// @param rows how many rows the file will have
  /// @param highest the most rows that were ever visible
  /// @throws IOException if that fails; then the file holds the rows, and more bytes perhaps
  public void endAt(long rows, long highest) throws IOException {
    if (file.size() <= end(rows)) {
      force();
    } else if (rows < highest) {
      replaceByCopy(rows);
    } else {
      trim(rows);
      force();
    }
  }

  /// Puts a copy that ends after a row in the file's place, durably. The mappings stay those of the
  /// old file.
  ///
  /// @param rows how many rows the copy has, as the header counts them already
  /// @throws IOException if the disk has no room, or the copy cannot be written
  public void replaceByCopy(long rows) throws IOException {
    FileOps.replaceByStart(file.path(), end(rows));
  }

  private long end(long rows) {
    return Math.addExact(layout.dataOffset(), Math.multiplyExact(rows, rowBytes));
  }
}
