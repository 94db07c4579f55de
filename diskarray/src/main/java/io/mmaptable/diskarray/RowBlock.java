package io.mmaptable.diskarray;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows that are appended together: their elements one after the other, and how many each has.
///
/// @param elements all elements, of one dimension
/// @param lengths the number of elements of each row
@SuppressWarnings("ArrayRecordComponent") // handed from one method to another, and never compared
record RowBlock(NdArray elements, long[] lengths) {

  /// One row of whatever a row can be.
  ///
  /// @throws IllegalArgumentException if it has not one dimension, or cannot be cast
  static RowBlock of(Object row, DType dtype) {
    NdArray elements = row(row, dtype);
    return new RowBlock(elements, new long[] {elements.shape()[0]});
  }

  /// Rows that lie one after the other already.
  ///
  /// @throws IllegalArgumentException if a length is negative, or they are not as many elements
  ///   together
  static RowBlock of(NdArray elements, long[] lengths) {
    NdArray checked = row(elements, elements.dtype());
    long total = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0) {
        throw new IllegalArgumentException("the length of row " + i + ", " + lengths[i]);
      }
      total = Math.addExact(total, lengths[i]);
    }
    if (total != checked.shape()[0]) {
      throw new IllegalArgumentException(
          "rows of " + total + " elements, and " + checked.shape()[0] + " were given");
    }
    return new RowBlock(checked, lengths.clone());
  }

  /// Rows from anywhere, which are copied.
  static RowBlock ofRows(List<?> rows, DType dtype) {
    var converted = new ArrayList<NdArray>();
    long total = 0;
    for (Object row : rows) {
      NdArray elements = row(row, dtype);
      converted.add(elements);
      total = Math.addExact(total, elements.shape()[0]);
    }
    NdArray block = NdArray.zeros(dtype, total);
    long[] lengths = new long[converted.size()];
    long at = 0;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = converted.get(i).shape()[0];
      block.rows(at, at + lengths[i]).set(converted.get(i));
      at += lengths[i];
    }
    return new RowBlock(block, lengths);
  }

  /// Texts as UTF-8.
  ///
  /// @throws IllegalArgumentException if one holds a lone surrogate
  static RowBlock ofTexts(List<? extends CharSequence> texts) {
    var encoded = new ArrayList<byte[]>();
    long[] lengths = new long[texts.size()];
    for (int i = 0; i < lengths.length; i++) {
      byte[] bytes = Utf8.encode(texts.get(i));
      encoded.add(bytes);
      lengths[i] = bytes.length;
    }
    NdArray block = NdArray.zeros(DType.UINT8, Arrays.stream(lengths).sum());
    MemorySegment memory = block.asSegment();
    long at = 0;
    for (byte[] bytes : encoded) {
      MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at, bytes.length);
      at += bytes.length;
    }
    return new RowBlock(block, lengths);
  }

  /// One text as UTF-8.
  ///
  /// @throws IllegalArgumentException if it holds a lone surrogate
  static RowBlock ofText(CharSequence text) {
    return of(MemorySegment.ofArray(Utf8.encode(text)), DType.UINT8);
  }

  private static NdArray row(Object row, DType dtype) {
    NdArray array =
        switch (row) {
          case NdArray given -> given;
          case MemorySegment memory -> view(memory, dtype);
          case List<?> none when none.isEmpty() -> NdArray.zeros(dtype, 0); // of no other dtype
          default -> NdArray.asArray(row, dtype);
        };
    if (array.ndim() != 1) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(array.shape()) + " where a row of one dimension was expected");
    }
    return array;
  }

  private static NdArray view(MemorySegment elements, DType dtype) {
    long itemSize = Math.max(1, dtype.itemSize());
    long count = elements.byteSize() / itemSize;
    if (count * itemSize != elements.byteSize()) {
      throw new IllegalArgumentException(
          elements.byteSize() + " bytes are no whole elements of " + dtype.itemSize());
    }
    return NdArray.view(elements, dtype, false, null, count);
  }
}
