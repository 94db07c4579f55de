package io.mmaptable.zarr;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files that some chunks are read from, each opened once, by whichever thread comes first.
final class OpenFiles implements Closeable {
  private final ChunkFiles files;
  private final Map<Path, FileChannel> channels = new HashMap<>();
  private final Map<Path, ShardIndex> indexes = new HashMap<>();

  OpenFiles(ChunkFiles files) {
    this.files = files;
  }

  synchronized FileChannel channel(Path file) throws IOException {
    @Nullable FileChannel channel = channels.get(file);
    if (channel == null) {
      channel = files.open(file);
      channels.put(file, channel);
    }
    return channel;
  }

  /// What reads the index of a shard.
  @FunctionalInterface
  interface IndexReading {
    ShardIndex read(FileChannel channel) throws IOException;
  }

  /// The index of a shard's file as it is open here.
  ///
  /// @param known the index of a file that has or had this name
  /// @param again what reads it, should it be another one's
  synchronized ShardIndex index(ShardIndex known, IndexReading again) throws IOException {
    Path file = known.region().file();
    @Nullable ShardIndex index = indexes.get(file);
    if (index == null) {
      FileChannel channel = channel(file);
      index = known.isOf(channel) ? known : again.read(channel);
      indexes.put(file, index);
    }
    return index;
  }

  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : channels.values()) {
      channel.close();
    }
  }
}
