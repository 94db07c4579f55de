package io.mmaptable.zarr;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import java.io.IOException;

/// Divides a box of elements among the cells of a grid.
final class Boxes {
  private Boxes() {}

  /// What is done with the part of a box that is in one cell.
  interface Visitor {
    /// Takes the part that is in a cell.
    ///
    /// @param cell the place of the cell in the grid
    /// @param start where the part begins in the cell
    /// @param part the elements
    void visit(long[] cell, long[] start, NdArray part) throws IOException;
  }

  /// Visits the cells in C order.
  ///
  /// @param cellShape the shape of each cell
  /// @param start where in the grid the box begins
  /// @param box its elements
  static void divide(long[] cellShape, long[] start, NdArray box, Visitor visitor)
      throws IOException {
    if (box.size() == 0) {
      return;
    }
    long[] shape = box.shape();
    int ndim = shape.length;
    long[] first = new long[ndim];
    long[] last = new long[ndim];
    for (int axis = 0; axis < ndim; axis++) {
      first[axis] = start[axis] / cellShape[axis];
      last[axis] = (start[axis] + shape[axis] - 1) / cellShape[axis];
    }
    long[] cell = first.clone();
    do {
      visit(cellShape, start, box, cell.clone(), visitor);
    } while (advance(cell, first, last));
  }

  private static void visit(
      long[] cellShape, long[] start, NdArray box, long[] cell, Visitor visitor)
      throws IOException {
    int ndim = cell.length;
    long[] shape = box.shape();
    long[] within = new long[ndim];
    Index[] part = new Index[ndim];
    for (int axis = 0; axis < ndim; axis++) {
      long cellStart = cell[axis] * cellShape[axis];
      long from = Math.max(start[axis], cellStart);
      within[axis] = from - cellStart;
      long inBox = from - start[axis];
      part[axis] =
          Slice.of(inBox, inBox + Math.min(shape[axis] - inBox, cellShape[axis] - within[axis]));
    }
    visitor.visit(cell, within, ndim == 0 ? box : box.get(part));
  }

  private static boolean advance(long[] cell, long[] first, long[] last) {
    for (int axis = cell.length - 1; axis >= 0; axis--) {
      if (cell[axis] < last[axis]) {
        cell[axis]++;
        return true;
      }
      cell[axis] = first[axis];
    }
    return false;
  }

  /// The part of an array that begins somewhere and has a shape.
  static NdArray part(NdArray array, long[] start, long[] shape) {
    Index[] part = new Index[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      part[axis] = Slice.of(start[axis], start[axis] + shape[axis]);
    }
    return shape.length == 0 ? array : array.get(part);
  }
}
