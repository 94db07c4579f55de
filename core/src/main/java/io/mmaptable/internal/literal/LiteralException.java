package io.mmaptable.internal.literal;

import java.io.Serial;

/// Says that a text is not the Python literal that was expected, and where it stops being one.
public final class LiteralException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final int position;

  LiteralException(int position, String message) {
    super(message);
    this.position = position;
  }

  /// Where in the text the fault lies.
  ///
  /// @return an index of a character, from 0 to the length of the text
  public int position() {
    return position;
  }
}
