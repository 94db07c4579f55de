package io.mmaptable.array;

import java.util.Arrays;

/// Turns an index into a view, or into a copy where arrays are among its parts.
final class Indexing {
  private Indexing() {}

  static NdArray select(NdArray array, Index... index) {
    if (index.length == 1 && index[0] instanceof Index.Field(String name)) {
      return Views.field(array, name);
    }
    if (index.length == 1 && index[0] instanceof Index.Fields(var names)) {
      return Views.fields(array, names);
    }
    var plan = new IndexPlan(array, IndexPlan.settled(index));
    if (plan.isAdvanced()) {
      return plan.selection().get();
    }
    return plan.copies() ? plan.view().copy() : plan.view();
  }

  static NdArray select(NdArray array, long first, long... rest) {
    int given = 1 + rest.length;
    int ndim = array.ndim();
    if (given > ndim) {
      throw IndexPlan.tooMany(array, given);
    }
    long at = array.offset() + position(first, 0, array.length(0)) * array.stride(0);
    for (int i = 0; i < rest.length; i++) {
      at += position(rest[i], i + 1, array.length(i + 1)) * array.stride(i + 1);
    }
    return array.withLayout(
        Arrays.copyOfRange(array.lengths(), given, ndim),
        Arrays.copyOfRange(array.steps(), given, ndim),
        at);
  }

  /// Sets what an index selects.
  static void assign(NdArray array, Index[] index, Object value) {
    if (Arrays.stream(index).noneMatch(Indexing::isArray)) {
      select(array, index).set(value);
      return;
    }
    var plan = new IndexPlan(array, apartFrom(array, index));
    if (!plan.isAdvanced()) {
      plan.view().set(value);
      return;
    }
    NdArray source = source(array, value);
    if (isWholeMask(array, index) && source.ndim() > 1) {
      throw new IllegalArgumentException(
          "a mask of all dimensions is assigned a value of one dimension at most, not of shape "
              + Arrays.toString(source.shape()));
    }
    plan.selection().set(source);
  }

  private static boolean isArray(Index part) {
    return part instanceof NdArray || part instanceof Expression;
  }

  /// A value as elements of the target's dtype, in memory that is not the target's.
  static NdArray source(NdArray target, Object value) {
    NdArray source = NdArray.asArray(value, target.dtype());
    return Extent.overlap(target, source) ? source.copy() : source;
  }

  /// An index whose arrays do not change while the target is written.
  static Index[] apartFrom(NdArray target, Index... index) {
    Index[] parts = IndexPlan.settled(index);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] instanceof NdArray part && Extent.overlap(target, part)) {
        parts[i] = part.copy();
      } else if (parts[i] instanceof Expression mask && !isApart(target, mask, parts.length == 1)) {
        parts[i] = mask.toNdArray();
      }
    }
    return parts;
  }

  /// Whether a mask can be computed while the target is written: block by block it is read before
  /// the elements that it stands for are written, which harms nothing where it reads just those.
  private static boolean isApart(NdArray target, Expression mask, boolean alone) {
    boolean same = alone && Arrays.equals(mask.node().shape(), target.lengths());
    for (NdArray array : mask.node().arrays()) {
      boolean overlaps = Extent.overlap(target, array);
      if (overlaps && !(same && !Overlap.isHarmful(target, array))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWholeMask(NdArray array, Index... index) {
    return index.length == 1
        && IndexPlan.isMask(index[0])
        && array.ndim() > 0
        && array.ndim()
            == (index[0] instanceof NdArray mask ? mask.ndim() : ((Expression) index[0]).ndim());
  }

  static long position(long position, int axis, long length) {
    if (position < -length || position >= length) {
      throw new IndexOutOfBoundsException(
          "index " + position + " is out of bounds for axis " + axis + " with size " + length);
    }
    return position < 0 ? position + length : position;
  }
}
