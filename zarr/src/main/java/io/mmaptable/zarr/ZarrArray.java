package io.mmaptable.zarr;

import io.mmaptable.array.Expression;
import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.codec.CodecSpec;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An array in chunks, in a directory that Zarr version 3 describes: one that [ZarrWriter] wrote,
/// or other software.
///
/// Elements are read, never mapped: what is asked for is decoded into memory of its own, or of the
/// caller's, and nothing but the chunks that hold it. Inside of a [Parallelism] they are decoded by
/// its threads. Chunks of which a part was read are kept, as many as [ZarrOptions#cacheBytes()]
/// says.
///
/// ```java
/// ZarrArray array = ZarrArray.open(Path.of("prices.zarr"));
/// NdArray some = array.get("1_000_000:1_000_100");
/// ```
///
/// An array is as it was when it was opened: rows that somebody appends later are seen by who opens
/// it again. If its directory is moved, deleted or replaced by another one, reading throws
/// [StorageException.Inconsistent]. There is nothing to close. All methods may be called by any
/// number of threads.
public final class ZarrArray {
  private final Path path;
  private final Metadata metadata;
  private final List<@Nullable String> dimensionNames;
  private final ChunkFiles files;
  private final ChunkReader reader;
  private final ChunkCache cache;

  private ZarrArray(OpenedDirectory opened, Metadata metadata, ZarrOptions options)
      throws IOException {
    this(
        opened.path(),
        metadata,
        metadata.dimensionNames(opened.path().resolve(Metadata.FILE)),
        new ChunkFiles(opened, metadata.keys(), metadata.shape().length),
        options.cache());
  }

  private ZarrArray(
      Path path,
      Metadata metadata,
      List<@Nullable String> dimensionNames,
      ChunkFiles files,
      ChunkCache cache) {
    this.path = path;
    this.metadata = metadata;
    this.dimensionNames = dimensionNames;
    this.files = files;
    this.cache = cache;
    this.reader = new ChunkReader(metadata, files, cache);
  }

  /// Opens an array with the codecs that are installed.
  ///
  /// @param path the directory
  /// @return the array
  /// @throws NoSuchFileException if there is no such directory, or no `zarr.json` in it
  /// @throws StorageException.Malformed if it is no array of Zarr's
  /// @throws StorageException.Unsupported if it is one that cannot be read here; the message says
  ///   why, and for a codec which artifact to add
  /// @throws IOException if it cannot be read
  public static ZarrArray open(Path path) throws IOException {
    return open(path, ZarrOptions.defaults());
  }

  /// Opens an array.
  ///
  /// @param path the directory
  /// @param options the codecs, and how much memory to use
  /// @return the array
  /// @throws NoSuchFileException as [#open(Path)]
  /// @throws StorageException.Malformed as [#open(Path)]
  /// @throws StorageException.Unsupported as [#open(Path)], or if its chunks are larger than the
  ///   options allow
  /// @throws IOException as [#open(Path)]
  public static ZarrArray open(Path path, ZarrOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isDirectory(path)) {
      throw new StorageException.Malformed(path, "is no array of Zarr's: it is not a directory");
    }
    Path document = path.resolve(Metadata.FILE);
    ChunkFiles.requireInside(path, path.toRealPath(), document);
    var opened = OpenedDirectory.of(path); // before it is known what is in it
    return new ZarrArray(opened, Metadata.read(document, options), options);
  }

  // What it is

  /// The directory.
  ///
  /// @return the path as it was given
  public Path path() {
    return path;
  }

  /// What the elements are.
  ///
  /// @return the dtype, in the machine's byte order, whatever the order in the files is
  public DType dtype() {
    return metadata.dtype();
  }

  /// The length of each dimension.
  ///
  /// @return a copy; empty for a 0-d array
  public long[] shape() {
    return metadata.shape().clone();
  }

  /// The number of dimensions.
  ///
  /// @return 0 to 64
  public int ndim() {
    return metadata.shape().length;
  }

  /// The number of rows along the first dimension.
  ///
  /// @return the dimension's length
  /// @throws UnsupportedOperationException if the array is 0-d
  public long rowCount() {
    if (ndim() == 0) {
      throw new UnsupportedOperationException("a 0-d array has no rows");
    }
    return metadata.shape()[0];
  }

  /// The shape of the chunks that are decoded one by one; those in shards, if there are shards.
  ///
  /// @return a copy
  public long[] chunkShape() {
    return metadata.codec().innermostShape().clone();
  }

  /// The shape of what is one file, where that is a shard of several chunks.
  ///
  /// @return a copy; nothing if each chunk is a file of its own
  public Optional<long[]> shardShape() {
    return metadata.codec().body() instanceof ChunkCodec.Shard
        ? Optional.of(metadata.chunkShape().clone())
        : Optional.empty();
  }

  /// The codecs, as the metadata have them; `transpose` and `sharding_indexed` among them.
  ///
  /// @return name and configuration of each, in order
  public List<CodecSpec> codecs() {
    return List.copyOf(metadata.specs());
  }

  /// The codecs of the chunks that are decoded one by one; those in shards, if there are shards.
  ///
  /// @return name and configuration of each, in order
  public List<CodecSpec> chunkCodecs() {
    return metadata.codec().innermost().specs();
  }

  /// How the files of chunks are named.
  ///
  /// @return the encoding of keys
  public ChunkKeys chunkKeys() {
    return metadata.keys();
  }

  /// The element that is where no chunk has been written.
  ///
  /// @return a new 0-d array
  public NdArray fillValue() {
    return reader.fill().copy();
  }

  /// The attributes as JSON text.
  ///
  /// @return one line, an object. As in Python, infinities and NaN may be bare words in it
  public String attrJson() {
    @Nullable JsonNode attributes = metadata.json().get("attributes");
    return Json.text(attributes == null ? Json.object() : attributes);
  }

  /// The names of the dimensions.
  ///
  /// @return one for each dimension, null where it has none; an empty list if none has one
  public List<@Nullable String> dimensionNames() {
    return dimensionNames;
  }

  /// How many bytes the files of all chunks have together.
  ///
  /// @return a number of bytes, encoded
  /// @throws StorageException.Unsupported if one of them is no regular file, or lies elsewhere
  /// @throws IOException if they cannot be listed
  public long storedBytes() throws IOException {
    long sum = 0;
    for (long[] cell : present()) {
      @Nullable FileRegion region = files.find(cell);
      sum += region == null ? 0 : region.size();
    }
    return sum;
  }

  // Reading

  /// Reads all elements.
  ///
  /// @return an array in memory of its own, as [NdArray#zeros(DType, long...)] has it
  /// @throws StorageException.Malformed if a chunk is none; the message names it and its file
  /// @throws StorageException.Unsupported if a chunk cannot be decoded, or its file is not regular
  /// @throws IOException if a file cannot be read
  public NdArray read() throws IOException {
    NdArray all = NdArray.zeros(dtype(), shape());
    readInto(all);
    return all;
  }

  /// Reads all elements into an array, such as one in an arena's memory.
  ///
  /// @param target an array of this one's shape; if it has another dtype, one of the same kind
  /// @throws IllegalArgumentException if shape or dtype do not match
  /// @throws UnsupportedOperationException if the target is read-only
  /// @throws StorageException.Malformed as [#read()]
  /// @throws StorageException.Unsupported as [#read()]
  /// @throws IOException as [#read()]; some elements have been set then
  public void readInto(NdArray target) throws IOException {
    if (!Arrays.equals(target.shape(), shape())) {
      throw new IllegalArgumentException(
          "target of shape "
              + Arrays.toString(target.shape())
              + " for an array of shape "
              + Arrays.toString(shape()));
    }
    readInto(new long[ndim()], target);
  }

  /// Reads a box of elements into an array.
  ///
  /// @param start where the box begins along each dimension
  /// @param target an array of the box's shape; if it has another dtype, one of the same kind
  /// @throws IndexOutOfBoundsException if the box is not inside of the array
  /// @throws IllegalArgumentException if the dimensions or the dtype do not match
  /// @throws UnsupportedOperationException if the target is read-only
  /// @throws StorageException.Malformed as [#read()]
  /// @throws StorageException.Unsupported as [#read()]
  /// @throws IOException as [#read()]; some elements have been set then
  public void readInto(long[] start, NdArray target) throws IOException {
    long[] shape = target.shape();
    if (start.length != ndim() || shape.length != ndim()) {
      throw new IllegalArgumentException(
          "start of "
              + start.length
              + " and target of "
              + shape.length
              + " dimensions for an array of "
              + ndim());
    }
    for (int axis = 0; axis < shape.length; axis++) {
      long _ = Objects.checkFromIndexSize(start[axis], shape[axis], metadata.shape()[axis]);
    }
    reader.read(start.clone(), target);
  }

  /// Reads rows.
  ///
  /// @param from index of the first row
  /// @param to index after the last row
  /// @return an array of shape `(to - from, ...)` in memory of its own
  /// @throws IndexOutOfBoundsException if `[from, to)` is not inside `[0, rowCount())`
  /// @throws UnsupportedOperationException if the array is 0-d
  /// @throws StorageException.Malformed as [#read()]
  /// @throws StorageException.Unsupported as [#read()]
  /// @throws IOException as [#read()]
  public NdArray rows(long from, long to) throws IOException {
    long _ = Objects.checkFromToIndex(from, to, rowCount());
    long[] start = new long[ndim()];
    long[] shape = shape();
    start[0] = from;
    shape[0] = to - from;
    NdArray rows = NdArray.zeros(dtype(), shape);
    reader.read(start, rows);
    return rows;
  }

  /// The first rows as an array of their own, in the same chunks. Nothing is read, and what is kept
  /// of chunks is kept for both.
  ///
  /// @param count how many rows, `0 <= count <= rowCount()`
  /// @return an array of shape `(count, ...)`; this one if it has as many rows
  /// @throws IndexOutOfBoundsException if there are not as many
  /// @throws UnsupportedOperationException if the array is 0-d
  public ZarrArray firstRows(long count) {
    if (count == rowCount()) {
      return this;
    }
    long _ = Objects.checkFromToIndex(0, count, rowCount());
    return new ZarrArray(path, metadata.withRows(count), dimensionNames, files, cache);
  }

  /// Reads what an index selects, as [NdArray#get(Index...)] does; always a copy. Positions and
  /// masks along the first dimension decode each chunk once, in whatever order they are.
  ///
  /// @param index at most one part per dimension, but for new axes
  /// @return an array in memory of its own
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if it is no index of such an array
  /// @throws StorageException.Malformed as [#read()]
  /// @throws StorageException.Unsupported as [#read()]
  /// @throws IOException as [#read()]
  public NdArray get(Index... index) throws IOException {
    return new Selection(this, index).read();
  }

  /// Reads what an index in NumPy's notation selects.
  ///
  /// @param index such as `5:10, ::-1`
  /// @return an array in memory of its own
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if it is no index of such an array
  /// @throws StorageException.Malformed as [#read()]
  /// @throws StorageException.Unsupported as [#read()]
  /// @throws IOException as [#read()]
  public NdArray get(String index) throws IOException {
    return get(Index.parse(index));
  }

  /// Reads the element, or the sub-array, at positions along the first dimensions.
  ///
  /// @param first the position along the first dimension; a negative one counts from the end
  /// @param rest the positions along the next ones
  /// @return an array with as many dimensions less
  /// @throws IndexOutOfBoundsException if a position is outside its dimension
  /// @throws IllegalArgumentException if there are more positions than dimensions
  /// @throws StorageException.Malformed as [#read()]
  /// @throws StorageException.Unsupported as [#read()]
  /// @throws IOException as [#read()]
  public NdArray get(long first, long... rest) throws IOException {
    return get(Index.parts(first, rest));
  }

  /// All rows, one block after the other. A block is as many chunks as are read well at once, some
  /// megabytes, and is read when the stream comes to it.
  ///
  /// @return arrays of at least one row, in memory of their own. The stream throws
  ///   [UncheckedIOException] where [#read()] throws its cause
  /// @throws UnsupportedOperationException if the array is 0-d
  public Stream<NdArray> blocks() {
    long rows = rowCount();
    long blockRows = RowBlocks.rows(dtype(), metadata.shape(), chunkShape()[0]);
    return LongStream.range(0, Math.ceilDiv(rows, blockRows))
        .mapToObj(
            block -> {
              try {
                long from = block * blockRows;
                return rows(from, from + Math.min(blockRows, rows - from));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /// All elements as an expression: reductions, comparisons and what else is computed with it
  /// decode some chunks at a time, inside of a [Parallelism] in each of its threads, and keep what
  /// the cache has room for. Results are those of [#read()], bit by bit.
  ///
  /// Where not whole blocks of rows are computed with, as [Expression#ofRows] says, or chunks are
  /// too large for [ZarrOptions#cacheBytes()], all elements are decoded at once.
  ///
  /// @return the expression, which reads the chunks each time anew, and throws
  ///   [UncheckedIOException] where [#read()] throws its cause
  /// @throws UnsupportedOperationException if the array is 0-d
  /// @throws StorageException.Malformed as [#read()]
  /// @throws StorageException.Unsupported as [#read()]
  /// @throws IOException as [#read()]
  public Expression lazy() throws IOException {
    return lazy(0, rowCount());
  }

  /// Rows as an expression, as [#lazy()].
  ///
  /// @param from index of the first row
  /// @param to index after the last row
  /// @return the expression, of shape `(to - from, ...)`
  /// @throws IndexOutOfBoundsException if `[from, to)` is not inside `[0, rowCount())`
  /// @throws UnsupportedOperationException if the array is 0-d
  /// @throws StorageException.Malformed as [#read()]
  /// @throws StorageException.Unsupported as [#read()]
  /// @throws IOException as [#read()]
  public Expression lazy(long from, long to) throws IOException {
    long _ = Objects.checkFromToIndex(from, to, rowCount());
    return LazyRows.expression(this, from, to, cache.capacity());
  }

  // Checking

  /// Decodes every chunk that there is, inside of a [Parallelism] several files at a time, and
  /// keeps nothing. Checksums find damage only in chunks that have them, as by the codec `crc32c`.
  ///
  /// @return what is wrong, chunk by chunk; empty if nothing is
  /// @throws IOException if a file or directory cannot be read
  public List<StorageException> verify() throws IOException {
    List<long[]> cells = present();
    List<List<StorageException>> faults =
        new ArrayList<>(Collections.nCopies(cells.size(), List.of()));
    try {
      Parallelism.forEach(
          cells.size(),
          i -> {
            try {
              faults.set((int) i, reader.check(cells.get((int) i)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return faults.stream().flatMap(List::stream).toList();
  }

  /// How many chunks, or shards, have no file. Their elements are the fill value, as Zarr has it;
  /// [ZarrWriter] makes a file of each, so that in an array of its own they have been lost.
  ///
  /// @return a number of files
  /// @throws IOException if a directory cannot be read
  public long missingFiles() throws IOException {
    return Shapes.size(Shapes.grid(metadata.shape(), metadata.chunkShape())) - present().size();
  }

  /// Removes files that hold no row of the array, and what killed writers have left.
  long removeUncounted() throws IOException {
    return files.removeUncounted(Math.ceilDiv(rowCount(), metadata.chunkShape()[0]));
  }

  private List<long[]> present() throws IOException {
    return files.present(Shapes.grid(metadata.shape(), metadata.chunkShape()));
  }

  Metadata metadata() {
    return metadata;
  }

  @Override
  public String toString() {
    return path + ": " + dtype() + " " + Arrays.toString(metadata.shape()) + " " + codecs();
  }
}
