package io.mmaptable.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A header in memory.
record MemoryHeaderSource(MemorySegment memory) implements HeaderSource {

  @Override
  public @Nullable Path path() {
    return null;
  }

  @Override
  public long size() {
    return memory.byteSize();
  }

  @Override
  public byte[] read(long position, int length) {
    FileHeaderSource.check(position, length);
    int there = Math.clamp(memory.byteSize() - position, 0, length);
    return there == 0
        ? new byte[0]
        : memory.asSlice(position, there).toArray(ValueLayout.JAVA_BYTE);
  }
}
