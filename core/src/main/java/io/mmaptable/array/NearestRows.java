package io.mmaptable.array;

import io.mmaptable.dtype.DType;

/// The best of the rows that are offered, at most so many: a heap with the worst of them on top.
///
/// Which rows those are does not depend on the order in which they come: larger scores are better,
/// of equal ones the earlier row, and NaN is worse than all numbers.
final class NearestRows {
  private final double[] scores;
  private final long[] rows;
  private int size;

  NearestRows(int capacity) {
    this.scores = new double[capacity];
    this.rows = new long[capacity];
  }

  /// Offers rows one after the other.
  void offer(long first, int count, double[] from) {
    int i = 0;
    for (; i < count && size < scores.length; i++) {
      offer(first + i, from[i]);
    }
    if (size == 0) {
      return;
    }
    double worst = scores[0];
    for (; i < count; i++) {
      // Most rows are no better, and are left by this branch; NaN of either goes on.
      if (!(from[i] < worst)) {
        offer(first + i, from[i]);
        worst = scores[0];
      }
    }
  }

  private void offer(long row, double score) {
    if (size < scores.length) {
      rise(size++, row, score);
    } else if (isBetter(score, row, scores[0], rows[0])) {
      sink(0, row, score);
    }
  }

  void offerAll(NearestRows others) {
    for (int i = 0; i < others.size && scores.length > 0; i++) {
      offer(others.rows[i], others.scores[i]);
    }
  }

  /// Puts the best one first. Nothing is offered afterwards.
  void sort() {
    int all = size;
    for (int end = all - 1; end > 0; end--) {
      double score = scores[end];
      long row = rows[end];
      scores[end] = scores[0];
      rows[end] = rows[0];
      size = end;
      sink(0, row, score);
    }
    size = all;
  }

  /// What has been sorted.
  Neighbors toNeighbors(Metric metric, DType dtype) {
    if (metric == Metric.L2) {
      for (int i = 0; i < size; i++) {
        scores[i] = 0 - scores[i];
      }
    }
    return new Neighbors(NdArray.of(rows), NdArray.of(scores).astype(dtype));
  }

  private void rise(int from, long row, double score) {
    int at = from;
    for (; at > 0; at = (at - 1) / 2) {
      int parent = (at - 1) / 2;
      if (!isBetter(scores[parent], rows[parent], score, row)) {
        break;
      }
      move(parent, at);
    }
    put(at, row, score);
  }

  private void sink(int from, long row, double score) {
    int at = from;
    for (int child = worseChild(at); child < size; child = worseChild(at)) {
      if (!isBetter(score, row, scores[child], rows[child])) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, row, score);
  }

  private int worseChild(int at) {
    int left = 2 * at + 1;
    int right = left + 1;
    return right < size && isBetter(scores[left], rows[left], scores[right], rows[right])
        ? right
        : left;
  }

  private void move(int from, int to) {
    put(to, rows[from], scores[from]);
  }

  private void put(int at, long row, double score) {
    rows[at] = row;
    scores[at] = score;
  }

  private static boolean isBetter(double score, long row, double than, long thanRow) {
    if (score == than || (Double.isNaN(score) && Double.isNaN(than))) {
      return row < thanRow;
    }
    return score > than || Double.isNaN(than);
  }
}
