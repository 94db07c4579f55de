package io.mmaptable.codec;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Files without a header: elements only, as `numpy.ndarray.tofile` and the Python packages
/// `diskarray` and `mmaptable` write them. What they are has to be said by whoever opens them.
public final class RawFormat implements ArrayFormat {

  /// The format's id.
  public static final String ID = "raw";

  /// Makes the format. All instances are alike.
  public RawFormat() {}

  @Override
  public String id() {
    return ID;
  }

  /// Nothing marks such a file.
  ///
  /// @param source the beginning of a file
  /// @return false
  @Override
  public boolean probe(HeaderSource source) {
    return false;
  }

  /// Takes what is declared, if the file is as large as that.
  ///
  /// @param source the file
  /// @param declared the dtype, shape, order and offset of the elements
  /// @return the same, with a count that the file does not keep
  /// @throws StorageException.Unsupported if `declared` is null
  /// @throws StorageException.Malformed if the file ends before the last element
  /// @throws IOException if the file's size cannot be asked for
  @Override
  public ArrayLayout describe(HeaderSource source, @Nullable ArrayLayout declared)
      throws IOException {
    if (declared == null) {
      throw new StorageException.Unsupported(
          source.path(), "has no header; its dtype and shape must be given");
    }
    declared.requireIn(source.path(), source.size());
    return new ArrayLayout(
        declared.dtype(),
        declared.shape(),
        declared.fortranOrder(),
        declared.dataOffset(),
        new CountField.Journal());
  }

  @Override
  public byte[] header(DType dtype, long[] shape, boolean fortranOrder) {
    ArrayLayout _ = new ArrayLayout(dtype, shape, fortranOrder, 0, new CountField.Journal());
    if (shape.length == 0) {
      throw new IllegalArgumentException("a 0-d array cannot grow");
    }
    return new byte[0];
  }
}
