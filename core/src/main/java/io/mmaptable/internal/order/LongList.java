package io.mmaptable.internal.order;

import java.util.Arrays;

/// Longs of which it is not known how many there will be.
public final class LongList {
  private long[] values = new long[16];
  private int count;

  public void add(long value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, Math.addExact(count, count >> 1));
    }
    values[count++] = value;
  }

  public long last() {
    return values[count - 1];
  }

  public void setLast(long value) {
    values[count - 1] = value;
  }

  public void addToLast(long value) {
    values[count - 1] += value;
  }

  public long[] toArray() {
    return Arrays.copyOf(values, count);
  }
}
