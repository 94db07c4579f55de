package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.kernel.Fold;
import io.mmaptable.internal.kernel.PrefixLoops;

/// Replaces blocks of elements by what they make with all before them in their column, and stores
/// those in an array. Used by one thread.
abstract class Prefixes {
  final Fold fold;
  final Cursor cursor;
  final NdArray out;

  Prefixes(Fold fold, Cursor cursor, NdArray out) {
    this.fold = fold;
    this.cursor = cursor;
    this.out = out;
  }

  static Prefixes open(Node node, Fold fold, NdArray out) {
    return switch (Lanes.of(out.dtype())) {
      case LONGS, TRUTHS -> new OfLongs(fold, node.open(), out);
      case FLOATS -> new OfFloats(fold, node.open(), out);
      case DOUBLES -> new OfDoubles(fold, node.open(), out);
      case COMPLEX -> new OfComplex(fold, node.open(), out);
      case NONE -> throw new IllegalStateException("elements that are not computed with");
    };
  }

  /// Runs down some columns of a table.
  ///
  /// @param first the first element, in C order
  /// @param rows how many rows there are
  /// @param step the distance from one row to the next
  /// @param columns how many columns, a block at most; as many as the step, if that is less than a
  ///   block
  final void run(long first, long rows, long step, int columns) {
    int perBlock = columns == step ? Blocks.LENGTH / columns : 1;
    for (long row = 0; row < rows; row += perBlock) {
      int count = (int) Math.min(perBlock, rows - row) * columns;
      block(first + row * step, count, columns, row == 0);
    }
  }

  /// Computes one block of whole rows. The last row of the block before is carried over.
  abstract void block(long from, int count, int columns, boolean isFirst);

  final long offset(long from) {
    return out.offset() + from * out.itemSize();
  }

  private static final class OfDoubles extends Prefixes {
    private final double[] block = new double[Blocks.LENGTH];
    private final double[] carried = new double[Blocks.LENGTH];
    private final NumberWriter writer;

    OfDoubles(Fold fold, Cursor cursor, NdArray out) {
      super(fold, cursor, out);
      this.writer = new NumberWriter(out.dtype(), Blocks.LENGTH);
    }

    @Override
    void block(long from, int count, int columns, boolean isFirst) {
      cursor.load(from, count, block);
      PrefixLoops.run(fold, block, count, columns, isFirst ? null : carried);
      System.arraycopy(block, count - columns, carried, 0, columns);
      writer.doubles(block, out.segment(), offset(from), out.itemSize(), count);
    }
  }

  private static final class OfFloats extends Prefixes {
    private final float[] block = new float[Blocks.LENGTH];
    private final float[] carried = new float[Blocks.LENGTH];
    private final boolean isHalf;
    private final NumberWriter writer;

    OfFloats(Fold fold, Cursor cursor, NdArray out) {
      super(fold, cursor, out);
      this.isHalf = out.itemSize() == 2;
      this.writer = new NumberWriter(out.dtype(), Blocks.LENGTH);
    }

    @Override
    void block(long from, int count, int columns, boolean isFirst) {
      cursor.load(from, count, block);
      PrefixLoops.run(fold, block, count, columns, isFirst ? null : carried, isHalf);
      System.arraycopy(block, count - columns, carried, 0, columns);
      writer.floats(block, out.segment(), offset(from), out.itemSize(), count);
    }
  }

  private static final class OfLongs extends Prefixes {
    private final long[] block = new long[Blocks.LENGTH];
    private final long[] carried = new long[Blocks.LENGTH];
    private final boolean isTime;
    private final NumberWriter writer;

    OfLongs(Fold fold, Cursor cursor, NdArray out) {
      super(fold, cursor, out);
      this.isTime = out.dtype() instanceof DType.TimeDelta;
      this.writer = new NumberWriter(out.dtype(), Blocks.LENGTH);
    }

    @Override
    void block(long from, int count, int columns, boolean isFirst) {
      cursor.load(from, count, block);
      PrefixLoops.run(fold, block, count, columns, isFirst ? null : carried, isTime);
      System.arraycopy(block, count - columns, carried, 0, columns);
      writer.longs(block, false, out.segment(), offset(from), out.itemSize(), count);
    }
  }

  private static final class OfComplex extends Prefixes {
    private final double[] block = new double[2 * Blocks.LENGTH];
    private final double[] carried = new double[2 * Blocks.LENGTH];
    private final double[] parts = new double[Blocks.LENGTH];
    private final NdArray real;
    private final NdArray imaginary;
    private final NumberWriter writer;

    OfComplex(Fold fold, Cursor cursor, NdArray out) {
      super(fold, cursor, out);
      this.real = out.real();
      this.imaginary = out.imag();
      this.writer = new NumberWriter(real.dtype(), Blocks.LENGTH);
    }

    @Override
    void block(long from, int count, int columns, boolean isFirst) {
      cursor.loadComplex(from, count, block);
      boolean isSingle = out.itemSize() == 8;
      PrefixLoops.runPairs(fold, block, count, columns, isFirst ? null : carried, isSingle);
      System.arraycopy(block, 2 * (count - columns), carried, 0, 2 * columns);
      store(real, 0, from, count);
      store(imaginary, 1, from, count);
    }

    private void store(NdArray to, int part, long from, int count) {
      for (int i = 0; i < count; i++) {
        parts[i] = block[2 * i + part];
      }
      long size = out.itemSize();
      writer.doubles(parts, to.segment(), to.offset() + from * size, size, count);
    }
  }
}
