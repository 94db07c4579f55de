package io.mmaptable.codec;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a header is read from: the beginning of a file, of a stream, or of memory.
///
/// A source is made for one look at one header, and used by one thread.
public interface HeaderSource {

  /// The file that is at fault if the header is.
  ///
  /// @return the path as messages shall show it; null if it is no file
  @Nullable Path path();

  /// How many bytes there are.
  ///
  /// @return a number of bytes; `Long.MAX_VALUE` if that cannot be known, as for a stream
  /// @throws IOException if it cannot be asked for
  long size() throws IOException;

  /// Reads bytes as they are at one moment: of a file that is being written, until two reads agree.
  /// Never more is allocated than there are bytes.
  ///
  /// @param position the first byte, counted from the beginning
  /// @param length how many
  /// @return as many bytes, or fewer where the source ends
  /// @throws IllegalArgumentException if `position` or `length` is negative
  /// @throws IOException if they cannot be read, or do not stand still
  byte[] read(long position, int length) throws IOException;

  /// A file, which somebody may be writing at the same time.
  ///
  /// @param path the file, as messages shall show it
  /// @param channel the file, opened for reading; the caller closes it
  /// @return a source that does not move the channel's position
  static HeaderSource of(Path path, FileChannel channel) {
    return new FileHeaderSource(path, channel);
  }

  /// Memory that nobody is writing.
  ///
  /// @param memory the bytes, which the caller keeps open
  /// @return a source without a path
  static HeaderSource of(MemorySegment memory) {
    return new MemoryHeaderSource(memory);
  }
}
