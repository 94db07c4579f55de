package io.mmaptable.array;

import java.util.Spliterator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Elements of an array in C order as `long` values, loaded in blocks while they are walked over.
final class LongElements extends BlockWalk implements Spliterator.OfLong {
  private final long[] block = new long[Blocks.LENGTH];

  LongElements(NdArray array, long from, long to) {
    super(array, from, to);
  }

  @Override
  void load(long first, int count) {
    blocks.load(first, count, block);
  }

  @Override
  public boolean tryAdvance(LongConsumer action) {
    if (next == loaded && !loadNext()) {
      return false;
    }
    action.accept(block[next++]);
    return true;
  }

  @Override
  public void forEachRemaining(LongConsumer action) {
    do {
      while (next < loaded) {
        action.accept(block[next++]);
      }
    } while (loadNext());
  }

  @Override
  public @Nullable OfLong trySplit() {
    long first = splitOff();
    return first < 0 ? null : new LongElements(array, first, position());
  }
}
