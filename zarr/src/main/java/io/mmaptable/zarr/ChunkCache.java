package io.mmaptable.zarr;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was decoded last, up to a number of bytes; what was used longest ago goes first. Safe for
/// use by any number of threads.
final class ChunkCache {

  /// What can be kept.
  interface Cached {
    long byteSize();
  }

  private final long capacity;
  private final Map<ChunkKey, Cached> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  ChunkCache(long capacity) {
    this.capacity = capacity;
  }

  synchronized @Nullable Cached get(ChunkKey key) {
    return entries.get(key);
  }

  /// Keeps something, if it is not larger than all that may be kept.
  synchronized void put(ChunkKey key, Cached value) {
    if (value.byteSize() > capacity) {
      return;
    }
    @Nullable Cached before = entries.put(key, value);
    size += value.byteSize() - (before == null ? 0 : before.byteSize());
    Iterator<Cached> oldest = entries.values().iterator();
    while (size > capacity) {
      size -= oldest.next().byteSize();
      oldest.remove();
    }
  }

  synchronized long size() {
    return size;
  }
}
