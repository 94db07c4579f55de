package io.mmaptable.zarr;

import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Writes each chunk into a file of its own.
final class FileSink implements ChunkSink {
  private final Metadata metadata;
  private final NewFiles files;

  FileSink(Metadata metadata, NewFiles files) {
    this.metadata = metadata;
    this.files = files;
  }

  @Override
  public void put(long chunk, MemorySegment encoded) throws IOException {
    long[] cell = new long[metadata.shape().length];
    cell[0] = chunk;
    Path file = files.root().resolve(metadata.keys().key(cell));
    try (var replacement = files.begin(file)) {
      FileOps.writeFully(file, replacement.channel(), encoded.asByteBuffer());
      files.commit(file, replacement);
    }
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
