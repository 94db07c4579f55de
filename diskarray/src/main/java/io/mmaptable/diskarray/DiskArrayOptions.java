package io.mmaptable.diskarray;

import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import java.util.Objects;

/// How [DiskArray#open(java.nio.file.Path, DiskArrayOptions)] opens an array, or makes one.
///
/// ```java
/// DiskArray.open(path, DiskArrayOptions.DEFAULT.dtype(DType.FLOAT32).shape(0, 3).commitEvery(100));
/// ```
///
/// Immutable: each method returns other options.
public final class DiskArrayOptions {
  private static final String REPLACE = "w+";

  /// An array that is there, opened for writing (`r+`); it commits each append at once, and makes
  /// rows durable on `flush` and `close`.
  public static final DiskArrayOptions DEFAULT =
      new DiskArrayOptions(
          Declaration.NONE, Growth.DEFAULT, Mode.READ_WRITE, false, Recovery.FLUSHED);

  private final Declaration declaration;
  private final Growth growth;
  private final Mode mode;
  private final boolean replaces;
  private final Recovery recovery;

  private DiskArrayOptions(
      Declaration declaration, Growth growth, Mode mode, boolean replaces, Recovery recovery) {
    this.declaration = declaration;
    this.growth = growth;
    this.mode = mode;
    this.replaces = replaces;
    this.recovery = recovery;
  }

  Declaration declaration() {
    return declaration;
  }

  Growth growth() {
    return growth;
  }

  Mode mode() {
    return mode;
  }

  /// Whether a file that is there is replaced by a new one.
  boolean replaces() {
    return replaces;
  }

  Recovery recovery() {
    return recovery;
  }

  /// Says what the elements are. With it `r+` makes a file where there is none. A file that says
  /// something else is refused.
  ///
  /// @param dtype the dtype of the elements
  /// @return other options
  public DiskArrayOptions dtype(DType dtype) {
    Objects.requireNonNull(dtype, "dtype");
    return with(
        new Declaration(
            dtype,
            declaration.shape(),
            declaration.fortranOrder(),
            declaration.format(),
            declaration.offset()));
  }

  /// Says the whole shape, the axis that grows included. The rows of a new file are zeros. A file
  /// that is there may have any number of rows, and is refused if it differs otherwise.
  ///
  /// Without this a new array is 1-D and empty.
  ///
  /// @param shape the length of each dimension, for example `(0, 3)`; at least one
  /// @return other options
  /// @throws IllegalArgumentException if there is no dimension, one is negative, or there are more
  ///   than 64
  public DiskArrayOptions shape(long... shape) {
    if (shape.length == 0) {
      throw new IllegalArgumentException("shape () has no axis along which an array could grow");
    }
    // Only the shape is checked: the smallest items are nearest to fitting.
    var _ = new ArrayLayout(DType.BOOL, shape, false, 0, new CountField.Fixed());
    return with(
        new Declaration(
            declaration.dtype(),
            shape.clone(),
            declaration.fortranOrder(),
            declaration.format(),
            declaration.offset()));
  }

  /// Says whether the first index varies fastest in a new file, or in one without a header; the
  /// last axis grows then. A file in C order is refused if it is asked for.
  ///
  /// @param fortranOrder true for Fortran order, false for what a file says, and else C order
  /// @return other options
  public DiskArrayOptions fortranOrder(boolean fortranOrder) {
    return with(
        new Declaration(
            declaration.dtype(),
            declaration.shape(),
            fortranOrder,
            declaration.format(),
            declaration.offset()));
  }

  /// Says the format. Without this a new file is a `.npy` file if its name ends so and has no
  /// header otherwise, and a file that is there is recognised.
  ///
  /// @param format `npy`, `raw` for elements without a header, or the id of a format that is
  ///   [plugged in][ArrayFormats]
  /// @return other options
  /// @throws IllegalArgumentException if it can be no format's id
  public DiskArrayOptions format(String format) {
    if (!ArrayFormats.isId(format)) {
      throw new IllegalArgumentException("format '" + format + "' is no id; npy and raw are");
    }
    return with(
        new Declaration(
            declaration.dtype(),
            declaration.shape(),
            declaration.fortranOrder(),
            format,
            declaration.offset()));
  }

  /// Says where the elements of a file without a header begin. What lies before them is not
  /// touched; in a new file it is zeros.
  ///
  /// @param bytes an offset in bytes from the beginning of the file
  /// @return other options
  /// @throws IllegalArgumentException if it is negative
  public DiskArrayOptions offset(long bytes) {
    requireNotNegative("offset", bytes);
    return with(
        new Declaration(
            declaration.dtype(),
            declaration.shape(),
            declaration.fortranOrder(),
            declaration.format(),
            bytes));
  }

  /// Allocates room for rows from the beginning. Readers ignore it, and [DiskArray#close()] gives
  /// what was not used back.
  ///
  /// @param rows how many rows there must be room for, those that are there included
  /// @return other options
  /// @throws IllegalArgumentException if it is negative
  public DiskArrayOptions capacity(long rows) {
    requireNotNegative("capacity", rows);
    return with(new Growth(rows, growth.growBy(), growth.commitEvery(), growth.durability()));
  }

  /// Allocates room for a fixed number of rows whenever there is none left.
  ///
  /// @param rows how many; 0, which is the default, for half of what is there
  /// @return other options
  /// @throws IllegalArgumentException if it is negative
  public DiskArrayOptions growBy(long rows) {
    requireNotNegative("growBy", rows);
    return with(new Growth(growth.capacity(), rows, growth.commitEvery(), growth.durability()));
  }

  /// Commits rows once there are as many that are not, rather than with each call. Rows that are
  /// appended and not committed are seen by nobody, and a kill loses them. [DiskArray#commit()],
  /// [DiskArray#flush()] and [DiskArray#close()] commit what there is.
  ///
  /// @param rows how many; 1, which is the default, for each call by itself; 0 for never
  /// @return other options
  /// @throws IllegalArgumentException if it is negative
  public DiskArrayOptions commitEvery(long rows) {
    requireNotNegative("commitEvery", rows);
    return with(
        new Growth(
            growth.capacity(),
            growth.growBy(),
            rows == 0 ? Long.MAX_VALUE : rows,
            growth.durability()));
  }

  /// Says when committed rows are made durable.
  ///
  /// @param durability [Durability#ON_FLUSH], which is the default, or another one
  /// @return other options
  public DiskArrayOptions durability(Durability durability) {
    Objects.requireNonNull(durability, "durability");
    return with(new Growth(growth.capacity(), growth.growBy(), growth.commitEvery(), durability));
  }

  /// Says how the array is opened.
  ///
  /// @param mode [Mode#READ_WRITE] is the default
  /// @return other options
  public DiskArrayOptions mode(Mode mode) {
    Objects.requireNonNull(mode, "mode");
    return new DiskArrayOptions(declaration, growth, mode, false, recovery);
  }

  /// Says how the array is opened, with the letters that `numpy.memmap` has for it.
  ///
  /// @param letters `r` to read; `r+` to read and write, which makes the file where there is none
  ///   if the dtype is said; `w+` to put a new array in the place of whatever file is there; `c` to
  ///   write into this process's memory alone
  /// @return other options
  /// @throws IllegalArgumentException if the letters are none of these
  public DiskArrayOptions mode(String letters) {
    if (letters.equals(REPLACE)) {
      return new DiskArrayOptions(declaration, growth, Mode.READ_WRITE, true, recovery);
    }
    for (Mode known : Mode.values()) {
      if (known.toString().equals(letters)) {
        return mode(known);
      }
    }
    throw new IllegalArgumentException("mode '" + letters + "' is none of r, r+, w+, c");
  }

  /// Says which rows count if the machine went down while the array was being written.
  ///
  /// @param recovery [Recovery#FLUSHED] is the default
  /// @return other options
  public DiskArrayOptions recovery(Recovery recovery) {
    Objects.requireNonNull(recovery, "recovery");
    return new DiskArrayOptions(declaration, growth, mode, replaces, recovery);
  }

  private DiskArrayOptions with(Declaration other) {
    return new DiskArrayOptions(other, growth, mode, replaces, recovery);
  }

  private DiskArrayOptions with(Growth other) {
    return new DiskArrayOptions(declaration, other, mode, replaces, recovery);
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " (" + value + ") is negative");
    }
  }
}
