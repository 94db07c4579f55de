package io.mmaptable.zarr;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where the chunks of a shard are in its file.
///
/// @param region the shard
/// @param part where the index itself is
/// @param end the last bytes of the index, which are its checksum where it has one
/// @param entries offset and size of each chunk in turn, both -1 for one that is not there
@SuppressWarnings("ArrayRecordComponent") // which nobody changes once it is read
record ShardIndex(FileRegion region, FileRegion part, long end, long[] entries)
    implements ChunkCache.Cached {

  /// What stands for the offset and the size of a chunk that is not there: 2^64 - 1.
  static final long MISSING = -1;

  private static final int OVERHEAD = 256;

  /// Reads and checks the index of a shard.
  ///
  /// @throws StorageException.Malformed if it is none, or chunks overlap or are not in the file
  static ShardIndex read(
      FileChannel channel, FileRegion region, ChunkCodec.Shard shard, ChunkKey key)
      throws IOException {
    long size = shard.index().maxEncodedSize();
    if (region.size() < size) {
      throw new StorageException.Malformed(
          region.file(),
          region.offset(),
          key + " of " + region.size() + " bytes, where its index alone has " + size);
    }
    FileRegion part = region.part(shard.indexIsLast() ? region.size() - size : 0, size);
    long[] entries = new long[2 * shard.count()];
    MemorySegment encoded = part.read(channel);
    try {
      shard.index().decode(encoded, MemorySegment.ofArray(entries));
    } catch (StorageException e) {
      throw Faults.of(part, "the index of " + key, e);
    }
    var index = new ShardIndex(region, part, end(encoded), entries);
    index.requireApart(part, key);
    return index;
  }

  private static long end(MemorySegment encoded) {
    return encoded.get(ValueLayout.JAVA_LONG_UNALIGNED, encoded.byteSize() - Long.BYTES);
  }

  /// Whether a file that has the name of the shard is the one that this was read from: a writer may
  /// have put another one in its place since.
  boolean isOf(FileChannel channel) throws IOException {
    return channel.size() == region.size()
        && end(part.part(part.size() - Long.BYTES, Long.BYTES).read(channel)) == end;
  }

  private void requireApart(FileRegion indexRegion, ChunkKey key) throws StorageException {
    long indexFrom = indexRegion.offset() - region.offset();
    long first = indexFrom == 0 ? indexRegion.size() : 0;
    long last = indexFrom == 0 ? region.size() : indexFrom;
    for (int chunk = 0; chunk < count(); chunk++) {
      if (isPresent(chunk) && !isWithin(offset(chunk), size(chunk), first, last)) {
        throw fault(indexRegion, key, chunk, "outside of bytes " + first + " to " + last);
      }
    }
    List<Integer> inOrder =
        IntStream.range(0, count())
            .filter(this::isPresent)
            .boxed()
            .sorted(Comparator.comparingLong(this::offset))
            .toList();
    for (int i = 1; i < inOrder.size(); i++) {
      int before = inOrder.get(i - 1);
      if (offset(before) + size(before) > offset(inOrder.get(i))) {
        throw fault(indexRegion, key, inOrder.get(i), "where another one is");
      }
    }
  }

  private static boolean isWithin(long offset, long size, long first, long last) {
    return offset >= first && size >= 0 && offset <= last && size <= last - offset;
  }

  private StorageException fault(FileRegion indexRegion, ChunkKey key, int chunk, String where) {
    return new StorageException.Malformed(
        region.file(),
        indexRegion.offset() + 2L * Long.BYTES * chunk,
        "the index of "
            + key
            + " has number "
            + chunk
            + " at byte "
            + Long.toUnsignedString(offset(chunk))
            + " with "
            + Long.toUnsignedString(size(chunk))
            + " bytes, "
            + where);
  }

  private int count() {
    return entries.length / 2;
  }

  private boolean isPresent(int chunk) {
    return offset(chunk) != MISSING || size(chunk) != MISSING;
  }

  private long offset(int chunk) {
    return entries[2 * chunk];
  }

  private long size(int chunk) {
    return entries[2 * chunk + 1];
  }

  /// Where a chunk is; null if it is not there.
  @Nullable FileRegion chunk(int chunk) {
    return isPresent(chunk) ? region.part(offset(chunk), size(chunk)) : null;
  }

  @Override
  public long byteSize() {
    return OVERHEAD + (long) Long.BYTES * entries.length;
  }
}
