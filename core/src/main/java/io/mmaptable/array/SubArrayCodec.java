package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Java arrays of fixed lengths in sub-arrays.
final class SubArrayCodec implements ElementCodec<Object> {
  private final String where;
  private final Class<?> type;
  private final long[] shape;
  private final RunCodec runs;
  private final long[] strides;

  SubArrayCodec(String where, Class<?> type, long[] shape, FieldType element, DType dtype) {
    this.where = where;
    this.type = type;
    this.shape = shape;
    this.strides = Shapes.strides(dtype.itemSize(), shape, false);
    Class<?> run = type;
    for (int axis = 1; axis < shape.length; axis++) {
      run = run.componentType();
    }
    this.runs = RunCodec.of(run.componentType(), element, dtype);
  }

  @Override
  public Object read(MemorySegment memory, long at) {
    return read(memory, at, 0, type);
  }

  private Object read(MemorySegment memory, long at, int axis, Class<?> arrays) {
    int length = (int) shape[axis];
    if (axis == shape.length - 1) {
      return runs.read(memory, at, length);
    }
    var array = (Object[]) Array.newInstance(arrays.componentType(), length);
    for (int i = 0; i < length; i++) {
      array[i] = read(memory, at + i * strides[axis], axis + 1, arrays.componentType());
    }
    return array;
  }

  @Override
  public void check(@Nullable Object value) {
    check(value, 0);
  }

  private void check(@Nullable Object array, int axis) {
    Objects.requireNonNull(array, where + " is null");
    if (Array.getLength(array) != shape[axis]) {
      throw new IllegalArgumentException(
          where
              + ": an array of length "
              + Array.getLength(array)
              + " does not fit into dimension "
              + axis
              + " of a field of shape "
              + Arrays.toString(shape));
    }
    if (axis == shape.length - 1) {
      runs.check(array);
      return;
    }
    for (Object part : (Object[]) array) {
      check(part, axis + 1);
    }
  }

  @Override
  public void write(MemorySegment memory, long at, @Nullable Object value) {
    write(memory, at, Objects.requireNonNull(value), 0);
  }

  private void write(MemorySegment memory, long at, Object array, int axis) {
    if (axis == shape.length - 1) {
      runs.write(memory, at, array);
      return;
    }
    var parts = (Object[]) array;
    for (int i = 0; i < parts.length; i++) {
      write(memory, at + i * strides[axis], parts[i], axis + 1);
    }
  }
}
