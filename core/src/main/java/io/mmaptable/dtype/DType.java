package io.mmaptable.dtype;

import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the elements of an array are: NumPy's `dtype`.
///
/// The cases are closed, so that a `switch` over them needs no `default`. Two dtypes are equal when
/// they mean the same: `<f8` and, on a little-endian machine, `f8`. Every case is immutable.
///
/// The notation is NumPy's: <https://numpy.org/doc/stable/reference/arrays.dtypes.html>.
public sealed interface DType {

  /// Truth values, one byte each.
  DType BOOL = new Bool();

  /// Signed integers of 8 bits.
  DType INT8 = new Int(1, ByteOrder.nativeOrder());

  /// Signed integers of 16 bits, in the machine's byte order.
  DType INT16 = new Int(2, ByteOrder.nativeOrder());

  /// Signed integers of 32 bits, in the machine's byte order.
  DType INT32 = new Int(4, ByteOrder.nativeOrder());

  /// Signed integers of 64 bits, in the machine's byte order.
  DType INT64 = new Int(8, ByteOrder.nativeOrder());

  /// Unsigned integers of 8 bits.
  DType UINT8 = new UInt(1, ByteOrder.nativeOrder());

  /// Unsigned integers of 16 bits, in the machine's byte order.
  DType UINT16 = new UInt(2, ByteOrder.nativeOrder());

  /// Unsigned integers of 32 bits, in the machine's byte order.
  DType UINT32 = new UInt(4, ByteOrder.nativeOrder());

  /// Unsigned integers of 64 bits, in the machine's byte order.
  DType UINT64 = new UInt(8, ByteOrder.nativeOrder());

  /// IEEE 754 half precision, in the machine's byte order.
  DType FLOAT16 = new Floating(2, ByteOrder.nativeOrder());

  /// IEEE 754 single precision, in the machine's byte order.
  DType FLOAT32 = new Floating(4, ByteOrder.nativeOrder());

  /// IEEE 754 double precision, in the machine's byte order.
  DType FLOAT64 = new Floating(8, ByteOrder.nativeOrder());

  /// Pairs of single-precision floats, in the machine's byte order.
  DType COMPLEX64 = new Complex(8, ByteOrder.nativeOrder());

  /// Pairs of double-precision floats, in the machine's byte order.
  DType COMPLEX128 = new Complex(16, ByteOrder.nativeOrder());

  /// Reads NumPy's notation for a dtype: `<f4`, `f4`, `int32`, `M8[ns]`, `S10`, `i4,f8`, or the
  /// list that a header holds, `[('x', '<f4'), ('y', '<i4', (2,))]`.
  ///
  /// @param notation the notation
  /// @return the dtype; without a byte order in the notation, in the machine's
  /// @throws IllegalArgumentException if the notation is none that NumPy knows
  /// @throws UnsupportedDTypeException if it names a dtype of NumPy's that cannot be kept here,
  ///   such as `object`
  static DType of(String notation) {
    return DTypeParser.parse(notation);
  }

  /// The size of one element.
  ///
  /// @return the number of bytes, zero or more
  int itemSize();

  /// The order of the bytes in each number of an element.
  ///
  /// @return the byte order; the machine's own where there is only one order, as for single bytes
  ByteOrder byteOrder();

  /// The dtype of the same values with their bytes in another order, those of fields too, as
  /// `numpy.dtype.newbyteorder` gives it.
  ///
  /// @param order the order
  /// @return a dtype that differs in nothing else
  DType withByteOrder(ByteOrder order);

  /// The description that NumPy writes into a header.
  ///
  /// @return text such as `<f4`, or for a structured dtype a list in Python's notation
  /// @throws IllegalArgumentException if a structured dtype's fields overlap or are out of order:
  ///   NumPy has no description of it
  String descr();

  /// Truth values, one byte each: `|b1`.
  record Bool() implements DType {
    @Override
    public int itemSize() {
      return 1;
    }

    @Override
    public ByteOrder byteOrder() {
      return ByteOrder.nativeOrder();
    }

    @Override
    public Bool withByteOrder(ByteOrder order) {
      return this;
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Signed integers in two's complement.
  ///
  /// @param itemSize 1, 2, 4 or 8 bytes
  /// @param byteOrder the order of the bytes; kept as the machine's own for one byte
  record Int(int itemSize, ByteOrder byteOrder) implements DType {
    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if `itemSize` is none of 1, 2, 4, 8
    public Int {
      byteOrder = Checks.order(itemSize, byteOrder, 1, 2, 4, 8);
    }

    @Override
    public Int withByteOrder(ByteOrder order) {
      return new Int(itemSize, order);
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Unsigned integers.
  ///
  /// @param itemSize 1, 2, 4 or 8 bytes
  /// @param byteOrder the order of the bytes; kept as the machine's own for one byte
  record UInt(int itemSize, ByteOrder byteOrder) implements DType {
    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if `itemSize` is none of 1, 2, 4, 8
    public UInt {
      byteOrder = Checks.order(itemSize, byteOrder, 1, 2, 4, 8);
    }

    @Override
    public UInt withByteOrder(ByteOrder order) {
      return new UInt(itemSize, order);
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Floating-point numbers: IEEE 754 for 2, 4 and 8 bytes; 16 bytes are x86's extended precision,
  /// padded.
  ///
  /// @param itemSize 2, 4, 8 or 16 bytes
  /// @param byteOrder the order of the bytes
  record Floating(int itemSize, ByteOrder byteOrder) implements DType {
    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if `itemSize` is none of 2, 4, 8, 16
    public Floating {
      byteOrder = Checks.order(itemSize, byteOrder, 2, 4, 8, 16);
    }

    @Override
    public Floating withByteOrder(ByteOrder order) {
      return new Floating(itemSize, order);
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Complex numbers: a real and an imaginary part, each half the size.
  ///
  /// @param itemSize 8 or 16 bytes
  /// @param byteOrder the order of the bytes in each part
  record Complex(int itemSize, ByteOrder byteOrder) implements DType {
    /// Checks the size.
    ///
    /// @throws IllegalArgumentException if `itemSize` is neither 8 nor 16
    public Complex {
      byteOrder = Checks.order(itemSize, byteOrder, 8, 16);
    }

    @Override
    public Complex withByteOrder(ByteOrder order) {
      return new Complex(itemSize, order);
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Byte strings of a fixed width, padded with zero bytes: `|S10`.
  ///
  /// @param itemSize the width in bytes
  record Bytes(int itemSize) implements DType {
    /// Checks the width.
    ///
    /// @throws IllegalArgumentException if `itemSize` is negative
    public Bytes {
      Checks.notNegative("itemSize", itemSize);
    }

    @Override
    public ByteOrder byteOrder() {
      return ByteOrder.nativeOrder();
    }

    @Override
    public Bytes withByteOrder(ByteOrder order) {
      return this;
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Text of a fixed width in UCS-4, padded with zeros: `<U10`.
  ///
  /// @param length the width in code points
  /// @param byteOrder the order of the bytes in each code point
  record Text(int length, ByteOrder byteOrder) implements DType {
    /// Checks the width.
    ///
    /// @throws IllegalArgumentException if `length` is negative, or takes more than 2^31 - 1 bytes
    public Text {
      Checks.notNegative("length", length);
      if (length > Integer.MAX_VALUE / 4) {
        throw new IllegalArgumentException("length (" + length + ") takes over 2^31 - 1 bytes");
      }
      Objects.requireNonNull(byteOrder, "byteOrder");
    }

    @Override
    public int itemSize() {
      return 4 * length;
    }

    @Override
    public Text withByteOrder(ByteOrder order) {
      return new Text(length, order);
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Bytes without a meaning: `|V8`.
  ///
  /// @param itemSize the width in bytes
  record Opaque(int itemSize) implements DType {
    /// Checks the width.
    ///
    /// @throws IllegalArgumentException if `itemSize` is negative
    public Opaque {
      Checks.notNegative("itemSize", itemSize);
    }

    @Override
    public ByteOrder byteOrder() {
      return ByteOrder.nativeOrder();
    }

    @Override
    public Opaque withByteOrder(ByteOrder order) {
      return this;
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Points in time, as 64-bit counts of a unit since 1970-01-01T00:00 (`datetime64`). The smallest
  /// number is NaT.
  ///
  /// @param unit the unit
  /// @param byteOrder the order of the bytes
  record DateTime(DateTimeUnit unit, ByteOrder byteOrder) implements DType {
    /// Checks that both are there.
    public DateTime {
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(byteOrder, "byteOrder");
    }

    @Override
    public int itemSize() {
      return 8;
    }

    @Override
    public DateTime withByteOrder(ByteOrder order) {
      return new DateTime(unit, order);
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Spans of time, as 64-bit counts of a unit (`timedelta64`). The smallest number is NaT.
  ///
  /// @param unit the unit
  /// @param byteOrder the order of the bytes
  record TimeDelta(DateTimeUnit unit, ByteOrder byteOrder) implements DType {
    /// Checks that both are there.
    public TimeDelta {
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(byteOrder, "byteOrder");
    }

    @Override
    public int itemSize() {
      return 8;
    }

    @Override
    public TimeDelta withByteOrder(ByteOrder order) {
      return new TimeDelta(unit, order);
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public String toString() {
      return descr();
    }
  }

  /// Rows of named fields.
  ///
  /// @param fields the fields, in the order in which they are listed
  /// @param itemSize the size of a row in bytes, padding included
  record Struct(List<Field> fields, int itemSize) implements DType {
    /// Checks that the fields fit into the row and that no name or title stands twice.
    ///
    /// @throws IllegalArgumentException if they do not
    public Struct {
      fields = List.copyOf(fields);
      Checks.notNegative("itemSize", itemSize);
      Set<String> names = new HashSet<>();
      for (Field field : fields) {
        if (!names.add(field.name()) || (field.title() != null && !names.add(field.title()))) {
          throw new IllegalArgumentException("field '" + field.name() + "' occurs more than once");
        }
        if ((long) field.offset() + field.byteSize() > itemSize) {
          throw new IllegalArgumentException(
              "field '" + field.name() + "' does not fit into " + itemSize + " bytes");
        }
      }
    }

    /// Lays fields out one after the other, without padding.
    ///
    /// @param names the names of the fields
    /// @param dtypes the dtype of each field, as many as names
    /// @return the structured dtype
    /// @throws IllegalArgumentException if the lengths differ, a name stands twice, or the row is
    ///   larger than 2^31 - 1 bytes
    public static Struct packed(List<String> names, List<DType> dtypes) {
      var builder = new StructBuilder();
      Checks.sameLength(names, dtypes);
      for (int i = 0; i < names.size(); i++) {
        builder.field(names.get(i), null, dtypes.get(i), new long[0]);
      }
      return builder.build();
    }

    /// The field of a name or title.
    ///
    /// @param name the name or title
    /// @return the field
    /// @throws IllegalArgumentException if there is none; the message lists those there are
    public Field field(String name) {
      for (Field field : fields) {
        if (field.name().equals(name) || name.equals(field.title())) {
          return field;
        }
      }
      throw new IllegalArgumentException(
          "no field '" + name + "'; there are " + fields.stream().map(Field::name).toList());
    }

    /// The fields with the padding between and after them as nameless opaque ones, as a header
    /// lists them.
    ///
    /// @return fields that fill the row without a gap
    /// @throws IllegalArgumentException if fields overlap or are not in the order of their offsets
    public List<Field> paddedFields() {
      return Descr.padded(this);
    }

    @Override
    public ByteOrder byteOrder() {
      return ByteOrder.nativeOrder();
    }

    @Override
    public Struct withByteOrder(ByteOrder order) {
      return new Struct(
          fields.stream().map(field -> field.withByteOrder(order)).toList(), itemSize);
    }

    @Override
    public String descr() {
      return Descr.of(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Struct that
          && itemSize == that.itemSize
          && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
      return 31 * fields.hashCode() + itemSize;
    }

    @Override
    public String toString() {
      return fields.toString();
    }
  }
}
