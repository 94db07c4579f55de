package io.mmaptable.npy;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import java.util.Objects;

/// The header of a `.npy` file: what the elements are and where they begin.
///
/// @param majorVersion the format's version: 1, 2 or 3; its minor version is always 0
/// @param layout the dtype, shape, order and place of the elements
public record NpyHeader(int majorVersion, ArrayLayout layout) {

  /// How many characters a header may have, unless the caller raises the limit: `numpy.load`
  /// refuses longer ones too.
  public static final int MAX_LENGTH = 10_000;

  /// Checks the version.
  ///
  /// @throws IllegalArgumentException if `majorVersion` is none of 1, 2, 3
  public NpyHeader {
    Objects.requireNonNull(layout, "layout");
    if (majorVersion < 1 || majorVersion > 3) {
      throw new IllegalArgumentException("majorVersion (" + majorVersion + ") of a .npy header");
    }
  }

  /// The dtype of the elements.
  ///
  /// @return the dtype
  public DType dtype() {
    return layout.dtype();
  }

  /// The length of each dimension.
  ///
  /// @return a copy
  public long[] shape() {
    return layout.shape();
  }

  /// Whether the first index varies fastest.
  ///
  /// @return true for Fortran order
  public boolean fortranOrder() {
    return layout.fortranOrder();
  }

  /// Where the elements begin.
  ///
  /// @return an offset in bytes from the beginning of the file
  public long dataOffset() {
    return layout.dataOffset();
  }

  /// Whether the header reserves room for its count to grow in place.
  ///
  /// @return true for a growable header
  public boolean isGrowable() {
    return layout.count() instanceof CountField.Ascii;
  }

  /// The version as NumPy writes it.
  ///
  /// @return for example `1.0`
  public String version() {
    return majorVersion + ".0";
  }
}
