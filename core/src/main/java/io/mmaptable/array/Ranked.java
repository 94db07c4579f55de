package io.mmaptable.array;

/// Some elements of an array, in the order in which they rank.
///
/// @param values the elements, the first in rank first
/// @param positions where they are in the array, in C order, as int64
public record Ranked(NdArray values, NdArray positions) {}
