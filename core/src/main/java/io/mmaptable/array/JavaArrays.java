package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes arrays from Java's own arrays, lists and scalars.
final class JavaArrays {
  private JavaArrays() {}

  static NdArray toNdArray(Object value) {
    return switch (value) {
      case NdArray array -> array;
      case Expression expression -> expression.toNdArray();
      case ArrayLike held -> held.array();
      default -> toNdArray(NestedValues.of(value, false), false);
    };
  }

  /// A value as an array whose elements are to be cast: times are in the longest unit that holds
  /// them, and a `byte[]` that is to become bytes, or opaque, is one element.
  static NdArray toNdArray(Object value, DType target) {
    boolean bytes = target instanceof DType.Bytes || target instanceof DType.Opaque;
    return switch (value) {
      case NdArray array -> array;
      case Expression expression -> expression.toNdArray();
      case ArrayLike held -> held.array();
      default -> toNdArray(NestedValues.of(value, bytes), true);
    };
  }

  /// Whether elements have a dtype that somebody has chosen: those of an `NdArray`, and of several.
  static boolean hasDType(Object value) {
    return value instanceof Expression
        || value instanceof ArrayLike
        || NestedValues.type(value) == NdArray.class;
  }

  private static NdArray toNdArray(NestedValues nested, boolean cast) {
    return nested.declared().isPrimitive()
        ? copyRows(nested, nested.declared())
        : values(nested, cast);
  }

  /// Copies rows of one primitive, which lie one after the other.
  private static NdArray copyRows(NestedValues nested, Class<?> primitive) {
    NdArray array = NdArray.zeros(primitive(primitive), nested.shape());
    long at = 0;
    for (Object row : nested.leaves()) {
      MemorySegment bytes = bytes(row);
      MemorySegment.copy(bytes, 0, array.segment(), at, bytes.byteSize());
      at += bytes.byteSize();
    }
    return array;
  }

  private static DType primitive(Class<?> type) {
    return switch (type.getName()) {
      case "boolean" -> DType.BOOL;
      case "byte" -> DType.INT8;
      case "short" -> DType.INT16;
      case "int" -> DType.INT32;
      case "long" -> DType.INT64;
      case "float" -> DType.FLOAT32;
      case "double" -> DType.FLOAT64;
      default -> throw unknown(type);
    };
  }

  private static MemorySegment bytes(@Nullable Object row) {
    return switch (row) {
      case boolean[] values -> MemorySegment.ofArray(truths(values));
      case byte[] values -> MemorySegment.ofArray(values);
      case short[] values -> MemorySegment.ofArray(values);
      case int[] values -> MemorySegment.ofArray(values);
      case long[] values -> MemorySegment.ofArray(values);
      case float[] values -> MemorySegment.ofArray(values);
      case double[] values -> MemorySegment.ofArray(values);
      case null, default ->
          throw new IllegalArgumentException("value (" + row + ") among arrays of primitives");
    };
  }

  private static byte[] truths(boolean[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return bytes;
  }

  private static NdArray values(NestedValues nested, boolean cast) {
    List<@Nullable Object> leaves = nested.leaves();
    @Nullable Object first = leaves.isEmpty() ? null : leaves.getFirst();
    if (first != null && isRun(first.getClass())) {
      return runs(nested, first.getClass());
    }
    if (first instanceof NdArray) {
      return Stacking.stack(leaves, nested.shape());
    }
    var kind = JavaValues.of(leaves, nested.declared(), cast);
    NdArray array = NdArray.zeros(kind.dtype(), nested.shape());
    long at = 0;
    for (Object leaf : leaves) {
      kind.set(array, at, leaf);
      at += array.itemSize();
    }
    return array;
  }

  private static boolean isRun(Class<?> type) {
    return type.isArray() && type != byte[].class;
  }

  /// Arrays of primitives in a list or an `Object[]`.
  private static NdArray runs(NestedValues nested, Class<?> type) {
    for (Object row : nested.leaves()) {
      if (row == null || row.getClass() != type) {
        throw new IllegalArgumentException(
            "values of one type are expected: " + type.getSimpleName() + " and " + row);
      }
    }
    return copyRows(nested, type.getComponentType());
  }

  static IllegalArgumentException unknown(Class<?> type) {
    if (type == char.class || type == Character.class) {
      return new IllegalArgumentException(
          "value ("
              + type.getTypeName()
              + ") is neither text nor a number; String.valueOf and (int) make it one");
    }
    return new IllegalArgumentException(
        "value (" + type.getTypeName() + ") is no array or scalar that is known");
  }

  /// A 0-d array of an integral dtype.
  static NdArray scalar(DType dtype, long value) {
    NdArray array = NdArray.zeros(dtype);
    Elements.setBits(array.segment(), 0, dtype.itemSize(), dtype.byteOrder(), value);
    return array;
  }

  /// A 0-d array of a float dtype.
  static NdArray scalar(DType dtype, double value) {
    NdArray array = NdArray.zeros(dtype);
    Elements.setDouble(array.segment(), 0, (DType.Floating) dtype, value);
    return array;
  }
}
