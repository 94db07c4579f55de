package io.mmaptable.array;

import java.util.ArrayList;
import java.util.List;

/// Folds many elements into one result: branches of the trees are computed by many threads, and
/// joined by one in the trees' own order.
final class TreeFolding {
  private static final int LEVELS = 64;

  /// How many branches a result is divided into at most, about.
  private static final long MOST_BRANCHES = 1 << 20;

  private final Folding folding;
  private final long length;
  private final long tree;
  private final long longestBranch;
  private final List<Branch> branches = new ArrayList<>();
  private final Accumulators joined;
  private int next;

  /// Elements of a row that one thread folds.
  private record Branch(long from, long count) {}

  TreeFolding(Folding folding) {
    this.folding = folding;
    this.length = folding.reduced();
    this.tree = Math.min(folding.tree(), length);
    this.longestBranch = Math.max(folding.piece(), length / MOST_BRANCHES);
    Accumulators division = folding.open(1);
    for (long from = 0; from < length; from += tree) {
      divide(division, from, Math.min(tree, length - from));
    }
    this.joined = folding.open(branches.size() + 1);
  }

  private void divide(Accumulators division, long from, long count) {
    if (count <= longestBranch) {
      branches.add(new Branch(from, count));
      return;
    }
    long half = division.half(count);
    divide(division, from, half);
    divide(division, from + half, count - half);
  }

  /// Folds one row, and stores it.
  void run(long row) {
    int perTask = (int) Math.max(1, folding.piece() / tree);
    folding.forEach(
        Math.ceilDiv(branches.size(), perTask),
        task -> {
          Accumulators slots = folding.open(LEVELS);
          int from = Math.toIntExact(task * perTask);
          for (int i = from; i < Math.min(from + perTask, branches.size()); i++) {
            Branch branch = branches.get(i);
            slots.tree(row * length + branch.from(), branch.count(), 0);
            joined.set(i, slots, 0);
          }
        });
    // The slot before the branches' is the result.
    next = 0;
    int result = branches.size();
    joined.reset(result, 1);
    for (long from = 0; from < length; from += tree) {
      joined.merge(result, joined, join(Math.min(tree, length - from)));
    }
    joined.set(0, joined, result);
    joined.store(folding.out(), row, 1);
  }

  /// Joins the branches of a tree, and says in which slot it then is.
  private int join(long count) {
    if (count <= longestBranch) {
      return next++;
    }
    long half = joined.half(count);
    int first = join(half);
    int second = join(count - half);
    joined.merge(first, joined, second);
    return first;
  }
}
