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
  private final List<Part> arrays = new ArrayList<>();
  private int kept;
  private int axis;
  private long offset;
  private boolean copies;

  /// Before which kept dimension the first array stands, or -1, and whether another kind of part
  /// stands after it, and an array after that.
  private int place = -1;

  private boolean ended;
  private boolean separated;

  /// An array of positions, or a mask, and the dimensions that it stands for.
  private record Part(Index index, IndexedAxes axes) {
    boolean isMask() {
      return IndexPlan.isMask(index);
    }
  }

  /// Plans a selection.
  ///
  /// @param parts what stands between the brackets; expressions are masks
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
    return isMask(part) || (part instanceof NdArray positions && positions.ndim() > 0);
  }

  /// Whether a part is an array or an expression of bool.
  static boolean isMask(Index part) {
    return switch (part) {
      case NdArray array -> array.dtype() instanceof DType.Bool;
      case Expression expression -> expression.dtype() instanceof DType.Bool;
      case Index.At _, Slice _, Index.Ellipsis _, Index.NewAxis _, Index.Field _, Index.Fields _ ->
          false;
    };
  }

  /// The parts of an index, with positions in place of the expressions that give them; masks stay.
  static Index[] settled(Index... parts) {
    Index[] settled = parts.clone();
    for (int i = 0; i < settled.length; i++) {
      if (settled[i] instanceof Expression expression && !isMask(expression)) {
        settled[i] = computed(expression);
      }
    }
    return settled;
  }

  /// Computes positions.
  static NdArray computed(Expression positions) {
    requireIntegers(positions.dtype());
    return positions.toNdArray();
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
    Part first = arrays.getFirst();
    if (arrays.size() == 1 && first.isMask()) {
      return new MaskPositions(MaskBytes.of(first.index()), first.axes());
    }
    return new TakenPositions(arrays.stream().map(IndexPlan::taken).toList());
  }

  private static TakenPositions.Part taken(Part part) {
    NdArray positions =
        part.isMask() ? MaskBytes.of(part.index()).truePositions() : (NdArray) part.index();
    return new TakenPositions.Part(positions, part.axes());
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
            case Expression mask -> mask.ndim();
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
      case NdArray mask when isMask(mask) -> addMask(mask, mask.lengths());
      case NdArray positions -> addPositions(positions);
      case Expression mask -> addMask(mask, mask.node().shape());
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

  static void requireIntegers(DType dtype) {
    if (!(dtype instanceof DType.Int || dtype instanceof DType.UInt)) {
      throw new IllegalArgumentException(
          "arrays used as indices must be of integers or bool, not of " + dtype);
    }
  }

  private void addPositions(NdArray positions) {
    requireIntegers(positions.dtype());
    if (positions.ndim() == 0) {
      copies = true;
      at(positions.getLong());
      return;
    }
    meetArray();
    arrays.add(new Part(positions, IndexedAxes.of(array, axis, 1)));
    axis++;
  }

  private void addMask(Index mask, long[] lengths) {
    meetArray();
    for (int i = 0; i < lengths.length; i++) {
      requireLength(lengths[i], axis + i, array.length(axis + i));
    }
    arrays.add(new Part(mask, IndexedAxes.of(array, axis, lengths.length)));
    axis += lengths.length;
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
