package io.mmaptable.export;

import io.mmaptable.array.NdArray;

/// Elements of the rarer dtypes, as NumPy prints them.
record PrintedCells() implements CellFormat {
  @Override
  public void write(NdArray values, Cells into) {
    for (long i = 0; i < values.size(); i++) {
      String text = values.toString(i);
      if (text.equals("nan") || text.equals("NaT")) {
        into.endMissing();
      } else {
        into.putUtf8(text);
        into.endNumber();
      }
    }
  }
}
