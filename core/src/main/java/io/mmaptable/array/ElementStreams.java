package io.mmaptable.array;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Streams over the elements and rows of arrays.
final class ElementStreams {
  private ElementStreams() {}

  static DoubleStream doubles(NdArray array) {
    return Pending.of(array);
  }

  static LongStream longs(NdArray array) {
    return Pending.of(array);
  }

  static Stream<String> strings(NdArray array) {
    return Pending.of(array);
  }

  static Stream<NdArray> rows(NdArray array) {
    return Pending.of(array);
  }
}
