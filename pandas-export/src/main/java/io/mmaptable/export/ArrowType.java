package io.mmaptable.export;

import io.mmaptable.dtype.DateTimeUnit;

/// The types of Arrow that a column can have, out or in.
///
/// The format is <https://arrow.apache.org/docs/format/Columnar.html>.
sealed interface ArrowType {

  /// How the places of values of different length are said.
  enum Places {
    /// By offsets of 32 bits.
    INT,
    /// By offsets of 64 bits.
    LONG,
    /// By views of 16 bytes, which hold short values themselves.
    VIEW
  }

  /// Nothing but nulls.
  record Null() implements ArrowType {}

  /// Truth values, one bit each.
  record Bool() implements ArrowType {}

  /// Integers of 1, 2, 4 or 8 bytes.
  record Int(int bytes, boolean signed) implements ArrowType {}

  /// Floats of 2, 4 or 8 bytes.
  record Floating(int bytes) implements ArrowType {}

  /// Text in UTF-8.
  record Text(Places places) implements ArrowType {}

  /// Bytes of any number.
  record Binary(Places places) implements ArrowType {}

  /// Bytes of one number.
  record FixedBinary(int bytes) implements ArrowType {}

  /// Days, in 4 bytes.
  record Days() implements ArrowType {}

  /// Days, as milliseconds in 8 bytes.
  record DayMillis() implements ArrowType {}

  /// Points in time, in seconds or a smaller unit.
  record Timestamp(DateTimeUnit.Base unit) implements ArrowType {}

  /// Spans of time, in seconds or a smaller unit.
  record Duration(DateTimeUnit.Base unit) implements ArrowType {}

  /// Times of day, in 4 or 8 bytes.
  record TimeOfDay(int bytes, DateTimeUnit.Base unit) implements ArrowType {}

  /// Lists of one length of the only child's values.
  record FixedList(int length) implements ArrowType {}

  /// A value of each child.
  record Struct() implements ArrowType {}

  /// A type that cannot be a column, as it is called.
  record Other(String name) implements ArrowType {}
}
