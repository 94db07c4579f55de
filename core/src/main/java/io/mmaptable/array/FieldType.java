package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a component of a record is in a field.
sealed interface FieldType {

  /// The dtype of a field that is made for the component.
  DType dtype();

  /// The shape of a sub-array; empty for a single element.
  long[] shape();

  /// Whether a field of a dtype and shape can be read and written as the component.
  boolean matches(DType other, long[] shape);

  /// How values are read from and written to a field that matches.
  FieldAccess access(DType field);

  /// A primitive number or truth value.
  ///
  /// @param bits how it is made of the element's bits and back
  record Primitive(PrimitiveBits bits, DType dtype) implements FieldType {
    @Override
    public long[] shape() {
      return new long[0];
    }

    @Override
    public boolean matches(DType other, long[] shape) {
      return shape.length == 0 && isSameButForOrder(other);
    }

    boolean isSameButForOrder(DType other) {
      return other.getClass() == dtype.getClass() && other.itemSize() == dtype.itemSize();
    }

    @Override
    public FieldAccess access(DType field) {
      return bits.access(field.itemSize(), field.byteOrder());
    }
  }

  /// An object.
  ///
  /// @param type its class
  /// @param dtypes which dtypes it is read from
  /// @param codec how it lies in elements of one of them
  record OfObject(
      Class<?> type, DType dtype, Predicate<DType> dtypes, Function<DType, ElementCodec<?>> codec)
      implements FieldType {
    @Override
    public long[] shape() {
      return new long[0];
    }

    @Override
    public boolean matches(DType other, long[] shape) {
      return shape.length == 0 && dtypes.test(other);
    }

    @Override
    public FieldAccess access(DType field) {
      return FieldAccess.of(codec.apply(field), type);
    }
  }

  /// A record in a record.
  ///
  /// @param where the component, for messages
  record Nested(String where, RecordComponents components) implements FieldType {
    @Override
    public DType dtype() {
      return components.dtype();
    }

    @Override
    public long[] shape() {
      return new long[0];
    }

    @Override
    public boolean matches(DType other, long[] shape) {
      return shape.length == 0 && components.mismatch(other) == null;
    }

    @Override
    public FieldAccess access(DType field) {
      return components.access(field).required(where, components.record());
    }
  }

  /// A Java array as a sub-array.
  @SuppressWarnings("ArrayRecordComponent") // never compared; the shape is nobody else's
  record SubArray(String where, Class<?> type, FieldType element, long[] shape)
      implements FieldType {
    @Override
    public DType dtype() {
      return element.dtype();
    }

    @Override
    public boolean matches(DType other, long[] otherShape) {
      return Arrays.equals(shape, otherShape) && element.matches(other, new long[0]);
    }

    @Override
    public FieldAccess access(DType field) {
      return FieldAccess.of(new SubArrayCodec(where, type, shape, element, field), type);
    }
  }
}
