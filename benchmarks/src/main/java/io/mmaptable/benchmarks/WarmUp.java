package io.mmaptable.benchmarks;

import io.mmaptable.array.Casting;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Does everything with every dtype, in either byte order, in every kind of memory, before a
/// benchmark is measured. In a program that does one thing alone the JVM compiles for that one
/// thing, and its times are none that others would see.
final class WarmUp {
  private static final int LENGTH = 3000;
  private static final int ROUNDS = 30;
  private static final List<String> DTYPES =
      List.of("?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c16");

  private WarmUp() {}

  /// Warms up.
  ///
  /// @return what depends on everything that was read, so that nothing of it can be left out
  static double everything() throws IOException {
    double sum = 0;
    NdArray mask = NdArray.arange(LENGTH).gt(LENGTH / 2).toNdArray();
    NdArray positions = NdArray.arange(LENGTH - 1, -1, -1);
    for (String dtype : DTYPES) {
      for (String order : List.of("<", ">")) {
        NdArray made = NdArray.zeros(DType.of(order + dtype), LENGTH);
        made.set(Casting.UNSAFE, NdArray.arange(LENGTH));
        try (MappedColumn mapped = MappedColumn.of(made);
            Arena arena = Arena.ofConfined()) {
          byte[] heap = new byte[Math.toIntExact(made.nbytes())];
          for (NdArray array :
              List.of(
                  mapped.array(),
                  made.copy(arena),
                  made.copy(),
                  NdArray.view(MemorySegment.ofArray(heap), made.dtype(), false, null, LENGTH))) {
            sum += everything(array, mask, positions);
          }
        }
      }
    }
    return sum;
  }

  private static double everything(NdArray array, NdArray mask, NdArray positions) {
    NdArray grid = array.reshape(LENGTH / 100, 100);
    NdArray numbers = NdArray.zeros(DType.FLOAT64, LENGTH);
    double sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      sum += array.get(mask).size() + array.get(positions).size();
      numbers.set(Casting.UNSAFE, array);
      array.set(Casting.UNSAFE, numbers);
      array.set(Slice.of(10, 20, 1), array.get(Slice.of(30, 20, -1)));
      sum += elements(array, grid);
    }
    return sum;
  }

  private static double elements(NdArray array, NdArray grid) {
    double sum = TypedSums.of(array, grid);
    if (!(array.dtype() instanceof DType.Complex)) {
      for (long i = 0; i < array.size(); i++) {
        sum += array.getDouble(i);
      }
    }
    return sum;
  }
}
