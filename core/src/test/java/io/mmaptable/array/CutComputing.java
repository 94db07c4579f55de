package io.mmaptable.array;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Computes with an array whose file is cut.
final class CutComputing {
  private CutComputing() {}

  static List<ToDoubleFunction<NdArray>> accesses() {
    return List.of(CutComputing::read, CutComputing::written, CutComputing::chosen);
  }

  private static double read(NdArray array) {
    return array.maximum(array).size();
  }

  private static double written(NdArray array) {
    array.set(array.lazy().minimum(array).mul(array));
    return array.size();
  }

  private static double chosen(NdArray array) {
    return NdArray.where(array, array, true).size();
  }
}
