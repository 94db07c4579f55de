package io.mmaptable.array;

/// Blocks of those kinds that are asked for.
final class Scratch {
  private double[] doubles = {};
  private float[] floats = {};
  private long[] longs = {};

  double[] doubles() {
    if (doubles.length < Blocks.LENGTH) {
      doubles = new double[Blocks.LENGTH];
    }
    return doubles;
  }

  float[] floats() {
    if (floats.length == 0) {
      floats = new float[Blocks.LENGTH];
    }
    return floats;
  }

  long[] longs() {
    if (longs.length == 0) {
      longs = new long[Blocks.LENGTH];
    }
    return longs;
  }

  double[] pairs() {
    if (doubles.length < 2 * Blocks.LENGTH) {
      doubles = new double[2 * Blocks.LENGTH];
    }
    return doubles;
  }
}
