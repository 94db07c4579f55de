package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Reductions of a mapped file, whole and along axes, by one thread and by two.
final class CutReductions {
  private CutReductions() {}

  static List<ToDoubleFunction<NdArray>> accesses(DType dtype) {
    return switch (dtype) {
      case DType.Bytes _, DType.Text _, DType.Opaque _, DType.Struct _ -> List.of();
      case DType.DateTime _, DType.TimeDelta _ ->
          List.of(CutReductions::extremes, CutReductions::positions, CutReductions::byTwo);
      case DType.Bool _, DType.Int _, DType.UInt _, DType.Floating _, DType.Complex _ ->
          List.of(
              CutReductions::extremes,
              CutReductions::positions,
              CutReductions::byTwo,
              CutReductions::averages,
              CutReductions::products,
              CutReductions::cumulated,
              CutReductions::masked);
    };
  }

  private static double extremes(NdArray array) {
    NdArray rows = array.reshape(-1, 8);
    return array.min().ndim()
        + rows.max(0).ndim()
        + rows.min(1).ndim()
        + rows.transpose().nanMax(0).ndim();
  }

  private static double positions(NdArray array) {
    return array.argMin() + array.reshape(-1, 8).argMax(0).ndim();
  }

  private static double byTwo(NdArray array) {
    try (var two = Parallelism.ofThreads(2)) {
      return two.call(() -> array.max().ndim() + array.reshape(-1, 4).min(1).ndim());
    }
  }

  private static double averages(NdArray array) {
    NdArray rows = array.reshape(-1, 8);
    return array.mean().ndim() + array.std().ndim() + rows.var(0).ndim() + rows.mean(1).ndim();
  }

  private static double products(NdArray array) {
    return array.prod().ndim() + array.get("::3").sum().ndim() + array.reshape(8, -1).sum(0).ndim();
  }

  private static double cumulated(NdArray array) {
    return array.cumSum().ndim() + array.reshape(-1, 8).cumProd(0).ndim();
  }

  private static double masked(NdArray array) {
    NdArray mask = NdArray.zeros(DType.BOOL, array.size());
    mask.view(DType.INT8).get("::2").set(1);
    Reduction where = Reduction.ALL.where(mask);
    return array.sum(where).ndim() + array.any(where).ndim() + array.nanSum().ndim();
  }
}
