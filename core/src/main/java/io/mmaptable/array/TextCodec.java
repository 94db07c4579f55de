package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Texts in elements of text or of bytes.
///
/// @param where whose they are, for messages
/// @param dtype the elements' dtype
record TextCodec(String where, DType dtype) implements ElementCodec<String> {

  @Override
  public String read(MemorySegment memory, long at) {
    return Elements.getString(memory, at, dtype);
  }

  @Override
  public void check(@Nullable String value) {
    Objects.requireNonNull(value, where + " is null");
    boolean bytes = dtype instanceof DType.Bytes;
    int width = bytes ? dtype.itemSize() : dtype.itemSize() / Integer.BYTES;
    if (value.length() > width && value.codePointCount(0, value.length()) > width) {
      throw refused(value, "");
    }
    if (bytes && value.chars().anyMatch(c -> c > 0xff)) {
      throw refused(value, ", which holds Latin-1");
    }
  }

  private IllegalArgumentException refused(String value, String reason) {
    return new IllegalArgumentException(
        where + ": value ('" + value + "') does not fit into " + dtype + reason);
  }

  @Override
  public void write(MemorySegment memory, long at, @Nullable String value) {
    Elements.setString(memory, at, dtype, Objects.requireNonNull(value));
  }
}
