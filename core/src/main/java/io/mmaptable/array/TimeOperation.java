package io.mmaptable.array;

import io.mmaptable.internal.kernel.TimeKernels;

/// Cursors over what is computed of times.
final class TimeOperation {
  private TimeOperation() {}

  /// Computes of two blocks, into the first one.
  interface Kernel {
    void run(long[] first, long[] second, int count);
  }

  /// Computes of a block, into itself.
  interface InPlace {
    void run(long[] block, int count);
  }

  static final class OfOne extends LongCursor {
    private final Cursor operand;
    private final InPlace kernel;

    OfOne(Cursor operand, InPlace kernel) {
      super(false);
      this.operand = operand;
      this.kernel = kernel;
    }

    @Override
    void load(long from, int count, long[] into) {
      operand.load(from, count, into);
      kernel.run(into, count);
    }
  }

  static final class OfTwo extends LongCursor {
    private final Cursor left;
    private final Cursor right;
    private final Kernel kernel;
    private final long[] second = new long[Blocks.LENGTH];

    OfTwo(Cursor left, Cursor right, Kernel kernel) {
      super(false);
      this.left = left;
      this.right = right;
      this.kernel = kernel;
    }

    @Override
    void load(long from, int count, long[] into) {
      left.load(from, count, into);
      right.load(from, count, second);
      kernel.run(into, second, count);
    }
  }

  /// Spans times floats, or divided by them.
  static final class Scaled extends LongCursor {
    private final Cursor spans;
    private final Cursor numbers;
    private final boolean multiplied;
    private final double[] block = new double[Blocks.LENGTH];

    Scaled(Cursor spans, Cursor numbers, boolean multiplied) {
      super(false);
      this.spans = spans;
      this.numbers = numbers;
      this.multiplied = multiplied;
    }

    @Override
    void load(long from, int count, long[] into) {
      spans.load(from, count, into);
      numbers.load(from, count, block);
      if (multiplied) {
        TimeKernels.multiply(into, block, count);
      } else {
        TimeKernels.divide(into, block, count);
      }
    }
  }

  /// Spans divided by spans.
  static final class Ratio extends DoubleCursor {
    private final Cursor left;
    private final Cursor right;
    private final long[] first = new long[Blocks.LENGTH];
    private final long[] second = new long[Blocks.LENGTH];

    Ratio(Cursor left, Cursor right) {
      this.left = left;
      this.right = right;
    }

    @Override
    void load(long from, int count, double[] into) {
      left.load(from, count, first);
      right.load(from, count, second);
      TimeKernels.ratio(first, second, into, count);
    }
  }
}
