package io.mmaptable.zarr;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was decoded last of any arrays, up to a number of bytes; what was used longest ago goes
/// first. Safe for use by any number of threads.
final class ChunkCache {

  /// What can be kept.
  interface Cached {
    long byteSize();
  }

  /// A chunk, or the index of a shard, of one of the arrays.
  private record Entry(Object array, ChunkKey key) {}

  private final long capacity;
  private final Map<Entry, Cached> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  ChunkCache(long capacity) {
    this.capacity = capacity;
  }

  /// What is kept of an array, which is told from others by identity.
  synchronized @Nullable Cached get(Object array, ChunkKey key) {
    return entries.get(new Entry(array, key));
  }

  /// Keeps something, if it is not larger than all that may be kept.
  synchronized void put(Object array, ChunkKey key, Cached value) {
    if (value.byteSize() > capacity) {
      return;
    }
    @Nullable Cached before = entries.put(new Entry(array, key), value);
    size += value.byteSize() - (before == null ? 0 : before.byteSize());
    Iterator<Cached> oldest = entries.values().iterator();
    while (size > capacity) {
      size -= oldest.next().byteSize();
      oldest.remove();
    }
  }

  long capacity() {
    return capacity;
  }

  synchronized long size() {
    return size;
  }
}
