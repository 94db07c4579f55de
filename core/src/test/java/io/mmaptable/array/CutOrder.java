package io.mmaptable.array;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// Accesses to a file that is cut which put its elements in order.
final class CutOrder {
  private CutOrder() {}

  static List<ToDoubleFunction<NdArray>> accesses() {
    return List.of(
        CutOrder::sorted,
        CutOrder::sortedByRuns,
        CutOrder::positions,
        CutOrder::positionsByRuns,
        CutOrder::unique,
        CutOrder::ranked,
        CutOrder::searched);
  }

  private static double sorted(NdArray array) {
    array.sort();
    array.reshape(-1, 2).sort(0);
    return 0;
  }

  private static double sortedByRuns(NdArray array) {
    Sorting.sort(array, 0, 1000);
    return 0;
  }

  private static double positions(NdArray array) {
    return array.argSort().size() + array.reshape(-1, 2).argSort().size();
  }

  private static double positionsByRuns(NdArray array) {
    return ArgSort.positions(array, 0, 1000).size();
  }

  private static double unique(NdArray array) {
    return array.uniqueCounts().values().size() + array.get("::3").unique().size();
  }

  private static double ranked(NdArray array) {
    return array.topK(5).values().size() + array.get("::-2").bottomK(5).values().size();
  }

  private static double searched(NdArray array) {
    NdArray wanted = NdArray.zeros(array.dtype(), 100);
    NdArray found = array.searchSorted(wanted);
    return found.size() + wanted.searchSorted(array, Side.RIGHT).size();
  }
}
