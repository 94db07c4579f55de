package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The arrays of `arrays.tsv` or `operands.tsv` by name.
final class CaseArrays {
  private final Map<String, Layout> layouts = new HashMap<>();

  private CaseArrays() {}

  /// One array and its memory.
  ///
  /// @param shape lengths with commas between them, as `strides`
  record Layout(DType dtype, long offset, String shape, String strides, MemorySegment memory) {

    /// The array over a copy of the memory, outside the heap.
    NdArray array() {
      return over(Arena.ofAuto().allocate(memory.byteSize(), 8).copyFrom(memory));
    }

    /// The array over a copy of the memory, on the heap.
    NdArray heapArray() {
      return over(MemorySegment.ofArray(memory.toArray(ValueLayout.JAVA_BYTE)));
    }

    private NdArray over(MemorySegment segment) {
      return NdArray.view(
          segment, dtype, offset, CaseTable.lengths(shape), CaseTable.lengths(strides));
    }
  }

  static CaseArrays read(Path file) {
    var arrays = new CaseArrays();
    for (String[] row : CaseTable.read(file).rows()) {
      byte[] memory = Base64.getDecoder().decode(row[5]);
      arrays.layouts.put(
          row[0],
          new Layout(
              DType.of(row[1]),
              Long.parseLong(row[2]),
              row[3],
              row[4],
              MemorySegment.ofArray(row.length == 6 ? memory : repeated(memory, row[6]))));
    }
    return arrays;
  }

  private static byte[] repeated(byte[] memory, String count) {
    byte[] repeated = new byte[Math.multiplyExact(memory.length, Integer.parseInt(count))];
    for (int at = 0; at < repeated.length; at += memory.length) {
      System.arraycopy(memory, 0, repeated, at, memory.length);
    }
    return repeated;
  }

  Layout get(String name) {
    return Objects.requireNonNull(layouts.get(name), name);
  }
}
