package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import org.jspecify.annotations.Nullable;

/// What stands for the format of frozen columns, which lie in directories and not in files that
/// could be mapped.
final class FrozenFormat implements ArrayFormat {
  static final String ID = "zarr";

  static final ArrayFormat INSTANCE = new FrozenFormat();

  private FrozenFormat() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean probe(HeaderSource source) {
    return false;
  }

  @Override
  public ArrayLayout describe(HeaderSource source, @Nullable ArrayLayout declared)
      throws StorageException {
    throw new StorageException.Unsupported(
        source.path(), "a frozen column is a directory, and this is a file");
  }

  @Override
  public byte[] header(DType dtype, long[] shape, boolean fortranOrder) {
    throw new IllegalArgumentException("no file holds a frozen column; freeze(...) makes one");
  }
}
