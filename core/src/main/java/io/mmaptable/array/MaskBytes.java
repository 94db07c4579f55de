package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Memory;
import java.util.ConcurrentModificationException;

/// The truth values of a mask, loaded in blocks: those of an array, or of an expression, which is
/// computed anew whenever it is walked over.
abstract sealed class MaskBytes permits ArrayMask, ExpressionMask {

  static MaskBytes of(Index mask) {
    return mask instanceof Expression expression
        ? new ExpressionMask(expression.node())
        : new ArrayMask((NdArray) mask);
  }

  abstract long size();

  /// Loads truth values from a position on, as bytes that are zero or not.
  ///
  /// @return how many were loaded: as many as there is room for, [Blocks#LENGTH] at most, or are
  ///   left
  abstract int load(long from, byte[] into);

  abstract long countTrue();

  /// 1 for a byte that is not zero: whatever stands in a file, NumPy takes it for true.
  static int isTrue(byte truth) {
    return (truth | -truth) >>> 31;
  }

  /// The positions of the true values in C order.
  final NdArray truePositions() {
    long count = countTrue();
    NdArray positions = NdArray.zeros(DType.INT64, count);
    byte[] block = new byte[Blocks.LENGTH];
    long found = 0;
    for (long from = 0; from < size(); from += block.length) {
      int length = load(from, block);
      for (int i = 0; i < length; i++) {
        if (block[i] != 0) {
          requireFound(found + 1 <= count);
          Memory.setLong(positions.segment(), 8 * found++, from + i);
        }
      }
    }
    requireFound(found == count);
    return positions;
  }

  /// Checks that a mask, whose true values have been counted before, still has as many.
  static void requireFound(boolean asMany) {
    if (!asMany) {
      throw new ConcurrentModificationException("the mask has changed while it was an index");
    }
  }
}
