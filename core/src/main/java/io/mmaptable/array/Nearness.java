package io.mmaptable.array;

/// Compares the rows of a matrix with a vector.
final class Nearness {
  private Nearness() {}

  static NdArray dot(NdArray matrix, NdArray vector) {
    return Pending.of("dot", matrix, vector);
  }

  static Neighbors nearest(NdArray matrix, NdArray query, int k, Metric metric) {
    return Pending.of("nearest", matrix, query, k, metric);
  }
}
