package io.mmaptable.file;

/// How a file or table is opened, with the letters that `numpy.memmap` has for it.
public enum Mode {
  /// Elements are read, and nothing is ever written (`r`).
  READ_ONLY("r"),
  /// Elements are read and written, and rows may be appended (`r+`).
  READ_WRITE("r+"),
  /// Elements are read, and written to this process's memory only (`c`).
  COPY_ON_WRITE("c");

  private final String letters;

  Mode(String letters) {
    this.letters = letters;
  }

  /// The mode that NumPy's letters name.
  ///
  /// @param letters `r`, `r+` or `c`
  /// @return the mode
  /// @throws IllegalArgumentException if the letters are none of these
  public static Mode of(String letters) {
    for (Mode mode : values()) {
      if (mode.letters.equals(letters)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("mode '" + letters + "' is none of r, r+, c");
  }

  /// NumPy's letters for the mode.
  ///
  /// @return `r`, `r+` or `c`
  @Override
  public String toString() {
    return letters;
  }
}
