package io.mmaptable.array;

import io.mmaptable.internal.element.Elements;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Streams over the elements and rows of arrays.
final class ElementStreams {
  private ElementStreams() {}

  static DoubleStream doubles(NdArray array) {
    ToJava.requireNumeric(array);
    return StreamSupport.doubleStream(new DoubleElements(array, 0, array.size()), false);
  }

  static LongStream longs(NdArray array) {
    if (!Fitting.hasLongs(array.dtype())) {
      throw ToJava.refused(array, "integers");
    }
    return StreamSupport.longStream(new LongElements(array, 0, array.size()), false);
  }

  static Stream<String> strings(NdArray array) {
    ToJava.requireText(array);
    return LongStream.range(0, array.size()).mapToObj(at -> string(array, at));
  }

  private static String string(NdArray array, long at) {
    long offset = new Offsets(array, at).next();
    return Faults.guard(array, () -> Elements.getString(array.segment(), offset, array.dtype()));
  }

  static Stream<NdArray> rows(NdArray array) {
    return LongStream.range(0, array.rowCount()).mapToObj(array::get);
  }
}
