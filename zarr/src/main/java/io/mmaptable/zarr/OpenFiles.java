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

  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : channels.values()) {
      channel.close();
    }
  }
}
