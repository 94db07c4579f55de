package io.mmaptable.array;

import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.NumberReader;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Gathers blocks of elements into Java arrays, where dtype, byte order, alignment and stride are
/// dealt with once, so that kernels run on primitives. Mapped memory is never touched by a kernel
/// itself.
final class Blocks {

  /// How many elements a block has at most.
  static final int LENGTH = 512;

  /// Runs that are shorter are not worth a loop of their own.
  private static final int SHORTEST_RUN = 16;

  private final NdArray array;
  private final NdArray runs;
  private final long run;
  private final long step;
  private @Nullable NumberReader reader;

  Blocks(NdArray array) {
    this.array = array;
    this.runs = Runs.inIndexOrder(array);
    int last = runs.ndim() - 1;
    this.run = last < 0 ? 1 : runs.length(last);
    this.step = last < 0 ? array.itemSize() : runs.stride(last);
  }

  /// Takes elements of an array as doubles.
  interface DoubleAction {
    /// Takes a block.
    ///
    /// @param block the elements, which the next block overwrites
    /// @param from the index of the first one, in C order
    /// @param count how many there are
    void accept(double[] block, long from, int count);
  }

  /// Takes elements of an array as longs.
  interface LongAction {
    /// Takes a block.
    ///
    /// @param block the elements, which the next block overwrites
    /// @param from the index of the first one, in C order
    /// @param count how many there are
    void accept(long[] block, long from, int count);
  }

  /// Gives all elements of an array as doubles, block by block.
  static void eachDoubles(NdArray array, DoubleAction action) {
    var blocks = new Blocks(array);
    double[] block = new double[LENGTH];
    for (long from = 0; from < array.size(); from += LENGTH) {
      int count = (int) Math.min(LENGTH, array.size() - from);
      blocks.load(from, count, block);
      action.accept(block, from, count);
    }
  }

  /// Gives all elements of an array as longs, block by block.
  static void eachLongs(NdArray array, LongAction action) {
    var blocks = new Blocks(array);
    long[] block = new long[LENGTH];
    for (long from = 0; from < array.size(); from += LENGTH) {
      int count = (int) Math.min(LENGTH, array.size() - from);
      blocks.load(from, count, block);
      action.accept(block, from, count);
    }
  }

  /// Loads elements as doubles.
  void load(long from, int count, double[] into) {
    if (!Fitting.isReal(array.dtype()) || isScattered()) {
      MemorySegment memory = array.segment();
      var offsets = new Offsets(runs, from);
      for (int i = 0; i < count; i++) {
        into[i] = Elements.getDouble(memory, offsets.next(), array.dtype());
      }
      return;
    }
    NumberReader numbers = reader();
    for (int done = 0; done < count; ) {
      int length = length(from + done, count - done);
      numbers.doubles(array.segment(), offset(from + done), step, length, into, done);
      done += length;
    }
  }

  /// Loads elements as floats, which hold them, as those of float32 and float16.
  void load(long from, int count, float[] into) {
    NumberReader numbers = reader();
    for (int done = 0; done < count; ) {
      int length = length(from + done, count - done);
      numbers.floats(array.segment(), offset(from + done), step, length, into, done);
      done += length;
    }
  }

  /// Loads elements as longs; unsigned ones are extended with zeros.
  void load(long from, int count, long[] into) {
    if (!Fitting.hasLongs(array.dtype()) || isScattered()) {
      MemorySegment memory = array.segment();
      var offsets = new Offsets(runs, from);
      for (int i = 0; i < count; i++) {
        into[i] = Elements.getLong(memory, offsets.next(), array.dtype());
      }
      return;
    }
    NumberReader numbers = reader();
    for (int done = 0; done < count; ) {
      int length = length(from + done, count - done);
      numbers.longs(array.segment(), offset(from + done), step, length, into, done);
      done += length;
    }
  }

  private boolean isScattered() {
    return run < SHORTEST_RUN && runs.ndim() > 1;
  }

  private NumberReader reader() {
    if (reader == null) {
      reader = new NumberReader(array.dtype(), false, (int) Math.min(LENGTH, array.size()));
    }
    return reader;
  }

  /// How many elements from some element on lie in one run, and fit a block.
  private int length(long from, int most) {
    return (int) Math.min(Math.min(most, LENGTH), run - from % run);
  }

  private long offset(long from) {
    long at = runs.offset() + from % run * step;
    long rest = from / run;
    for (int axis = runs.ndim() - 2; axis >= 0; axis--) {
      at += rest % runs.length(axis) * runs.stride(axis);
      rest /= runs.length(axis);
    }
    return at;
  }
}
