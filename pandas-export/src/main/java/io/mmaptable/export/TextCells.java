package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Text, and bytes as Latin-1, without the zeros that fill an element.
record TextCells() implements CellFormat {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  @Override
  public void write(NdArray values, Cells into) {
    byte[] elements = (values.isContiguous() ? values : values.copy()).toBytes();
    int itemSize = values.itemSize();
    int count = (int) values.size();
    if (values.dtype() instanceof DType.Text(int length, ByteOrder order)) {
      boolean swapped = order != ByteOrder.LITTLE_ENDIAN;
      for (int row = 0; row < count; row++) {
        writeText(elements, row * itemSize, length, swapped, into);
      }
    } else {
      for (int row = 0; row < count; row++) {
        writeBytes(elements, row * itemSize, itemSize, into);
      }
    }
  }

  private static void writeText(byte[] from, int at, int length, boolean swapped, Cells into) {
    int end = length;
    while (end > 0 && (int) LITTLE.get(from, at + 4 * (end - 1)) == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      int point = (int) LITTLE.get(from, at + 4 * i);
      into.putCodePoint(swapped ? Integer.reverseBytes(point) : point);
    }
    into.endText();
  }

  private static void writeBytes(byte[] from, int at, int length, Cells into) {
    int end = length;
    while (end > 0 && from[at + end - 1] == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      into.putCodePoint(from[at + i] & 0xff);
    }
    into.endText();
  }
}
