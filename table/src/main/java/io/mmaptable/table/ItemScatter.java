package io.mmaptable.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Moves items that are side by side to where they are in records.
final class ItemScatter {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private ItemScatter() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder());
  }

  /// Moves items.
  ///
  /// @param items the items
  /// @param size the size of one in bytes
  /// @param count how many there are
  /// @param records where they go
  /// @param offset where the first goes
  /// @param step the distance in bytes from each to the next there
  static void scatter(byte[] items, int size, int count, byte[] records, int offset, int step) {
    switch (size) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          records[offset + i * step] = items[i];
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          SHORT.set(records, offset + i * step, (short) SHORT.get(items, 2 * i));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          INT.set(records, offset + i * step, (int) INT.get(items, 4 * i));
        }
      }
      case 8 -> {
        for (int i = 0; i < count; i++) {
          LONG.set(records, offset + i * step, (long) LONG.get(items, 8 * i));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          System.arraycopy(items, size * i, records, offset + i * step, size);
        }
      }
    }
  }
}
