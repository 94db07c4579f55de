package io.mmaptable.npy;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// NumPy's `.npy` format as one of those that can be plugged in. New files have growable headers.
public final class NpyFormat implements ArrayFormat {

  /// The format's id.
  public static final String ID = "npy";

  /// Makes the format. All instances are alike.
  public NpyFormat() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean probe(HeaderSource source) throws IOException {
    return HeaderReader.isMagic(source);
  }

  @Override
  public ArrayLayout describe(HeaderSource source, @Nullable ArrayLayout declared)
      throws IOException {
    return HeaderReader.read(source, "", Limits.DEFAULT).layout();
  }

  @Override
  public byte[] header(DType dtype, long[] shape, boolean fortranOrder) {
    return Npy.growableHeader(dtype, shape, fortranOrder);
  }
}
