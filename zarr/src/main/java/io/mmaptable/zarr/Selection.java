package io.mmaptable.zarr;

import io.mmaptable.array.Expression;
import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an index selects of an array that is read for it: the box of elements that the index
/// reaches, and the index once more in that box. Rows that lie apart are gathered chunk by chunk.
final class Selection {
  private final ZarrArray array;
  private final long[] shape;
  private final Index[] index;

  /// Where the box begins, and its shape.
  private final long[] start;

  private final long[] box;

  Selection(ZarrArray array, Index... index) {
    this.array = array;
    this.shape = array.shape();
    this.index = spelled(index);
    this.start = new long[shape.length];
    this.box = shape.clone();
  }

  /// The index with arrays for expressions, and slices for the ellipsis.
  private Index[] spelled(Index... parts) {
    List<Index> spelled = new ArrayList<>();
    long consumed = Arrays.stream(parts).mapToLong(Selection::consumed).sum();
    for (Index part : parts) {
      if (part instanceof Index.Ellipsis) {
        for (long axis = consumed; axis < shape.length; axis++) {
          spelled.add(Slice.ALL);
        }
        consumed = Math.max(consumed, shape.length);
      } else {
        spelled.add(part instanceof Expression expression ? expression.toNdArray() : part);
      }
    }
    return spelled.toArray(Index[]::new);
  }

  /// How many dimensions a part is for.
  private static long consumed(Index part) {
    return switch (part) {
      case Index.NewAxis _, Index.Ellipsis _, Index.Field _, Index.Fields _ -> 0;
      case Index.At _, Slice _ -> 1;
      case NdArray positions -> isMask(positions) ? positions.ndim() : 1;
      case Expression positions -> consumed(positions.toNdArray());
    };
  }

  private static boolean isMask(NdArray positions) {
    return positions.dtype() instanceof DType.Bool;
  }

  NdArray read() throws IOException {
    Index[] inBox = new Index[index.length];
    int axis = 0;
    long @Nullable [] gathered = null;
    for (int i = 0; i < index.length; i++) {
      Index part = index[i];
      inBox[i] = part;
      long consumed = consumed(part);
      if (axis + consumed > shape.length) {
        break; // the index is for more dimensions, which the box says too
      }
      if (consumed == 1 && i == 0 && isGathered(part)) {
        gathered = RowPositions.of(part, shape[0]);
        inBox[i] = Slice.ALL;
      } else if (consumed == 1) {
        inBox[i] = within(part, axis);
      }
      axis += (int) consumed;
    }
    NdArray elements = NdArray.zeros(array.dtype(), gathered == null ? box : with(gathered.length));
    if (gathered == null) {
      array.readInto(start, elements);
    } else {
      new RowGathering(array, start, box).read(gathered, elements);
    }
    return index.length == 0 ? elements : elements.get(inBox).copy();
  }

  private long[] with(long rows) {
    long[] changed = box.clone();
    changed[0] = rows;
    return changed;
  }

  /// Whether a part selects rows that need not be near each other, and stands alone as such.
  private boolean isGathered(Index part) {
    if (part instanceof Slice slice) {
      return Math.abs(slice.step()) > 1;
    }
    long arrays = Arrays.stream(index).filter(NdArray.class::isInstance).count();
    return part instanceof NdArray positions && positions.ndim() == 1 && arrays == 1;
  }

  /// Narrows the box along an axis to what a part selects, and says the same in the box.
  private Index within(Index part, int axis) {
    return switch (part) {
      case Index.At(long position) -> {
        start[axis] = position < 0 ? position + shape[axis] : position;
        if (start[axis] < 0 || start[axis] >= shape[axis]) {
          throw new IndexOutOfBoundsException(
              "index "
                  + position
                  + " is out of bounds for axis "
                  + axis
                  + " with size "
                  + shape[axis]);
        }
        box[axis] = 1;
        yield Index.at(0);
      }
      case Slice slice -> within(slice.over(shape[axis]), axis);
      case NdArray positions -> positions;
      case Expression positions -> positions;
      case Index.Ellipsis same -> same;
      case Index.NewAxis same -> same;
      case Index.Field same -> same;
      case Index.Fields same -> same;
    };
  }

  private Index within(Slice.Range range, int axis) {
    if (range.count() == 0) {
      box[axis] = 0;
      return Slice.ALL;
    }
    long last = range.first() + (range.count() - 1) * range.step();
    start[axis] = Math.min(range.first(), last);
    box[axis] = Math.abs(last - range.first()) + 1;
    return new Slice(null, null, range.step());
  }
}
