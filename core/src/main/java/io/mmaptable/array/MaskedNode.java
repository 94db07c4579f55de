package io.mmaptable.array;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The elements of an expression, but for those that are not chosen: another value stands there.
final class MaskedNode extends Node {
  private final Node elements;
  private final Node chosen;
  private final Identity other;

  MaskedNode(Node elements, Node chosen, Identity other) {
    super(elements.dtype(), elements.shape());
    this.elements = elements;
    this.chosen = chosen;
    this.other = other;
  }

  @Override
  List<NdArray> arrays() {
    var arrays = new ArrayList<>(elements.arrays());
    arrays.addAll(chosen.arrays());
    return arrays;
  }

  @Override
  Node map(UnaryOperator<NdArray> views) {
    return new MaskedNode(elements.map(views), chosen.map(views), other);
  }

  @Override
  Cursor open() {
    return new MaskedCursor(elements.open(), chosen.open(), other);
  }

  private static final class MaskedCursor extends Cursor {
    private final Cursor elements;
    private final Cursor chosen;
    private final Identity other;
    private final long[] bits = new long[Truths.words(Blocks.LENGTH)];

    MaskedCursor(Cursor elements, Cursor chosen, Identity other) {
      this.elements = elements;
      this.chosen = chosen;
      this.other = other;
    }

    @Override
    void load(long from, int count, double[] into) {
      elements.load(from, count, into);
      chosen.loadTruths(from, count, bits);
      double value = other.real();
      for (int i = 0; i < count; i++) {
        into[i] = Truths.get(bits, i) != 0 ? into[i] : value;
      }
    }

    @Override
    void load(long from, int count, float[] into) {
      elements.load(from, count, into);
      chosen.loadTruths(from, count, bits);
      float value = (float) other.real();
      for (int i = 0; i < count; i++) {
        into[i] = Truths.get(bits, i) != 0 ? into[i] : value;
      }
    }

    @Override
    void load(long from, int count, long[] into) {
      elements.load(from, count, into);
      chosen.loadTruths(from, count, bits);
      long value = other.integer();
      for (int i = 0; i < count; i++) {
        into[i] = Truths.get(bits, i) != 0 ? into[i] : value;
      }
    }

    @Override
    void loadTruths(long from, int count, long[] into) {
      elements.loadTruths(from, count, into);
      chosen.loadTruths(from, count, bits);
      for (int i = 0; i < Truths.words(count); i++) {
        into[i] &= bits[i];
      }
    }

    @Override
    void loadComplex(long from, int count, double[] pairs) {
      elements.loadComplex(from, count, pairs);
      chosen.loadTruths(from, count, bits);
      for (int i = 0; i < count; i++) {
        if (Truths.get(bits, i) == 0) {
          pairs[2 * i] = other.real();
          pairs[2 * i + 1] = other.imaginary();
        }
      }
    }
  }
}
