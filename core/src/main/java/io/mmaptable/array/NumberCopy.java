package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Copies numbers from one dtype to another in blocks, which are doubles or longs in between: longs
/// where a `double` could not hold what goes from the one to the other.
final class NumberCopy implements RunCopy {
  private final NumberReader reader;
  private final NumberWriter writer;
  private final boolean unsigned;
  private final @Nullable TimeCast times;
  private final double[] doubles;
  private final long[] longs;

  NumberCopy(DType from, DType to, @Nullable TimeCast times) {
    this.reader = new NumberReader(from, NumberKind.of(to) == NumberKind.UINT64);
    this.writer = new NumberWriter(to);
    this.times = times;
    NumberKind source = NumberKind.of(from);
    NumberKind target = NumberKind.of(to);
    this.unsigned = source == NumberKind.UINT64;
    boolean throughLongs = throughLongs(source, target);
    this.doubles = new double[throughLongs ? 0 : Blocks.LENGTH];
    this.longs = new long[throughLongs ? Blocks.LENGTH : 0];
  }

  private static boolean throughLongs(NumberKind from, NumberKind to) {
    if (from.isFloat()) {
      return from == NumberKind.FLOAT80 && to.isLong();
    }
    return !to.isFloat() || (from.isLong() && to != NumberKind.FLOAT64);
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
    for (long done = 0; done < count; done += Blocks.LENGTH) {
      int length = (int) Math.min(Blocks.LENGTH, count - done);
      long source = at + done * step;
      long target = toAt + done * toStep;
      if (longs.length == 0) {
        reader.doubles(from, source, step, length, doubles, 0);
        writer.doubles(doubles, to, target, toStep, length);
        continue;
      }
      reader.longs(from, source, step, length, longs, 0);
      if (times != null) {
        times.convert(longs, length);
      }
      writer.longs(longs, unsigned, to, target, toStep, length);
    }
  }
}
