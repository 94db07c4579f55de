package io.mmaptable.internal.kernel;

import java.util.Arrays;
import java.util.Random;

/// A program that gives random blocks to the kernels of this JVM and to plain ones, and expects the
/// same bits of them. It says which kernels it has.
final class SameBits {
  private static final int ROUNDS = 200;
  private static final int LENGTH = 2048;
  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, 1e300, 1e-300, 1
  };

  private final BlockKernels plain = new ScalarKernels();
  private final BlockKernels best = Kernels.BEST;
  private final Random random;

  private SameBits(Random random) {
    this.random = random;
  }

  public static void main(String[] arguments) {
    var check = new SameBits(new Random(Long.parseLong(arguments[0])));
    for (int round = 0; round < ROUNDS; round++) {
      check.compare(LENGTH - round % 2 * check.random.nextInt(LENGTH));
    }
    System.out.println("same bits with " + Kernels.BEST.getClass().getSimpleName());
  }

  private void compare(int count) {
    int from = random.nextInt(LENGTH - count + 1);
    double[] doubles = doubles();
    double[] others = random.nextBoolean() ? doubles() : doubles.clone();
    float[] floats = floats(doubles);
    long[] longs = longs(doubles);
    var extremes = new Extremes(from, count);
    extremes.compare(plain, best, doubles);
    extremes.compare(plain, best, floats);
    extremes.compare(plain, best, longs);
    for (var relation : Relation.values()) {
      compare(relation, doubles, others, count);
      compare(relation, floats, floats(others), count);
      compare(relation, longs, longs(others), count);
    }
  }

  /// What needs one block.
  private record Extremes(int from, int count) {
    void compare(BlockKernels plain, BlockKernels best, double[] block) {
      same(plain.pairwise(block, from, count), best.pairwise(block, from, count), "pairwise");
      same(plain.min(block, from, count), best.min(block, from, count), "min");
      same(plain.max(block, from, count), best.max(block, from, count), "max");
    }

    void compare(BlockKernels plain, BlockKernels best, float[] block) {
      same(plain.pairwise(block, from, count), best.pairwise(block, from, count), "pairwise");
      same(plain.min(block, from, count), best.min(block, from, count), "min");
      same(plain.max(block, from, count), best.max(block, from, count), "max");
    }

    void compare(BlockKernels plain, BlockKernels best, long[] block) {
      same(plain.sum(block, from, count), best.sum(block, from, count), "sum");
      same(plain.min(block, from, count), best.min(block, from, count), "min");
      same(plain.max(block, from, count), best.max(block, from, count), "max");
    }

    /// All NaN are one, and the zeros are two.
    private void same(Object expected, Object found, String what) {
      require(expected.equals(found), what + " of " + this + ": " + expected + ", " + found);
    }
  }

  private void compare(Relation relation, double[] a, double[] b, int count) {
    long[] expected = bits();
    long[] found = bits();
    plain.compare(relation, a, b, count, expected);
    best.compare(relation, a, b, count, found);
    same(expected, found, relation, count);
    plain.compare(relation, a, b[0], count, expected);
    best.compare(relation, a, b[0], count, found);
    same(expected, found, relation, count);
  }

  private void compare(Relation relation, float[] a, float[] b, int count) {
    long[] expected = bits();
    long[] found = bits();
    plain.compare(relation, a, b, count, expected);
    best.compare(relation, a, b, count, found);
    same(expected, found, relation, count);
    plain.compare(relation, a, b[0], count, expected);
    best.compare(relation, a, b[0], count, found);
    same(expected, found, relation, count);
  }

  private void compare(Relation relation, long[] a, long[] b, int count) {
    long[] expected = bits();
    long[] found = bits();
    plain.compare(relation, a, b, count, expected);
    best.compare(relation, a, b, count, found);
    same(expected, found, relation, count);
    plain.compare(relation, a, b[0], count, expected);
    best.compare(relation, a, b[0], count, found);
    same(expected, found, relation, count);
  }

  private static void same(long[] expected, long[] found, Relation relation, int count) {
    require(Arrays.equals(expected, found), relation + " of " + count);
  }

  /// As many words as any block needs, which kernels may find in any state.
  private static long[] bits() {
    return new long[LENGTH / Long.SIZE];
  }

  /// Random numbers, among them special ones in some blocks and zeros only in others.
  private double[] doubles() {
    double[] block = random.doubles(LENGTH, -1e6, 1e6).toArray();
    int kind = random.nextInt(4);
    for (int i = 0; i < LENGTH && kind > 0; i++) {
      if (kind == 3) {
        block[i] = random.nextBoolean() ? -0.0 : Math.abs(block[i]);
      } else if (random.nextInt(kind == 1 ? 200 : 3) == 0) {
        block[i] = SPECIAL[random.nextInt(SPECIAL.length)];
      }
    }
    return block;
  }

  private static float[] floats(double[] from) {
    float[] floats = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      floats[i] = (float) from[i];
    }
    return floats;
  }

  private static long[] longs(double[] from) {
    return Arrays.stream(from).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
