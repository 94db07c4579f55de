package io.mmaptable.internal.kernel;

/// Dot products in plain loops.
final class PlainDots {
  private static final int LANES = 8;

  private PlainDots() {}

  /// The products of the rows from one on.
  static void add(float[] a, float[] b, int step, int from, int rows, int length, double[] into) {
    int whole = length - length % LANES;
    for (int row = from; row < rows; row++) {
      float r0 = 0;
      float r1 = 0;
      float r2 = 0;
      float r3 = 0;
      float r4 = 0;
      float r5 = 0;
      float r6 = 0;
      float r7 = 0;
      int at = row * length;
      int bt = row * step;
      for (int end = at + whole; at < end; at += LANES, bt += LANES) {
        r0 += a[at] * b[bt];
        r1 += a[at + 1] * b[bt + 1];
        r2 += a[at + 2] * b[bt + 2];
        r3 += a[at + 3] * b[bt + 3];
        r4 += a[at + 4] * b[bt + 4];
        r5 += a[at + 5] * b[bt + 5];
        r6 += a[at + 6] * b[bt + 6];
        r7 += a[at + 7] * b[bt + 7];
      }
      float sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
      for (int end = at + length % LANES; at < end; at++, bt++) {
        sum += a[at] * b[bt];
      }
      into[row] += sum;
    }
  }

  static void add(double[] a, double[] b, int step, int rows, int length, double[] into) {
    int whole = length - length % LANES;
    for (int row = 0; row < rows; row++) {
      double r0 = 0;
      double r1 = 0;
      double r2 = 0;
      double r3 = 0;
      double r4 = 0;
      double r5 = 0;
      double r6 = 0;
      double r7 = 0;
      int at = row * length;
      int bt = row * step;
      for (int end = at + whole; at < end; at += LANES, bt += LANES) {
        r0 += a[at] * b[bt];
        r1 += a[at + 1] * b[bt + 1];
        r2 += a[at + 2] * b[bt + 2];
        r3 += a[at + 3] * b[bt + 3];
        r4 += a[at + 4] * b[bt + 4];
        r5 += a[at + 5] * b[bt + 5];
        r6 += a[at + 6] * b[bt + 6];
        r7 += a[at + 7] * b[bt + 7];
      }
      double sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
      for (int end = at + length % LANES; at < end; at++, bt++) {
        sum += a[at] * b[bt];
      }
      into[row] += sum;
    }
  }
}
