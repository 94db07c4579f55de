package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// How objects of one kind lie in elements of one dtype.
///
/// @param <X> the objects
interface ElementCodec<X> {

  /// Reads the element at a place in memory.
  @Nullable X read(MemorySegment memory, long at);

  /// Throws if an object cannot be written.
  ///
  /// @throws IllegalArgumentException if it does not fit the dtype
  /// @throws NullPointerException if it is null, and the dtype has no such value
  void check(@Nullable X value);

  /// Writes an element that has passed the check.
  void write(MemorySegment memory, long at, @Nullable X value);
}
