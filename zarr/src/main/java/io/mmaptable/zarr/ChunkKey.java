package io.mmaptable.zarr;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which chunk: its place in the array's grid, or in that of the shard that it is in.
///
/// @param shard the shard, or null
/// @param cell the place in the grid
record ChunkKey(@Nullable ChunkKey shard, List<Long> cell) {

  static ChunkKey of(@Nullable ChunkKey shard, long[] cell) {
    return new ChunkKey(shard, Arrays.stream(cell).boxed().toList());
  }

  @Override
  public String toString() {
    return "chunk " + cell + (shard == null ? "" : " of shard " + shard.cell);
  }
}
