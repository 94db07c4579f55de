package io.mmaptable.npy;

import io.mmaptable.codec.HeaderSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A header in a stream, of which no byte more is read than was asked for, so that it stands at the
/// first element afterwards.
///
/// @param path the file that the stream reads from; null if it is none
/// @param in the stream
/// @param start what was read so far
record StreamHeaderSource(@Nullable Path path, InputStream in, ByteArrayOutputStream start)
    implements HeaderSource {

  StreamHeaderSource(@Nullable Path path, InputStream in) {
    this(path, in, new ByteArrayOutputStream());
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  @Override
  public byte[] read(long position, int length) throws IOException {
    int end = Math.addExact(Math.toIntExact(position), length);
    if (end > start.size()) {
      // Grows with what comes, whatever was asked for.
      start.writeBytes(in.readNBytes(end - start.size()));
    }
    int from = (int) Math.min(position, start.size());
    return Arrays.copyOfRange(start.toByteArray(), from, Math.min(end, start.size()));
  }
}
