package io.mmaptable.internal.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Compares whole words of 64 elements.
///
/// The `switch` stands in the innermost loop, where the processor foresees it: the compiler makes
/// one instruction of a comparison only where the operator is a constant.
final class VectorComparisons {
  private static final int WORD = 64;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  private VectorComparisons() {}

  static void compare(Relation relation, double[] a, double[] b, int words, long[] bits) {
    for (int word = 0; word < words; word++) {
      long related = 0;
      for (int i = 0; i < WORD; i += DOUBLES.length()) {
        var x = DoubleVector.fromArray(DOUBLES, a, WORD * word + i);
        var y = DoubleVector.fromArray(DOUBLES, b, WORD * word + i);
        long lanes =
            switch (relation) {
              case EQ -> x.compare(EQ, y).toLong();
              case NE -> x.compare(NE, y).toLong();
              case LT -> x.compare(LT, y).toLong();
              case LE -> x.compare(LE, y).toLong();
              case GT -> x.compare(GT, y).toLong();
              case GE -> x.compare(GE, y).toLong();
            };
        related |= lanes << i;
      }
      bits[word] = related;
    }
  }

  static void compare(Relation relation, double[] a, double b, int words, long[] bits) {
    var y = DoubleVector.broadcast(DOUBLES, b);
    for (int word = 0; word < words; word++) {
      long related = 0;
      for (int i = 0; i < WORD; i += DOUBLES.length()) {
        var x = DoubleVector.fromArray(DOUBLES, a, WORD * word + i);
        long lanes =
            switch (relation) {
              case EQ -> x.compare(EQ, y).toLong();
              case NE -> x.compare(NE, y).toLong();
              case LT -> x.compare(LT, y).toLong();
              case LE -> x.compare(LE, y).toLong();
              case GT -> x.compare(GT, y).toLong();
              case GE -> x.compare(GE, y).toLong();
            };
        related |= lanes << i;
      }
      bits[word] = related;
    }
  }

  static void compare(Relation relation, float[] a, float[] b, int words, long[] bits) {
    for (int word = 0; word < words; word++) {
      long related = 0;
      for (int i = 0; i < WORD; i += FLOATS.length()) {
        var x = FloatVector.fromArray(FLOATS, a, WORD * word + i);
        var y = FloatVector.fromArray(FLOATS, b, WORD * word + i);
        long lanes =
            switch (relation) {
              case EQ -> x.compare(EQ, y).toLong();
              case NE -> x.compare(NE, y).toLong();
              case LT -> x.compare(LT, y).toLong();
              case LE -> x.compare(LE, y).toLong();
              case GT -> x.compare(GT, y).toLong();
              case GE -> x.compare(GE, y).toLong();
            };
        related |= lanes << i;
      }
      bits[word] = related;
    }
  }

  static void compare(Relation relation, float[] a, float b, int words, long[] bits) {
    var y = FloatVector.broadcast(FLOATS, b);
    for (int word = 0; word < words; word++) {
      long related = 0;
      for (int i = 0; i < WORD; i += FLOATS.length()) {
        var x = FloatVector.fromArray(FLOATS, a, WORD * word + i);
        long lanes =
            switch (relation) {
              case EQ -> x.compare(EQ, y).toLong();
              case NE -> x.compare(NE, y).toLong();
              case LT -> x.compare(LT, y).toLong();
              case LE -> x.compare(LE, y).toLong();
              case GT -> x.compare(GT, y).toLong();
              case GE -> x.compare(GE, y).toLong();
            };
        related |= lanes << i;
      }
      bits[word] = related;
    }
  }

  static void compare(Relation relation, long[] a, long[] b, int words, long[] bits) {
    for (int word = 0; word < words; word++) {
      long related = 0;
      for (int i = 0; i < WORD; i += LONGS.length()) {
        var x = LongVector.fromArray(LONGS, a, WORD * word + i);
        var y = LongVector.fromArray(LONGS, b, WORD * word + i);
        long lanes =
            switch (relation) {
              case EQ -> x.compare(EQ, y).toLong();
              case NE -> x.compare(NE, y).toLong();
              case LT -> x.compare(LT, y).toLong();
              case LE -> x.compare(LE, y).toLong();
              case GT -> x.compare(GT, y).toLong();
              case GE -> x.compare(GE, y).toLong();
            };
        related |= lanes << i;
      }
      bits[word] = related;
    }
  }

  static void compare(Relation relation, long[] a, long b, int words, long[] bits) {
    var y = LongVector.broadcast(LONGS, b);
    for (int word = 0; word < words; word++) {
      long related = 0;
      for (int i = 0; i < WORD; i += LONGS.length()) {
        var x = LongVector.fromArray(LONGS, a, WORD * word + i);
        long lanes =
            switch (relation) {
              case EQ -> x.compare(EQ, y).toLong();
              case NE -> x.compare(NE, y).toLong();
              case LT -> x.compare(LT, y).toLong();
              case LE -> x.compare(LE, y).toLong();
              case GT -> x.compare(GT, y).toLong();
              case GE -> x.compare(GE, y).toLong();
            };
        related |= lanes << i;
      }
      bits[word] = related;
    }
  }
}
