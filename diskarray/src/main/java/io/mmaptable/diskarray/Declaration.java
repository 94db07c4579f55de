package io.mmaptable.diskarray;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What whoever opens an array says of it: all there is to know of a new one and of a file without
/// a header, and what is compared with a file that says it itself.
///
/// @param dtype the dtype, or null if it is not said
/// @param shape the shape, rows included, or null if it is not said
/// @param fortranOrder whether the first index varies fastest
/// @param format the format's id, or null if the file or its name shows it
/// @param offset where the elements of a file without a header begin
@SuppressWarnings("ArrayRecordComponent") // copied by the options, and never compared
record Declaration(
    @Nullable DType dtype,
    long @Nullable [] shape,
    boolean fortranOrder,
    @Nullable String format,
    long offset) {

  static final Declaration NONE = new Declaration(null, null, false, null, 0);

  /// The shape of a new array: 1-D and empty if it is not said.
  long[] initialShape() {
    return shape == null ? new long[1] : shape.clone();
  }

  /// Whether elements of a new file lie in Fortran order, which one dimension alone does not have.
  boolean isFortran() {
    return fortranOrder && initialShape().length > 1;
  }

  /// How many rows the shape says; 0 if it does not.
  long rows() {
    long[] initial = initialShape();
    return initial[isFortran() ? initial.length - 1 : 0];
  }

  /// What a file without a header holds: as many rows as fit; if they do not fill it, as many as
  /// the shape says.
  ///
  /// @return the layout, or null if the dtype is not said
  @Nullable ArrayLayout layoutOf(Path path, long fileSize) throws StorageException {
    if (dtype == null) {
      return null;
    }
    if (fileSize < offset) {
      throw new StorageException.Malformed(
          path, fileSize, "expected elements from byte " + offset + " on, found the end");
    }
    var layout =
        new ArrayLayout(dtype, initialShape(), isFortran(), offset, new CountField.Journal());
    long rowBytes = layout.rowBytes();
    if (rowBytes == 0 || (rows() > 0 && (fileSize - offset) % rowBytes != 0)) {
      return layout;
    }
    return layout.withRowCount((fileSize - offset) / rowBytes);
  }

  /// Checks that the size of a file without a header says how many rows it has.
  void requireWholeRows(Path path, ArrayLayout layout, long fileSize)
      throws StorageException.Malformed {
    long rowBytes = layout.rowBytes();
    if (rowBytes > 0 && rows() == 0 && (fileSize - offset) % rowBytes != 0) {
      throw new StorageException.Malformed(
          path,
          fileSize,
          "expected whole rows of "
              + rowBytes
              + " bytes from byte "
              + offset
              + " on, found "
              + (fileSize - offset)
              + " bytes; give the shape with its number of rows to take as many");
    }
  }

  /// Checks that a file is what was said of it.
  void requireAgrees(Path path, ArrayLayout found, ArrayFormat foundFormat)
      throws StorageException.Inconsistent {
    if (format != null && !format.equals(foundFormat.id())) {
      throw contradiction(path, "the format '" + foundFormat.id() + "'", "'" + format + "'");
    }
    if (dtype != null && !dtype.equals(found.dtype())) {
      throw contradiction(path, "dtype " + found.dtype(), String.valueOf(dtype));
    }
    if (shape != null && !isShapeOf(found)) {
      throw contradiction(path, "shape " + Arrays.toString(found.shape()), Arrays.toString(shape));
    }
    if (fortranOrder && !found.fortranOrder() && found.ndim() > 1) {
      throw contradiction(path, "C order", "Fortran order");
    }
  }

  /// Whether the shapes differ in the number of rows at most.
  private boolean isShapeOf(ArrayLayout found) {
    long[] said = initialShape();
    if (said.length != found.ndim()) {
      return false;
    }
    said[found.growthAxis()] = 0;
    return Arrays.equals(said, found.withRowCount(0).shape());
  }

  private static StorageException.Inconsistent contradiction(
      Path path, String found, String asked) {
    return new StorageException.Inconsistent(
        path, "has " + found + ", not " + asked + " as was asked for");
  }
}
