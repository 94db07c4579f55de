package io.mmaptable.dtype;

import java.io.Serial;

/// Says that a dtype is one of NumPy's, and one that cannot be kept here: `object`, whose elements
/// are pickles, among them.
public final class UnsupportedDTypeException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  UnsupportedDTypeException(String message) {
    super(message);
  }
}
