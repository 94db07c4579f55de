package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.DateTimeUnit.Base;
import io.mmaptable.internal.time.TimeUnits;
import java.lang.reflect.Array;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies arrays into Java arrays of as many dimensions.
final class NestedArrays {
  private NestedArrays() {}

  static @Nullable Object of(NdArray array) {
    for (long length : array.lengths()) {
      if (length > Integer.MAX_VALUE - 8) {
        throw new UnsupportedOperationException(
            "shape " + Arrays.toString(array.shape()) + " is more than a Java array holds");
      }
    }
    return array.ndim() == 0 ? array.item() : nested(array);
  }

  private static Object nested(NdArray array) {
    if (array.ndim() == 1) {
      return row(array);
    }
    int[] lengths = new int[array.ndim()];
    lengths[0] = (int) array.length(0);
    Class<?> inner = component(array.dtype());
    for (int axis = 1; axis < array.ndim(); axis++) {
      inner = inner.arrayType();
    }
    Object rows = Array.newInstance(inner, lengths[0]);
    for (int i = 0; i < lengths[0]; i++) {
      Array.set(rows, i, nested(array.get(i)));
    }
    return rows;
  }

  private static Class<?> component(DType dtype) {
    return switch (dtype) {
      case DType.Bool _ -> boolean.class;
      case DType.Int(int size, _) -> integer(size);
      case DType.UInt(int size, _) -> integer(size);
      case DType.Floating(int size, _) -> size <= 4 ? float.class : double.class;
      case DType.Complex _ -> Complex.class;
      case DType.Text _ -> String.class;
      case DType.Bytes _, DType.Opaque _ -> byte[].class;
      case DType.DateTime(DateTimeUnit unit, _) -> time(unit);
      case DType.TimeDelta(DateTimeUnit unit, _) ->
          TimeUnits.isFixed(unit) ? Duration.class : Long.class;
      case DType.Struct _ -> Map.class;
    };
  }

  private static Class<?> integer(int size) {
    return switch (size) {
      case 1 -> byte.class;
      case 2 -> short.class;
      case 4 -> int.class;
      default -> long.class;
    };
  }

  private static Class<?> time(DateTimeUnit unit) {
    if (unit.base() == Base.GENERIC) {
      return Long.class;
    }
    return unit.base().compareTo(Base.DAY) >= 0 ? LocalDate.class : Instant.class;
  }

  private static Object row(NdArray row) {
    return switch (row.dtype()) {
      case DType.Bool _ -> ToJava.booleans(row);
      case DType.Int(int size, _) -> integers(row, size);
      case DType.UInt(int size, _) -> integers(row, size);
      case DType.Floating(int size, _) -> size <= 4 ? ToJava.floats(row) : ToJava.doubles(row);
      case DType.Text _ -> ToJava.strings(row);
      case DType.Complex _,
          DType.Bytes _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          items(row);
    };
  }

  private static Object integers(NdArray row, int size) {
    int length = ToJava.length(row);
    return switch (size) {
      case 1 -> ToJava.bytes(row);
      case 2 -> {
        short[] values = new short[length];
        Shorts view = row.asShorts();
        view.guard(
            () -> {
              for (int i = 0; i < length; i++) {
                values[i] = view.get(i);
              }
            });
        yield values;
      }
      case 4 -> {
        int[] values = new int[length];
        Ints view = row.asInts();
        view.guard(() -> Arrays.setAll(values, view::get));
        yield values;
      }
      default -> ToJava.longs(row);
    };
  }

  private static Object items(NdArray row) {
    Object items = Array.newInstance(component(row.dtype()), ToJava.length(row));
    for (int i = 0; i < row.length(0); i++) {
      Array.set(items, i, row.item(i));
    }
    return items;
  }
}
