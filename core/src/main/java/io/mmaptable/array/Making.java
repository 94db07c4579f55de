package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/// Makes arrays of zeros and of numbers in a row.
final class Making {

  /// Where arrays lie that nobody else has memory for: on the heap, or where that is no place for
  /// so much, in native memory that ends with the garbage collector.
  static final SegmentAllocator MEMORY = Making::allocate;

  /// The largest array on the heap: a modest part of it.
  private static final long LARGEST_ON_HEAP =
      Math.min(Runtime.getRuntime().maxMemory() / 16, 8L * (Integer.MAX_VALUE - 8));

  /// The JDK's own arenas, whose memory is zeros.
  private static final Class<?> ARENA = Arena.global().getClass();

  /// What memory is asked to be aligned to, until it can be: heap memory is aligned as its Java
  /// array's elements are.
  private static final long[] ALIGNMENTS = {64, 8, 1};

  private static final int BLOCK = 1 << 16;

  private Making() {}

  /// `long[]` and no other array, so that the compiler sees one kind of heap memory, and elements
  /// of any dtype are aligned as in Java.
  private static MemorySegment allocate(long byteSize, long byteAlignment) {
    if (byteSize > LARGEST_ON_HEAP) {
      return Arena.ofAuto().allocate(byteSize, byteAlignment);
    }
    return MemorySegment.ofArray(new long[(int) ((byteSize + 7) / 8)]).asSlice(0, byteSize);
  }

  static NdArray zeros(SegmentAllocator allocator, DType dtype, long... shape) {
    MemorySegment segment = aligned(allocator, Shapes.byteSize(dtype, shape));
    if (!allocator.equals(MEMORY) && allocator.getClass() != ARENA) {
      segment.fill((byte) 0); // anybody's allocator may give memory that has been used
    }
    return NdArray.view(segment, dtype, false, null, shape);
  }

  private static MemorySegment aligned(SegmentAllocator allocator, long byteSize) {
    for (long alignment : ALIGNMENTS) {
      try {
        return allocator.allocate(byteSize, alignment);
      } catch (IllegalArgumentException e) {
        if (alignment == 1) {
          throw e;
        }
      }
    }
    throw new AssertionError(ALIGNMENTS.length);
  }

  static NdArray arange(long start, long stop, long step) {
    if (step == 0) {
      throw new IllegalArgumentException("step (0) must not be zero");
    }
    long last = step > 0 ? stop - 1 : stop + 1;
    boolean empty = step > 0 ? start >= stop : start <= stop;
    // The distance is below 2^64, and is divided as an unsigned number.
    long distance = step > 0 ? last - start : start - last;
    long count = empty ? 0 : Long.divideUnsigned(distance, step > 0 ? step : -step) + 1;
    NdArray array = NdArray.zeros(DType.INT64, checked(count, start, stop, step));
    fill(array, i -> start + i * step);
    return array;
  }

  private static long checked(long count, Object start, Object stop, Object step) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "more than 2^63 - 1 numbers from " + start + " to " + stop + " by " + step);
    }
    return count;
  }

  static NdArray arange(double start, double stop, double step) {
    if (step == 0) {
      throw new IllegalArgumentException("step (" + step + ") must not be zero");
    }
    double distance = stop - start;
    double steps = distance / step;
    // Steps that are so many times longer that none is counted still begin with the first one.
    boolean vanishes = steps == 0 && distance != 0;
    double count = vanishes ? Math.signum(distance) == Math.signum(step) ? 1 : 0 : Math.ceil(steps);
    if (Double.isNaN(count) || Double.isInfinite(count) || count >= 0x1p63) {
      throw new IllegalArgumentException(
          "the length from " + start + " to " + stop + " by " + step + " is not finite");
    }
    double delta = (start + step) - start; // as NumPy, which is given the first two and goes on
    NdArray array = NdArray.zeros(DType.FLOAT64, Math.max(0, (long) count));
    fill(array, i -> bits(i == 0 ? start : i == 1 ? start + step : start + (double) i * delta));
    return array;
  }

  static NdArray linspace(double start, double stop, long count, boolean endpoint) {
    if (count < 0) {
      throw new IllegalArgumentException("count (" + count + ") must not be negative");
    }
    long gaps = endpoint ? count - 1 : count;
    double delta = stop - start;
    double step = delta / gaps;
    NdArray array = NdArray.zeros(DType.FLOAT64, count);
    fill(
        array,
        i -> {
          if (endpoint && i == count - 1 && count > 1) {
            return bits(stop);
          }
          // A step so small that it is zero is not divided first.
          double way = gaps <= 0 ? i * delta : step == 0 ? i / (double) gaps * delta : i * step;
          return bits(way + start);
        });
    return array;
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  /// The bits of an element by its position.
  private interface Formula {
    long at(long i);
  }

  private static void fill(NdArray array, Formula formula) {
    long[] block = new long[(int) Math.min(BLOCK, array.size())];
    for (long from = 0; from < array.size(); from += block.length) {
      int count = (int) Math.min(block.length, array.size() - from);
      for (int i = 0; i < count; i++) {
        block[i] = formula.at(from + i);
      }
      MemorySegment.copy(
          block, 0, array.segment(), ValueLayout.JAVA_LONG_UNALIGNED, 8 * from, count);
    }
  }
}
