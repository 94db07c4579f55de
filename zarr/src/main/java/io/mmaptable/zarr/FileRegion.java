package io.mmaptable.zarr;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A part of a file, which holds an encoded chunk or shard.
///
/// @param file the file
/// @param offset where the part begins
/// @param size how many bytes it has
record FileRegion(Path file, long offset, long size) {

  /// A part of this one.
  FileRegion part(long from, long length) {
    return new FileRegion(file, offset + from, length);
  }

  /// Reads all of the part onto the heap.
  ///
  /// @param channel the file
  /// @throws StorageException.Malformed if the file has meanwhile been cut
  MemorySegment read(FileChannel channel) throws IOException {
    var buffer = ByteBuffer.allocate((int) size);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new StorageException.Malformed(
            file,
            offset + buffer.position(),
            "ends before the " + size + " bytes from byte " + offset + " on");
      }
    }
    return MemorySegment.ofArray(buffer.array());
  }
}
