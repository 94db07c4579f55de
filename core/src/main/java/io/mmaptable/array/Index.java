package io.mmaptable.array;

/// One part of an index: an integer, a [Slice], or the ellipsis, as between NumPy's brackets.
public sealed interface Index permits Index.At, Slice, Index.Ellipsis {

  /// All dimensions that the other parts leave over, whole.
  Index ELLIPSIS = new Ellipsis();

  /// One position, which removes its dimension.
  ///
  /// @param position the position; a negative one counts from the end
  /// @return the index
  static Index at(long position) {
    return new At(position);
  }

  /// One position, which removes its dimension.
  ///
  /// @param position the position; a negative one counts from the end
  record At(long position) implements Index {
    @Override
    public String toString() {
      return String.valueOf(position);
    }
  }

  /// All dimensions that the other parts leave over, whole.
  record Ellipsis() implements Index {
    @Override
    public String toString() {
      return "...";
    }
  }
}
