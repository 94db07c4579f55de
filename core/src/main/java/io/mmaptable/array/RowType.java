package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How the components of a Java record lie in a row of a structured array.
///
/// Each component is a field of the same name:
///
/// | component | field |
/// |---|---|
/// | `boolean` | bool |
/// | `byte`, `short`, `int`, `long` | int8 to int64; with [Unsigned] uint8 to uint64 |
/// | `float`, `double` | float32, float64; with [Half] float16 |
/// | [Complex] | complex128 |
/// | `String` with [Width] | text as wide as that, or bytes in Latin-1 |
/// | `byte[]` with [Width] | opaque bytes, or bytes |
/// | `Instant`, `LocalDateTime`, `LocalDate` | `datetime64[ns]`, `[us]`, `[D]`, or of another [Unit]; null is NaT |
/// | `Duration` | `timedelta64[ns]`, or of another [Unit]; null is NaT |
/// | a record | a structured field |
/// | an array of these with [Length] | a sub-array field |
///
/// An array's fields may lie in another order than the record's components, with padding, in either
/// byte order; texts may have any width, times any unit, and complex numbers either size.
///
/// ```java
/// record Tick(Instant time, double price, int quantity, @Width(4) String venue) {}
///
/// static final RowType<Tick> TICK = RowType.of(MethodHandles.lookup(), Tick.class);
///
/// Rows<Tick> ticks = array.asRows(TICK);
/// ```
///
/// Making a row type takes time, and code is generated for each dtype that it reads: keep it, in a
/// constant. It is immutable, and may be used by any thread.
///
/// @param <T> the record
public final class RowType<T extends Record> {
  private final RecordComponents components;
  private final DType.Struct dtype;
  private final Map<DType, RowsFactory> factories = new ConcurrentHashMap<>();

  private RowType(RecordComponents components) {
    this.components = components;
    this.dtype = components.dtype();
  }

  /// The width of a text or of bytes in a field.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Width {
    /// How wide the field is.
    ///
    /// @return a number of code points, or of bytes
    int value();

    /// Whether the field's dtype is bytes (`S`): texts are Latin-1 and arrays of bytes lose zeros
    /// at their end. Otherwise texts are `U`, and arrays of bytes, which then are exactly as long
    /// as the field, are `V`.
    ///
    /// @return false if it is not said
    boolean bytes() default false;
  }

  /// The lengths of a sub-array field's dimensions, for a component that is an array.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Length {
    /// The length of each dimension.
    ///
    /// @return as many lengths as the component's array type has dimensions
    int[] value();
  }

  /// The unit of a datetime or timedelta.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Unit {
    /// The unit in NumPy's notation.
    ///
    /// @return for example `ms` or `25us`
    String value();
  }

  /// An unsigned integer, which the component holds as its bits, as `Integer.toUnsignedLong` and
  /// its like take it.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Unsigned {}

  /// A float16, which a `float` component holds exactly and to which it is rounded when it is set.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Half {}

  /// The field's name, where it is not the component's: NumPy's names need not be Java's.
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Name {
    /// The name.
    ///
    /// @return for example `vol 24h`
    String value();
  }

  /// The rows of a public record in an exported package.
  ///
  /// @param <T> the record
  /// @param record its class
  /// @return how its components lie in a row
  /// @throws IllegalArgumentException if it is not a public record in an exported package, or as
  ///   for [#of(MethodHandles.Lookup, Class)]
  public static <T extends Record> RowType<T> of(Class<T> record) {
    return of(MethodHandles.publicLookup(), record);
  }

  /// The rows of a record that the caller can see.
  ///
  /// @param <T> the record
  /// @param lookup what may call the record's constructor and accessors: `MethodHandles.lookup()`
  ///   where the record is visible
  /// @param record its class
  /// @return how its components lie in a row
  /// @throws IllegalArgumentException if the class is no record or not visible to the lookup, a
  ///   component's type stands for no dtype, or an annotation is missing or does not apply; the
  ///   message names the component
  public static <T extends Record> RowType<T> of(MethodHandles.Lookup lookup, Class<T> record) {
    return new RowType<>(RecordComponents.of(lookup, record));
  }

  /// The dtype of rows that are made for these records: a field for each component, in their order,
  /// without padding.
  ///
  /// @return a structured dtype
  public DType.Struct dtype() {
    return dtype;
  }

  /// Whether rows of a dtype can be read and written as these records.
  ///
  /// @param other a dtype
  /// @return true if its fields are the record's components, in any order
  public boolean matches(DType other) {
    return components.mismatch(other) == null;
  }

  /// The rows' record and dtype.
  @Override
  public String toString() {
    return components.record().getSimpleName() + " " + dtype;
  }

  Rows<T> rows(NdArray array) {
    if (array.ndim() != 1) {
      throw new UnsupportedOperationException(
          "an array of " + array.ndim() + " dimensions has no rows of records; reshape(-1) it");
    }
    return factories
        .computeIfAbsent(array.dtype(), rows -> RowsFactory.of(components.access(rows)))
        .rows(array);
  }
}
