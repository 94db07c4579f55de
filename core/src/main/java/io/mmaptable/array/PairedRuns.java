package io.mmaptable.array;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Walks over two arrays of one shape in the order of the target's memory, in runs that are as long
/// as can be.
final class PairedRuns {

  /// The sides of the tiles in which an array is copied whose source runs along another dimension
  /// than its target: so many cache lines of the source are used up before they are dropped.
  private static final long TILE_LENGTH = 64;

  private static final long TILE_HEIGHT = 64;

  private final NdArray target;
  private final NdArray source;
  private final RunCopy copy;
  private final List<Axis> axes;
  private long targetStart;
  private long sourceStart;

  private PairedRuns(NdArray target, NdArray source, RunCopy copy) {
    this.target = target;
    this.source = source;
    this.copy = copy;
    this.targetStart = target.offset();
    this.sourceStart = source.offset();
    this.axes = merged(forward());
  }

  static void copy(NdArray target, NdArray source, RunCopy copy) {
    if (target.size() > 0) {
      new PairedRuns(target, source, copy).walk();
    }
  }

  private record Axis(long length, long target, long source) {
    boolean continues(Axis next) {
      return target == next.length * next.target && source == next.length * next.source;
    }
  }

  /// The axes by the target's strides, the longest first, each running forward in the target.
  private List<Axis> forward() {
    var forward = new ArrayList<Axis>();
    for (int i = 0; i < target.ndim(); i++) {
      long length = target.length(i);
      if (length == 1) {
        continue;
      }
      long to = target.stride(i);
      long from = source.stride(i);
      if (to < 0) {
        targetStart += (length - 1) * to;
        sourceStart += (length - 1) * from;
      }
      forward.add(to < 0 ? new Axis(length, -to, -from) : new Axis(length, to, from));
    }
    forward.sort(
        Comparator.comparingLong(Axis::target)
            .thenComparingLong(axis -> Math.abs(axis.source()))
            .reversed());
    return forward;
  }

  private static List<Axis> merged(List<Axis> axes) {
    var merged = new ArrayList<Axis>();
    for (Axis axis : axes) {
      if (!merged.isEmpty() && merged.getLast().continues(axis)) {
        axis = new Axis(merged.removeLast().length() * axis.length(), axis.target(), axis.source());
      }
      merged.add(axis);
    }
    return merged;
  }

  private void walk() {
    if (axes.isEmpty()) {
      run(targetStart, sourceStart, new Axis(1, target.itemSize(), source.itemSize()), 1);
      return;
    }
    Axis inner = axes.removeLast();
    int across = acrossTile(inner);
    if (across < 0) {
      walk(0, targetStart, sourceStart, inner);
      return;
    }
    Axis height = axes.remove(across);
    for (long i = 0; i < height.length(); i += TILE_HEIGHT) {
      long rows = Math.min(TILE_HEIGHT, height.length() - i);
      for (long j = 0; j < inner.length(); j += TILE_LENGTH) {
        var tile =
            new Axis(Math.min(TILE_LENGTH, inner.length() - j), inner.target(), inner.source());
        axes.add(new Axis(rows, height.target(), height.source()));
        walk(
            0,
            targetStart + i * height.target() + j * inner.target(),
            sourceStart + i * height.source() + j * inner.source(),
            tile);
        axes.removeLast();
      }
    }
  }

  /// The axis along which the source's elements are closest, where that is not the inner one.
  private int acrossTile(Axis inner) {
    int across = -1;
    long closest = Math.abs(inner.source());
    for (int i = 0; i < axes.size(); i++) {
      long step = Math.abs(axes.get(i).source());
      if (step != 0 && step < closest) {
        closest = step;
        across = i;
      }
    }
    return across;
  }

  private void walk(int depth, long to, long from, Axis inner) {
    if (depth == axes.size()) {
      run(to, from, inner, inner.length());
      return;
    }
    Axis axis = axes.get(depth);
    for (long i = 0; i < axis.length(); i++) {
      walk(depth + 1, to + i * axis.target(), from + i * axis.source(), inner);
    }
  }

  private void run(long to, long from, Axis inner, long count) {
    copy.copy(source.segment(), from, inner.source(), target.segment(), to, inner.target(), count);
  }
}
