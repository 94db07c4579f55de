package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Objects that method handles read and write, as in [FieldAccess].
record HandleCodec(MethodHandle reader, MethodHandle checker, MethodHandle writer)
    implements ElementCodec<Object> {

  @Override
  public @Nullable Object read(MemorySegment memory, long at) {
    try {
      return (@Nullable Object) reader.invokeExact(memory, at);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public void check(@Nullable Object value) {
    try {
      checker.invokeExact(value);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public void write(MemorySegment memory, long at, @Nullable Object value) {
    try {
      writer.invokeExact(memory, at, value);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /// What a record's constructor or accessor, or a codec, throws: they declare nothing.
  static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
  }
}
