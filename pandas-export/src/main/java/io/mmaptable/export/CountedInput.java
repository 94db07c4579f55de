package io.mmaptable.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts the bytes that are read.
final class CountedInput extends FilterInputStream {
  private volatile long count;

  CountedInput(InputStream in) {
    super(in);
  }

  /// How many bytes have been read, as any thread may ask.
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    int read = in.read(into, at, length);
    add(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long length) throws IOException {
    long skipped = in.skip(length);
    add(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads at a time
  private void add(long bytes) {
    count += bytes;
  }
}
