package io.mmaptable.npy;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.ElementWriter;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes one array to a channel a block of rows at a time: an array that is larger than memory, or
/// is only made while it is written. What comes out is what `numpy.save` writes of the whole.
///
/// The shape is known first, since the header is. Not safe for use by several threads at once.
///
/// ```java
/// var writer = NpyWriter.begin(channel, DType.FLOAT32, 1_000_000, 3);
/// while (writer.rowsLeft() > 0) {
///   writer.write(nextBlock());
/// }
/// ```
public final class NpyWriter {
  private final ElementWriter elements;
  private final ArrayLayout layout;
  private long rowsLeft;

  private NpyWriter(WritableByteChannel channel, ArrayLayout layout) {
    this.elements = new ElementWriter(channel);
    this.layout = layout;
    this.rowsLeft = layout.rowCount();
  }

  /// Writes the header of an array in C order, whose rows follow.
  ///
  /// @param channel where to, in blocking mode; the caller closes it
  /// @param dtype the dtype of the elements
  /// @param shape the length of each dimension, at least one
  /// @return the writer of the rows
  /// @throws IllegalArgumentException if the array is 0-d or larger than 2^63 - 1 bytes, a
  ///   dimension is negative, or the header is longer than `numpy.load` accepts
  /// @throws IOException if the header cannot be written
  public static NpyWriter begin(WritableByteChannel channel, DType dtype, long... shape)
      throws IOException {
    return begin(channel, dtype, false, WriteOptions.DEFAULT, shape);
  }

  /// Writes the header of an array, whose rows follow: along the first axis in C order, along the
  /// last in Fortran order.
  ///
  /// @param channel where to, in blocking mode; the caller closes it
  /// @param dtype the dtype of the elements
  /// @param fortranOrder whether the first index varies fastest, instead of the last
  /// @param options the version and the longest header
  /// @param shape the length of each dimension, at least one
  /// @return the writer of the rows
  /// @throws IllegalArgumentException if the array is 0-d or larger than 2^63 - 1 bytes, a
  ///   dimension is negative, or the header does not fit into the version or is longer than it may
  ///   be
  /// @throws IOException if the header cannot be written
  public static NpyWriter begin(
      WritableByteChannel channel,
      DType dtype,
      boolean fortranOrder,
      WriteOptions options,
      long... shape)
      throws IOException {
    if (shape.length == 0) {
      throw new IllegalArgumentException("a 0-d array has no rows; write it with Npy.write");
    }
    byte[] header = Npy.canonicalHeader(dtype, shape, fortranOrder, options);
    FileOps.writeFully(channel, ByteBuffer.wrap(header));
    return new NpyWriter(
        channel,
        new ArrayLayout(dtype, shape, fortranOrder, header.length, new CountField.Fixed()));
  }

  /// Makes the rows of a file.
  @FunctionalInterface
  public interface Rows {
    /// Writes all rows.
    ///
    /// @param writer where to, valid until this returns
    /// @throws IOException if that fails; then no file is made
    void writeTo(NpyWriter writer) throws IOException;
  }

  /// Writes a file in C order, row by row. A crash leaves the old file or the new one.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param dtype the dtype of the elements
  /// @param shape the length of each dimension, at least one
  /// @param rows what writes the rows, all of them
  /// @throws IllegalArgumentException if the array is 0-d or larger than 2^63 - 1 bytes, a
  ///   dimension is negative, or the header is longer than `numpy.load` accepts
  /// @throws IllegalStateException if not all rows were written; then the old file is as it was
  /// @throws IOException if it cannot be written; then the old file is as it was
  public static void write(Path path, DType dtype, long[] shape, Rows rows) throws IOException {
    FileOps.replace(
        path,
        channel -> {
          NpyWriter writer = begin(channel, dtype, shape);
          rows.writeTo(writer);
          if (writer.rowsLeft > 0) {
            throw new IllegalStateException(
                path + ": " + writer.rowsLeft + " of " + shape[0] + " rows were not written");
          }
        });
  }

  /// How many rows are still to be written. The array is complete when there are none.
  ///
  /// @return a number of rows
  public long rowsLeft() {
    return rowsLeft;
  }

  /// Writes rows.
  ///
  /// @param rows an array of the shape that was begun, but for its length along the axis of the
  ///   rows: the first, or the last in Fortran order. Another dtype is converted as
  ///   [NdArray#set(Object)] does
  /// @throws IllegalArgumentException if there are more rows than are left, or they have another
  ///   shape, or a kind that cannot be converted; then nothing has been written
  /// @throws IOException if they cannot be written; then how much was is unknown
  public void write(NdArray rows) throws IOException {
    int axis = layout.growthAxis();
    long count = rows.ndim() == layout.ndim() ? rows.shape()[axis] : -1;
    if (count < 0 || !Arrays.equals(rows.shape(), layout.withRowCount(count).shape())) {
      throw new IllegalArgumentException(
          "rows of shape "
              + Arrays.toString(rows.shape())
              + " for an array of shape "
              + Arrays.toString(layout.shape()));
    }
    if (count > rowsLeft) {
      throw new IllegalArgumentException(count + " rows where " + rowsLeft + " are left");
    }
    NdArray inOrder = layout.fortranOrder() ? rows.transpose() : rows;
    if (!rows.dtype().equals(layout.dtype())) {
      NdArray converted = NdArray.zeros(layout.dtype(), inOrder.shape());
      converted.set(inOrder);
      inOrder = converted;
    }
    elements.write(inOrder);
    rowsLeft -= count;
  }
}
