package io.mmaptable.npy;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.ElementWriter;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.MappedFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads, maps and writes arrays in NumPy's `.npy` format, versions 1.0, 2.0 and 3.0.
///
/// A file can be [mapped][#map], or [read][#read(Path)] into memory; so can a stream or a channel
/// be read, and memory be [viewed][#view(MemorySegment)]. Every method is safe to call from any
/// thread. What is not what it claims to be is a [StorageException]; nothing is allocated on the
/// word of a header before it is checked against the size of the file, and of a stream no more than
/// has come. Headers longer than [Limits#maxHeaderLength()] are refused.
///
/// Format: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
public final class Npy {
  private Npy() {}

  /// Whether a file begins as a `.npy` file does.
  ///
  /// @param path a regular file
  /// @return true if its first bytes are the magic string
  /// @throws StorageException.Unsupported if it is no regular file
  /// @throws IOException if it cannot be read
  public static boolean isNpy(Path path) throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return HeaderReader.isMagic(HeaderSource.of(path, channel));
    }
  }

  /// Reads the header of a file. That the elements are all there is not checked; [#map] and [#read]
  /// do.
  ///
  /// @param path the file
  /// @return the header
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be read
  public static NpyHeader header(Path path) throws IOException {
    return header(path, Limits.DEFAULT);
  }

  /// Reads the header of a file, as [#header(Path)] does, within limits.
  ///
  /// @param path the file
  /// @param limits how long the header may be
  /// @return the header
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be read
  public static NpyHeader header(Path path, Limits limits) throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return HeaderReader.read(HeaderSource.of(path, channel), "", limits);
    }
  }

  /// Reads the header of an array whose `.npy` bytes are in memory. That the elements are all there
  /// is not checked; [#view(MemorySegment)] does.
  ///
  /// @param memory the bytes of the header; more may follow
  /// @return the header
  /// @throws StorageException.Malformed if they are none
  /// @throws StorageException.Unsupported if the elements are Python objects
  public static NpyHeader header(MemorySegment memory) throws StorageException {
    return header(memory, Limits.DEFAULT);
  }

  /// Reads a header in memory, as [#header(MemorySegment)] does, within limits.
  ///
  /// @param memory the bytes of the header; more may follow
  /// @param limits how long the header may be
  /// @return the header
  /// @throws StorageException.Malformed if they are none
  /// @throws StorageException.Unsupported if the elements are Python objects
  public static NpyHeader header(MemorySegment memory, Limits limits) throws StorageException {
    try {
      return HeaderReader.read(HeaderSource.of(memory), "memory: ", limits);
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError("memory was read", e);
    }
  }

  /// Maps the elements of a file, without reading them. The file's row count is what its header
  /// says now.
  ///
  /// @param path the file
  /// @param mode whether elements may be set, and whether that reaches the file
  /// @param arena what the mapping ends with; the view is valid as long as it is open, for the
  ///   threads it admits
  /// @return a view of the file's dtype, shape and order
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be mapped
  public static NdArray map(Path path, Mode mode, Arena arena) throws IOException {
    return map(path, mode, arena, Limits.DEFAULT);
  }

  /// Maps the elements of a file, as [#map(Path, Mode, Arena)] does, within limits.
  ///
  /// @param path the file
  /// @param mode whether elements may be set, and whether that reaches the file
  /// @param arena what the mapping ends with; the view is valid as long as it is open, for the
  ///   threads it admits
  /// @param limits how long the header may be
  /// @return a view of the file's dtype, shape and order
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be mapped
  public static NdArray map(Path path, Mode mode, Arena arena, Limits limits) throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = MappedFile.channel(path, mode)) {
      ArrayLayout layout = HeaderReader.read(HeaderSource.of(path, channel), "", limits).layout();
      layout.requireIn(path, channel.size());
      long end = layout.dataOffset() + layout.nbytes();
      return view(MappedFile.map(channel, mode, end, arena), layout, path);
    }
  }

  /// Reads the elements of a file into memory of their own, which lies where that of
  /// [NdArray#zeros(DType, long...)] does.
  ///
  /// @param path the file
  /// @return an array in the file's own order
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be read
  public static NdArray read(Path path) throws IOException {
    return read(path, Limits.DEFAULT);
  }

  /// Reads the elements of a file, as [#read(Path)] does, within limits.
  ///
  /// @param path the file
  /// @param limits how long the header may be
  /// @return an array in the file's own order
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IOException if it cannot be read
  public static NdArray read(Path path, Limits limits) throws IOException {
    return read(path, limits, ElementReader::allocate);
  }

  /// Reads the elements of a file into memory that the caller provides: an arena, which it ends
  /// with, or [SegmentAllocator#prefixAllocator(MemorySegment)] of memory that is used again. Where
  /// many large files are read one after the other, that takes half the time: the system takes as
  /// long to give out new memory as to fill it.
  ///
  /// @param path the file
  /// @param limits how long the header may be
  /// @param memory what gives the memory
  /// @return an array in the file's own order, valid as long as the memory is
  /// @throws java.nio.file.NoSuchFileException if there is no file
  /// @throws StorageException.Malformed if it is no `.npy` file, or is shorter than its header
  ///   promises
  /// @throws StorageException.Unsupported if its elements are Python objects, or it is no regular
  ///   file
  /// @throws IndexOutOfBoundsException if the allocator has not as much memory
  /// @throws IOException if it cannot be read
  public static NdArray read(Path path, Limits limits, SegmentAllocator memory) throws IOException {
    return read(path, limits, layout -> memory.allocate(layout.nbytes()));
  }

  private static NdArray read(
      Path path, Limits limits, Function<ArrayLayout, MemorySegment> allocator) throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ArrayLayout layout = HeaderReader.read(HeaderSource.of(path, channel), "", limits).layout();
      layout.requireIn(path, channel.size());
      MemorySegment memory = allocator.apply(layout);
      ElementReader.read(path, channel, layout, memory);
      return array(memory, layout);
    }
  }

  /// Reads one array from a stream, which stands behind its last element afterwards, so that
  /// another one may follow.
  ///
  /// @param in the stream, at the first byte of the header; the caller closes it
  /// @return an array in the order it was written in
  /// @throws StorageException.Malformed if the stream holds no such array, or ends before its last
  ///   element
  /// @throws StorageException.Unsupported if its elements are Python objects
  /// @throws IOException if it cannot be read
  public static NdArray read(InputStream in) throws IOException {
    return read(in, Limits.DEFAULT);
  }

  /// Reads one array from a stream, as [#read(InputStream)] does, within limits.
  ///
  /// @param in the stream, at the first byte of the header; the caller closes it
  /// @param limits how long the header may be
  /// @return an array in the order it was written in
  /// @throws StorageException.Malformed if the stream holds no such array, or ends before its last
  ///   element
  /// @throws StorageException.Unsupported if its elements are Python objects
  /// @throws IOException if it cannot be read
  public static NdArray read(InputStream in, Limits limits) throws IOException {
    ArrayLayout layout =
        HeaderReader.read(new StreamHeaderSource(null, in), "stream: ", limits).layout();
    return array(ElementReader.read(in, layout), layout);
  }

  /// Reads one array from a channel, which stands behind its last element afterwards, so that
  /// another one may follow.
  ///
  /// @param channel the channel, at the first byte of the header, in blocking mode; the caller
  ///   closes it
  /// @return an array in the order it was written in
  /// @throws StorageException.Malformed if the channel holds no such array, or ends before its last
  ///   element
  /// @throws StorageException.Unsupported if its elements are Python objects
  /// @throws IOException if it cannot be read
  public static NdArray read(ReadableByteChannel channel) throws IOException {
    return read(channel, Limits.DEFAULT);
  }

  /// Reads one array from a channel, as [#read(ReadableByteChannel)] does, within limits.
  ///
  /// @param channel the channel, at the first byte of the header, in blocking mode; the caller
  ///   closes it
  /// @param limits how long the header may be
  /// @return an array in the order it was written in
  /// @throws StorageException.Malformed if the channel holds no such array, or ends before its last
  ///   element
  /// @throws StorageException.Unsupported if its elements are Python objects
  /// @throws IOException if it cannot be read
  public static NdArray read(ReadableByteChannel channel, Limits limits) throws IOException {
    return read(Channels.newInputStream(channel), limits);
  }

  /// A view of an array whose `.npy` bytes are in memory. Nothing is copied.
  ///
  /// @param bytes the bytes of the header and the elements; more may follow
  /// @return a view of the array's dtype, shape and order, valid as long as the memory is
  /// @throws StorageException.Malformed if they are none, or fewer than the header promises
  /// @throws StorageException.Unsupported if the elements are Python objects
  public static NdArray view(byte[] bytes) throws StorageException {
    return view(MemorySegment.ofArray(bytes));
  }

  /// A view of an array whose `.npy` bytes are in memory. Nothing is copied.
  ///
  /// @param memory the bytes of the header and the elements; more may follow
  /// @return a view of the array's dtype, shape and order, valid as long as the memory is
  /// @throws StorageException.Malformed if they are none, or fewer than the header promises
  /// @throws StorageException.Unsupported if the elements are Python objects
  public static NdArray view(MemorySegment memory) throws StorageException {
    return view(memory, Limits.DEFAULT);
  }

  /// A view of an array in memory, as [#view(MemorySegment)] has it, within limits.
  ///
  /// @param memory the bytes of the header and the elements; more may follow
  /// @param limits how long the header may be
  /// @return a view of the array's dtype, shape and order, valid as long as the memory is
  /// @throws StorageException.Malformed if they are none, or fewer than the header promises
  /// @throws StorageException.Unsupported if the elements are Python objects
  public static NdArray view(MemorySegment memory, Limits limits) throws StorageException {
    ArrayLayout layout = header(memory, limits).layout();
    layout.requireIn(null, memory.byteSize());
    return view(memory, layout, null);
  }

  private static NdArray view(MemorySegment memory, ArrayLayout layout, @Nullable Path path) {
    return NdArray.view(
        memory.asSlice(layout.dataOffset()),
        layout.dtype(),
        layout.fortranOrder(),
        path,
        layout.shape());
  }

  private static NdArray array(MemorySegment elements, ArrayLayout layout) {
    return NdArray.view(elements, layout.dtype(), layout.fortranOrder(), null, layout.shape());
  }

  /// Makes a file of zeros with real blocks, durably, and maps it, as NumPy's `open_memmap` does
  /// with mode `w+`. Any number of processes may [map][#map] the file and fill parts of it.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param dtype the dtype
  /// @param arena what the mapping ends with; the view is valid as long as it is open, for the
  ///   threads it admits
  /// @param shape the length of each dimension
  /// @return a writable view in C order, whose elements reach the file
  /// @throws IllegalArgumentException if a dimension is negative, the array is larger than 2^63 - 1
  ///   bytes, or its header is longer than `numpy.load` accepts
  /// @throws IOException if the disk is full, or the file cannot be made; then the old one is as it
  ///   was
  public static NdArray create(Path path, DType dtype, Arena arena, long... shape)
      throws IOException {
    return create(path, dtype, arena, false, shape);
  }

  /// Makes a file of zeros and maps it, as [#create(Path, DType, Arena, long...)] does, in either
  /// order.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param dtype the dtype
  /// @param arena what the mapping ends with; the view is valid as long as it is open, for the
  ///   threads it admits
  /// @param fortranOrder whether the first index varies fastest, instead of the last
  /// @param shape the length of each dimension
  /// @return a writable view, whose elements reach the file
  /// @throws IllegalArgumentException if a dimension is negative, the array is larger than 2^63 - 1
  ///   bytes, or its header is longer than `numpy.load` accepts
  /// @throws IOException if the disk is full, or the file cannot be made; then the old one is as it
  ///   was
  public static NdArray create(
      Path path, DType dtype, Arena arena, boolean fortranOrder, long... shape) throws IOException {
    byte[] header = canonicalHeader(dtype, shape, fortranOrder);
    var layout = new ArrayLayout(dtype, shape, fortranOrder, header.length, new CountField.Fixed());
    FileOps.replaceWithZeros(path, header, header.length + layout.nbytes());
    return map(path, Mode.READ_WRITE, arena);
  }

  /// Writes an array as `numpy.save` does, byte for byte. A crash leaves the old file or the new
  /// one.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param array the elements; a view whose transpose is in C order is written in Fortran order,
  ///   any other in C order
  /// @throws IllegalArgumentException if the header is longer than `numpy.load` accepts
  /// @throws IOException if it cannot be written; then the old file is as it was
  public static void write(Path path, NdArray array) throws IOException {
    write(path, array, WriteOptions.DEFAULT);
  }

  /// Writes an array to a file, as [#write(Path, NdArray)] does, with a header as asked for.
  ///
  /// @param path the file, which is replaced if it is there
  /// @param array the elements; a view whose transpose is in C order is written in Fortran order,
  ///   any other in C order
  /// @param options the version and the longest header
  /// @throws IllegalArgumentException if the header does not fit into the version, or is longer
  ///   than it may be
  /// @throws IOException if it cannot be written; then the old file is as it was
  public static void write(Path path, NdArray array, WriteOptions options) throws IOException {
    byte[] header = header(array, options);
    FileOps.replace(path, channel -> write(channel, header, array));
  }

  /// Writes an array to a channel: the bytes that `numpy.save` writes.
  ///
  /// @param channel where to, in blocking mode; the caller closes it
  /// @param array the elements; a view whose transpose is in C order is written in Fortran order,
  ///   any other in C order
  /// @throws IllegalArgumentException if the header is longer than `numpy.load` accepts
  /// @throws IOException if it cannot be written
  public static void write(WritableByteChannel channel, NdArray array) throws IOException {
    write(channel, array, WriteOptions.DEFAULT);
  }

  /// Writes an array to a channel, with a header as asked for.
  ///
  /// @param channel where to, in blocking mode; the caller closes it
  /// @param array the elements; a view whose transpose is in C order is written in Fortran order,
  ///   any other in C order
  /// @param options the version and the longest header
  /// @throws IllegalArgumentException if the header does not fit into the version, or is longer
  ///   than it may be
  /// @throws IOException if it cannot be written
  public static void write(WritableByteChannel channel, NdArray array, WriteOptions options)
      throws IOException {
    write(channel, header(array, options), array);
  }

  static byte[] header(NdArray array, WriteOptions options) {
    return canonicalHeader(array.dtype(), array.shape(), isFortran(array), options);
  }

  static void write(WritableByteChannel channel, byte[] header, NdArray array) throws IOException {
    FileOps.writeFully(channel, ByteBuffer.wrap(header));
    new ElementWriter(channel).write(isFortran(array) ? array.transpose() : array);
  }

  private static boolean isFortran(NdArray array) {
    return !array.isContiguous() && array.transpose().isContiguous();
  }

  /// The header that `numpy.save` writes.
  ///
  /// @param dtype the dtype
  /// @param shape the length of each dimension
  /// @param fortranOrder whether the first index varies fastest
  /// @return the bytes up to the first element
  /// @throws IllegalArgumentException if the header is longer than `numpy.load` accepts
  public static byte[] canonicalHeader(DType dtype, long[] shape, boolean fortranOrder) {
    return canonicalHeader(dtype, shape, fortranOrder, WriteOptions.DEFAULT);
  }

  /// The header that `numpy.lib.format.write_array` writes.
  ///
  /// @param dtype the dtype
  /// @param shape the length of each dimension
  /// @param fortranOrder whether the first index varies fastest
  /// @param options the version and the longest header
  /// @return the bytes up to the first element
  /// @throws IllegalArgumentException if the header does not fit into the version, or is longer
  ///   than it may be; or if the array is larger than 2^63 - 1 bytes, or a dimension is negative
  public static byte[] canonicalHeader(
      DType dtype, long[] shape, boolean fortranOrder, WriteOptions options) {
    requireLayout(dtype, shape, fortranOrder);
    return HeaderWriter.canonical(dtype, shape, fortranOrder, options);
  }

  /// A header with room for the count to grow in place.
  ///
  /// @param dtype the dtype
  /// @param shape the length of each dimension, at least one
  /// @param fortranOrder whether the first index varies fastest; then the last dimension grows
  /// @return the bytes up to the first element
  /// @throws IllegalArgumentException if the array is 0-d or larger than 2^63 - 1 bytes, a
  ///   dimension is negative, or the header is longer than `numpy.load` accepts
  public static byte[] growableHeader(DType dtype, long[] shape, boolean fortranOrder) {
    requireLayout(dtype, shape, fortranOrder);
    return HeaderWriter.growable(dtype, shape, fortranOrder, 0, WriteOptions.DEFAULT);
  }

  private static void requireLayout(DType dtype, long[] shape, boolean fortranOrder) {
    ArrayLayout _ = new ArrayLayout(dtype, shape, fortranOrder, 0, new CountField.Fixed());
  }
}
