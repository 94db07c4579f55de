package io.mmaptable.zarr;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads rows that lie apart: those of each row of chunks together, so that every chunk is decoded
/// once.
final class RowGathering {
  private final ZarrArray array;
  private final long[] start;
  private final long[] box;
  private final long chunkRows;

  /// @param start where the box of what is read begins; the first dimension does not matter
  /// @param box its shape
  RowGathering(ZarrArray array, long[] start, long[] box) {
    this.array = array;
    this.start = start;
    this.box = box;
    this.chunkRows = array.chunkShape()[0];
  }

  /// Reads rows.
  ///
  /// @param rows which, in any order and as often as wanted
  /// @param target where they go, in this order
  void read(long[] rows, NdArray target) throws IOException {
    long[] order =
        isSorted(rows)
            ? NdArray.arange(rows.length).toLongs()
            : NdArray.of(rows).argSort().toLongs();
    List<Integer> turns = turns(rows, order);
    try {
      Parallelism.forEach(
          turns.size() - 1L,
          turn -> {
            try {
              read(rows, order, turns.get((int) turn), turns.get((int) turn + 1), target);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isSorted(long[] rows) {
    for (int i = 1; i < rows.length; i++) {
      if (rows[i] < rows[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /// Where in the order another row of chunks begins, and where the order ends.
  private List<Integer> turns(long[] rows, long[] order) {
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || chunk(rows, order[i]) != chunk(rows, order[i - 1])) {
        turns.add(i);
      }
    }
    turns.add(order.length);
    return turns;
  }

  private long chunk(long[] rows, long at) {
    return rows[(int) at] / chunkRows;
  }

  private void read(long[] rows, long[] order, int from, int to, NdArray target)
      throws IOException {
    long[] places = Arrays.copyOfRange(order, from, to);
    long first = rows[(int) places[0]];
    long last = rows[(int) places[places.length - 1]];
    long[] blockStart = start.clone();
    long[] blockShape = box.clone();
    blockStart[0] = first;
    blockShape[0] = last - first + 1;
    NdArray block = NdArray.zeros(array.dtype(), blockShape);
    array.readInto(blockStart, block);
    long[] inBlock = Arrays.stream(places).map(place -> rows[(int) place] - first).toArray();
    target.set(Index.of(places), block.get(Index.of(inBlock)));
  }
}
