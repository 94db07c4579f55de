package io.mmaptable.zarr;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Where encoded chunks go, in order.
interface ChunkSink extends Closeable {

  /// Writes a chunk.
  ///
  /// @param chunk its number along the first dimension, larger than those before
  /// @param encoded its bytes
  void put(long chunk, MemorySegment encoded) throws IOException;

  /// Completes what was begun.
  void finish() throws IOException;

  /// Gives up what is not complete.
  @Override
  void close() throws IOException;
}
