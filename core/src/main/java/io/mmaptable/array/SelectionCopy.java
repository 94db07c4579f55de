package io.mmaptable.array;

import java.util.Arrays;

/// Copies between selected elements and an array of the selection's shape: for each position all
/// elements of the other dimensions, of which the last ones are copied at once where they are side
/// by side on both sides.
final class SelectionCopy {
  private final Positions positions;
  private final NdArray rest;
  private final NdArray along;
  private final NdArray across;
  private final boolean reading;

  private final long[] selected = new long[Blocks.LENGTH];
  private final long[] others = new long[Blocks.LENGTH];
  private final long[] selectedSum = new long[Blocks.LENGTH];
  private final long[] othersSum = new long[Blocks.LENGTH];

  /// Prepares to copy.
  ///
  /// @param positions the positions
  /// @param rest the selected array's other dimensions
  /// @param along the other array's dimensions that go with the positions
  /// @param across the other array's other dimensions
  /// @param reading whether the selected elements are read, and not written
  SelectionCopy(Positions positions, NdArray rest, NdArray along, NdArray across, boolean reading) {
    this.positions = positions;
    this.rest = rest;
    this.along = Runs.inIndexOrder(along);
    this.across = across;
    this.reading = reading;
  }

  /// Copies some bytes of each element.
  void run(ByteRange range) {
    long bytes = range.length();
    int kept = rest.ndim();
    while (kept > 0 && isSideBySide(kept - 1, bytes)) {
      bytes *= rest.length(--kept);
    }
    var copy =
        reading
            ? new UnitCopy(rest.segment(), across.segment(), bytes)
            : new UnitCopy(across.segment(), rest.segment(), bytes);
    var cross = new OffsetPairs(first(rest, kept, range), first(across, kept, range));
    var walk = new Offsets(along, 0);
    positions.restart();
    while (positions.hasNext()) {
      int count = positions.next(selected);
      walk.next(others, count);
      copy(copy, count, cross);
    }
  }

  private boolean isSideBySide(int axis, long bytes) {
    return rest.length(axis) == 1 || (rest.stride(axis) == bytes && across.stride(axis) == bytes);
  }

  private static NdArray first(NdArray array, int ndim, ByteRange range) {
    return array.withLayout(
        Arrays.copyOf(array.lengths(), ndim),
        Arrays.copyOf(array.steps(), ndim),
        array.offset() + range.from());
  }

  /// Copies what belongs to a block of positions, with the longer one of both lists inside. Where a
  /// position stands twice, the later one is written later.
  private void copy(UnitCopy copy, int count, OffsetPairs cross) {
    cross.restart();
    while (cross.hasNext()) {
      int length = cross.next();
      if (length < count) {
        for (int i = 0; i < length; i++) {
          add(selected, others, count, cross.first()[i], cross.second()[i]);
          copySums(copy, count);
        }
      } else {
        for (int i = 0; i < count; i++) {
          add(cross.first(), cross.second(), length, selected[i], others[i]);
          copySums(copy, length);
        }
      }
    }
  }

  private void add(long[] mine, long[] its, int count, long toMine, long toIts) {
    for (int i = 0; i < count; i++) {
      selectedSum[i] = mine[i] + toMine;
      othersSum[i] = its[i] + toIts;
    }
  }

  private void copySums(UnitCopy copy, int count) {
    if (reading) {
      copy.copy(selectedSum, othersSum, count);
    } else {
      copy.copy(othersSum, selectedSum, count);
    }
  }
}
