package io.mmaptable.array;

import java.util.Arrays;
import java.util.List;

/// The positions in arrays of integers that were broadcast together.
final class TakenPositions extends Positions {

  /// An array of positions and the dimensions that it stands for.
  ///
  /// @param array an array of integers
  /// @param axes its dimensions
  record Part(NdArray array, IndexedAxes axes) {}

  private final long[] shape;
  private final long size;
  private final List<Part> parts;
  private final List<Blocks> blocks;
  private final long[] positions = new long[Blocks.LENGTH];
  private long from;

  /// Takes parts whose arrays can be broadcast together.
  TakenPositions(List<Part> given) {
    long[] joint = new long[0];
    for (Part part : given) {
      joint = Shapes.broadcast("indexing arrays", joint, part.array().lengths());
    }
    shape = joint;
    size = Shapes.size(joint);
    parts =
        given.stream()
            .map(part -> new Part(Views.broadcast(part.array(), shape), part.axes()))
            .toList();
    blocks = parts.stream().map(part -> new Blocks(part.array())).toList();
  }

  @Override
  long[] shape() {
    return shape;
  }

  @Override
  void restart() {
    from = 0;
  }

  @Override
  boolean hasNext() {
    return from < size;
  }

  @Override
  int next(long[] into) {
    int count = (int) Math.min(Blocks.LENGTH, size - from);
    Arrays.fill(into, 0, count, 0);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Blocks block = blocks.get(i);
      Faults.run(part.array(), () -> block.load(from, count, positions));
      part.axes().addDistances(positions, count, into);
    }
    from += count;
    return count;
  }

  @Override
  void check() {
    restart();
    long[] block = new long[Blocks.LENGTH];
    while (hasNext()) {
      next(block);
    }
  }
}
