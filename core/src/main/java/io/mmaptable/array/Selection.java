package io.mmaptable.array;

import java.util.Arrays;
import java.util.List;

/// What an index with arrays among its parts selects: for each position of the arrays, the
/// dimensions that no array stands for.
final class Selection {
  private final NdArray array;
  private final Positions positions;
  private final NdArray rest;
  private final int place;

  /// Puts a selection together.
  ///
  /// @param array the array that is selected from
  /// @param positions the positions
  /// @param rest a view of the other dimensions, from which positions are counted
  /// @param place before which of the other dimensions those of the positions come
  Selection(NdArray array, Positions positions, NdArray rest, int place) {
    this.array = array;
    this.positions = positions;
    this.rest = rest;
    this.place = place;
    Shapes.requireDimensions(rest.ndim() + positions.shape().length);
  }

  private long[] shape() {
    long[] others = rest.lengths();
    long[] before = Shapes.concat(Arrays.copyOf(others, place), positions.shape());
    return Shapes.concat(before, Arrays.copyOfRange(others, place, others.length));
  }

  /// A copy of what is selected.
  NdArray get() {
    NdArray result = NdArray.zeros(array.dtype(), shape());
    if (result.nbytes() == 0) {
      positions.check();
      return result;
    }
    if (positions instanceof MaskPositions mask && mask.isRun(array.itemSize()) && isSingle()) {
      var run = new MaskedRun(mask.bytes(), mask.count(), array.itemSize());
      Faults.run(array, () -> run.copy(array.segment(), rest.offset(), result.segment()));
      return result;
    }
    var copy = new SelectionCopy(positions, rest, along(result), across(result), true);
    Faults.run(array, () -> copy.run(new ByteRange(0, array.itemSize())));
    return result;
  }

  /// Whether one element belongs to each position.
  private boolean isSingle() {
    return rest.size() == 1;
  }

  /// Sets what is selected, after every position was checked.
  ///
  /// @param value an array of the same dtype that shares no memory with this one
  /// @throws IllegalArgumentException if it cannot be broadcast to the shape of the selection
  void set(NdArray value) {
    NdArray fewer = value;
    long[] shape = shape();
    while (fewer.ndim() > shape.length && fewer.length(0) == 1) {
      fewer = Indexing.select(fewer, 0);
    }
    NdArray broadcast = Views.broadcast(fewer, shape);
    positions.check();
    if (broadcast.nbytes() > 0) {
      write(broadcast, along(broadcast), across(broadcast));
    }
  }

  /// Sets what is selected, after every position was checked, from elements in C order that begin
  /// anew when there are too few of them.
  ///
  /// @param value an array of the same dtype, not empty, that shares no memory with this one
  void setRepeating(NdArray value) {
    positions.check();
    if (array.itemSize() > 0) {
      write(value, value, value.withLayout(new long[0], new long[0], 0));
    }
  }

  private void write(NdArray value, NdArray along, NdArray across) {
    var copy = new SelectionCopy(positions, rest, along, across, false);
    Faults.run(List.of(array, value), () -> ByteRange.of(array.dtype()).forEach(copy::run));
  }

  /// The dimensions of an array of the selection's shape that go with the positions.
  private NdArray along(NdArray other) {
    int end = place + positions.shape().length;
    return other.withLayout(
        Arrays.copyOfRange(other.lengths(), place, end),
        Arrays.copyOfRange(other.steps(), place, end),
        other.offset());
  }

  /// The other dimensions of an array of the selection's shape, counted from a position's element.
  private NdArray across(NdArray other) {
    return other.withLayout(others(other.lengths()), others(other.steps()), 0);
  }

  private long[] others(long[] values) {
    int end = place + positions.shape().length;
    return Shapes.concat(
        Arrays.copyOf(values, place), Arrays.copyOfRange(values, end, values.length));
  }
}
