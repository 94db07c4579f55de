package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.Halves;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/// One-dimensional Java arrays in elements side by side.
sealed interface RunCodec {

  /// Reads elements into a new array.
  Object read(MemorySegment memory, long at, int length);

  /// Throws if an element of an array cannot be written.
  void check(Object array);

  /// Writes an array that has passed the check.
  void write(MemorySegment memory, long at, Object array);

  static RunCodec of(Class<?> type, FieldType element, DType dtype) {
    if (!(element instanceof FieldType.Primitive(PrimitiveBits bits, _))) {
      return Objects.of(type, dtype.itemSize(), element.access(dtype));
    }
    return switch (bits) {
      case BOOLEAN -> new Truths();
      case BYTE -> new Copied(type, ValueLayout.JAVA_BYTE);
      case SHORT -> copied(type, ValueLayout.JAVA_SHORT_UNALIGNED, dtype);
      case INT -> copied(type, ValueLayout.JAVA_INT_UNALIGNED, dtype);
      case LONG -> copied(type, ValueLayout.JAVA_LONG_UNALIGNED, dtype);
      case FLOAT -> copied(type, ValueLayout.JAVA_FLOAT_UNALIGNED, dtype);
      case DOUBLE -> copied(type, ValueLayout.JAVA_DOUBLE_UNALIGNED, dtype);
      case HALF -> new Halves(copied(short.class, ValueLayout.JAVA_SHORT_UNALIGNED, dtype));
    };
  }

  private static Copied copied(Class<?> type, ValueLayout layout, DType dtype) {
    return new Copied(type, layout.withOrder(dtype.byteOrder()));
  }

  /// Primitives that lie in memory as in Java, but for the byte order.
  record Copied(Class<?> type, ValueLayout layout) implements RunCodec {
    @Override
    public Object read(MemorySegment memory, long at, int length) {
      Object array = Array.newInstance(type, length);
      MemorySegment.copy(memory, layout, at, array, 0, length);
      return array;
    }

    @Override
    public void check(Object array) {}

    @Override
    public void write(MemorySegment memory, long at, Object array) {
      MemorySegment.copy(array, 0, memory, layout, at, Array.getLength(array));
    }
  }

  /// Truth values, which are true for any byte but zero.
  record Truths() implements RunCodec {
    @Override
    public Object read(MemorySegment memory, long at, int length) {
      byte[] bytes = Elements.bytes(memory, at, length);
      boolean[] array = new boolean[length];
      for (int i = 0; i < length; i++) {
        array[i] = bytes[i] != 0;
      }
      return array;
    }

    @Override
    public void check(Object array) {}

    @Override
    public void write(MemorySegment memory, long at, Object array) {
      boolean[] values = (boolean[]) array;
      for (int i = 0; i < values.length; i++) {
        memory.set(ValueLayout.JAVA_BYTE, at + i, (byte) (values[i] ? 1 : 0));
      }
    }
  }

  /// Floats in half precision.
  record Halves(Copied bits) implements RunCodec {
    @Override
    public Object read(MemorySegment memory, long at, int length) {
      short[] halves = (short[]) bits.read(memory, at, length);
      float[] array = new float[length];
      for (int i = 0; i < length; i++) {
        array[i] = Float.float16ToFloat(halves[i]);
      }
      return array;
    }

    @Override
    public void check(Object array) {}

    @Override
    public void write(MemorySegment memory, long at, Object array) {
      float[] values = (float[]) array;
      short[] halves = new short[values.length];
      for (int i = 0; i < values.length; i++) {
        halves[i] = Float.floatToFloat16(values[i]);
      }
      bits.write(memory, at, halves);
    }
  }

  /// Objects one by one.
  record Objects(Class<?> type, int itemSize, ElementCodec<Object> element) implements RunCodec {

    static Objects of(Class<?> type, int itemSize, FieldAccess element) {
      return new Objects(type, itemSize, element.codec());
    }

    @Override
    public Object read(MemorySegment memory, long at, int length) {
      var array = (@Nullable Object[]) Array.newInstance(type, length);
      for (int i = 0; i < length; i++) {
        array[i] = element.read(memory, at + (long) i * itemSize);
      }
      return array;
    }

    @Override
    public void check(Object array) {
      for (Object value : (@Nullable Object[]) array) {
        element.check(value);
      }
    }

    @Override
    public void write(MemorySegment memory, long at, Object array) {
      var values = (@Nullable Object[]) array;
      for (int i = 0; i < values.length; i++) {
        element.write(memory, at + (long) i * itemSize, values[i]);
      }
    }
  }
}
