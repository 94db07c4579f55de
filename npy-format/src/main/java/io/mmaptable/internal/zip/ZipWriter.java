package io.mmaptable.internal.zip;

import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes an archive member by member, with the bytes that Python's `zipfile` writes for
/// `numpy.savez`.
///
/// A local header is written before the sizes are known, always with a ZIP64 field, and is
/// completed afterwards. All times are the format's first, so that the same members make the same
/// bytes.
public final class ZipWriter implements WritableByteChannel {
  /// How many bytes of UTF-8 the name of a member may have.
  public static final int LONGEST_NAME = ZipFormat.MAX_16;

  private static final int BUFFER = 1 << 18;
  private static final int ALIGNMENT = 64;
  private static final byte[] NOTHING = {};

  /// Version 4.5 is the first with ZIP64 (APPNOTE 4.4.3.2); the upper byte says Unix.
  private static final int VERSION = 45;

  private static final int MADE_BY = 3 << 8 | VERSION;

  /// The first of January 1980.
  private static final int DATE = 1 << 5 | 1;

  /// A file that its owner may read and write.
  private static final int ATTRIBUTES = 0600 << 16;

  /// Tag, length, size and compressed size.
  private static final int ZIP64_LENGTH = 20;

  /// The field in which zip tools keep the padding of aligned members: two bytes for the alignment,
  /// and zeros.
  private static final int PADDING_EXTRA = 0xd935;

  private static final int LEAST_PADDING = 6;

  /// From here on `zipfile` uses ZIP64, since there are readers that take 32 bits for a signed int.
  private static final long MOST_WITHOUT_ZIP64 = Integer.MAX_VALUE;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(
      byte[] name,
      int method,
      int padding,
      long localHeader,
      int crc,
      long compressedSize,
      long size) {

    static Entry begun(byte[] name, int method, int padding, long localHeader) {
      return new Entry(name, method, padding, localHeader, 0, 0, 0);
    }

    Entry ended(int checksum, long compressed, long expanded) {
      return new Entry(name, method, padding, localHeader, checksum, compressed, expanded);
    }

    int localLength() {
      return ZipWriter.localLength(name) + padding;
    }

    /// Names that are not ASCII are marked as UTF-8.
    int flags() {
      for (byte b : name) {
        if (b < 0) {
          return ZipFormat.UTF_8;
        }
      }
      return 0;
    }
  }

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private final List<Entry> entries = new ArrayList<>();
  private final CRC32 crc = new CRC32();
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

  /// How many bytes the channel has.
  private long flushed;

  /// The member that is being written, without its sizes, and where its bytes begin.
  private Entry begun = Entry.begun(new byte[0], 0, 0, 0);

  private long data;
  private long size;

  /// @param channel an empty file
  public ZipWriter(FileChannel channel) {
    this.channel = channel;
  }

  /// Begins a member that is stored as it is.
  public void beginStored(String name) throws IOException {
    begin(name.getBytes(StandardCharsets.UTF_8), ZipFormat.STORED, 0);
  }

  /// Begins a member that is stored as it is, and of which a byte shall be at a multiple of 64 in
  /// the file.
  ///
  /// @param aligned which byte
  public void beginAligned(String name, long aligned) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    reserve(localLength(bytes) + LEAST_PADDING + ALIGNMENT);
    long unpadded = position() + localLength(bytes) + LEAST_PADDING + aligned;
    begin(bytes, ZipFormat.STORED, LEAST_PADDING + Math.floorMod(-unpadded, ALIGNMENT));
  }

  /// Begins a member that is compressed.
  ///
  /// @param level 0 to 9, or -1 for zlib's default
  public void beginDeflated(String name, int level) throws IOException {
    deflater.reset();
    deflater.setLevel(level);
    begin(name.getBytes(StandardCharsets.UTF_8), ZipFormat.DEFLATED, 0);
  }

  private static int localLength(byte[] name) {
    return ZipFormat.LOCAL_LENGTH + name.length + ZIP64_LENGTH;
  }

  private void begin(byte[] name, int method, int padding) throws IOException {
    reserve(localLength(name) + padding);
    begun = Entry.begun(name, method, padding, position());
    putLocalHeader(buffer, begun);
    data = position();
    size = 0;
    crc.reset();
  }

  private static void putLocalHeader(ByteBuffer into, Entry entry) {
    into.putInt(ZipFormat.LOCAL_SIGNATURE);
    into.putShort((short) VERSION);
    putCommon(into, entry);
    into.putInt((int) ZipFormat.MAX_32).putInt((int) ZipFormat.MAX_32);
    into.putShort((short) entry.name.length).putShort((short) (ZIP64_LENGTH + entry.padding));
    into.put(entry.name);
    into.putShort((short) ZipFormat.ZIP64_EXTRA).putShort((short) (ZIP64_LENGTH - 4));
    into.putLong(entry.size).putLong(entry.compressedSize);
    if (entry.padding > 0) {
      into.putShort((short) PADDING_EXTRA).putShort((short) (entry.padding - 4));
      into.putShort((short) ALIGNMENT).put(new byte[entry.padding - LEAST_PADDING]);
    }
  }

  /// What both headers of a member have: flags, method, time, date and checksum.
  private static void putCommon(ByteBuffer into, Entry entry) {
    into.putShort((short) entry.flags()).putShort((short) entry.method);
    into.putShort((short) 0).putShort((short) DATE);
    into.putInt(entry.crc);
  }

  /// Writes the next bytes of the member, which are not in a mapping.
  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    size += length;
    while (bytes.hasRemaining()) {
      // A part at a time is still in the processor's cache when it is written.
      ByteBuffer part = bytes.slice(bytes.position(), Math.min(BUFFER, bytes.remaining()));
      bytes.position(bytes.position() + part.remaining());
      crc.update(part.duplicate());
      if (begun.method == ZipFormat.DEFLATED) {
        deflater.setInput(part);
        while (!deflater.needsInput()) {
          deflate();
        }
        deflater.setInput(NOTHING); // the caller's memory may be gone when the member ends
      } else {
        store(part);
      }
    }
    return length;
  }

  private void store(ByteBuffer part) throws IOException {
    int length = part.remaining();
    if (length < BUFFER) {
      reserve(length);
      buffer.put(part);
    } else {
      flush();
      FileOps.writeFully(channel, part);
      flushed += length;
    }
  }

  private void deflate() throws IOException {
    reserve(1);
    int _ = deflater.deflate(buffer);
  }

  /// Ends the member, and completes its local header.
  public void end() throws IOException {
    if (begun.method == ZipFormat.DEFLATED) {
      deflater.finish();
      while (!deflater.finished()) {
        deflate();
      }
    }
    Entry entry = begun.ended((int) crc.getValue(), position() - data, size);
    entries.add(entry);
    int length = entry.localLength();
    if (entry.localHeader >= flushed) {
      int at = (int) (entry.localHeader - flushed);
      putLocalHeader(buffer.slice(at, length).order(buffer.order()), entry);
      return;
    }
    ByteBuffer header = ZipFormat.buffer(length);
    putLocalHeader(header, entry);
    FileOps.writeFully(channel.position(entry.localHeader), header.flip());
    channel.position(flushed);
  }

  /// Writes the central directory and the end of the archive.
  public void finish() throws IOException {
    long directory = position();
    for (Entry entry : entries) {
      reserve(ZipFormat.CENTRAL_LENGTH + entry.name.length + ZIP64_LENGTH + Long.BYTES);
      putCentralRecord(entry);
    }
    long end = position();
    long length = end - directory;
    reserve(ZipFormat.ZIP64_END_LENGTH + ZipFormat.ZIP64_LOCATOR_LENGTH + ZipFormat.END_LENGTH);
    if (entries.size() > ZipFormat.MAX_16
        || directory > MOST_WITHOUT_ZIP64
        || length > MOST_WITHOUT_ZIP64) {
      putZip64End(directory, end);
    }
    short count = (short) Math.min(entries.size(), ZipFormat.MAX_16);
    buffer.putInt(ZipFormat.END_SIGNATURE).putInt(0).putShort(count).putShort(count);
    buffer.putInt((int) Math.min(length, ZipFormat.MAX_32));
    buffer.putInt((int) Math.min(directory, ZipFormat.MAX_32));
    buffer.putShort((short) 0);
    flush();
  }

  private void putCentralRecord(Entry entry) {
    boolean isLong = entry.size > MOST_WITHOUT_ZIP64 || entry.compressedSize > MOST_WITHOUT_ZIP64;
    boolean isFar = entry.localHeader > MOST_WITHOUT_ZIP64;
    int numbers = (isLong ? 2 * Long.BYTES : 0) + (isFar ? Long.BYTES : 0);
    buffer.putInt(ZipFormat.CENTRAL_SIGNATURE);
    buffer.putShort((short) MADE_BY).putShort((short) VERSION);
    putCommon(buffer, entry);
    buffer.putInt((int) (isLong ? ZipFormat.MAX_32 : entry.compressedSize));
    buffer.putInt((int) (isLong ? ZipFormat.MAX_32 : entry.size));
    buffer.putShort((short) entry.name.length);
    buffer.putShort((short) (numbers == 0 ? 0 : 4 + numbers));
    buffer.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    buffer.putInt(ATTRIBUTES);
    buffer.putInt((int) (isFar ? ZipFormat.MAX_32 : entry.localHeader));
    buffer.put(entry.name);
    if (numbers > 0) {
      buffer.putShort((short) ZipFormat.ZIP64_EXTRA).putShort((short) numbers);
    }
    if (isLong) {
      buffer.putLong(entry.size).putLong(entry.compressedSize);
    }
    if (isFar) {
      buffer.putLong(entry.localHeader);
    }
  }

  private void putZip64End(long directory, long end) {
    buffer.putInt(ZipFormat.ZIP64_END_SIGNATURE).putLong(ZipFormat.ZIP64_END_LENGTH - 12);
    buffer.putShort((short) VERSION).putShort((short) VERSION).putInt(0).putInt(0);
    buffer.putLong(entries.size()).putLong(entries.size());
    buffer.putLong(end - directory).putLong(directory);
    buffer.putInt(ZipFormat.ZIP64_LOCATOR_SIGNATURE).putInt(0).putLong(end).putInt(1);
  }

  private long position() {
    return flushed + buffer.position();
  }

  /// Makes room for the next bytes, which are then written at once.
  private void reserve(int length) throws IOException {
    if (buffer.remaining() < length) {
      flush();
    }
  }

  private void flush() throws IOException {
    int length = buffer.flip().limit();
    FileOps.writeFully(channel, buffer);
    flushed += length;
    buffer.clear();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /// Frees memory. The file is the caller's.
  @Override
  public void close() {
    deflater.end();
  }
}
