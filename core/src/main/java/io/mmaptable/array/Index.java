package io.mmaptable.array;

/// One part of an index, as between NumPy's brackets: a position, a [Slice], the ellipsis, a new
/// axis, a field, or an array of positions or of bool.
public sealed interface Index
    permits Index.At, Slice, Index.Ellipsis, Index.NewAxis, Index.Field, NdArray {

  /// All dimensions that the other parts leave over, whole.
  Index ELLIPSIS = new Ellipsis();

  /// A new dimension of length 1: NumPy's `newaxis`.
  Index NEW_AXIS = new NewAxis();

  /// One position, which removes its dimension.
  ///
  /// @param position the position; a negative one counts from the end
  /// @return the index
  static Index at(long position) {
    return new At(position);
  }

  /// Several positions along a dimension, in any order and as often as wanted. Selecting them
  /// copies.
  ///
  /// @param positions the positions; negative ones count from the end
  /// @return a 1-d array of int64
  static Index of(long... positions) {
    return NdArray.of(positions);
  }

  /// Fields of a structured array, as [NdArray#field] and [NdArray#fields] take them. It stands
  /// alone.
  ///
  /// @param name the field's name or title
  /// @return the index
  static Index field(String name) {
    return new Field(name);
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

  /// A new dimension of length 1.
  record NewAxis() implements Index {
    @Override
    public String toString() {
      return "None";
    }
  }

  /// A field of a structured array.
  ///
  /// @param name the field's name or title
  record Field(String name) implements Index {
    @Override
    public String toString() {
      return "'" + name + "'";
    }
  }
}
