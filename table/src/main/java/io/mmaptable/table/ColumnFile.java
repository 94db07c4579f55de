package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.npy.NpyFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a column lies: the file of its elements, and the one of its attributes beside it.
///
/// @param stem the path of both without their endings, such as `table/coordinates/x`
/// @param format how the name of the elements' file ends: the id of its format, and `npy` for one
///   without a header too
record ColumnFile(Path stem, String format) {

  /// The id of a format, if a JSON value is one.
  static @Nullable String formatId(@Nullable Object json) {
    return json instanceof String id && ArrayFormats.isId(id) ? id : null;
  }

  /// A column in a `.npy` file.
  static ColumnFile of(Path table, String name) {
    return of(table, name, NpyFormat.ID);
  }

  static ColumnFile of(Path table, String name, String format) {
    return new ColumnFile(table.resolve(name), format);
  }

  Path data() {
    return withEnding("." + format);
  }

  Path attr() {
    return withEnding(ColumnName.ATTR_SUFFIX);
  }

  /// Whether the file's name says that NumPy reads it.
  boolean isNpy() {
    return format.equals(NpyFormat.ID);
  }

  private Path withEnding(String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }
}
