package io.mmaptable.benchmarks;

import io.mmaptable.array.Bytes;
import io.mmaptable.array.Doubles;
import io.mmaptable.array.Floats;
import io.mmaptable.array.Ints;
import io.mmaptable.array.Longs;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Shorts;
import io.mmaptable.dtype.DType;

/// Sums through every typed view, in one dimension and in two.
final class TypedSums {
  private TypedSums() {}

  static double of(NdArray array, NdArray grid) {
    return switch (array.dtype()) {
      case DType.Floating(int size, _) when size == 8 ->
          sum(array.asDoubles()) + sum2d(grid.asDoubles());
      case DType.Floating(int size, _) when size == 4 -> sum(array.asFloats());
      case DType.Int(int size, _) -> integers(array, size);
      case DType.UInt(int size, _) -> integers(array, size);
      case DType.Bool _ -> sum(array.asBytes());
      case DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          0;
    };
  }

  static double sum(Doubles values) {
    double sum = 0;
    for (long i = 0; i < values.size(); i++) {
      sum += values.get(i);
    }
    return sum;
  }

  static double sum2d(Doubles values) {
    double sum = 0;
    long rows = values.length(0);
    long columns = values.length(1);
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        sum += values.get(i, j);
      }
    }
    return sum;
  }

  private static double integers(NdArray array, int size) {
    return switch (size) {
      case 1 -> sum(array.asBytes());
      case 2 -> sum(array.asShorts());
      case 4 -> sum(array.asInts());
      default -> sum(array.asLongs());
    };
  }

  private static double sum(Floats values) {
    double sum = 0;
    for (long i = 0; i < values.size(); i++) {
      sum += values.get(i);
    }
    return sum;
  }

  private static double sum(Longs values) {
    long sum = 0;
    for (long i = 0; i < values.size(); i++) {
      sum += values.get(i);
    }
    return sum;
  }

  private static double sum(Ints values) {
    long sum = 0;
    for (long i = 0; i < values.size(); i++) {
      sum += values.get(i);
    }
    return sum;
  }

  private static double sum(Shorts values) {
    long sum = 0;
    for (long i = 0; i < values.size(); i++) {
      sum += values.get(i);
    }
    return sum;
  }

  private static double sum(Bytes values) {
    long sum = 0;
    for (long i = 0; i < values.size(); i++) {
      sum += values.get(i);
    }
    return sum;
  }
}
