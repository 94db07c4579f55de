package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.NumberWriter;
import java.lang.foreign.MemorySegment;

/// Stores what a cursor gives into an array of numbers or times, block by block.
final class BlockStore {
  private final NdArray target;
  private final IndexRuns runs;
  private final Cursor cursor;
  private final Lanes lanes;
  private final boolean unsigned;
  private final boolean scattered;
  private final NumberWriter writer;
  private final NdArray packed;
  private final RawCopy plain;
  private final double[] doubles;
  private final float[] floats;
  private final long[] longs;
  private final double[] pairs;

  /// A store.
  ///
  /// @param target of numbers, bool or times
  /// @param from the dtype of what the cursor gives, which can be cast to the target's by
  ///   `same_kind`
  BlockStore(NdArray target, DType from, Cursor cursor) {
    this.target =
        target.dtype() instanceof DType.Complex dtype ? Parts.real(target, dtype) : target;
    this.runs = new IndexRuns(this.target);
    this.cursor = cursor;
    this.lanes = between(from, target.dtype());
    this.unsigned = LongOperation.isLongest(from);
    this.scattered = runs.areShort() && lanes != Lanes.COMPLEX;
    int length = (int) Math.min(Blocks.LENGTH, target.size());
    this.writer = new NumberWriter(this.target.dtype(), length);
    int size = target.itemSize();
    this.packed = NdArray.zeros(target.dtype(), scattered ? length : 0);
    this.plain = new RawCopy(size, size, false, length);
    boolean isComplex = lanes == Lanes.COMPLEX;
    this.doubles = new double[lanes == Lanes.DOUBLES || isComplex ? length : 0];
    this.floats = new float[lanes == Lanes.FLOATS ? length : 0];
    this.longs = new long[lanes == Lanes.LONGS ? length : 0];
    this.pairs = new double[isComplex ? 2 * length : 0];
  }

  /// What elements are on their way.
  private static Lanes between(DType from, DType to) {
    if (to instanceof DType.Complex) {
      return Lanes.COMPLEX;
    }
    boolean isShortFloat = to instanceof DType.Floating(int size, _) && size <= 4;
    boolean isDouble = to instanceof DType.Floating(int size, _) && size == 8;
    return switch (Lanes.of(from)) {
      case TRUTHS, LONGS -> isDouble ? Lanes.DOUBLES : Lanes.LONGS;
      case FLOATS -> isShortFloat ? Lanes.FLOATS : Lanes.DOUBLES;
      case DOUBLES -> Lanes.DOUBLES;
      case COMPLEX, NONE -> throw new IllegalArgumentException(from + " is not stored as " + to);
    };
  }

  /// Stores elements.
  ///
  /// @param from the first one's index in C order
  /// @param to the one after the last
  void store(long from, long to) {
    for (long at = from; at < to; ) {
      int most = (int) Math.min(Blocks.LENGTH, to - at);
      int count = scattered ? most : runs.length(at, most);
      load(at, count);
      if (scattered) {
        scatter(at, count);
      } else {
        write(target.segment(), runs.offset(at), runs.step(), count);
      }
      at += count;
    }
  }

  private void load(long from, int count) {
    switch (lanes) {
      case DOUBLES -> cursor.load(from, count, doubles);
      case FLOATS -> cursor.load(from, count, floats);
      case LONGS -> cursor.load(from, count, longs);
      case COMPLEX -> cursor.loadComplex(from, count, pairs);
      case TRUTHS, NONE -> throw new IllegalStateException(lanes + " in between");
    }
  }

  private void write(MemorySegment memory, long at, long step, int count) {
    switch (lanes) {
      case DOUBLES -> writer.doubles(doubles, memory, at, step, count);
      case FLOATS -> writer.floats(floats, memory, at, step, count);
      case LONGS -> writer.longs(longs, unsigned, memory, at, step, count);
      case COMPLEX -> {
        Pairs.part(0, pairs, doubles, count);
        writer.doubles(doubles, memory, at, step, count);
        Pairs.part(1, pairs, doubles, count);
        writer.doubles(doubles, memory, at + target.itemSize(), step, count);
      }
      case TRUTHS, NONE -> throw new IllegalStateException(lanes + " in between");
    }
  }

  /// Stores short runs, by way of a block where elements lie one after the other.
  private void scatter(long from, int count) {
    int size = target.itemSize();
    MemorySegment block = packed.segment();
    write(block, 0, size, count);
    for (int done = 0; done < count; ) {
      int length = runs.length(from + done, count - done);
      long at = runs.offset(from + done);
      plain.copy(block, (long) done * size, size, target.segment(), at, runs.step(), length);
      done += length;
    }
  }
}
