package io.mmaptable.array;

import io.mmaptable.internal.kernel.ComplexLoops;
import io.mmaptable.internal.kernel.DoubleLoops;
import io.mmaptable.internal.kernel.FloatLoops;
import io.mmaptable.internal.kernel.LongLoops;

/// Gives elements of one cursor where a condition holds, and of another where it does not.
final class ChoiceCursor extends Cursor {
  private final Cursor condition;
  private final Cursor first;
  private final Cursor second;
  private final long[] bits = new long[Truths.words(Blocks.LENGTH)];
  private final Scratch scratch = new Scratch();

  ChoiceCursor(Cursor condition, Cursor first, Cursor second) {
    this.condition = condition;
    this.first = first;
    this.second = second;
  }

  @Override
  void load(long from, int count, double[] into) {
    double[] other = scratch.doubles(count);
    condition.loadTruths(from, count, bits);
    first.load(from, count, into);
    second.load(from, count, other);
    DoubleLoops.choose(bits, into, other, count);
  }

  @Override
  void load(long from, int count, float[] into) {
    float[] other = scratch.floats(count);
    condition.loadTruths(from, count, bits);
    first.load(from, count, into);
    second.load(from, count, other);
    FloatLoops.choose(bits, into, other, count);
  }

  @Override
  void load(long from, int count, long[] into) {
    long[] other = scratch.longs(count);
    condition.loadTruths(from, count, bits);
    first.load(from, count, into);
    second.load(from, count, other);
    LongLoops.choose(bits, into, other, count);
  }

  @Override
  void loadTruths(long from, int count, long[] into) {
    long[] other = scratch.longs(count);
    condition.loadTruths(from, count, bits);
    first.loadTruths(from, count, into);
    second.loadTruths(from, count, other);
    for (int i = 0; i < Truths.words(count); i++) {
      into[i] = (into[i] & bits[i]) | (other[i] & ~bits[i]);
    }
  }

  @Override
  void loadComplex(long from, int count, double[] pairs) {
    double[] other = scratch.pairs(count);
    condition.loadTruths(from, count, bits);
    first.loadComplex(from, count, pairs);
    second.loadComplex(from, count, other);
    ComplexLoops.choose(bits, pairs, other, count);
  }
}
