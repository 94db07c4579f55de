package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.kernel.PairLoops;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Which elements count: those where a mask is true, those that are not NaN or NaT, or both.
final class ChosenNode extends Node {
  private final @Nullable Node mask;
  private final @Nullable Node numbers;

  /// A choice.
  ///
  /// @param shape of the elements
  /// @param mask of bool, or null if all may count
  /// @param numbers what must not be NaN, or null if it may
  ChosenNode(long[] shape, @Nullable Node mask, @Nullable Node numbers) {
    super(DType.BOOL, shape);
    this.mask = mask;
    this.numbers = numbers;
  }

  @Override
  List<NdArray> arrays() {
    var arrays = new ArrayList<NdArray>();
    if (numbers != null) {
      arrays.addAll(numbers.arrays());
    }
    if (mask != null) {
      arrays.addAll(mask.arrays());
    }
    return arrays;
  }

  @Override
  Node map(UnaryOperator<NdArray> views) {
    @Nullable Node mappedMask = mask == null ? null : mask.map(views);
    @Nullable Node mappedNumbers = numbers == null ? null : numbers.map(views);
    return new ChosenNode(shape(mappedMask, mappedNumbers), mappedMask, mappedNumbers);
  }

  private long[] shape(@Nullable Node mappedMask, @Nullable Node mappedNumbers) {
    if (mappedNumbers != null) {
      return mappedNumbers.shape();
    }
    return mappedMask == null ? shape() : mappedMask.shape();
  }

  @Override
  Cursor open() {
    return new ChosenCursor(mask, numbers);
  }

  private static final class ChosenCursor extends TruthCursor {
    private final @Nullable Cursor mask;
    private final @Nullable Cursor numbers;
    private final Lanes lanes;
    private final long[] notNaN = new long[Truths.words(Blocks.LENGTH)];
    private final double[] doubles = new double[2 * Blocks.LENGTH];
    private final long[] longs = new long[Blocks.LENGTH];

    ChosenCursor(@Nullable Node mask, @Nullable Node numbers) {
      this.mask = mask == null ? null : mask.open();
      this.numbers = numbers == null ? null : numbers.open();
      this.lanes = numbers == null ? Lanes.NONE : Lanes.of(numbers.dtype());
    }

    @Override
    void loadTruths(long from, int count, long[] bits) {
      int words = Truths.words(count);
      if (mask != null) {
        mask.loadTruths(from, count, bits);
      } else {
        Arrays.fill(bits, 0, words, -1L);
      }
      if (numbers != null) {
        Arrays.fill(notNaN, 0, words, 0);
        loadNotNaN(numbers, from, count);
        for (int i = 0; i < words; i++) {
          bits[i] &= notNaN[i];
        }
      }
    }

    private void loadNotNaN(Cursor cursor, long from, int count) {
      switch (lanes) {
        case FLOATS, DOUBLES -> {
          cursor.load(from, count, doubles);
          for (int i = 0; i < count; i++) {
            notNaN[i / 64] |= Double.isNaN(doubles[i]) ? 0 : 1L << i;
          }
        }
        case COMPLEX -> {
          cursor.loadComplex(from, count, doubles);
          for (int i = 0; i < count; i++) {
            boolean isNaN = PairLoops.isNaN(doubles[2 * i], doubles[2 * i + 1]);
            notNaN[i / 64] |= isNaN ? 0 : 1L << i;
          }
        }
        case LONGS -> {
          cursor.load(from, count, longs);
          for (int i = 0; i < count; i++) {
            notNaN[i / 64] |= longs[i] != Long.MIN_VALUE ? 1L << i : 0;
          }
        }
        case TRUTHS, NONE -> throw new IllegalStateException("elements that are never NaN");
      }
    }
  }
}
