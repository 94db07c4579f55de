package io.mmaptable.internal.kernel;

/// Plain loops, most of which HotSpot vectorizes by itself.
sealed class ScalarKernels extends BlockKernels permits VectorKernels {
  private static final int PAIRWISE_LENGTH = 128;
  private static final int LANES = 8;
  private static final int WORD = 64;

  @Override
  public double pairwise(double[] block, int from, int count) {
    if (count > PAIRWISE_LENGTH) {
      int half = count / 2;
      half -= half % LANES;
      return pairwise(block, from, half) + pairwise(block, from + half, count - half);
    }
    if (count < LANES) {
      // As NumPy starts.
      double sum = -0.0;
      for (int i = from; i < from + count; i++) {
        sum += block[i];
      }
      return sum;
    }
    double r0 = block[from];
    double r1 = block[from + 1];
    double r2 = block[from + 2];
    double r3 = block[from + 3];
    double r4 = block[from + 4];
    double r5 = block[from + 5];
    double r6 = block[from + 6];
    double r7 = block[from + 7];
    int end = from + count - count % LANES;
    for (int i = from + LANES; i < end; i += LANES) {
      r0 += block[i];
      r1 += block[i + 1];
      r2 += block[i + 2];
      r3 += block[i + 3];
      r4 += block[i + 4];
      r5 += block[i + 5];
      r6 += block[i + 6];
      r7 += block[i + 7];
    }
    double sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
    for (int i = end; i < from + count; i++) {
      sum += block[i];
    }
    return sum;
  }

  @Override
  public float pairwise(float[] block, int from, int count) {
    if (count > PAIRWISE_LENGTH) {
      int half = count / 2;
      half -= half % LANES;
      return pairwise(block, from, half) + pairwise(block, from + half, count - half);
    }
    if (count < LANES) {
      // As NumPy starts.
      float sum = -0.0f;
      for (int i = from; i < from + count; i++) {
        sum += block[i];
      }
      return sum;
    }
    float r0 = block[from];
    float r1 = block[from + 1];
    float r2 = block[from + 2];
    float r3 = block[from + 3];
    float r4 = block[from + 4];
    float r5 = block[from + 5];
    float r6 = block[from + 6];
    float r7 = block[from + 7];
    int end = from + count - count % LANES;
    for (int i = from + LANES; i < end; i += LANES) {
      r0 += block[i];
      r1 += block[i + 1];
      r2 += block[i + 2];
      r3 += block[i + 3];
      r4 += block[i + 4];
      r5 += block[i + 5];
      r6 += block[i + 6];
      r7 += block[i + 7];
    }
    float sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
    for (int i = end; i < from + count; i++) {
      sum += block[i];
    }
    return sum;
  }

  @Override
  public long sum(long[] block, int from, int count) {
    // Four sums, where the compiler makes no vectors of one.
    long a = 0;
    long b = 0;
    long c = 0;
    long d = 0;
    int whole = from + count - count % 4;
    for (int i = from; i < whole; i += 4) {
      a += block[i];
      b += block[i + 1];
      c += block[i + 2];
      d += block[i + 3];
    }
    for (int i = whole; i < from + count; i++) {
      a += block[i];
    }
    return (a + b) + (c + d);
  }

  @Override
  public double min(double[] block, int from, int count) {
    double found = block[from];
    for (int i = from; i < from + count; i++) {
      found = Math.min(found, block[i]);
    }
    return found;
  }

  @Override
  public double max(double[] block, int from, int count) {
    double found = block[from];
    for (int i = from; i < from + count; i++) {
      found = Math.max(found, block[i]);
    }
    return found;
  }

  @Override
  public float min(float[] block, int from, int count) {
    float found = block[from];
    for (int i = from; i < from + count; i++) {
      found = Math.min(found, block[i]);
    }
    return found;
  }

  @Override
  public float max(float[] block, int from, int count) {
    float found = block[from];
    for (int i = from; i < from + count; i++) {
      found = Math.max(found, block[i]);
    }
    return found;
  }

  // Not by Math.min, of which the compiler makes slower code.
  @Override
  public long min(long[] block, int from, int count) {
    long found = block[from];
    for (int i = from; i < from + count; i++) {
      found = found < block[i] ? found : block[i];
    }
    return found;
  }

  @Override
  public long max(long[] block, int from, int count) {
    long found = block[from];
    for (int i = from; i < from + count; i++) {
      found = found > block[i] ? found : block[i];
    }
    return found;
  }

  @Override
  public void compare(Relation relation, double[] a, double[] b, int count, long[] bits) {
    compare(relation, a, b, 0, count, bits);
  }

  /// Compares the elements from one on, which begin a word.
  final void compare(Relation relation, double[] a, double[] b, int from, int count, long[] bits) {
    for (int word = from; word < count; word += WORD) {
      long related = 0;
      for (int i = word; i < Math.min(word + WORD, count); i++) {
        boolean isRelated =
            switch (relation) {
              case EQ -> a[i] == b[i];
              case NE -> a[i] != b[i];
              case LT -> a[i] < b[i];
              case LE -> a[i] <= b[i];
              case GT -> a[i] > b[i];
              case GE -> a[i] >= b[i];
            };
        related |= isRelated ? 1L << i : 0;
      }
      bits[word / WORD] = related;
    }
  }

  @Override
  public void compare(Relation relation, double[] a, double b, int count, long[] bits) {
    compare(relation, a, b, 0, count, bits);
  }

  /// Compares the elements from one on, which begin a word.
  final void compare(Relation relation, double[] a, double b, int from, int count, long[] bits) {
    for (int word = from; word < count; word += WORD) {
      long related = 0;
      for (int i = word; i < Math.min(word + WORD, count); i++) {
        boolean isRelated =
            switch (relation) {
              case EQ -> a[i] == b;
              case NE -> a[i] != b;
              case LT -> a[i] < b;
              case LE -> a[i] <= b;
              case GT -> a[i] > b;
              case GE -> a[i] >= b;
            };
        related |= isRelated ? 1L << i : 0;
      }
      bits[word / WORD] = related;
    }
  }

  @Override
  public void compare(Relation relation, float[] a, float[] b, int count, long[] bits) {
    compare(relation, a, b, 0, count, bits);
  }

  /// Compares the elements from one on, which begin a word.
  final void compare(Relation relation, float[] a, float[] b, int from, int count, long[] bits) {
    for (int word = from; word < count; word += WORD) {
      long related = 0;
      for (int i = word; i < Math.min(word + WORD, count); i++) {
        boolean isRelated =
            switch (relation) {
              case EQ -> a[i] == b[i];
              case NE -> a[i] != b[i];
              case LT -> a[i] < b[i];
              case LE -> a[i] <= b[i];
              case GT -> a[i] > b[i];
              case GE -> a[i] >= b[i];
            };
        related |= isRelated ? 1L << i : 0;
      }
      bits[word / WORD] = related;
    }
  }

  @Override
  public void compare(Relation relation, float[] a, float b, int count, long[] bits) {
    compare(relation, a, b, 0, count, bits);
  }

  /// Compares the elements from one on, which begin a word.
  final void compare(Relation relation, float[] a, float b, int from, int count, long[] bits) {
    for (int word = from; word < count; word += WORD) {
      long related = 0;
      for (int i = word; i < Math.min(word + WORD, count); i++) {
        boolean isRelated =
            switch (relation) {
              case EQ -> a[i] == b;
              case NE -> a[i] != b;
              case LT -> a[i] < b;
              case LE -> a[i] <= b;
              case GT -> a[i] > b;
              case GE -> a[i] >= b;
            };
        related |= isRelated ? 1L << i : 0;
      }
      bits[word / WORD] = related;
    }
  }

  @Override
  public void compare(Relation relation, long[] a, long[] b, int count, long[] bits) {
    compare(relation, a, b, 0, count, bits);
  }

  /// Compares the elements from one on, which begin a word.
  final void compare(Relation relation, long[] a, long[] b, int from, int count, long[] bits) {
    for (int word = from; word < count; word += WORD) {
      long related = 0;
      for (int i = word; i < Math.min(word + WORD, count); i++) {
        boolean isRelated =
            switch (relation) {
              case EQ -> a[i] == b[i];
              case NE -> a[i] != b[i];
              case LT -> a[i] < b[i];
              case LE -> a[i] <= b[i];
              case GT -> a[i] > b[i];
              case GE -> a[i] >= b[i];
            };
        related |= isRelated ? 1L << i : 0;
      }
      bits[word / WORD] = related;
    }
  }

  @Override
  public void compare(Relation relation, long[] a, long b, int count, long[] bits) {
    compare(relation, a, b, 0, count, bits);
  }

  /// Compares the elements from one on, which begin a word.
  final void compare(Relation relation, long[] a, long b, int from, int count, long[] bits) {
    for (int word = from; word < count; word += WORD) {
      long related = 0;
      for (int i = word; i < Math.min(word + WORD, count); i++) {
        boolean isRelated =
            switch (relation) {
              case EQ -> a[i] == b;
              case NE -> a[i] != b;
              case LT -> a[i] < b;
              case LE -> a[i] <= b;
              case GT -> a[i] > b;
              case GE -> a[i] >= b;
            };
        related |= isRelated ? 1L << i : 0;
      }
      bits[word / WORD] = related;
    }
  }

  @Override
  public void addDots(float[] a, float[] b, int step, int rows, int length, double[] into) {
    PlainDots.add(a, b, step, 0, rows, length, into);
  }

  @Override
  public void addDots(double[] a, double[] b, int step, int rows, int length, double[] into) {
    PlainDots.add(a, b, step, rows, length, into);
  }
}
