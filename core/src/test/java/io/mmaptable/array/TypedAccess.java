package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.function.ToDoubleFunction;

/// Loops over typed views whose callers do what a compiler may join with a load: widen what was
/// loaded, convert it, count its bits, add to it in place.
final class TypedAccess {
  private TypedAccess() {}

  static double read(NdArray array) {
    return guarded(array, TypedAccess::readAll);
  }

  /// Reads without [TypedView#guard], where a fault may be the JVM's own error.
  static double readUnguarded(NdArray array) {
    try {
      double total = readAll(array);
      boolean _ = Thread.holdsLock(array); // has the JVM throw an error that is pending
      return total;
    } catch (InternalError e) {
      throw Faults.explain(array, e);
    }
  }

  static double added(NdArray array) {
    return guarded(array, TypedAccess::addAll);
  }

  static double multiplied(NdArray array) {
    return guarded(array, TypedAccess::multiplyAll);
  }

  static double bitsCounted(NdArray array) {
    return guarded(array, TypedAccess::countBits);
  }

  static double written(NdArray array) {
    return guarded(array, TypedAccess::writeAll);
  }

  private static double guarded(NdArray array, ToDoubleFunction<NdArray> loop) {
    double[] result = new double[1];
    NdArray.view(array.segment(), DType.INT8, false, array.path(), array.nbytes())
        .asBytes()
        .guard(() -> result[0] = loop.applyAsDouble(array));
    return result[0];
  }

  private static double readAll(NdArray array) {
    return switch (array.dtype()) {
      case DType.Floating dtype when dtype.itemSize() == 8 -> sum(array.asDoubles());
      case DType.Floating dtype when dtype.itemSize() == 4 -> sum(array.asFloats());
      case DType.Floating _ -> array.getDouble(0);
      case DType.Int _, DType.UInt _, DType.Bool _, DType.DateTime _, DType.TimeDelta _ ->
          integers(array);
      case DType.Complex _, DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ ->
          throw new AssertionError(array.dtype());
    };
  }

  private static double integers(NdArray array) {
    return switch (array.itemSize()) {
      case 1 -> sum(array.asBytes());
      case 2 -> sum(array.asShorts());
      case 4 -> sum(array.asInts()) + converted(array.asInts());
      default -> sum(array.asLongs());
    };
  }

  private static double sum(Doubles values) {
    double total = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += Math.sqrt(values.get(i)) + (int) values.get(i);
    }
    return total;
  }

  private static double sum(Floats values) {
    double total = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += values.get(i) + (int) values.get(i);
    }
    return total;
  }

  private static double sum(Longs values) {
    long total = 0;
    double converted = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += values.get(i);
      converted += values.get(i);
    }
    return total + converted;
  }

  private static double sum(Ints values) {
    long total = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += values.get(i);
    }
    return total;
  }

  private static double converted(Ints values) {
    double total = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += values.get(i) + Integer.toUnsignedLong(values.get(i));
    }
    return total;
  }

  private static double sum(Shorts values) {
    long total = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += values.get(i) + Short.toUnsignedLong(values.get(i));
    }
    return total;
  }

  private static double sum(Bytes values) {
    long total = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += values.get(i) + Byte.toUnsignedLong(values.get(i));
    }
    return total;
  }

  private static double addAll(NdArray array) {
    double total = 0;
    if (array.itemSize() == 8) {
      Doubles values = array.asDoubles();
      for (long i = 0; i < values.length(0); i++) {
        total += values.get(i);
      }
    } else if (array.itemSize() == 4) {
      Floats values = array.asFloats();
      float singles = 0;
      for (long i = 0; i < values.length(0); i++) {
        singles += values.get(i);
      }
      total = singles;
    }
    return total;
  }

  private static double multiplyAll(NdArray array) {
    double product = 1;
    if (array.itemSize() == 8) {
      Doubles values = array.asDoubles();
      for (long i = 0; i < values.length(0); i++) {
        product *= values.get(i);
      }
    } else if (array.itemSize() == 4) {
      Floats values = array.asFloats();
      for (long i = 0; i < values.length(0); i++) {
        product *= values.get(i);
      }
    }
    return product;
  }

  private static double countBits(NdArray array) {
    return switch (array.itemSize()) {
      case 8 -> bits(array.asLongs());
      case 4 -> bits(array.asInts());
      case 2 -> Integer.bitCount(array.asShorts().get(0));
      default -> Integer.bitCount(array.asBytes().get(0));
    };
  }

  private static double bits(Longs values) {
    long total = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += Long.bitCount(values.get(i));
    }
    return total;
  }

  private static double bits(Ints values) {
    long total = 0;
    for (long i = 0; i < values.length(0); i++) {
      total += Integer.bitCount(values.get(i));
    }
    return total;
  }

  private static double writeAll(NdArray array) {
    switch (array.dtype()) {
      case DType.Floating dtype when dtype.itemSize() == 8 -> written(array.asDoubles());
      case DType.Int dtype when dtype.itemSize() == 4 -> written(array.asInts());
      case DType.Int dtype when dtype.itemSize() == 8 -> written(array.asLongs());
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.DateTime _,
          DType.TimeDelta _,
          DType.Struct _ ->
          array.fillZero();
    }
    return 0;
  }

  private static void written(Doubles values) {
    for (long i = 0; i < values.length(0); i++) {
      values.set(i, values.get(i) + 1);
    }
  }

  private static void written(Ints values) {
    for (long i = 0; i < values.length(0); i++) {
      values.set(i, values.get(i) + 1);
    }
  }

  private static void written(Longs values) {
    for (long i = 0; i < values.length(0); i++) {
      values.set(i, values.get(i) + 1);
    }
  }
}
