package io.mmaptable.array;

import io.mmaptable.internal.element.Elements;
import io.mmaptable.internal.element.Memory;
import io.mmaptable.internal.element.NumberReader;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Gathers blocks of elements into Java arrays, where dtype, byte order, alignment and stride are
/// dealt with once, so that kernels run on primitives. Mapped memory is never touched by a kernel
/// itself.
final class Blocks {

  /// How many elements a block has at most.
  static final int LENGTH = 1024;

  private final NdArray array;
  private final Plain plain;
  private final MemorySegment memory;
  private final long start;
  private @Nullable IndexRuns runs;
  private @Nullable NumberReader reader;

  Blocks(NdArray array) {
    this.array = array;
    this.plain = Plain.of(array);
    this.memory = array.segment();
    this.start = array.offset();
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
    if (plain == Plain.DOUBLES) {
      Memory.load(memory, Memory.DOUBLE, start + from * Double.BYTES, into, 0, count);
      return;
    }
    IndexRuns runs = runs();
    if (!Fitting.isReal(array.dtype()) || runs.areShort()) {
      var offsets = runs.offsets(from);
      for (int i = 0; i < count; i++) {
        into[i] = Elements.getDouble(memory, offsets.next(), array.dtype());
      }
      return;
    }
    NumberReader numbers = reader();
    for (int done = 0; done < count; ) {
      int length = runs.length(from + done, count - done);
      numbers.doubles(memory, runs.offset(from + done), runs.step(), length, into, done);
      done += length;
    }
  }

  /// Loads elements as floats, which hold them, as those of float32 and float16.
  void load(long from, int count, float[] into) {
    if (plain == Plain.FLOATS) {
      Memory.load(memory, Memory.FLOAT, start + from * Float.BYTES, into, 0, count);
      return;
    }
    IndexRuns runs = runs();
    NumberReader numbers = reader();
    for (int done = 0; done < count; ) {
      int length = runs.length(from + done, count - done);
      numbers.floats(memory, runs.offset(from + done), runs.step(), length, into, done);
      done += length;
    }
  }

  /// Loads elements as longs; unsigned ones are extended with zeros.
  void load(long from, int count, long[] into) {
    if (plain == Plain.LONGS) {
      Memory.load(memory, Memory.LONG, start + from * Long.BYTES, into, 0, count);
      return;
    }
    IndexRuns runs = runs();
    if (!Fitting.hasLongs(array.dtype()) || runs.areShort()) {
      var offsets = runs.offsets(from);
      for (int i = 0; i < count; i++) {
        into[i] = Elements.getLong(memory, offsets.next(), array.dtype());
      }
      return;
    }
    NumberReader numbers = reader();
    for (int done = 0; done < count; ) {
      int length = runs.length(from + done, count - done);
      numbers.longs(memory, runs.offset(from + done), runs.step(), length, into, done);
      done += length;
    }
  }

  private IndexRuns runs() {
    if (runs == null) {
      runs = new IndexRuns(array);
    }
    return runs;
  }

  private NumberReader reader() {
    if (reader == null) {
      reader = new NumberReader(array.dtype(), false, (int) Math.min(LENGTH, array.size()));
    }
    return reader;
  }
}
