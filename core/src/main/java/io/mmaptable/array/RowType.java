package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.invoke.MethodHandles;
import java.util.List;

/// How the components of a Java record lie in a row of a structured array.
///
/// @param <T> the record
public final class RowType<T extends Record> {
  private final DType.Struct dtype;

  private RowType(DType.Struct dtype) {
    this.dtype = dtype;
  }

  /// The rows of a public record in an exported package.
  ///
  /// @param <T> the record
  /// @param record its class
  /// @return how its components lie in a row
  public static <T extends Record> RowType<T> of(Class<T> record) {
    return of(MethodHandles.publicLookup(), record);
  }

  /// The rows of a record that the caller can see.
  ///
  /// @param <T> the record
  /// @param lookup what may call the record's constructor and accessors
  /// @param record its class
  /// @return how its components lie in a row
  public static <T extends Record> RowType<T> of(MethodHandles.Lookup lookup, Class<T> record) {
    if (!record.isRecord()) {
      throw new IllegalArgumentException(record + " is no record of " + lookup);
    }
    return new RowType<>(DType.Struct.packed(List.of(), List.of()));
  }

  /// The rows' dtype.
  ///
  /// @return a structured dtype with a field for each component
  public DType.Struct dtype() {
    return dtype;
  }

  Rows<T> rows(NdArray array) {
    return new Rows<>(array);
  }
}
