package io.mmaptable.array;

/// How near two vectors are to each other.
public enum Metric {

  /// The dot product: the larger, the nearer.
  DOT,

  /// The cosine of the angle between them: the larger, the nearer. NaN for a vector of zeros, which
  /// is farther than all others.
  COSINE,

  /// The Euclidean distance: the smaller, the nearer.
  L2;
}
