package io.mmaptable.array;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.UnaryOperator;

/// Elements of a source that follow each other, of which a block is loaded when it is come to.
final class LoadedNode extends Node {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  private final RowSource source;

  /// How the elements would lie if all rows were in memory, in C order: an array without any.
  private final NdArray layout;

  private LoadedNode(RowSource source, NdArray layout) {
    super(layout.dtype(), layout.lengths());
    this.source = source;
    this.layout = layout;
  }

  /// All elements of a source. Those of dtypes that are not computed with, but compared at most,
  /// are loaded at once.
  static Node of(RowSource source) {
    long[] shape = source.shape();
    if (shape.length == 0) {
      throw new IllegalArgumentException("a source of rows has one dimension at least, not none");
    }
    long blockRows = source.blockRows();
    if (blockRows < 1) {
      throw new IllegalArgumentException("blockRows (" + blockRows + ") must be positive");
    }
    if (Lanes.of(source.dtype()) == Lanes.NONE) {
      return new ArrayNode(source.rows(0, shape[0]));
    }
    Shapes.byteSize(source.dtype(), shape);
    long[] strides = Shapes.strides(source.dtype().itemSize(), shape, false);
    return new LoadedNode(
        source, new NdArray(NOTHING, source.dtype(), shape, strides, 0, Origin.MEMORY));
  }

  @Override
  NdArray layout() {
    return layout;
  }

  @Override
  List<NdArray> arrays() {
    return List.of(layout);
  }

  /// Other views of elements that follow each other are such elements again. For all others they
  /// are loaded at once.
  @Override
  Node map(UnaryOperator<NdArray> views) {
    NdArray view = views.apply(layout);
    return view.isContiguous() ? new LoadedNode(source, view) : new ArrayNode(views.apply(load()));
  }

  @Override
  Cursor open() {
    return new LoadedCursor(source, layout.offset() / layout.itemSize());
  }

  /// All elements, in memory.
  NdArray load() {
    long size = layout.size();
    if (size == 0) {
      return NdArray.zeros(dtype(), shape());
    }
    long rowSize = rowSize(source);
    long start = layout.offset() / layout.itemSize();
    long from = start / rowSize;
    NdArray rows = source.rows(from, Math.ceilDiv(start + size, rowSize));
    long at = start - from * rowSize;
    return rows.ravel().rows(at, at + size).reshape(shape());
  }

  /// The number of elements in a row.
  static long rowSize(RowSource source) {
    long[] row = source.shape();
    row[0] = 1;
    return Shapes.size(row);
  }
}
