package io.mmaptable.codec;

/// Where a file keeps the number of its rows.
public sealed interface CountField {

  /// A field of ASCII digits in the header, 24 characters wide and aligned to 32 bytes, which can
  /// be changed in place word by word while others read it.
  ///
  /// @param fileOffset where the field begins, in bytes from the beginning of the file; a multiple
  ///   of 32
  record Ascii(long fileOffset) implements CountField {
    /// The width of the field in bytes.
    public static final int WIDTH = 24;

    /// Checks the alignment.
    ///
    /// @throws IllegalArgumentException if `fileOffset` is negative or no multiple of 32
    public Ascii {
      if (fileOffset < 0 || fileOffset % 32 != 0) {
        throw new IllegalArgumentException("fileOffset (" + fileOffset + ") of a count field");
      }
    }
  }

  /// The count was written once, and the file cannot grow as it is.
  record Fixed() implements CountField {}

  /// The file does not keep the count: while it grows the journal beside it does, and otherwise
  /// whoever declares the array.
  record Journal() implements CountField {}
}
