package io.mmaptable.internal.element;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Units of several bytes in a `byte[]`, at any index, in the machine's byte order. Unlike memory
/// segments, of which there are several classes, a Java array is always reached directly.
public final class HeapBytes {
  public static final VarHandle SHORT = view(short[].class);
  public static final VarHandle INT = view(int[].class);
  public static final VarHandle LONG = view(long[].class);

  private HeapBytes() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder());
  }
}
