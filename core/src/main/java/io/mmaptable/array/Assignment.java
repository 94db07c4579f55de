package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.internal.element.Elements;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;
import java.util.List;

/// Copies the elements of one array, or what can be taken for one, into another: checks first, with
/// [Casting] and [Fitting], then copies.
final class Assignment {
  private Assignment() {}

  static void assign(NdArray target, Object value, Casting casting) {
    if (value instanceof Expression expression) {
      Evaluation.set(target, expression, casting);
      return;
    }
    if (casting != Casting.UNSAFE
        && value instanceof Number number
        && target.size() == 1
        && SingleNumber.set(target, number)) {
      return;
    }
    if (casting != Casting.UNSAFE && WeakValues.isWeak(value)) {
      List<NdArray> parts = Parts.leaves(target);
      // All are checked before any is written.
      List<NdArray> weak =
          parts.stream().map(part -> WeakValues.toNdArray(part.dtype(), value)).toList();
      Faults.run(
          target,
          () -> {
            for (int i = 0; i < parts.size(); i++) {
              copy(parts.get(i), weak.get(i));
            }
          });
      return;
    }
    NdArray source = JavaArrays.toNdArray(value, target.dtype());
    boolean plain = !JavaArrays.hasDType(value);
    if (!(plain && isUnsigned(target.dtype(), source.dtype(), casting))) {
      casting.require(source.dtype(), target.dtype());
    }
    Faults.run(
        List.of(target, source),
        () -> {
          if (casting != Casting.UNSAFE && target.size() > 0) {
            Fitting.requireFits(target.dtype(), source, plain);
          }
          copy(target, source);
        });
  }

  /// Whether integers are to become unsigned, as Java's, which has no others, may.
  private static boolean isUnsigned(DType target, DType source, Casting casting) {
    return casting == Casting.SAME_KIND
        && source instanceof DType.Int
        && target instanceof DType.UInt;
  }

  static void fill(NdArray target, Object value) {
    assign(target, value, Casting.SAME_KIND);
  }

  static NdArray copy(NdArray source, DType dtype, SegmentAllocator allocator) {
    NdArray copy = NdArray.zeros(allocator, dtype, source.lengths());
    assign(copy, source, Casting.UNSAFE);
    return copy;
  }

  static void assignLongs(NdArray target, long[] values) {
    if (target.ndim() != 1 || target.size() != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for an array of shape " + Arrays.toString(target.shape()));
    }
    if (!Fitting.hasLongs(target.dtype())) {
      throw new UnsupportedOperationException("elements of " + target.dtype() + " are no integers");
    }
    Faults.run(
        target,
        () -> {
          var offsets = new Offsets(target, 0);
          for (long value : values) {
            Fitting.requireFits(target.dtype(), value, true);
            setLong(target, offsets.next(), value);
          }
        });
  }

  private static void setLong(NdArray target, long at, long value) {
    DType dtype = target.dtype();
    Elements.setBits(target.segment(), at, dtype.itemSize(), dtype.byteOrder(), value);
  }

  static void zero(NdArray target) {
    Faults.run(
        target,
        () -> {
          if (target.isContiguous()) {
            target.asSegment().fill((byte) 0);
            return;
          }
          var offsets = new Offsets(target, 0);
          for (long i = 0; i < target.size(); i++) {
            target.segment().asSlice(offsets.next(), target.itemSize()).fill((byte) 0);
          }
        });
  }

  private static void copy(NdArray target, NdArray source) {
    NdArray broadcast = Broadcasting.to(target.lengths(), source);
    if (target.size() == 0) {
      return; // a view of no elements may begin past the end of the memory
    }
    if (Overlap.isHarmful(target, broadcast)) {
      copy(target, source.copy());
    } else if (isRepeatedCast(target, source)) {
      NdArray element = NdArray.zeros(target.dtype());
      Copies.copy(element, source.withLayout(new long[0], new long[0], source.offset()));
      Copies.copy(target, Broadcasting.to(target.lengths(), element));
    } else {
      Copies.copy(target, broadcast);
    }
  }

  /// Whether one element goes into many of another dtype: it is cast once.
  private static boolean isRepeatedCast(NdArray target, NdArray source) {
    return source.size() == 1
        && target.size() > 1
        && !(target.dtype() instanceof DType.Struct)
        && !target.dtype().equals(source.dtype());
  }
}
