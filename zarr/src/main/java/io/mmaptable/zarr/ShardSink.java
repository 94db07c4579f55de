package io.mmaptable.zarr;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Replacement;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes chunks into shards, one file after the other. Of a shard that holds rows already the full
/// chunks are copied, and it goes on in another file.
final class ShardSink implements ChunkSink {
  private final Metadata metadata;
  private final ChunkCodec.Shard shard;
  private final NewFiles files;
  private final ChunkFiles present;
  private final long chunkRows;
  private final long chunksPerShard;

  /// How many rows count already.
  private final long rowsBefore;

  private long number = -1;
  private @Nullable Replacement replacement;
  private long[] entries = {};
  private long position;

  ShardSink(Metadata metadata, ChunkCodec.Shard shard, NewFiles files, ChunkFiles present) {
    this.metadata = metadata;
    this.shard = shard;
    this.files = files;
    this.present = present;
    this.chunkRows = shard.inner().shape()[0];
    this.chunksPerShard = shard.grid()[0];
    this.rowsBefore = metadata.shape()[0];
  }

  private long[] cell(long first) {
    long[] cell = new long[metadata.shape().length];
    cell[0] = first;
    return cell;
  }

  @Override
  public void put(long chunk, MemorySegment encoded) throws IOException {
    if (chunk / chunksPerShard != number) {
      finish();
      begin(chunk / chunksPerShard);
    }
    Replacement file = open();
    FileOps.writeFully(file.temporary(), file.channel(), encoded.asByteBuffer());
    int entry = (int) Shapes.number(cell(chunk % chunksPerShard), shard.grid());
    entries[2 * entry] = position;
    entries[2 * entry + 1] = encoded.byteSize();
    position += encoded.byteSize();
  }

  private Replacement open() {
    if (replacement == null) {
      throw new IllegalStateException("no shard has been begun");
    }
    return replacement;
  }

  private void begin(long next) throws IOException {
    number = next;
    entries = new long[2 * shard.count()];
    Arrays.fill(entries, ShardIndex.MISSING);
    replacement = files.begin(path());
    if (!shard.indexIsLast()) {
      // Room for the index, which is known when the shard is complete.
      int room = Math.toIntExact(shard.index().maxEncodedSize());
      FileOps.writeFully(path(), replacement.channel(), ByteBuffer.allocate(room));
    }
    long firstRow = number * chunksPerShard * chunkRows;
    @Nullable FileRegion before = firstRow < rowsBefore ? present.find(cell(number)) : null;
    if (before != null) {
      copy(before, firstRow, replacement.channel());
    }
    position = replacement.channel().position();
  }

  /// Takes over the chunks whose rows count all; one that is not full is written again.
  private void copy(FileRegion before, long firstRow, FileChannel target) throws IOException {
    try (var source = FileChannel.open(before.file(), StandardOpenOption.READ)) {
      var index = ShardIndex.read(source, before, shard, ChunkKey.of(null, cell(number)));
      long full = Math.min((rowsBefore - firstRow) / chunkRows, chunksPerShard);
      for (long chunk = 0; chunk < full; chunk++) {
        int entry = (int) Shapes.number(cell(chunk), shard.grid());
        @Nullable FileRegion region = index.chunk(entry);
        if (region != null) {
          entries[2 * entry] = target.position();
          entries[2 * entry + 1] = region.size();
          copy(source, region, target);
        }
      }
    } catch (IOException e) {
      throw FileOps.named(path(), e);
    }
  }

  private static void copy(FileChannel source, FileRegion region, FileChannel target)
      throws IOException {
    for (long done = 0; done < region.size(); ) {
      long copied = source.transferTo(region.offset() + done, region.size() - done, target);
      if (copied <= 0) {
        throw new StorageException.Malformed(
            region.file(), region.offset() + done, "was cut while it was copied");
      }
      done += copied;
    }
  }

  private Path path() {
    return files.root().resolve(metadata.keys().key(cell(number)));
  }

  @Override
  public void finish() throws IOException {
    if (replacement == null) {
      return;
    }
    byte[] index = new byte[Math.toIntExact(shard.index().maxEncodedSize())];
    long size = shard.index().encode(MemorySegment.ofArray(entries), MemorySegment.ofArray(index));
    FileChannel channel = replacement.channel();
    channel.position(shard.indexIsLast() ? position : 0);
    FileOps.writeFully(path(), channel, ByteBuffer.wrap(index, 0, (int) size));
    files.commit(path(), replacement);
    replacement = null;
  }

  @Override
  public void close() throws IOException {
    if (replacement != null) {
      replacement.close();
    }
  }
}
