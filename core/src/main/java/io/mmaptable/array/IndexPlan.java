package io.mmaptable.array;

import io.mmaptable.dtype.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the parts of an index mean for an array: which dimensions are kept, and which ones arrays
/// stand for.
///
/// Source: <https://numpy.org/doc/stable/user/basics.indexing.html>.
final class IndexPlan {
  private final NdArray array;
  private final int used;
  private final boolean advanced;
  private final long[] shape;
  private final long[] strides;
  private final List<TakenPositions.Part> arrays = new ArrayList<>();
  private int kept;
  private int axis;
  private long offset;
  private boolean copies;

  /// Before which kept dimension the first array stands, or -1, and whether another kind of part
  /// stands after it, and an array after that.
  private int place = -1;

  private boolean ended;
  private boolean separated;

  IndexPlan(NdArray array, Index... parts) {
    this.array = array;
    this.offset = array.offset();
    this.used = used(array, parts);
    this.advanced = Arrays.stream(parts).anyMatch(IndexPlan::isAdvanced);
    this.shape = new long[array.ndim() + parts.length];
    this.strides = new long[array.ndim() + parts.length];
    for (Index part : parts) {
      add(part);
    }
    keepWhole(array.ndim() - axis);
    Shapes.requireDimensions(kept);
  }

  private static boolean isAdvanced(Index part) {
    return part instanceof NdArray positions
        && (positions.ndim() > 0 || positions.dtype() instanceof DType.Bool);
  }

  /// Whether arrays with dimensions are among the parts, or masks.
  boolean isAdvanced() {
    return advanced;
  }

  /// Whether the selection is a copy although it is a view: an array without dimensions is among
  /// the parts.
  boolean copies() {
    return copies;
  }

  /// The dimensions that are kept, at the positions of the others.
  NdArray view() {
    return array.withLayout(Arrays.copyOf(shape, kept), Arrays.copyOf(strides, kept), offset);
  }

  Selection selection() {
    return new Selection(array, positions(), view(), separated ? 0 : place);
  }

  private Positions positions() {
    TakenPositions.Part first = arrays.getFirst();
    if (arrays.size() == 1 && first.array().dtype() instanceof DType.Bool) {
      return new MaskPositions(first.array(), first.axes());
    }
    return new TakenPositions(arrays.stream().map(IndexPlan::taken).toList());
  }

  private static TakenPositions.Part taken(TakenPositions.Part part) {
    return part.array().dtype() instanceof DType.Bool
        ? new TakenPositions.Part(new MaskBytes(part.array()).truePositions(), part.axes())
        : part;
  }

  /// How many dimensions the parts stand for.
  private static int used(NdArray array, Index... parts) {
    int used = 0;
    int ellipses = 0;
    for (Index part : parts) {
      used +=
          switch (part) {
            case Index.At _, Slice _ -> 1;
            case Index.NewAxis _, Index.Ellipsis _ -> 0;
            case NdArray mask when mask.dtype() instanceof DType.Bool -> mask.ndim();
            case NdArray _ -> 1;
            case Expression mask -> Pending.<Integer>of("index", mask);
            case Index.Field _, Index.Fields _ ->
                throw new IllegalArgumentException(
                    "index " + part + ": a field is the only part of its index");
          };
      ellipses += part instanceof Index.Ellipsis ? 1 : 0;
    }
    if (ellipses > 1) {
      throw new IllegalArgumentException("an index can only have a single ellipsis ('...')");
    }
    if (used > array.ndim()) {
      throw tooMany(array, used);
    }
    return used;
  }

  static IllegalArgumentException tooMany(NdArray array, int used) {
    return new IllegalArgumentException(
        "too many indices for array: array is "
            + array.ndim()
            + "-dimensional, but "
            + used
            + " were indexed");
  }

  private void add(Index part) {
    switch (part) {
      case Index.At(long position) -> at(position);
      case NdArray positions -> addArray(positions);
      case Expression mask -> Pending.of("index", mask);
      case Slice slice -> {
        ended |= place >= 0;
        keep(slice);
      }
      case Index.Ellipsis _ -> {
        // As in NumPy, it stands between arrays even where it is no dimension at all.
        ended |= place >= 0;
        keepWhole(array.ndim() - used);
      }
      case Index.NewAxis _ -> {
        ended |= place >= 0;
        shape[kept] = 1;
        kept++;
      }
      case Index.Field _, Index.Fields _ -> throw new AssertionError("a field was left");
    }
  }

  private void at(long position) {
    if (advanced) {
      meetArray();
    }
    offset += Indexing.position(position, axis, array.length(axis)) * array.stride(axis);
    axis++;
  }

  private void keep(Slice slice) {
    long stride = array.stride(axis);
    Slice.Range range = slice.over(array.length(axis));
    // An empty selection keeps the offset: its first position may lie outside the array.
    offset += range.count() == 0 ? 0 : range.first() * stride;
    shape[kept] = range.count();
    strides[kept] = range.count() <= 1 ? stride : stride * range.step();
    kept++;
    axis++;
  }

  private void keepWhole(int count) {
    for (int i = 0; i < count; i++) {
      shape[kept] = array.length(axis);
      strides[kept] = array.stride(axis);
      kept++;
      axis++;
    }
  }

  private void addArray(NdArray positions) {
    if (positions.dtype() instanceof DType.Bool) {
      addMask(positions);
    } else {
      addPositions(positions);
    }
  }

  static void requireIntegers(NdArray positions) {
    if (!(positions.dtype() instanceof DType.Int || positions.dtype() instanceof DType.UInt)) {
      throw new IllegalArgumentException(
          "arrays used as indices must be of integers or bool, not of " + positions.dtype());
    }
  }

  private void addPositions(NdArray positions) {
    requireIntegers(positions);
    if (positions.ndim() == 0) {
      copies = true;
      at(positions.getLong());
      return;
    }
    meetArray();
    arrays.add(new TakenPositions.Part(positions, IndexedAxes.of(array, axis, 1)));
    axis++;
  }

  private void addMask(NdArray mask) {
    meetArray();
    for (int i = 0; i < mask.ndim(); i++) {
      requireLength(mask.length(i), axis + i, array.length(axis + i));
    }
    arrays.add(new TakenPositions.Part(mask, IndexedAxes.of(array, axis, mask.ndim())));
    axis += mask.ndim();
  }

  /// Checks a length of a mask. As in NumPy, none at all is right for any dimension.
  static void requireLength(long length, int axis, long expected) {
    if (length != expected && length != 0) {
      throw new IndexOutOfBoundsException(
          "boolean index did not match indexed array along axis "
              + axis
              + "; size of axis is "
              + expected
              + " but size of corresponding boolean axis is "
              + length);
    }
  }

  private void meetArray() {
    if (place < 0) {
      place = kept;
    }
    separated |= ended;
  }
}
