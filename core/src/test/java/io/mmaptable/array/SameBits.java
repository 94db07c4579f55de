package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// A program that prints what the bits of all reductions and operations are, on one thread or more.
final class SameBits {
  private static final List<String> DTYPES =
      List.of("?", "i1", "<u2", "<i8", "<f2", "<f4", "<f8", "<c8");
  private static final long[] LENGTHS = {0, 7, 129, 513, 1025};
  private static final long LARGE = (1 << 18) + 3;

  private SameBits() {}

  public static void main(String[] arguments) {
    try (var some = Parallelism.ofThreads(Integer.parseInt(arguments[0]))) {
      some.run(() -> System.out.println(String.join("\n", digests())));
    }
  }

  static List<String> digests() {
    return DTYPES.stream().map(dtype -> dtype + digests(DType.of(dtype))).toList();
  }

  private static Map<String, String> digests(DType dtype) {
    var digests = new TreeMap<String, String>();
    NdArray large = array(dtype, LARGE);
    for (var operation : operations().entrySet()) {
      long digest = 0;
      for (long length : LENGTHS) {
        NdArray array = array(dtype, length * 3);
        digest = 31 * digest + digest(operation.getValue(), array);
        digest = 31 * digest + digest(operation.getValue(), array.get("::-3"));
        digest = 31 * digest + digest(operation.getValue(), array.reshape(3, length));
        digest = 31 * digest + digest(operation.getValue(), array.reshape(length, 3));
        digest = 31 * digest + digest(operation.getValue(), array.reshape(3, length).transpose());
      }
      digest = 31 * digest + digest(operation.getValue(), large);
      digest = 31 * digest + digest(operation.getValue(), large.rows(3, LARGE).reshape(-1, 16));
      digests.put(operation.getKey(), Long.toHexString(digest));
    }
    return digests;
  }

  private static Map<String, Function<NdArray, NdArray>> operations() {
    var operations = new TreeMap<String, Function<NdArray, NdArray>>();
    operations.put("sum", NdArray::sum);
    operations.put("sum along the first", array -> array.sum(0));
    operations.put("sum along the last", array -> array.sum(-1));
    operations.put("prod", NdArray::prod);
    operations.put("mean", NdArray::mean);
    operations.put("mean along the first", array -> array.mean(0));
    operations.put("std", NdArray::std);
    operations.put("var along the last", array -> array.var(-1));
    operations.put("min", NdArray::min);
    operations.put("max", NdArray::max);
    operations.put("min along the first", array -> array.min(0));
    operations.put("max along the last", array -> array.max(-1));
    operations.put("nanMax", NdArray::nanMax);
    operations.put("argMin", array -> NdArray.of(array.argMin()));
    operations.put("argMax along the last", array -> array.argMax(-1));
    operations.put("countNonZero", array -> NdArray.of(array.countNonZero()));
    operations.put("cumSum", NdArray::cumSum);
    operations.put("cumProd along the first", array -> array.cumProd(0));
    operations.put("gt", array -> NdArray.of(array.gt(1).countNonZero()));
    operations.put("masked", array -> array.sum(Reduction.ALL.where(array.ne(0))));
    operations.put("add", array -> array.add(array));
    operations.put("mul", array -> array.mul(3));
    operations.put("div", array -> array.div(3));
    operations.put("mod", array -> array.mod(7));
    operations.put("chain", array -> array.lazy().mul(array).add(1).sum());
    operations.put("dot", array -> array.ravel().dot(array.ravel()));
    operations.put("sqrt", NdArray::sqrt);
    operations.put("minimum", array -> array.minimum(2));
    return operations;
  }

  /// What is refused is refused everywhere.
  private static long digest(Function<NdArray, NdArray> operation, NdArray array) {
    try {
      NdArray result = operation.apply(array);
      return digest(result);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return e.getClass().getName().hashCode();
    }
  }

  private static long digest(NdArray result) {
    if (result.dtype() instanceof DType.Complex) {
      return 31 * digest(result.real()) + digest(result.imag());
    }
    long[] digest = {result.dtype().toString().hashCode()};
    if (result.dtype() instanceof DType.Floating) {
      // All that is not a number is one.
      Blocks.eachDoubles(
          result,
          (block, _, count) -> {
            for (int i = 0; i < count; i++) {
              digest[0] = 31 * digest[0] + Double.doubleToLongBits(block[i]);
            }
          });
    } else {
      Blocks.eachLongs(
          result,
          (block, _, count) -> {
            for (int i = 0; i < count; i++) {
              digest[0] = 31 * digest[0] + block[i];
            }
          });
    }
    return digest[0];
  }

  /// Numbers without a pattern, in a range that no dtype is too small for.
  private static NdArray array(DType dtype, long length) {
    double[] values = new double[Math.toIntExact(length)];
    long state = 42;
    for (int i = 0; i < values.length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      values[i] = (state >>> 40) * 0x1p-24 * 5;
    }
    NdArray array = NdArray.zeros(dtype, length);
    boolean isTime = dtype instanceof DType.TimeDelta;
    array.set(
        Casting.UNSAFE, isTime ? NdArray.of(values).astype(DType.INT64, Casting.UNSAFE) : values);
    return array;
  }
}
