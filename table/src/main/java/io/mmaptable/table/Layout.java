package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormat;

/// How the columns of a table lie in their files.
public enum Layout {
  /// Each column is a `.npy` file as `numpy.load` reads it. This is what tables are made in unless
  /// something else is asked for.
  NPY,

  /// Each `.npy` file holds elements only, and the `.attr` file beside it says what they are:
  /// `{"dtype": "<i4", "shape": [100], "attr": ...}`. So the Python package `mmaptable` has it, and
  /// reads such a column by `numpy.memmap`; `numpy.load` does not read it. Columns of structured
  /// dtypes cannot be described so, and are refused.
  ///
  /// While such a table grows, the files of attributes may count fewer rows than there are; they
  /// say it all after [MmapTable#flush()] and [MmapTable#close()].
  HEADERLESS;

  /// The format of the files of new columns.
  ArrayFormat format() {
    return switch (this) {
      case NPY -> ColumnFormats.NPY;
      case HEADERLESS -> ColumnFormats.RAW;
    };
  }
}
