package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.Random;

/// Arrays to put in order: of few different elements, so that many are equal, in any layout.
final class OrderArrays {
  static final List<String> DTYPES =
      List.of(
          "?", "i1", ">i2", "<i4", ">i8", "u1", "<u2", ">u4", "<u8", "<f2", ">f4", "<f8", "<f16",
          "<c8", ">c16", "<M8[s]", ">m8[ns]", "S3", "S11", "<U2", ">U3", "V9", "<i4,>f8");

  private static final double[] FLOATS = {
    0.0, -0.0, Double.NaN, 1.5, -1.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 3
  };

  private OrderArrays() {}

  /// A 1-d array whose elements lie apart, or backwards.
  static NdArray scattered(Random random, DType dtype, int length) {
    NdArray array = NdArray.zeros(dtype, 2L * length);
    fill(random, array);
    return array.get(random.nextBoolean() ? "::2" : "::-2");
  }

  private static void fill(Random random, NdArray array) {
    for (NdArray part : Parts.leaves(array)) {
      switch (part.dtype()) {
        case DType.Floating _ -> part.flat().set(floats(random, part.size()));
        case DType.Complex _ -> {
          part.real().set(floats(random, part.size()));
          part.imag().set(floats(random, part.size()));
        }
        case DType.Bytes _, DType.Text _ -> part.set(texts(random, part.size()));
        case DType.Bool _,
            DType.Int _,
            DType.UInt _,
            DType.DateTime _,
            DType.TimeDelta _,
            DType.Opaque _ -> {
          for (NdArray element : part) {
            int last = element.itemSize() - 1;
            NdArray bytes = element.reshape(1).view(DType.UINT8);
            bytes.get(Index.of(random.nextBoolean() ? 0 : last)).set(random.nextInt(2));
          }
        }
        case DType.Struct _ -> throw new AssertionError(part.dtype());
      }
    }
    if (array.dtype() instanceof DType.DateTime) {
      array.get("::5").view(DType.of("<i8")).set(Long.MIN_VALUE);
    }
  }

  private static double[] floats(Random random, long count) {
    return random.ints(count, 0, FLOATS.length).mapToDouble(i -> FLOATS[i]).toArray();
  }

  private static String[] texts(Random random, long count) {
    List<String> texts = List.of("", "a", "b", "ab", "aa", "\0b", "\u00ff");
    return random.ints(count, 0, texts.size()).mapToObj(texts::get).toArray(String[]::new);
  }
}
