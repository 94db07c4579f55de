package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Copies arrays into Java's own: at once where the elements lie as Java's do, else in [Blocks].
final class ToJava {
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private ToJava() {}

  static double[] doubles(NdArray array) {
    requireNumeric(array);
    double[] values = new double[length(array)];
    Faults.run(array, () -> copyDoubles(array, values));
    return values;
  }

  private static void copyDoubles(NdArray array, double[] into) {
    if (array.dtype() instanceof DType.Floating && liesAsJavas(array, 8)) {
      copy(array, MemorySegment.ofArray(into));
      return;
    }
    Blocks.eachDoubles(
        array, (block, from, count) -> System.arraycopy(block, 0, into, (int) from, count));
  }

  static float[] floats(NdArray array) {
    requireNumeric(array);
    float[] values = new float[length(array)];
    Faults.run(
        array,
        () -> {
          if (array.dtype() instanceof DType.Floating && liesAsJavas(array, 4)) {
            copy(array, MemorySegment.ofArray(values));
          } else if (array.itemSize() == 16 && array.dtype() instanceof DType.Floating) {
            copy(array.astype(DType.FLOAT32), MemorySegment.ofArray(values)); // rounds once
          } else if (Fitting.hasLongs(array.dtype())) {
            copyIntegers(array, values);
          } else {
            copyReals(array, values);
          }
        });
    return values;
  }

  private static void copyReals(NdArray array, float[] into) {
    Blocks.eachDoubles(
        array,
        (block, from, count) -> {
          for (int i = 0; i < count; i++) {
            into[(int) from + i] = (float) block[i];
          }
        });
  }

  /// Rounds integers once, which by way of a double would be twice.
  private static void copyIntegers(NdArray array, float[] into) {
    boolean unsigned = array.dtype() instanceof DType.UInt;
    Blocks.eachLongs(
        array,
        (block, from, count) -> {
          for (int i = 0; i < count; i++) {
            into[(int) from + i] = toFloat(block[i], unsigned);
          }
        });
  }

  private static float toFloat(long value, boolean unsigned) {
    // Halving keeps a sticky last bit, so that the doubled result is rounded once.
    return unsigned && value < 0 ? (float) ((value >>> 1) | (value & 1)) * 2.0f : (float) value;
  }

  static long[] longs(NdArray array) {
    if (!Fitting.hasLongs(array.dtype())) {
      throw refused(array, "integers");
    }
    long[] values = new long[length(array)];
    Faults.run(array, () -> copyLongs(array, values));
    return values;
  }

  private static void copyLongs(NdArray array, long[] into) {
    if (liesAsJavas(array, 8)) {
      copy(array, MemorySegment.ofArray(into));
      return;
    }
    Blocks.eachLongs(
        array, (block, from, count) -> System.arraycopy(block, 0, into, (int) from, count));
  }

  static int[] ints(NdArray array) {
    boolean unsigned = array.dtype() instanceof DType.UInt;
    if (!unsigned && !(array.dtype() instanceof DType.Int || array.dtype() instanceof DType.Bool)) {
      throw refused(array, "integers");
    }
    int[] values = new int[length(array)];
    Faults.run(
        array,
        () -> {
          if (!unsigned && liesAsJavas(array, 4)) {
            copy(array, MemorySegment.ofArray(values));
          } else {
            copyInts(array, values, unsigned);
          }
        });
    return values;
  }

  private static void copyInts(NdArray array, int[] into, boolean unsigned) {
    Blocks.eachLongs(
        array,
        (block, from, count) -> {
          for (int i = 0; i < count; i++) {
            into[(int) from + i] = toInt(block[i], unsigned);
          }
        });
  }

  private static int toInt(long value, boolean unsigned) {
    if (value != (int) value || (unsigned && value < 0)) {
      throw new ArithmeticException(
          "value ("
              + (unsigned ? Long.toUnsignedString(value) : String.valueOf(value))
              + ") is not an int");
    }
    return (int) value;
  }

  static boolean[] booleans(NdArray array) {
    requireNumeric(array);
    boolean[] values = new boolean[length(array)];
    Faults.run(
        array,
        () -> {
          var offsets = new Offsets(array, 0);
          for (int i = 0; i < values.length; i++) {
            values[i] = Scalars.truth(array.segment(), offsets.next(), array.dtype());
          }
        });
    return values;
  }

  static String[] strings(NdArray array) {
    requireText(array);
    String[] values = new String[length(array)];
    Faults.run(
        array,
        () -> {
          var offsets = new Offsets(array, 0);
          for (int i = 0; i < values.length; i++) {
            values[i] = Elements.getString(array.segment(), offsets.next(), array.dtype());
          }
        });
    return values;
  }

  static byte[] bytes(NdArray array) {
    if (Math.max(array.size(), array.nbytes()) > LONGEST && array.nbytes() != 0) {
      throw tooMany(array.nbytes() + " bytes");
    }
    byte[] bytes = new byte[(int) array.nbytes()];
    NdArray whole = array.isContiguous() ? array : array.copy();
    whole.copyBytes(0, bytes, bytes.length);
    return bytes;
  }

  /// The number of elements, which a Java array holds.
  static int length(NdArray array) {
    if (array.size() > LONGEST) {
      throw tooMany(array.size() + " elements");
    }
    return (int) array.size();
  }

  private static UnsupportedOperationException tooMany(String what) {
    return new UnsupportedOperationException(what + " are more than a Java array holds");
  }

  /// Whether the elements are side by side, of a size, and in the machine's byte order.
  private static boolean liesAsJavas(NdArray array, int size) {
    DType dtype = array.dtype();
    return dtype.itemSize() == size
        && dtype.byteOrder() == ByteOrder.nativeOrder()
        && array.isContiguous()
        && array.size() > 0;
  }

  private static void copy(NdArray array, MemorySegment into) {
    MemorySegment.copy(array.segment(), array.offset(), into, 0, into.byteSize());
  }

  static void requireNumeric(NdArray array) {
    if (!Fitting.isReal(array.dtype()) && !(array.dtype() instanceof DType.Complex)) {
      throw refused(array, "numbers");
    }
  }

  static void requireText(NdArray array) {
    if (!(array.dtype() instanceof DType.Text || array.dtype() instanceof DType.Bytes)) {
      throw refused(array, "text");
    }
  }

  static UnsupportedOperationException refused(NdArray array, String what) {
    return new UnsupportedOperationException("elements of " + array.dtype() + " are not " + what);
  }
}
