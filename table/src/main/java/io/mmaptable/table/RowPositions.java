package io.mmaptable.table;

import io.mmaptable.array.Longs;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;

/// Rows by their positions, in any order and as often as wanted.
final class RowPositions implements RowSelection {
  private final NdArray positions;
  private final Longs values;
  private final long end;

  /// Takes positions.
  ///
  /// @param positions a 1-d array of int64, none negative, which nobody changes any more
  RowPositions(NdArray positions) {
    this.positions = positions;
    this.values = positions.asLongs();
    this.end = positions.size() == 0 ? 0 : positions.max().getLong() + 1;
  }

  @Override
  public long count() {
    return positions.size();
  }

  @Override
  public long at(long place) {
    return values.get(place);
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public RowSelection select(Slice.Range places) {
    return new RowPositions(RowRange.view(positions, places));
  }

  @Override
  public RowSelection select(NdArray places) {
    return new RowPositions(positions.get(places));
  }

  @Override
  public NdArray of(NdArray column) {
    return column.get(positions);
  }

  @Override
  public NdArray of(ZarrArray column) throws IOException {
    return column.get(positions);
  }

  @Override
  public void set(NdArray column, NdArray values) {
    column.set(positions, values);
  }
}
