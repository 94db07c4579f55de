package io.mmaptable.array;

/// Blocks of those kinds that are asked for, as long as is asked for.
final class Scratch {
  private double[] doubles = {};
  private float[] floats = {};
  private long[] longs = {};

  double[] doubles(int count) {
    if (doubles.length < count) {
      doubles = new double[count];
    }
    return doubles;
  }

  float[] floats(int count) {
    if (floats.length < count) {
      floats = new float[count];
    }
    return floats;
  }

  long[] longs(int count) {
    if (longs.length < count) {
      longs = new long[count];
    }
    return longs;
  }

  double[] pairs(int count) {
    return doubles(2 * count);
  }
}
