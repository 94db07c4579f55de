package io.mmaptable.array;

import io.mmaptable.internal.element.Elements;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteOrder;

/// How Java's primitives are made of the bits of an element, and back.
enum PrimitiveBits {
  BOOLEAN(find(PrimitiveBits.class, "isTrue", boolean.class, long.class), bits("ofTruth")),
  BYTE(narrowed(byte.class), widened(byte.class)),
  SHORT(narrowed(short.class), widened(short.class)),
  INT(narrowed(int.class), widened(int.class)),
  LONG(narrowed(long.class), widened(long.class)),
  FLOAT(
      of(int.class, find(Float.class, "intBitsToFloat", float.class, int.class)),
      find(Float.class, "floatToRawIntBits", int.class, float.class)),
  DOUBLE(
      find(Double.class, "longBitsToDouble", double.class, long.class),
      find(Double.class, "doubleToRawLongBits", long.class, double.class)),
  HALF(
      of(short.class, find(Float.class, "float16ToFloat", float.class, short.class)),
      find(Float.class, "floatToFloat16", short.class, float.class));

  // Elements loads the bits, in a way that survives a mapped file that is cut.
  private static final MethodHandle LOAD =
      find(
          Elements.class,
          "bits",
          long.class,
          MemorySegment.class,
          long.class,
          int.class,
          ByteOrder.class);
  private static final MethodHandle STORE =
      find(
          Elements.class,
          "setBits",
          void.class,
          MemorySegment.class,
          long.class,
          int.class,
          ByteOrder.class,
          long.class);

  private final MethodHandle fromBits;
  private final MethodHandle toBits;

  PrimitiveBits(MethodHandle fromBits, MethodHandle toBits) {
    this.fromBits = fromBits;
    this.toBits = toBits.asType(toBits.type().changeReturnType(long.class));
  }

  /// How elements of a size and byte order are read and written.
  FieldAccess access(int size, ByteOrder order) {
    MethodHandle load = MethodHandles.insertArguments(LOAD, 2, size, order);
    MethodHandle store = MethodHandles.insertArguments(STORE, 2, size, order);
    return new FieldAccess(
        MethodHandles.filterReturnValue(load, fromBits),
        MethodHandles.empty(MethodType.methodType(void.class, toBits.type().parameterType(0))),
        MethodHandles.filterArguments(store, 2, toBits));
  }

  private static MethodHandle narrowed(Class<?> type) {
    return MethodHandles.explicitCastArguments(
        MethodHandles.identity(long.class), MethodType.methodType(type, long.class));
  }

  private static MethodHandle widened(Class<?> type) {
    return MethodHandles.identity(long.class).asType(MethodType.methodType(long.class, type));
  }

  private static MethodHandle of(Class<?> bits, MethodHandle fromBits) {
    return MethodHandles.filterReturnValue(narrowed(bits), fromBits);
  }

  private static MethodHandle bits(String name) {
    return find(PrimitiveBits.class, name, long.class, boolean.class);
  }

  private static MethodHandle find(
      Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
    return FieldAccess.find(owner, name, MethodType.methodType(result, parameters));
  }

  static boolean isTrue(long bits) {
    return bits != 0;
  }

  static long ofTruth(boolean value) {
    return value ? 1 : 0;
  }
}
