package io.mmaptable.array;

import java.util.Spliterator;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/// Elements of an array in C order as `double` values, loaded in blocks while they are walked over.
final class DoubleElements implements Spliterator.OfDouble {
  private final NdArray array;
  private final Blocks blocks;
  private final double[] block = new double[Blocks.LENGTH];
  private final long to;

  /// The first element that is not loaded.
  private long from;

  private int next;
  private int loaded;

  DoubleElements(NdArray array, long from, long to) {
    this.array = array;
    this.blocks = new Blocks(array);
    this.from = from;
    this.to = to;
  }

  @Override
  public boolean tryAdvance(DoubleConsumer action) {
    if (next == loaded && !load()) {
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
    } while (load());
  }

  private boolean load() {
    int count = (int) Math.min(block.length, to - from);
    if (count == 0) {
      return false;
    }
    Faults.run(array, () -> blocks.load(from, count, block));
    from += count;
    next = 0;
    loaded = count;
    return true;
  }

  /// Gives the first half away; not once elements have been loaded, which come before it.
  @Override
  public @Nullable OfDouble trySplit() {
    long middle = from + (to - from) / 2;
    if (next < loaded || middle == from) {
      return null;
    }
    var first = new DoubleElements(array, from, middle);
    from = middle;
    return first;
  }

  @Override
  public long estimateSize() {
    return to - from + (loaded - next);
  }

  @Override
  public int characteristics() {
    return ORDERED | SIZED | SUBSIZED | NONNULL;
  }
}
