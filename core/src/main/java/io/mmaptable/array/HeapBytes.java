package io.mmaptable.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Units of several bytes in a `byte[]`, at any index, in the machine's byte order. Unlike memory
/// segments, of which there are several classes, a Java array is always reached directly.
final class HeapBytes {
  static final VarHandle SHORT = view(short[].class);
  static final VarHandle INT = view(int[].class);
  static final VarHandle LONG = view(long[].class);

  private HeapBytes() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder());
  }
}
