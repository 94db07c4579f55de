package io.mmaptable.array;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// One part of an index, as between NumPy's brackets: a position, a [Slice], the ellipsis, a new
/// axis, a field, or an array or expression of positions or of bool.
public sealed interface Index
    permits Index.At,
        Slice,
        Index.Ellipsis,
        Index.NewAxis,
        Index.Field,
        Index.Fields,
        NdArray,
        Expression {

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

  /// One position along each of the first dimensions.
  ///
  /// @param positions the positions; negative ones count from the end
  /// @return as many parts
  static Index[] parts(long... positions) {
    return LongStream.of(positions).mapToObj(Index::at).toArray(Index[]::new);
  }

  /// One position along each of the first dimensions.
  ///
  /// @param first the position along the first dimension; a negative one counts from the end
  /// @param rest the positions along the next ones
  /// @return as many parts
  static Index[] parts(long first, long[] rest) {
    return parts(LongStream.concat(LongStream.of(first), LongStream.of(rest)).toArray());
  }

  /// Several positions along a dimension, in any order and as often as wanted. Selecting them
  /// copies.
  ///
  /// @param positions the positions; negative ones count from the end
  /// @return a 1-d array of int64
  static Index of(long... positions) {
    return NdArray.of(positions);
  }

  /// The positions where a mask is true. Selecting them copies.
  ///
  /// @param mask as many truth values as the dimension is long
  /// @return a 1-d array of bool
  static Index mask(boolean... mask) {
    return NdArray.of(mask);
  }

  /// Reads an index in NumPy's notation.
  ///
  /// @param notation what stands between the brackets, such as `5:10, ::-1`, as for
  ///   [NdArray#get(String)]
  /// @return the parts, in order
  /// @throws IllegalArgumentException if the text is no index; the message points at the character
  static Index[] parse(String notation) {
    return IndexParser.parse(notation);
  }

  /// A field of a structured array, as [NdArray#field] takes it. It stands alone.
  ///
  /// @param name the field's name or title
  /// @return the index
  static Index field(String name) {
    return new Field(name);
  }

  /// Some fields of a structured array, as [NdArray#fields] takes them. It stands alone.
  ///
  /// @param names the fields' names or titles
  /// @return the index
  static Index fields(String... names) {
    return new Fields(List.of(names));
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

  /// Some fields of a structured array.
  ///
  /// @param names the fields' names or titles
  record Fields(List<String> names) implements Index {
    /// Keeps a copy of the names.
    public Fields {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return names.stream().collect(Collectors.joining("', '", "['", "']"));
    }
  }
}
