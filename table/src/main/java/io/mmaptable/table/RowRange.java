package io.mmaptable.table;

import io.mmaptable.array.Longs;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;

/// Rows at equal distances, forwards or backwards.
///
/// @param first the first row
/// @param count how many there are
/// @param step from each to the next; 1 where there are not two
record RowRange(long first, long count, long step) implements RowSelection {

  /// All rows of a table.
  static RowRange all(long count) {
    return new RowRange(0, count, 1);
  }

  /// What a slice selects; the step of a single row may be as large as it likes.
  private static RowRange of(long first, long count, long step) {
    return new RowRange(count == 0 ? 0 : first, count, count < 2 ? 1 : step);
  }

  /// A view of what a range selects along the first dimension.
  static NdArray view(NdArray array, Slice.Range range) {
    if (range.count() == 0) {
      return array.rows(0, 0);
    }
    if (range.count() == 1) {
      return array.rows(range.first(), range.first() + 1);
    }
    long stop = range.first() + range.count() * range.step();
    return array.get(new Slice(range.first(), stop < 0 ? null : stop, range.step()));
  }

  @Override
  public long at(long place) {
    return first + place * step;
  }

  @Override
  public long end() {
    return count == 0 ? 0 : Math.max(first, at(count - 1)) + 1;
  }

  @Override
  public RowSelection select(Slice.Range places) {
    if (places.count() == 0) {
      return of(0, 0, 1);
    }
    long distance = places.count() == 1 ? 1 : Math.multiplyExact(step, places.step());
    return of(at(places.first()), places.count(), distance);
  }

  @Override
  public RowSelection select(NdArray places) {
    if (first != 0 || step != 1) {
      Longs values = places.asLongs();
      for (long i = 0; i < values.size(); i++) {
        values.set(i, at(values.get(i)));
      }
    }
    return new RowPositions(places);
  }

  @Override
  public NdArray of(NdArray column) {
    return view(column, new Slice.Range(first, count, step));
  }

  @Override
  public NdArray of(ZarrArray column) throws IOException {
    if (count == 0) {
      return column.rows(0, 0);
    }
    long least = Math.min(first, at(count - 1));
    NdArray between = column.rows(least, end());
    return view(between, new Slice.Range(first - least, count, step));
  }

  @Override
  public void set(NdArray column, NdArray values) {
    of(column).set(values);
  }
}
