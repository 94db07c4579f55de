package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/// Copies the elements of one array into another, with broadcasting and [Fitting].
final class Assignment {
  private Assignment() {}

  static void assign(NdArray target, Object value, Casting casting) {
    if (casting != Casting.SAME_KIND) {
      throw new UnsupportedOperationException("casting " + casting);
    }
    // Java has no literals of other dtypes: its numbers and strings take on the target's.
    boolean weak = value instanceof Number || value instanceof String || value instanceof String[];
    NdArray source = NdArray.asArray(value);
    if (value instanceof Number number) {
      Fitting.requireHolds(target.dtype(), number);
    }
    NdArray broadcast = broadcast(source, target.shape());
    Fitting.requireSameKind(target.dtype(), source.dtype(), weak);
    if (target.size() == 0) {
      return; // a view of no elements may begin past the end of the memory
    }
    Faults.run(target, () -> Faults.run(source, () -> copy(target, broadcast)));
  }

  static void fill(NdArray target, Object value) {
    assign(target, value, Casting.SAME_KIND);
  }

  static NdArray copy(NdArray source, DType dtype, SegmentAllocator allocator) {
    NdArray copy = NdArray.zeros(allocator, dtype, source.lengths());
    assign(copy, source, Casting.SAME_KIND);
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

  /// A view of the source that repeats its elements along the dimensions it lacks.
  private static NdArray broadcast(NdArray source, long[] shape) {
    int missing = shape.length - source.ndim();
    long[] strides = new long[shape.length];
    boolean fits = true;
    for (int axis = 0; axis < source.ndim(); axis++) {
      int at = axis + missing;
      if (at < 0) {
        fits &= source.length(axis) == 1;
      } else if (source.length(axis) == shape[at]) {
        strides[at] = source.stride(axis);
      } else {
        fits &= source.length(axis) == 1;
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "could not broadcast from shape "
              + Arrays.toString(source.shape())
              + " into shape "
              + Arrays.toString(shape));
    }
    return source.withLayout(shape, strides, source.offset());
  }

  private static void copy(NdArray target, NdArray source) {
    if (target.dtype().equals(source.dtype()) && target.isContiguous() && source.isContiguous()) {
      MemorySegment.copy(
          source.segment(), source.offset(), target.segment(), target.offset(), target.nbytes());
      return;
    }
    if (overlap(target, source)) {
      copy(target, source.copy());
      return;
    }
    switch (target.dtype()) {
      case DType.Struct struct when !struct.equals(source.dtype()) ->
          copyFields(target, source, struct);
      case DType.DateTime(DateTimeUnit unit, _) -> copyTimes(target, source, unit);
      case DType.Bool _,
          DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.Complex _,
          DType.Bytes _,
          DType.Text _,
          DType.Opaque _,
          DType.TimeDelta _,
          DType.Struct _ ->
          copyElements(target, source);
    }
  }

  private static boolean overlap(NdArray target, NdArray source) {
    return target.size() > 0
        && source.segment().isMapped() == target.segment().isMapped()
        && target.segment().asOverlappingSlice(source.segment()).isPresent();
  }

  private static void copyFields(NdArray target, NdArray source, DType.Struct struct) {
    var from = (DType.Struct) source.dtype();
    for (int i = 0; i < struct.fields().size(); i++) {
      Field to = struct.fields().get(i);
      target.field(to.name()).set(source.field(from.fields().get(i).name()));
    }
  }

  private static void copyTimes(NdArray target, NdArray source, DateTimeUnit unit) {
    if (source.dtype() instanceof DType.DateTime(DateTimeUnit other, _) && !other.equals(unit)) {
      throw new IllegalArgumentException(
          "cannot cast from " + source.dtype() + " to " + target.dtype() + ": units differ");
    }
    copyElements(target, source);
  }

  private static void copyElements(NdArray target, NdArray source) {
    var to = new Offsets(target, 0);
    var from = new Offsets(source, 0);
    long size = target.size();
    if (target.dtype().equals(source.dtype())) {
      int bytes = target.itemSize();
      for (long i = 0; i < size; i++) {
        MemorySegment.copy(source.segment(), from.next(), target.segment(), to.next(), bytes);
      }
      return;
    }
    Fitting.requireFits(target.dtype(), source);
    for (long i = 0; i < size; i++) {
      copyElement(target, to.next(), source, from.next());
    }
  }

  private static void copyElement(NdArray target, long to, NdArray source, long from) {
    MemorySegment memory = target.segment();
    switch (target.dtype()) {
      case DType.Floating dtype ->
          Elements.setDouble(
              memory, to, dtype, Elements.getDouble(source.segment(), from, source.dtype()));
      case DType.Bytes dtype ->
          Elements.setString(
              memory, to, dtype, Elements.getString(source.segment(), from, source.dtype()));
      case DType.Text dtype ->
          Elements.setString(
              memory, to, dtype, Elements.getString(source.segment(), from, source.dtype()));
      case DType.Bool _, DType.Int _, DType.UInt _, DType.DateTime _, DType.TimeDelta _ ->
          setLong(target, to, Elements.getLong(source.segment(), from, source.dtype()));
      case DType.Complex _, DType.Opaque _, DType.Struct _ ->
          throw new IllegalArgumentException(
              "cannot cast from " + source.dtype() + " to " + target.dtype());
    }
  }
}
