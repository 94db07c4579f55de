package io.mmaptable.array;

/// The rows of a matrix that are nearest to a vector.
///
/// @param positions the rows' numbers, the nearest first, as int64
/// @param scores as many dot products, cosines or distances, as float32 (float64 for a matrix of
///   float64 or of integers)
public record Neighbors(NdArray positions, NdArray scores) {}
