package io.mmaptable.array;

import io.mmaptable.internal.element.Elements;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Arrays of bytes in elements of bytes, or in opaque ones.
///
/// @param where whose they are, for messages
/// @param size the elements' size
/// @param padded whether zeros at the end are padding
record BytesCodec(String where, int size, boolean padded) implements ElementCodec<byte[]> {

  @Override
  public byte[] read(MemorySegment memory, long at) {
    byte[] bytes = Elements.bytes(memory, at, size);
    int end = size;
    while (padded && end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end == size ? bytes : Arrays.copyOf(bytes, end);
  }

  @Override
  public void check(byte @Nullable [] value) {
    Objects.requireNonNull(value, where + " is null");
    if (value.length > size || (!padded && value.length != size)) {
      throw new IllegalArgumentException(
          where + ": " + value.length + " bytes do not fit into a field of " + size);
    }
  }

  @Override
  public void write(MemorySegment memory, long at, byte @Nullable [] value) {
    byte[] bytes = Arrays.copyOf(Objects.requireNonNull(value), size);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, at, size);
  }
}
