package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.internal.time.TimeUnits;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out what a component of a record is in a field, from its type and annotations.
final class FieldTypes {
  private final MethodHandles.Lookup lookup;
  private final RecordComponent component;
  private final String where;
  private final Set<Annotation> unused = new HashSet<>();

  private FieldTypes(MethodHandles.Lookup lookup, Class<?> record, RecordComponent component) {
    this.lookup = lookup;
    this.component = component;
    this.where = "component '" + component.getName() + "' of record " + record.getSimpleName();
    for (Annotation annotation : component.getAnnotations()) {
      if (annotation.annotationType().getEnclosingClass() == RowType.class) {
        unused.add(annotation);
      }
    }
    annotation(RowType.Name.class);
  }

  static FieldType of(MethodHandles.Lookup lookup, Class<?> record, RecordComponent component) {
    var types = new FieldTypes(lookup, record, component);
    FieldType type = types.of(component.getType());
    if (!types.unused.isEmpty()) {
      throw new IllegalArgumentException(
          types.where
              + " has an annotation that does not apply to "
              + component.getType().getSimpleName()
              + ": "
              + types.unused);
    }
    return type;
  }

  private FieldType of(Class<?> type) {
    RowType.Length length = annotation(RowType.Length.class);
    return length == null ? single(type) : subArray(type, length.value());
  }

  private FieldType subArray(Class<?> type, int[] lengths) {
    Class<?> element = type;
    long[] shape = new long[lengths.length];
    for (int axis = 0; axis < lengths.length; axis++) {
      if (!element.isArray() || lengths[axis] < 0) {
        throw new IllegalArgumentException(
            where
                + " is a "
                + type.getSimpleName()
                + ", which has no such lengths as @Length says");
      }
      element = element.componentType();
      shape[axis] = lengths[axis];
    }
    return shape.length == 0
        ? single(type)
        : new FieldType.SubArray(where, type, single(element), shape);
  }

  private FieldType single(Class<?> type) {
    if (type.isPrimitive() && type != char.class) {
      return primitive(type);
    }
    if (type == String.class) {
      return text();
    }
    if (type == byte[].class) {
      return bytes();
    }
    if (type == Complex.class) {
      return new FieldType.OfObject(
          type,
          DType.COMPLEX128,
          other -> other instanceof DType.Complex,
          field -> new ComplexCodec(where, (DType.Complex) field));
    }
    if (type.isRecord()) {
      return new FieldType.Nested(where, RecordComponents.of(lookup, type));
    }
    return time(type);
  }

  private FieldType primitive(Class<?> type) {
    if (type == boolean.class) {
      return new FieldType.Primitive(PrimitiveBits.BOOLEAN, DType.BOOL);
    }
    if (type == float.class) {
      return annotation(RowType.Half.class) == null
          ? new FieldType.Primitive(PrimitiveBits.FLOAT, DType.FLOAT32)
          : new FieldType.Primitive(PrimitiveBits.HALF, DType.FLOAT16);
    }
    if (type == double.class) {
      return new FieldType.Primitive(PrimitiveBits.DOUBLE, DType.FLOAT64);
    }
    if (type == byte.class) {
      return integer(PrimitiveBits.BYTE, Byte.BYTES);
    }
    if (type == short.class) {
      return integer(PrimitiveBits.SHORT, Short.BYTES);
    }
    return type == int.class
        ? integer(PrimitiveBits.INT, Integer.BYTES)
        : integer(PrimitiveBits.LONG, Long.BYTES);
  }

  private FieldType integer(PrimitiveBits bits, int size) {
    ByteOrder order = ByteOrder.nativeOrder();
    return new FieldType.Primitive(
        bits,
        annotation(RowType.Unsigned.class) == null
            ? new DType.Int(size, order)
            : new DType.UInt(size, order));
  }

  private FieldType text() {
    RowType.Width width = width("12");
    DType dtype =
        width.bytes()
            ? new DType.Bytes(width.value())
            : new DType.Text(width.value(), ByteOrder.nativeOrder());
    return new FieldType.OfObject(
        String.class,
        dtype,
        other -> other.getClass() == dtype.getClass(),
        field -> new TextCodec(where, field));
  }

  private FieldType bytes() {
    RowType.Width width = width("16");
    DType dtype = width.bytes() ? new DType.Bytes(width.value()) : new DType.Opaque(width.value());
    return new FieldType.OfObject(
        byte[].class,
        dtype,
        other -> width.bytes() ? other instanceof DType.Bytes : other.equals(dtype),
        field -> new BytesCodec(where, field.itemSize(), width.bytes()));
  }

  private RowType.Width width(String example) {
    RowType.Width width = annotation(RowType.Width.class);
    if (width == null || width.value() < 0) {
      throw new IllegalArgumentException(
          where
              + " needs the width of its field: @Width("
              + example
              + ")"
              + (component.getType() == byte[].class ? ", or @Length for a sub-array" : ""));
    }
    return width;
  }

  private FieldType time(Class<?> type) {
    ByteOrder order = ByteOrder.nativeOrder();
    if (type == Duration.class) {
      DateTimeUnit unit = unit("ns");
      requireLength(unit);
      return new FieldType.OfObject(
          type,
          new DType.TimeDelta(unit, order),
          other -> other instanceof DType.TimeDelta delta && TimeUnits.isFixed(delta.unit()),
          field -> new TimeCodec(where, field, TimeCodec.Kind.DURATION));
    }
    TimeCodec.Kind kind;
    DateTimeUnit unit;
    if (type == Instant.class) {
      kind = TimeCodec.Kind.INSTANT;
      unit = unit("ns");
    } else if (type == LocalDateTime.class) {
      kind = TimeCodec.Kind.LOCAL_DATE_TIME;
      unit = unit("us");
    } else if (type == LocalDate.class) {
      kind = TimeCodec.Kind.LOCAL_DATE;
      unit = unit("D");
    } else {
      throw unmapped(type);
    }
    return new FieldType.OfObject(
        type,
        new DType.DateTime(unit, order),
        other ->
            other instanceof DType.DateTime time && time.unit().base() != DateTimeUnit.Base.GENERIC,
        field -> new TimeCodec(where, field, kind));
  }

  private DateTimeUnit unit(String usual) {
    RowType.Unit unit = annotation(RowType.Unit.class);
    try {
      return DateTimeUnit.of("[" + (unit == null ? usual : unit.value()) + "]");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private void requireLength(DateTimeUnit unit) {
    if (!TimeUnits.isFixed(unit)) {
      throw new IllegalArgumentException(
          where + " is a Duration, and the unit '" + unit + "' has no fixed length");
    }
  }

  private IllegalArgumentException unmapped(Class<?> type) {
    return new IllegalArgumentException(
        where
            + " is a "
            + type.getSimpleName()
            + ", which stands for no dtype; "
            + (type.isArray()
                ? "an array needs its lengths: @Length(3)"
                : "there are primitives, String, byte[], Instant, LocalDateTime, LocalDate,"
                    + " Duration, Complex, records, and arrays of these"));
  }

  private <A extends Annotation> @Nullable A annotation(Class<A> type) {
    A annotation = component.getAnnotation(type);
    if (annotation != null) {
      unused.remove(annotation);
    }
    return annotation;
  }
}
