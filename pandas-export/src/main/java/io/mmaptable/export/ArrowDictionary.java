package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.table.TableSlice;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The different texts of a column, in the order in which they come first.
final class ArrowDictionary {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /// Collects the texts of a column.
  ///
  /// @param blockRows how many rows are looked at together
  static ArrowDictionary of(TableSlice rows, String column, long blockRows) {
    var dictionary = new ArrowDictionary();
    for (TableSlice block : rows.rowChunks(blockRows)) {
      block
          .column(column)
          .strings()
          .forEach(text -> dictionary.numbers.putIfAbsent(text, dictionary.numbers.size()));
    }
    return dictionary;
  }

  /// The texts, numbered from 0.
  NdArray values() {
    return NdArray.of(numbers.keySet().toArray(String[]::new));
  }

  /// The numbers of texts that are in it.
  ///
  /// @throws ConcurrentModificationException if one is not, and so has been changed since
  MemorySegment indices(NdArray texts, SegmentAllocator allocator) {
    MemorySegment indices = allocator.allocate(texts.size() * Integer.BYTES, Long.BYTES);
    long at = 0;
    for (var each = texts.strings().iterator(); each.hasNext(); at++) {
      String text = each.next();
      Integer number = numbers.get(text);
      if (number == null) {
        throw new ConcurrentModificationException(
            "'"
                + text
                + "' was not there when the dictionary was made: the table was changed while"
                + " it was exported");
      }
      indices.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, at, number);
    }
    return indices;
  }
}
