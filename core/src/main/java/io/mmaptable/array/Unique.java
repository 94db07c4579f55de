package io.mmaptable.array;

/// The elements of an array that differ from each other, and how often each is there.
///
/// @param values the elements, in order, each once
/// @param counts as many counts, of int64
public record Unique(NdArray values, NdArray counts) {}
