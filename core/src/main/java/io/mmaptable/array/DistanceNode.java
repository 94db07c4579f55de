package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The squared distances of elements from their mean: what a variance is the mean of.
final class DistanceNode extends Node {
  private final Node elements;
  private final Node mean;

  /// Distances.
  ///
  /// @param dtype a float's, in whose precision they are computed
  /// @param mean of the elements' shape
  DistanceNode(DType dtype, Node elements, Node mean) {
    super(dtype, elements.shape());
    this.elements = elements;
    this.mean = mean;
  }

  @Override
  List<NdArray> arrays() {
    var arrays = new ArrayList<>(elements.arrays());
    arrays.addAll(mean.arrays());
    return arrays;
  }

  @Override
  Node map(UnaryOperator<NdArray> views) {
    return new DistanceNode(dtype(), elements.map(views), mean.map(views));
  }

  @Override
  Cursor open() {
    Cursor from = elements.open();
    Cursor to = mean.open();
    if (Lanes.of(elements.dtype()) == Lanes.COMPLEX) {
      return new ComplexDistances(from, to);
    }
    return Lanes.of(dtype()) == Lanes.FLOATS
        ? new FloatDistances(from, to)
        : new DoubleDistances(from, to);
  }

  private static final class DoubleDistances extends DoubleCursor {
    private final Cursor elements;
    private final Cursor mean;
    private final double[] means = new double[Blocks.LENGTH];

    DoubleDistances(Cursor elements, Cursor mean) {
      this.elements = elements;
      this.mean = mean;
    }

    @Override
    void load(long from, int count, double[] into) {
      elements.load(from, count, into);
      mean.load(from, count, means);
      for (int i = 0; i < count; i++) {
        double distance = into[i] - means[i];
        into[i] = distance * distance;
      }
    }
  }

  private static final class FloatDistances extends FloatCursor {
    private final Cursor elements;
    private final Cursor mean;
    private final float[] means = new float[Blocks.LENGTH];

    FloatDistances(Cursor elements, Cursor mean) {
      this.elements = elements;
      this.mean = mean;
    }

    @Override
    void load(long from, int count, float[] into) {
      elements.load(from, count, into);
      mean.load(from, count, means);
      for (int i = 0; i < count; i++) {
        float distance = into[i] - means[i];
        into[i] = distance * distance;
      }
    }
  }

  private static final class ComplexDistances extends DoubleCursor {
    private final Cursor elements;
    private final Cursor mean;
    private final double[] pairs = new double[2 * Blocks.LENGTH];
    private final double[] means = new double[2 * Blocks.LENGTH];

    ComplexDistances(Cursor elements, Cursor mean) {
      this.elements = elements;
      this.mean = mean;
    }

    @Override
    void load(long from, int count, double[] into) {
      elements.loadComplex(from, count, pairs);
      mean.loadComplex(from, count, means);
      for (int i = 0; i < count; i++) {
        double re = pairs[2 * i] - means[2 * i];
        double im = pairs[2 * i + 1] - means[2 * i + 1];
        into[i] = re * re + im * im;
      }
    }
  }
}
