package io.mmaptable.cli;

import io.mmaptable.dtype.DType;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.NewColumn;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A column as the command line names it: `NAME:DTYPE` or `NAME:DTYPE:SHAPE`, for example
/// `position:f4:3` or `image:u1:(28,28)`.
///
/// @param name the column's name
/// @param dtype its dtype
/// @param itemShape the shape of an item
@SuppressWarnings("ArrayRecordComponent") // used once, and never compared
record ColumnSpec(String name, DType dtype, long[] itemShape) {
  private static final Pattern NOTATION =
      Pattern.compile("(?<name>[^:]*):(?<dtype>[^:]+)(:(?<shape>[\\d,()\\s]+))?");

  /// Reads the notation.
  ///
  /// @throws IllegalArgumentException if it is none, or the name or dtype is not allowed
  static ColumnSpec parse(String text) {
    Matcher matcher = NOTATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "column '" + text + "' is not of the form NAME:DTYPE or NAME:DTYPE:SHAPE");
    }
    MmapTable.checkColumnName(matcher.group("name"));
    String shape = matcher.group("shape");
    return new ColumnSpec(
        matcher.group("name"),
        DType.of(matcher.group("dtype")),
        shape == null ? new long[0] : shape(text, shape));
  }

  /// Reads several, whose names must differ.
  ///
  /// @throws IllegalArgumentException if one is wrong, or a name stands twice
  static List<ColumnSpec> parseAll(List<String> texts) {
    List<ColumnSpec> specs = texts.stream().map(ColumnSpec::parse).toList();
    var names = new HashSet<String>();
    for (ColumnSpec column : specs) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("column '" + column.name() + "' stands twice");
      }
    }
    return specs;
  }

  /// The column, to be added to a table.
  NewColumn column() {
    return NewColumn.of(name, dtype, itemShape);
  }

  private static long[] shape(String text, String shape) {
    try {
      return Arrays.stream(shape.replaceAll("[()\\s]", "").split(","))
          .filter(length -> !length.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "column '" + text + "' has no shape such as 3 or (28,28)", e);
    }
  }
}
