package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Bytes of an element that have a meaning. A view of some fields has padding where the other
/// fields are, which is not to be written.
///
/// @param from the first byte
/// @param to the one after the last
record ByteRange(long from, long to) {

  /// The ranges of a dtype, in order and apart from each other.
  static List<ByteRange> of(DType dtype) {
    var ranges = new ArrayList<ByteRange>();
    collect(dtype, 0, ranges);
    ranges.sort(Comparator.comparingLong(ByteRange::from));
    var merged = new ArrayList<ByteRange>();
    for (ByteRange range : ranges) {
      if (!merged.isEmpty() && range.from <= merged.getLast().to) {
        ByteRange before = merged.removeLast();
        range = new ByteRange(before.from, Math.max(before.to, range.to));
      }
      merged.add(range);
    }
    return merged;
  }

  private static void collect(DType dtype, long at, List<ByteRange> into) {
    if (!(dtype instanceof DType.Struct struct)) {
      into.add(new ByteRange(at, at + dtype.itemSize()));
      return;
    }
    for (Field field : struct.fields()) {
      long from = at + field.offset();
      if (field.dtype() instanceof DType.Struct inner) {
        for (long end = from + field.byteSize(); from < end; from += inner.itemSize()) {
          collect(inner, from, into);
        }
      } else {
        into.add(new ByteRange(from, from + field.byteSize()));
      }
    }
  }

  long length() {
    return to - from;
  }
}
