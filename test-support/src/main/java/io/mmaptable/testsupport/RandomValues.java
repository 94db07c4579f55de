package io.mmaptable.testsupport;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/// Arrays of any dtype, filled with values at and off its edges: NaN and NaT, empty text, text as
/// long as it may be, characters of every length in UTF-8, integers of every size.
public final class RandomValues {
  private static final String LETTERS = "xyz\u0001abcdefgh";
  private static final String[] TEXTS = {
    "", "a", "\u017be\u0142", "\ud83d\ude00!", "plain text", "\u4e2d\u6587", "\t,\"\n"
  };

  private RandomValues() {}

  /// Makes an array.
  ///
  /// @param dtype its dtype
  /// @param random the choices
  /// @param shape its shape
  /// @return a new array on the heap
  public static NdArray of(DType dtype, Random random, long... shape) {
    NdArray values = NdArray.zeros(dtype, shape);
    fill(values, random);
    return values;
  }

  private static void fill(NdArray values, Random random) {
    switch (values.dtype()) {
      case DType.Struct struct -> {
        for (Field field : struct.fields()) {
          fill(values.field(field.name()), random);
        }
      }
      case DType.Complex _ -> {
        fill(values.real(), random);
        fill(values.imag(), random);
      }
      default -> {
        var each = values.flat();
        for (long i = 0; i < each.size(); i++) {
          each.set(i, value(values.dtype(), random));
        }
      }
    }
  }

  private static Object value(DType dtype, Random random) {
    return switch (dtype) {
      case DType.Bool _ -> random.nextBoolean();
      case DType.Int type -> random.nextLong() >> (64 - 8 * type.itemSize());
      case DType.UInt type -> random.nextLong() >>> (65 - 8 * type.itemSize());
      case DType.Floating _ -> random.nextInt(5) == 0 ? Double.NaN : random.nextInt(2000) / 4.0;
      case DType.Bytes type -> {
        int most = Math.min(LETTERS.length(), type.itemSize());
        yield LETTERS.substring(0, random.nextInt(most + 1));
      }
      case DType.Text type -> {
        String text = TEXTS[random.nextInt(TEXTS.length)];
        yield text.codePointCount(0, text.length()) <= type.length() ? text : "q";
      }
      case DType.Opaque type -> opaque(type, random);
      case DType.DateTime _, DType.TimeDelta _ -> time(dtype, random);
      case DType.Complex _, DType.Struct _ -> throw new AssertionError(dtype);
    };
  }

  private static NdArray opaque(DType dtype, Random random) {
    NdArray one = NdArray.zeros(dtype);
    byte[] bytes = new byte[dtype.itemSize()];
    random.nextBytes(bytes);
    one.asSegment().copyFrom(MemorySegment.ofArray(bytes));
    return one;
  }

  /// A time near enough to 1970 that every unit reaches it.
  private static NdArray time(DType dtype, Random random) {
    NdArray one = NdArray.zeros(dtype);
    long value = random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextInt(1000) - 300;
    one.view(new DType.Int(8, dtype.byteOrder())).set(value);
    return one;
  }
}
