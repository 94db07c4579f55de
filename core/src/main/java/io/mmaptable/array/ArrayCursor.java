package io.mmaptable.array;

/// Loads an array's elements, whatever their dtype, as what the caller computes with.
final class ArrayCursor extends Cursor {
  private final Lanes lanes;
  private final Blocks blocks;
  private final Blocks imaginary;
  private final Scratch scratch = new Scratch();

  ArrayCursor(NdArray array) {
    this.lanes = Lanes.of(array.dtype());
    boolean isComplex = lanes == Lanes.COMPLEX;
    this.blocks = new Blocks(isComplex ? array.real() : array);
    this.imaginary = isComplex ? new Blocks(array.imag()) : blocks;
  }

  @Override
  void load(long from, int count, double[] into) {
    blocks.load(from, count, into);
  }

  @Override
  void load(long from, int count, float[] into) {
    blocks.load(from, count, into);
  }

  @Override
  void load(long from, int count, long[] into) {
    blocks.load(from, count, into);
  }

  @Override
  void loadTruths(long from, int count, long[] bits) {
    switch (lanes) {
      case TRUTHS, LONGS -> {
        long[] longs = scratch.longs(count);
        blocks.load(from, count, longs);
        Truths.of(longs, count, bits);
      }
      case FLOATS, DOUBLES -> {
        double[] doubles = scratch.doubles(count);
        blocks.load(from, count, doubles);
        Truths.of(doubles, count, bits);
      }
      case COMPLEX -> {
        double[] doubles = scratch.pairs(count);
        loadComplex(from, count, doubles);
        Truths.ofPairs(doubles, count, bits);
      }
      case NONE -> throw new IllegalStateException("elements without truth values");
    }
  }

  @Override
  void loadComplex(long from, int count, double[] pairs) {
    blocks.load(from, count, pairs);
    Pairs.spread(pairs, count);
    if (lanes == Lanes.COMPLEX) {
      double[] parts = new double[count];
      imaginary.load(from, count, parts);
      for (int i = 0; i < count; i++) {
        pairs[2 * i + 1] = parts[i];
      }
    }
  }
}
