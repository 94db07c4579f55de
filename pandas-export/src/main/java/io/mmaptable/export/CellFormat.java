package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;

/// How elements of a dtype are written into cells.
sealed interface CellFormat permits IntegerCells, FloatCells, TimeCells, TextCells, PrintedCells {

  /// Writes elements, a cell for each.
  ///
  /// @param values the elements, 1-d and at most as many as a Java array holds
  void write(NdArray values, Cells into);

  /// The format for a dtype that is not structured.
  static CellFormat of(DType dtype, FloatFormat floatFormat) {
    return switch (dtype) {
      case DType.Int _, DType.UInt _, DType.TimeDelta _ ->
          new IntegerCells(dtype instanceof DType.UInt, dtype instanceof DType.TimeDelta);
      case DType.Floating(int size, _) ->
          size <= 8 || !(floatFormat instanceof FloatFormat.Shortest)
              ? new FloatCells(size, floatFormat)
              : new PrintedCells();
      case DType.DateTime(DateTimeUnit unit, _) ->
          TimeCells.supports(unit) ? new TimeCells(unit) : new PrintedCells();
      case DType.Text _, DType.Bytes _ -> new TextCells();
      case DType.Bool _, DType.Complex _, DType.Opaque _, DType.Struct _ -> new PrintedCells();
    };
  }
}
