package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.npy.NpyFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a column lies: the file of its elements, and the one of its attributes beside it.
///
/// @param stem the path of the elements' file without its ending, such as `table/coordinates/x`
/// @param format how the name of the elements' file ends: the id of its format, and `npy` for one
///   without a header too
/// @param attrStem the stem of the attributes' file, which is another only in the middle of a
///   change
record ColumnFile(Path stem, String format, Path attrStem) {

  /// The id of a format, if a JSON value is one.
  static @Nullable String formatId(@Nullable Object json) {
    return json instanceof String id && ArrayFormats.isId(id) ? id : null;
  }

  /// A column in a `.npy` file.
  static ColumnFile of(Path table, String name) {
    return of(table, name, NpyFormat.ID);
  }

  /// A column in a format, whose files end with its id, but for those without a header.
  static ColumnFile of(Path table, String name, String format) {
    Path stem = table.resolve(name);
    return new ColumnFile(stem, format.equals(RawFormat.ID) ? NpyFormat.ID : format, stem);
  }

  Path data() {
    return withEnding(stem, "." + format);
  }

  Path attr() {
    return withEnding(attrStem, ColumnName.ATTR_SUFFIX);
  }

  /// Whether the elements lie in a directory of compressed chunks.
  boolean isFrozen() {
    return format.equals(FrozenFormat.ID);
  }

  /// Whether the file's name says that NumPy reads it.
  boolean isNpy() {
    return format.equals(NpyFormat.ID);
  }

  private static Path withEnding(Path stem, String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }
}
