package io.mmaptable.array;

import java.util.Spliterator;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/// Elements of an array in C order as `double` values, loaded in blocks while they are walked over.
final class DoubleElements extends BlockWalk implements Spliterator.OfDouble {
  private final double[] block = new double[Blocks.LENGTH];

  DoubleElements(NdArray array, long from, long to) {
    super(array, from, to);
  }

  @Override
  void load(long first, int count) {
    blocks.load(first, count, block);
  }

  @Override
  public boolean tryAdvance(DoubleConsumer action) {
    if (next == loaded && !loadNext()) {
      return false;
    }
    action.accept(block[next++]);
    return true;
  }

  @Override
  public void forEachRemaining(DoubleConsumer action) {
    do {
      while (next < loaded) {
        action.accept(block[next++]);
      }
    } while (loadNext());
  }

  @Override
  public @Nullable OfDouble trySplit() {
    long first = splitOff();
    return first < 0 ? null : new DoubleElements(array, first, position());
  }
}
