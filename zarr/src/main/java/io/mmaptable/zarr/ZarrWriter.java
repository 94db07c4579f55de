package io.mmaptable.zarr;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Replacement;
import io.mmaptable.internal.store.ScratchDirectory;
import io.mmaptable.internal.store.Sidecars;
import io.mmaptable.internal.store.WriterLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Writes an array in chunks, a block of rows at a time: a new one, or more rows of one that is
/// there. Chunks are encoded by the threads of the current
/// [Parallelism][io.mmaptable.array.Parallelism]; no more than some of them are in memory.
///
/// ```java
/// var layout = ZarrLayout.of(DType.FLOAT64).codecs(BytesCodecs.system().parse("shuffle,gzip:1"));
/// try (var writer = ZarrWriter.create(Path.of("prices.zarr"), layout)) {
///   writer.write(prices);
///   writer.finish();
/// }
/// ```
///
/// All happens in [#finish()]: a new array gets its name, and rows that were appended count, for
/// they are in files that the metadata do not count before. Closed without that, after a kill or on
/// a full disk the array is as it was. Not safe for use by several threads at once.
public final class ZarrWriter implements Closeable {
  private static final String LOCK = ".lock";

  private final Path path;
  private final Metadata metadata;
  private final NewFiles files;
  private final ChunkSink sink;
  private final RowEncoder rows;

  /// What keeps other writers away until this is closed; a new array's goes with what is not
  /// finished.
  private final Closeable held;

  private final boolean isNew;

  private long rowCount;

  /// How many rows the array's metadata count.
  private long counted;

  private boolean isOpen = true;
  private boolean isBroken;

  /// The metadata that count what was written, once they are.
  private @Nullable Replacement document;

  /// Whether the metadata may count what was written.
  private boolean isCounted;

  private ZarrWriter(
      Path path,
      Path root,
      Metadata metadata,
      long counted,
      Closeable held,
      @Nullable NdArray begun)
      throws IOException {
    this.path = path;
    this.metadata = metadata;
    this.counted = counted;
    this.held = held;
    this.isNew = !root.equals(path);
    this.files = new NewFiles(root);
    var present = new ChunkFiles(root, metadata.keys(), metadata.shape().length);
    NdArray fill = new ChunkReader(metadata, present, new ChunkCache(0)).fill();
    switch (metadata.codec().body()) {
      case ChunkCodec.Whole whole -> {
        sink = new FileSink(metadata, files);
        rows = new RowEncoder(metadata, metadata.codec(), whole.pipeline(), fill, sink);
      }
      case ChunkCodec.Shard shard -> {
        sink = new ShardSink(metadata, shard, files, present);
        ChunkCodec inner = shard.inner();
        rows =
            new RowEncoder(
                metadata, inner, ((ChunkCodec.Whole) inner.body()).pipeline(), fill, sink);
      }
    }
    rowCount = metadata.shape()[0];
    if (begun != null) {
      rows.add(begun);
    }
  }

  /// Begins a new array, with the codecs that are installed.
  ///
  /// @param path where it will be: nothing is there, or an empty directory
  /// @param layout what it is
  /// @return the writer, to be closed by the caller
  /// @throws IllegalArgumentException if the codecs make no sense for such rows
  /// @throws java.util.NoSuchElementException if a codec is not installed; the message says what to
  ///   add
  /// @throws UnsupportedOperationException if the codecs are in an order that is not supported, or
  ///   the chunks too large
  /// @throws FileAlreadyExistsException if there is something
  /// @throws StorageException.Locked if another writer is making an array there
  /// @throws IOException if nothing can be written beside the path
  public static ZarrWriter create(Path path, ZarrLayout layout) throws IOException {
    return create(path, layout, ZarrOptions.defaults());
  }

  /// Begins a new array.
  ///
  /// @param path as for [#create(Path, ZarrLayout)]
  /// @param layout as for [#create(Path, ZarrLayout)]
  /// @param options the codecs that there are
  /// @return the writer, to be closed by the caller
  /// @throws IllegalArgumentException as [#create(Path, ZarrLayout)]
  /// @throws java.util.NoSuchElementException as [#create(Path, ZarrLayout)]
  /// @throws UnsupportedOperationException as [#create(Path, ZarrLayout)]
  /// @throws FileAlreadyExistsException as [#create(Path, ZarrLayout)]
  /// @throws StorageException.Locked as [#create(Path, ZarrLayout)]
  /// @throws IOException as [#create(Path, ZarrLayout)]
  public static ZarrWriter create(Path path, ZarrLayout layout, ZarrOptions options)
      throws IOException {
    Metadata metadata = Metadata.of(layout.document(options), options);
    ScratchDirectory.removeLeftovers(path);
    FileOps.requireVacantDirectory(path);
    ScratchDirectory scratch = ScratchDirectory.beside(path);
    try {
      Path hidden = Files.createDirectory(scratch.resolve("array"));
      return new ZarrWriter(path, hidden, metadata, 0, scratch, null);
    } catch (IOException | RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  /// Begins to append rows to an array, with the codecs that are installed.
  ///
  /// @param path the array; one whose chunks hold whole rows, whoever wrote it
  /// @return the writer, to be closed by the caller
  /// @throws NoSuchFileException if there is none
  /// @throws StorageException.Locked if another writer has it
  /// @throws StorageException.Malformed if it is none
  /// @throws StorageException.Unsupported if it cannot be read here, or its chunks do not hold
  ///   whole rows
  /// @throws IOException if it cannot be read, or nothing be written into its directory
  public static ZarrWriter appendTo(Path path) throws IOException {
    return appendTo(path, ZarrOptions.defaults());
  }

  /// Begins to append rows to an array. If the last chunk is not full, it is read, and written
  /// again with more rows. What a writer that was killed has left is removed.
  ///
  /// @param path as for [#appendTo(Path)]
  /// @param options the codecs that there are
  /// @return the writer, to be closed by the caller
  /// @throws NoSuchFileException as [#appendTo(Path)]
  /// @throws StorageException.Locked as [#appendTo(Path)]
  /// @throws StorageException.Malformed as [#appendTo(Path)]
  /// @throws StorageException.Unsupported as [#appendTo(Path)]
  /// @throws IOException as [#appendTo(Path)]
  public static ZarrWriter appendTo(Path path, ZarrOptions options) throws IOException {
    return begin(path, options, ZarrArray::rowCount);
  }

  /// Begins to write an array anew from a row on, which must be one that can be appended to. The
  /// rows from there on are gone when the first others are written, and these count when this is
  /// finished; if none are written, finishing changes nothing but how many rows count.
  ///
  /// @param path as for [#appendTo(Path)]
  /// @param row how many rows stay, `0 <= row <= rowCount`
  /// @param options the codecs that there are
  /// @return the writer, to be closed by the caller
  /// @throws IndexOutOfBoundsException if there are not as many rows
  /// @throws NoSuchFileException as [#appendTo(Path)]
  /// @throws StorageException.Locked as [#appendTo(Path)]
  /// @throws StorageException.Malformed as [#appendTo(Path)]
  /// @throws StorageException.Unsupported as [#appendTo(Path)]
  /// @throws IOException as [#appendTo(Path)]
  public static ZarrWriter writeFrom(Path path, long row, ZarrOptions options) throws IOException {
    return begin(path, options, _ -> row);
  }

  private static ZarrWriter begin(
      Path path, ZarrOptions options, ToLongFunction<ZarrArray> firstRow) throws IOException {
    ZarrArray _ = ZarrArray.open(path, options);
    ScratchDirectory.removeLeftovers(path);
    boolean wasLeft = FileOps.exists(path.resolve(LOCK)); // or is somebody's, and cannot be had
    Closeable lock = lock(path);
    try {
      ZarrArray array = ZarrArray.open(path, options);
      requireAppendable(array);
      if (wasLeft) {
        long _ = array.removeUncounted();
      }
      long row = firstRow.applyAsLong(array);
      ZarrArray kept = array.firstRows(row);
      long begun = row % array.chunkShape()[0];
      return new ZarrWriter(
          path,
          path,
          kept.metadata(),
          array.rowCount(),
          lock,
          begun == 0 ? null : kept.rows(row - begun, row));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Keeps other writers from an array, and from the table that it is a column of. If this process
  /// has the table open, that is who writes.
  private static Closeable lock(Path path) throws IOException {
    Sidecars ofTable = Sidecars.of(path);
    boolean isOpenHere =
        WriterLock.liveHolder(ofTable.lock())
            .equals(OptionalLong.of(ProcessHandle.current().pid()));
    @Nullable Path table = ofTable.table();
    if (table == null || isOpenHere) {
      return WriterLock.acquire(path.resolve(LOCK), path, true);
    }
    WriterLock whole = WriterLock.acquire(ofTable.lock(), table, false);
    try {
      WriterLock own = WriterLock.acquire(path.resolve(LOCK), path, true);
      return () -> {
        try (whole) {
          own.close();
        }
      };
    } catch (IOException | RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  /// Removes files that hold no row that counts, as after rows were taken away, and what killed
  /// writers have left. Who has opened the array before, with more rows, finds fill values there.
  ///
  /// @param path the array
  /// @return how many bytes the files had
  /// @throws NoSuchFileException if there is none
  /// @throws StorageException.Locked if a writer has it
  /// @throws StorageException.Malformed if it is none
  /// @throws StorageException.Unsupported if it cannot be read here
  /// @throws IOException if a file cannot be removed
  public static long compact(Path path) throws IOException {
    ZarrArray _ = ZarrArray.open(path);
    try (var _ = lock(path)) {
      return ZarrArray.open(path).removeUncounted();
    }
  }

  private static void requireAppendable(ZarrArray array) throws StorageException {
    Metadata metadata = array.metadata();
    boolean holdsRows = array.ndim() > 0;
    for (int axis = 1; axis < array.ndim(); axis++) {
      holdsRows &= array.chunkShape()[axis] >= metadata.shape()[axis];
    }
    boolean isPlain =
        !(metadata.codec().body() instanceof ChunkCodec.Shard shard)
            || (metadata.codec().isInOrder() && shard.inner().body() instanceof ChunkCodec.Whole);
    if (!holdsRows || !isPlain) {
      throw new StorageException.Unsupported(
          array.path(),
          "cannot be appended to: its chunks of shape "
              + Arrays.toString(array.chunkShape())
              + " must hold whole rows, in files or in shards that are files");
    }
  }

  /// Writes a whole array: [#create(Path, ZarrLayout)], its rows, [#finish()].
  ///
  /// @param path where it will be: nothing is there, or an empty directory
  /// @param layout what it is
  /// @param rows its rows
  /// @throws IllegalArgumentException as [#create(Path, ZarrLayout)] and [#write(NdArray)]
  /// @throws java.util.NoSuchElementException as [#create(Path, ZarrLayout)]
  /// @throws UnsupportedOperationException as [#create(Path, ZarrLayout)]
  /// @throws FileAlreadyExistsException if there is something
  /// @throws IOException if it cannot be written; then there is none
  public static void write(Path path, ZarrLayout layout, NdArray rows) throws IOException {
    try (var writer = create(path, layout)) {
      writer.write(rows);
      writer.finish();
    }
  }

  /// How many rows the array has when this is finished.
  ///
  /// @return those that were there and those that were written
  public long rowCount() {
    return rowCount;
  }

  /// Writes rows behind those before.
  ///
  /// @param block an array whose shape is that of the rows, with their number before it. Another
  ///   dtype is converted as [NdArray#set(Object)] does
  /// @throws IllegalArgumentException if they have another shape, or a kind that cannot be
  ///   converted; then this can only be closed
  /// @throws IllegalStateException if this is prepared, closed or finished, or failed before
  /// @throws IOException if they cannot be written; then this can only be closed
  public void write(NdArray block) throws IOException {
    requireUsable();
    if (document != null) {
      throw new IllegalStateException(path + ": the writer is prepared, and takes no more rows");
    }
    long[] expected = metadata.shape().clone();
    expected[0] = block.ndim() == expected.length ? block.shape()[0] : -1;
    if (!Arrays.equals(block.shape(), expected)) {
      throw new IllegalArgumentException(
          "rows of shape "
              + Arrays.toString(block.shape())
              + " for an array of shape "
              + Arrays.toString(metadata.shape()));
    }
    isBroken = true;
    cut();
    rows.add(block);
    isBroken = false;
    rowCount = Math.addExact(rowCount, expected[0]);
  }

  /// Takes the rows away in whose place others come, before they do.
  private void cut() throws IOException {
    long kept = metadata.shape()[0];
    if (counted > kept) {
      FileOps.replace(files.root().resolve(Metadata.FILE), Json.write(metadata.json()));
      counted = kept;
    }
  }

  private void requireUsable() {
    if (!isOpen || isBroken) {
      throw new IllegalStateException(
          path + (isOpen ? ": writing failed before; close the writer" : ": the writer is closed"));
    }
  }

  /// Writes everything that [#finish()] needs room for on the disk, so that a full one is found out
  /// while nothing has changed. Nothing can be written then.
  ///
  /// @throws IllegalStateException if this is closed or finished, or failed before
  /// @throws IOException if it cannot be written; then this can only be closed
  public void prepare() throws IOException {
    requireUsable();
    if (document != null) {
      return;
    }
    isBroken = true;
    if (rowCount > metadata.shape()[0]) {
      rows.finish();
      files.force();
    }
    Path path = files.root().resolve(Metadata.FILE);
    Replacement replacement = Replacement.of(path);
    document = replacement;
    byte[] json = Json.write(metadata.withRows(rowCount).json());
    FileOps.writeFully(path, replacement.channel(), ByteBuffer.wrap(json));
    replacement.channel().force(true);
    isBroken = false;
  }

  /// Completes the array and makes it durable. Nothing was seen before; all is seen afterwards.
  ///
  /// @throws IllegalStateException if this is closed or finished, or failed before
  /// @throws FileAlreadyExistsException if something has come to be where a new array should be
  /// @throws IOException if it cannot be written; then a new array is not there, and one that was
  ///   there is as it was
  public void finish() throws IOException {
    prepare();
    isBroken = true;
    isCounted = true;
    Objects.requireNonNull(document).commit();
    if (isNew) {
      FileOps.requireVacantDirectory(path);
      Files.move(files.root(), path.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
      FileOps.forceDirectory(FileOps.parent(path));
    }
    isOpen = false;
    held.close();
  }

  /// Gives up what was not finished.
  ///
  /// @throws IOException if what was written cannot be removed
  @Override
  public void close() throws IOException {
    if (!isOpen) {
      return;
    }
    try (held;
        Closeable _ = this::removeUnseen;
        sink;
        Closeable _ = document) {
      isOpen = false;
    }
  }

  private void removeUnseen() throws IOException {
    if (!isNew && !isCounted) {
      files.delete();
    }
  }
}
