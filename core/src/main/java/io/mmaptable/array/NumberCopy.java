package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.NumberKind;
import io.mmaptable.internal.element.NumberReader;
import io.mmaptable.internal.element.NumberWriter;
import io.mmaptable.internal.time.TimeCast;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Copies numbers from one dtype to another in blocks, which are longs, floats or doubles in
/// between: what holds all that goes from the one to the other, and takes the fewest steps.
final class NumberCopy implements RunCopy {
  private enum Between {
    LONGS,
    FLOATS,
    DOUBLES;

    static Between of(NumberKind from, NumberKind to) {
      if (from.isFloat()) {
        if (from == NumberKind.FLOAT80 && to.isLong()) {
          return LONGS;
        }
        if (from == NumberKind.FLOAT80 && to.isFloat() && to.size < 8) {
          return FLOATS; // as NumPy, which makes halves of singles here
        }
        return from.isReadAsFloats() && to.isWrittenFromFloats() ? FLOATS : DOUBLES;
      }
      if (from.isReadAsFloats() && (to == NumberKind.FLOAT16 || to == NumberKind.FLOAT32)) {
        return FLOATS;
      }
      return !to.isFloat()
              || ((from.isLong() || from == NumberKind.UINT32) && to != NumberKind.FLOAT64)
          ? LONGS
          : DOUBLES;
    }
  }

  private final int capacity;
  private final NumberReader reader;
  private final NumberWriter writer;
  private final boolean unsigned;
  private final @Nullable TimeCast times;
  private final Between between;
  private final double[] doubles;
  private final float[] floats;
  private final long[] longs;

  /// A copy between two dtypes.
  ///
  /// @param size how many numbers there are at most
  NumberCopy(DType from, DType to, @Nullable TimeCast times, long size) {
    this.capacity = (int) Math.min(Blocks.LENGTH, size);
    NumberKind source = NumberKind.of(from);
    NumberKind target = NumberKind.of(to);
    this.reader = new NumberReader(from, target == NumberKind.UINT64, capacity);
    this.writer = new NumberWriter(to, capacity);
    this.times = times;
    this.unsigned = source == NumberKind.UINT64;
    this.between = Between.of(source, target);
    this.doubles = new double[between == Between.DOUBLES ? capacity : 0];
    this.floats = new float[between == Between.FLOATS ? capacity : 0];
    this.longs = new long[between == Between.LONGS ? capacity : 0];
  }

  @Override
  public void copy(
      MemorySegment from,
      long at,
      long step,
      MemorySegment to,
      long toAt,
      long toStep,
      long count) {
    for (long done = 0; done < count; done += capacity) {
      int length = (int) Math.min(capacity, count - done);
      copyBlock(from, at + done * step, step, to, toAt + done * toStep, toStep, length);
    }
  }

  private void copyBlock(
      MemorySegment from, long at, long step, MemorySegment to, long toAt, long toStep, int count) {
    switch (between) {
      case DOUBLES -> {
        reader.doubles(from, at, step, count, doubles, 0);
        writer.doubles(doubles, to, toAt, toStep, count);
      }
      case FLOATS -> {
        reader.floats(from, at, step, count, floats, 0);
        writer.floats(floats, to, toAt, toStep, count);
      }
      case LONGS -> {
        reader.longs(from, at, step, count, longs, 0);
        if (times != null) {
          times.convert(longs, count);
        }
        writer.longs(longs, unsigned, to, toAt, toStep, count);
      }
    }
  }
}
