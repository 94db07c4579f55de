package io.mmaptable.diskarray;

import io.mmaptable.internal.store.MappedFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Stores the elements of one item as they are.
///
/// A bulk copy takes ten nanoseconds however little is copied, and a loop is compiled to more
/// checks than it has stores; so the few elements that most items have are stored one by one.
final class ItemElements {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private ItemElements() {}

  static void store(float[] item, MemorySegment memory, long at) {
    int length = item.length;
    if (length > 4) {
      MemorySegment.copy(item, 0, memory, FLOAT, at, length);
      MappedFile.deliverFaults();
      return;
    }
    if (length > 0) {
      memory.set(FLOAT, at, item[0]);
    }
    if (length > 1) {
      memory.set(FLOAT, at + 4, item[1]);
    }
    if (length > 2) {
      memory.set(FLOAT, at + 8, item[2]);
    }
    if (length > 3) {
      memory.set(FLOAT, at + 12, item[3]);
    }
    MappedFile.deliverFaults();
  }

  static void store(double[] item, MemorySegment memory, long at) {
    int length = item.length;
    if (length > 4) {
      MemorySegment.copy(item, 0, memory, DOUBLE, at, length);
      MappedFile.deliverFaults();
      return;
    }
    if (length > 0) {
      memory.set(DOUBLE, at, item[0]);
    }
    if (length > 1) {
      memory.set(DOUBLE, at + 8, item[1]);
    }
    if (length > 2) {
      memory.set(DOUBLE, at + 16, item[2]);
    }
    if (length > 3) {
      memory.set(DOUBLE, at + 24, item[3]);
    }
    MappedFile.deliverFaults();
  }

  static void store(long[] item, MemorySegment memory, long at) {
    int length = item.length;
    if (length > 4) {
      MemorySegment.copy(item, 0, memory, LONG, at, length);
      MappedFile.deliverFaults();
      return;
    }
    if (length > 0) {
      memory.set(LONG, at, item[0]);
    }
    if (length > 1) {
      memory.set(LONG, at + 8, item[1]);
    }
    if (length > 2) {
      memory.set(LONG, at + 16, item[2]);
    }
    if (length > 3) {
      memory.set(LONG, at + 24, item[3]);
    }
    MappedFile.deliverFaults();
  }

  static void store(int[] item, MemorySegment memory, long at) {
    int length = item.length;
    if (length > 4) {
      MemorySegment.copy(item, 0, memory, INT, at, length);
      MappedFile.deliverFaults();
      return;
    }
    if (length > 0) {
      memory.set(INT, at, item[0]);
    }
    if (length > 1) {
      memory.set(INT, at + 4, item[1]);
    }
    if (length > 2) {
      memory.set(INT, at + 8, item[2]);
    }
    if (length > 3) {
      memory.set(INT, at + 12, item[3]);
    }
    MappedFile.deliverFaults();
  }
}
