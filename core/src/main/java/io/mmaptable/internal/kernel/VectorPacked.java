package io.mmaptable.internal.kernel;

import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// The largest of unsigned integers that are packed into longs. Their signs are flipped on the way,
/// since vectors compare signed ones.
final class VectorPacked {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final long BYTE_SIGNS = PackedLoops.BYTE_SIGNS;
  private static final long SHORT_SIGNS = PackedLoops.SHORT_SIGNS;
  private static final long INT_SIGNS = 0x8000_0000_8000_0000L;

  private VectorPacked() {}

  /// Takes a multiple of four vectors, one at least.
  static void maxBytes(long[] words, int count, long flip, long[] most) {
    long signed = flip ^ BYTE_SIGNS;
    int step = LONGS.length();
    var a = LongVector.fromArray(LONGS, most, 0).lanewise(XOR, BYTE_SIGNS).reinterpretAsBytes();
    var b = LongVector.fromArray(LONGS, words, step).lanewise(XOR, signed).reinterpretAsBytes();
    var c = LongVector.fromArray(LONGS, words, 2 * step).lanewise(XOR, signed).reinterpretAsBytes();
    var d = LongVector.fromArray(LONGS, words, 3 * step).lanewise(XOR, signed).reinterpretAsBytes();
    a = a.max(LongVector.fromArray(LONGS, words, 0).lanewise(XOR, signed).reinterpretAsBytes());
    for (int i = 4 * step; i < count; i += 4 * step) {
      var a1 = LongVector.fromArray(LONGS, words, i).lanewise(XOR, signed);
      var b1 = LongVector.fromArray(LONGS, words, i + step).lanewise(XOR, signed);
      var c1 = LongVector.fromArray(LONGS, words, i + 2 * step).lanewise(XOR, signed);
      var d1 = LongVector.fromArray(LONGS, words, i + 3 * step).lanewise(XOR, signed);
      a = a.max(a1.reinterpretAsBytes());
      b = b.max(b1.reinterpretAsBytes());
      c = c.max(c1.reinterpretAsBytes());
      d = d.max(d1.reinterpretAsBytes());
    }
    a.max(b).max(c.max(d)).reinterpretAsLongs().lanewise(XOR, BYTE_SIGNS).intoArray(most, 0);
  }

  /// Takes a multiple of four vectors, one at least.
  static void maxShorts(long[] words, int count, long flip, long[] most) {
    long signed = flip ^ SHORT_SIGNS;
    int step = LONGS.length();
    var a = LongVector.fromArray(LONGS, most, 0).lanewise(XOR, SHORT_SIGNS).reinterpretAsShorts();
    var b = LongVector.fromArray(LONGS, words, step).lanewise(XOR, signed).reinterpretAsShorts();
    var c =
        LongVector.fromArray(LONGS, words, 2 * step).lanewise(XOR, signed).reinterpretAsShorts();
    var d =
        LongVector.fromArray(LONGS, words, 3 * step).lanewise(XOR, signed).reinterpretAsShorts();
    a = a.max(LongVector.fromArray(LONGS, words, 0).lanewise(XOR, signed).reinterpretAsShorts());
    for (int i = 4 * step; i < count; i += 4 * step) {
      var a1 = LongVector.fromArray(LONGS, words, i).lanewise(XOR, signed);
      var b1 = LongVector.fromArray(LONGS, words, i + step).lanewise(XOR, signed);
      var c1 = LongVector.fromArray(LONGS, words, i + 2 * step).lanewise(XOR, signed);
      var d1 = LongVector.fromArray(LONGS, words, i + 3 * step).lanewise(XOR, signed);
      a = a.max(a1.reinterpretAsShorts());
      b = b.max(b1.reinterpretAsShorts());
      c = c.max(c1.reinterpretAsShorts());
      d = d.max(d1.reinterpretAsShorts());
    }
    a.max(b).max(c.max(d)).reinterpretAsLongs().lanewise(XOR, SHORT_SIGNS).intoArray(most, 0);
  }

  /// Takes a multiple of four vectors, one at least.
  static void maxInts(long[] words, int count, long flip, long[] most) {
    long signed = flip ^ INT_SIGNS;
    int step = LONGS.length();
    var a = LongVector.fromArray(LONGS, most, 0).lanewise(XOR, INT_SIGNS).reinterpretAsInts();
    var b = LongVector.fromArray(LONGS, words, step).lanewise(XOR, signed).reinterpretAsInts();
    var c = LongVector.fromArray(LONGS, words, 2 * step).lanewise(XOR, signed).reinterpretAsInts();
    var d = LongVector.fromArray(LONGS, words, 3 * step).lanewise(XOR, signed).reinterpretAsInts();
    a = a.max(LongVector.fromArray(LONGS, words, 0).lanewise(XOR, signed).reinterpretAsInts());
    for (int i = 4 * step; i < count; i += 4 * step) {
      var a1 = LongVector.fromArray(LONGS, words, i).lanewise(XOR, signed);
      var b1 = LongVector.fromArray(LONGS, words, i + step).lanewise(XOR, signed);
      var c1 = LongVector.fromArray(LONGS, words, i + 2 * step).lanewise(XOR, signed);
      var d1 = LongVector.fromArray(LONGS, words, i + 3 * step).lanewise(XOR, signed);
      a = a.max(a1.reinterpretAsInts());
      b = b.max(b1.reinterpretAsInts());
      c = c.max(c1.reinterpretAsInts());
      d = d.max(d1.reinterpretAsInts());
    }
    a.max(b).max(c.max(d)).reinterpretAsLongs().lanewise(XOR, INT_SIGNS).intoArray(most, 0);
  }
}
