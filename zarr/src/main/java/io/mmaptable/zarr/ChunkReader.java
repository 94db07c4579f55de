package io.mmaptable.zarr;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.codec.CodecPipeline;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads boxes of elements: finds the chunks that hold them, decodes these, and copies what is
/// wanted. Chunks are shared among the threads of the current [Parallelism].
final class ChunkReader {

  /// How many chunks are shared out at a time, so that a list of them is never long.
  private static final int TURN = 256;

  /// How much longer than our own bound for it an encoded chunk may be, as others may encode less
  /// tightly.
  private static final int SLACK = 1 << 16;

  private final Metadata metadata;
  private final ChunkFiles files;
  private final ChunkCache cache;
  private final NdArray fill;

  ChunkReader(Metadata metadata, ChunkFiles files, ChunkCache cache) {
    this.metadata = metadata;
    this.files = files;
    this.cache = cache;
    this.fill = NdArray.view(MemorySegment.ofArray(metadata.fill()), metadata.dtype(), false, null);
  }

  /// The element that is where no chunk is.
  NdArray fill() {
    return fill;
  }

  /// Reading one chunk, or filling the place of one.
  private interface Task {
    void run(OpenFiles open) throws IOException;
  }

  /// A chunk that was decoded, its dimensions in the order in which they are stored.
  private record Decoded(NdArray elements) implements ChunkCache.Cached {
    @Override
    public long byteSize() {
      return elements.nbytes();
    }
  }

  /// Reads a box.
  ///
  /// @param start where it begins in the array
  /// @param target where the elements go
  void read(long[] start, NdArray target) throws IOException {
    List<Task> tasks = new ArrayList<>();
    Boxes.divide(
        metadata.chunkShape(),
        start,
        target,
        (cell, within, part) -> {
          if (metadata.codec().body() instanceof ChunkCodec.Shard) {
            plan(cell, within, part, tasks);
          } else {
            add(tasks, _ -> plan(cell, within, part, null));
          }
        });
    run(tasks);
  }

  private void add(@Nullable List<Task> tasks, Task task) throws IOException {
    if (tasks == null) {
      try (var open = new OpenFiles(files)) {
        task.run(open);
      }
      return;
    }
    tasks.add(task);
    if (tasks.size() == TURN) {
      run(tasks);
    }
  }

  private void run(List<Task> tasks) throws IOException {
    try (var open = new OpenFiles(files)) {
      Parallelism.forEach(
          tasks.size(),
          i -> {
            try {
              tasks.get((int) i).run(open);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    tasks.clear();
  }

  /// @param tasks where to put what is to be done, or null to do it at once
  private void plan(long[] cell, long[] within, NdArray part, @Nullable List<Task> tasks)
      throws IOException {
    ChunkKey key = ChunkKey.of(null, cell);
    boolean isKnown = cache.get(files, key) != null;
    @Nullable FileRegion region = isKnown ? null : files.find(cell);
    if (region == null && !isKnown) {
      add(tasks, _ -> part.set(fill));
      return;
    }
    Finding where =
        open -> whole(open, present(region == null ? files.find(cell) : region, key).file());
    plan(metadata.codec(), where, key, within, part, tasks);
  }

  /// What finds a chunk in files that are open.
  @FunctionalInterface
  private interface Finding {
    FileRegion in(OpenFiles open) throws IOException;
  }

  /// All of a file as large as it is now that it is open: between finding and opening it another
  /// one with more rows may have taken its place.
  private static FileRegion whole(OpenFiles open, Path file) throws IOException {
    return new FileRegion(file, 0, open.channel(file).size());
  }

  private FileRegion present(@Nullable FileRegion region, ChunkKey key) throws StorageException {
    if (region == null) {
      throw new StorageException.Malformed(
          files.path(cell(key.shard() == null ? key : key.shard())),
          key + " was there and is gone; open the array again");
    }
    return region;
  }

  private void plan(
      ChunkCodec codec,
      Finding where,
      ChunkKey key,
      long[] within,
      NdArray part,
      @Nullable List<Task> tasks)
      throws IOException {
    long[] start = Shapes.permuted(within, codec.order());
    NdArray stored = codec.isInOrder() ? part : part.transpose(codec.order());
    switch (codec.body()) {
      case ChunkCodec.Whole(CodecPipeline pipeline) -> {
        long[] shape = Shapes.permuted(codec.shape(), codec.order());
        add(tasks, open -> readWhole(pipeline, shape, where, key, start, stored, open));
      }
      case ChunkCodec.Shard shard -> planShard(shard, where, key, start, stored, tasks);
    }
  }

  private void planShard(
      ChunkCodec.Shard shard,
      Finding where,
      ChunkKey key,
      long[] start,
      NdArray part,
      @Nullable List<Task> tasks)
      throws IOException {
    ShardIndex index = index(shard, where, key);
    Boxes.divide(
        shard.inner().shape(),
        start,
        part,
        (cell, within, inner) -> {
          int number = (int) Shapes.number(cell, shard.grid());
          @Nullable FileRegion found = index.chunk(number);
          if (found == null) {
            add(tasks, _ -> inner.set(fill));
            return;
          }
          ChunkKey innerKey = ChunkKey.of(key, cell);
          Finding there =
              key.shard() == null
                  ? open -> present(indexIn(open, index, shard, key).chunk(number), innerKey)
                  : _ -> found;
          plan(shard.inner(), there, innerKey, within, inner, tasks);
        });
  }

  private ShardIndex index(ChunkCodec.Shard shard, Finding where, ChunkKey key) throws IOException {
    if (cache.get(files, key) instanceof ShardIndex index) {
      return index;
    }
    try (var open = new OpenFiles(files)) {
      FileRegion region = where.in(open);
      return read(open.channel(region.file()), region, shard, key);
    }
  }

  private ShardIndex read(
      FileChannel channel, FileRegion region, ChunkCodec.Shard shard, ChunkKey key)
      throws IOException {
    var index = ShardIndex.read(channel, region, shard, key);
    cache.put(files, key, index);
    return index;
  }

  /// The index of the file that is open now: after the index was read, another file with more rows
  /// may have taken its place.
  private ShardIndex indexIn(OpenFiles open, ShardIndex known, ChunkCodec.Shard shard, ChunkKey key)
      throws IOException {
    Path file = known.region().file();
    return open.index(known, channel -> read(channel, whole(open, file), shard, key));
  }

  private void readWhole(
      CodecPipeline pipeline,
      long[] shape,
      Finding where,
      ChunkKey key,
      long[] start,
      NdArray part,
      OpenFiles open)
      throws IOException {
    if (cache.get(files, key) instanceof Decoded(NdArray elements)) {
      part.set(Boxes.part(elements, start, part.shape()));
      return;
    }
    FileRegion region = where.in(open);
    FileChannel channel = open.channel(region.file());
    boolean isWhole = Arrays.equals(shape, part.shape());
    if (isWhole && part.isContiguous() && part.dtype().equals(metadata.dtype())) {
      MemorySegment memory = part.base().asSlice(part.offset(), part.nbytes());
      decode(pipeline, channel, region, key, memory);
      return;
    }
    NdArray elements = NdArray.zeros(metadata.dtype(), shape);
    decode(pipeline, channel, region, key, elements.base());
    if (!isWhole) {
      cache.put(files, key, new Decoded(elements));
    }
    part.set(Boxes.part(elements, start, part.shape()));
  }

  private static void decode(
      CodecPipeline pipeline,
      FileChannel channel,
      FileRegion region,
      ChunkKey key,
      MemorySegment target)
      throws IOException {
    long most = 2 * pipeline.maxEncodedSize() + SLACK;
    if (region.size() > Math.min(most, Integer.MAX_VALUE - 8)) {
      throw new StorageException.Malformed(
          region.file(),
          region.offset(),
          key
              + " of "
              + region.size()
              + " bytes, where one of this shape has "
              + most
              + " at most");
    }
    MemorySegment encoded = region.read(channel);
    try {
      pipeline.decode(encoded, target);
    } catch (StorageException e) {
      throw Faults.of(region, key.toString(), e);
    }
  }

  private static long[] cell(ChunkKey key) {
    return key.cell().stream().mapToLong(Long::longValue).toArray();
  }

  /// Decodes every chunk of one file, and keeps none.
  ///
  /// @return what is wrong with each that is at fault
  List<StorageException> check(long[] cell) throws IOException {
    List<StorageException> faults = new ArrayList<>();
    ChunkKey key = ChunkKey.of(null, cell);
    try (var open = new OpenFiles(files)) {
      @Nullable FileRegion found = files.find(cell);
      if (found != null) {
        FileChannel channel = open.channel(found.file());
        check(metadata.codec(), channel, whole(open, found.file()), key, faults);
      }
    } catch (StorageException e) {
      faults.add(e);
    }
    return faults;
  }

  private void check(
      ChunkCodec codec,
      FileChannel channel,
      FileRegion region,
      ChunkKey key,
      List<StorageException> faults)
      throws IOException {
    try {
      switch (codec.body()) {
        case ChunkCodec.Whole(CodecPipeline pipeline) -> {
          NdArray elements = NdArray.zeros(metadata.dtype(), codec.shape());
          decode(pipeline, channel, region, key, elements.base());
        }
        case ChunkCodec.Shard shard -> {
          ShardIndex index = ShardIndex.read(channel, region, shard, key);
          for (int chunk = 0; chunk < shard.count(); chunk++) {
            @Nullable FileRegion inner = index.chunk(chunk);
            if (inner != null) {
              ChunkKey innerKey = ChunkKey.of(key, Shapes.cell(chunk, shard.grid()));
              check(shard.inner(), channel, inner, innerKey, faults);
            }
          }
        }
      }
    } catch (StorageException e) {
      faults.add(e);
    }
  }
}
