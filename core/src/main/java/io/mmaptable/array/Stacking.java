package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Copies arrays of one shape into one of more dimensions.
final class Stacking {
  private Stacking() {}

  /// Stacks arrays along new first dimensions.
  ///
  /// @param shape the new dimensions, which have as many positions as there are arrays
  /// @throws IllegalArgumentException if a value is no array, the shapes differ, or none of the
  ///   dtypes holds the others
  static NdArray stack(List<@Nullable Object> values, long... shape) {
    NdArray first = array(values.getFirst());
    List<NdArray> arrays = values.stream().map(Stacking::array).toList();
    for (NdArray array : arrays) {
      if (!Arrays.equals(array.lengths(), first.lengths())) {
        throw new IllegalArgumentException(
            "arrays of one shape are expected: "
                + Arrays.toString(first.shape())
                + " and "
                + Arrays.toString(array.shape()));
      }
    }
    DType dtype = widest(arrays);
    NdArray stacked = NdArray.zeros(dtype, Shapes.concat(shape, first.lengths()));
    NdArray rows = stacked.reshape(Shapes.concat(new long[] {arrays.size()}, first.lengths()));
    for (int i = 0; i < arrays.size(); i++) {
      rows.get(i).set(Casting.SAFE, arrays.get(i));
    }
    return stacked;
  }

  private static NdArray array(@Nullable Object value) {
    if (value instanceof NdArray array) {
      return array;
    }
    throw new IllegalArgumentException(
        "values of one type are expected: an NdArray and "
            + (value == null ? null : value.getClass().getTypeName()));
  }

  private static DType widest(List<NdArray> arrays) {
    Set<DType> dtypes = new LinkedHashSet<>();
    arrays.forEach(array -> dtypes.add(array.dtype()));
    return dtypes.stream()
        .filter(to -> dtypes.stream().allMatch(from -> Casting.SAFE.allows(from, to)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "none of the dtypes " + dtypes + " holds all elements; astype converts"));
  }
}
