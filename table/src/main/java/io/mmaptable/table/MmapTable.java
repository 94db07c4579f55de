package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.zarr.ZarrLayout;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A table: a directory in which each column is a memory-mapped `.npy` file with as many rows as
/// all others, and JSON attributes.
///
/// Any NumPy program opens the columns as they are, while they grow too. Appending is
/// all-or-nothing across columns: every column's rows are written before any is counted, and a kill
/// at any moment loses no row that was counted. There is one writer at a time, in one process; its
/// methods may be called from several threads. Readers need no lock.
///
/// What is committed survives a kill of the process at once; it survives a crash of the machine
/// after [#flush()] or [#close()]. Columns added, renamed and deleted and attributes survive one
/// when the call returns. Memory that views show belongs to the table and ends when it is closed.
public final class MmapTable extends TableLike implements Attributes, Closeable {
  /// How a column is frozen where nobody says how: by codecs that are always there.
  private static final String CODECS = "shuffle,gzip:5,crc32c";

  private final Path path;
  private final Mode mode;
  private final Arena arena;
  private final @Nullable WriterLock lock;
  private final ColumnSet columns;
  private final TableRows rows;
  private final AppendTurn turn = new AppendTurn(this);
  private final ColumnChanges changes;
  private final Lease.Open leases = new Lease.Open();
  private @Nullable Object attr;
  private Layout layout;
  private boolean closed;

  /// Opens the table in the state that it is in now; [TableOpening] sees to that.
  MmapTable(
      Path path,
      Mode mode,
      Recovery recovery,
      ColumnFormats formats,
      @Nullable WriterLock lock,
      Arena arena)
      throws IOException {
    this.path = path;
    this.mode = mode;
    this.lock = lock;
    this.arena = arena;
    this.columns = new ColumnSet(path);
    if (mode == Mode.READ_WRITE) {
      Leftovers.settle(path);
    }
    Catalog catalog = Catalog.read(path);
    this.attr = catalog.attr();
    for (Map.Entry<String, ColumnFile> found : catalog.inOrder(path).entrySet()) {
      columns.add(MmapColumn.open(this, found.getKey(), found.getValue(), formats, mode, arena));
    }
    this.layout = columns.areHeaderless() ? Layout.HEADERLESS : catalog.settledLayout(path);
    this.rows = new TableRows(path, mode, recovery, columns, catalog.rows(), turn, arena);
    this.changes = new ColumnChanges(this, columns, rows, formats, arena);
  }

  /// Makes a table without columns, or puts one in the place of the table that is there, as mode
  /// `w+` does. Readers find the old table, for an instant none, or the new one; views that they
  /// have of the old one stay valid. A crash leaves the old one or the new one.
  ///
  /// @param path its directory; the directory above it must exist
  /// @param rows how many rows columns will have
  /// @return the table, open for writing
  /// @throws FileAlreadyExistsException if there is a file, or a directory that holds anything else
  ///   than a table; the message names that
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws StorageException.Locked if somebody has the table open for writing
  /// @throws IOException if the directory cannot be made
  public static MmapTable create(Path path, long rows) throws IOException {
    return create(path, rows, Layout.NPY);
  }

  /// Makes a table without columns, or puts one in the place of the table that is there, as
  /// [#create(Path, long)] does, and says how the files of columns will be.
  ///
  /// @param path its directory; the directory above it must exist
  /// @param rows how many rows columns will have
  /// @param layout how columns lie in their files
  /// @return the table, open for writing
  /// @throws FileAlreadyExistsException if there is a file, or a directory that holds anything else
  ///   than a table; the message names that
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws StorageException.Locked if somebody has the table open for writing
  /// @throws IOException if the directory cannot be made
  public static MmapTable create(Path path, long rows, Layout layout) throws IOException {
    return create(path, rows, layout, Overwrite.TABLE);
  }

  /// Makes a table without columns, in the place of what is there.
  ///
  /// @param path its directory; the directory above it must exist
  /// @param rows how many rows columns will have
  /// @param layout how columns lie in their files
  /// @param overwrite what may be there and is replaced, as [#create(Path, long)] does
  /// @return the table, open for writing
  /// @throws FileAlreadyExistsException if there is a file, or a directory that holds what may not
  ///   be overwritten; the message names that
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws StorageException.Locked if somebody has the table open for writing
  /// @throws IOException if the directory cannot be made
  public static MmapTable create(Path path, long rows, Layout layout, Overwrite overwrite)
      throws IOException {
    return create(path, rows, layout, overwrite, List.of());
  }

  /// Makes a table with columns of zeros, in the place of what is there, all at once: readers never
  /// find the new table without its columns, and a failure or a crash leaves what was there.
  ///
  /// @param path its directory; the directory above it must exist
  /// @param rows how many rows columns have
  /// @param layout how columns lie in their files
  /// @param overwrite what may be there and is replaced, as [#create(Path, long)] does
  /// @param columns the columns, in order
  /// @return the table, open for writing
  /// @throws FileAlreadyExistsException if there is a file, or a directory that holds what may not
  ///   be overwritten; the message names that
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if `rows` is negative, or [#addColumns(List)] would refuse
  ///   the columns
  /// @throws StorageException.Locked if somebody has the table open for writing
  /// @throws IOException if the directory cannot be made, or the disk is full
  public static MmapTable create(
      Path path, long rows, Layout layout, Overwrite overwrite, List<NewColumn> columns)
      throws IOException {
    var made = newTable(rows, layout, columns);
    Leftovers.settleBeside(path);
    return TableOpening.ofNew(path).openUnder(made.makeInPlaceOf(path, overwrite));
  }

  /// Makes a table without columns where there is none yet.
  ///
  /// @param path its directory, which must be missing or empty; the directory above it must exist
  /// @param rows how many rows columns will have
  /// @return the table, open for writing
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws StorageException.Locked if another writer is making it
  /// @throws IOException if the directory cannot be made
  public static MmapTable createNew(Path path, long rows) throws IOException {
    return createNew(path, rows, Layout.NPY);
  }

  /// Makes a table without columns where there is none yet, and says how the files of columns will
  /// be.
  ///
  /// @param path its directory, which must be missing or empty; the directory above it must exist
  /// @param rows how many rows columns will have
  /// @param layout how columns lie in their files
  /// @return the table, open for writing
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if `rows` is negative
  /// @throws StorageException.Locked if another writer is making it
  /// @throws IOException if the directory cannot be made
  public static MmapTable createNew(Path path, long rows, Layout layout) throws IOException {
    return createNew(path, rows, layout, List.of());
  }

  /// Makes a table with columns of zeros where there is none yet, all at once: the whole table is
  /// there, or, after a failure or a crash, nothing.
  ///
  /// @param path its directory, which must be missing or empty; the directory above it must exist
  /// @param rows how many rows columns have
  /// @param layout how columns lie in their files
  /// @param columns the columns, in order
  /// @return the table, open for writing
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if `rows` is negative, or [#addColumns(List)] would refuse
  ///   the columns
  /// @throws StorageException.Locked if another writer is making it
  /// @throws IOException if the directory cannot be made, or the disk is full
  public static MmapTable createNew(Path path, long rows, Layout layout, List<NewColumn> columns)
      throws IOException {
    var made = newTable(rows, layout, columns);
    Leftovers.settleBeside(path);
    return TableOpening.ofNew(path).openUnder(made.makeAt(path));
  }

  /// Makes a table where there is none yet and fills it, all at once: nobody sees it before it is
  /// whole, and it is durable then. A failure leaves nothing, nor does a kill leave anything under
  /// that name; what it leaves beside is removed by who makes a table there.
  ///
  /// @param path its directory, which must be missing or empty; the directory above it must exist
  /// @param rows how many rows columns have at first
  /// @param layout how columns lie in their files
  /// @param columns the columns, in order, whose elements are zeros at first
  /// @param filling what fills it
  /// @throws FileAlreadyExistsException if there is something in the directory already, or it is a
  ///   file
  /// @throws NoSuchFileException if there is no directory above it
  /// @throws IllegalArgumentException if `rows` is negative, or [#addColumns(List)] would refuse
  ///   the columns
  /// @throws StorageException.Locked if somebody else is writing a table there
  /// @throws IOException if the disk is full, or from `filling`
  public static void write(
      Path path, long rows, Layout layout, List<NewColumn> columns, TableFilling filling)
      throws IOException {
    var made = newTable(rows, layout, columns);
    Leftovers.settleBeside(path);
    made.writeAt(path, filling);
  }

  private static NewTable newTable(long rows, Layout layout, List<NewColumn> columns) {
    if (rows < 0) {
      throw new IllegalArgumentException("rows (" + rows + ") is negative");
    }
    return new NewTable(rows, layout, List.copyOf(columns));
  }

  /// Checks that a name can be a column's: a relative path with `/` between its parts, none of
  /// which is empty or begins with a dot, and without NUL and backslash.
  ///
  /// @param name the name
  /// @throws IllegalArgumentException if it cannot
  public static void checkColumnName(String name) {
    ColumnName.check(name);
  }

  /// Opens a table.
  ///
  /// @param path its directory, made by this library or filled by `numpy.save`
  /// @param mode whether elements may be set, and rows appended
  /// @return the table
  /// @throws NoSuchFileException if there is no such directory
  /// @throws StorageException.Malformed if the path is no table, or a column is no `.npy` file or
  ///   is cut short
  /// @throws StorageException.Unsupported if a column holds Python objects, or is no regular file
  /// @throws StorageException.Inconsistent if the columns differ in their number of rows; the
  ///   message lists them
  /// @throws StorageException.Locked if `mode` is [Mode#READ_WRITE] and another writer has it open
  /// @throws IOException if it cannot be read
  public static MmapTable open(Path path, Mode mode) throws IOException {
    return open(path, mode, Recovery.FLUSHED);
  }

  /// Opens a table, and says which rows count if the machine went down while it was being written.
  ///
  /// @param path its directory, made by this library or filled by `numpy.save`
  /// @param mode whether elements may be set, and rows appended
  /// @param recovery which rows count after a crash of the machine
  /// @return the table
  /// @throws NoSuchFileException if there is no such directory
  /// @throws StorageException.Malformed if the path is no table, or a column is no `.npy` file or
  ///   is cut short
  /// @throws StorageException.Unsupported if a column holds Python objects, or is no regular file
  /// @throws StorageException.Inconsistent if the columns differ in their number of rows; the
  ///   message lists them
  /// @throws StorageException.Locked if `mode` is [Mode#READ_WRITE] and another writer has it open
  /// @throws IOException if it cannot be read
  public static MmapTable open(Path path, Mode mode, Recovery recovery) throws IOException {
    return new TableOpening(path, mode, recovery, ArrayFormats::system).open();
  }

  /// Opens a table whose columns may be in formats other than those that are installed.
  ///
  /// @param path its directory, made by this library or filled by `numpy.save`
  /// @param mode whether elements may be set, and rows appended
  /// @param recovery which rows count after a crash of the machine
  /// @param formats the formats of columns that are in no `.npy` file
  /// @return the table
  /// @throws NoSuchFileException if there is no such directory
  /// @throws StorageException.Malformed if the path is no table, or a column is not what it claims
  ///   to be or is cut short
  /// @throws StorageException.Unsupported if a column holds Python objects, is in a format that is
  ///   none of these, or is no regular file
  /// @throws StorageException.Inconsistent if the columns differ in their number of rows; the
  ///   message lists them
  /// @throws StorageException.Locked if `mode` is [Mode#READ_WRITE] and another writer has it open
  /// @throws IOException if it cannot be read
  public static MmapTable open(Path path, Mode mode, Recovery recovery, ArrayFormats formats)
      throws IOException {
    return new TableOpening(path, mode, recovery, () -> formats).open();
  }

  /// The directory.
  ///
  /// @return the path as it was given
  public Path path() {
    return path;
  }

  /// How the table was opened.
  ///
  /// @return the mode
  public Mode mode() {
    return mode;
  }

  /// Whether the table has been closed.
  ///
  /// @return true after [#close()]
  @Override
  public synchronized boolean isClosed() {
    return closed;
  }

  /// The number of committed rows: for a reader, as of the opening or the last [#refresh()].
  ///
  /// @return the length of every column
  @Override
  public synchronized long rowCount() {
    return rows.count();
  }

  /// What the opening found that a person should know: that a writer was killed or the machine went
  /// down, and what counts.
  ///
  /// @return a line, or nothing if the table had been closed as it should be
  public Optional<String> recoveryNote() {
    return Optional.ofNullable(rows.recoveryNote());
  }

  /// The names of the columns, in order.
  ///
  /// @return an unmodifiable copy
  @Override
  public synchronized List<String> columnNames() {
    return columns.names();
  }

  /// The columns, in order.
  ///
  /// @return an unmodifiable copy
  public synchronized List<MmapColumn> columns() {
    return columns.inOrder();
  }

  /// A column.
  ///
  /// @param name its name, such as `coordinates/x`
  /// @return the column
  /// @throws NoSuchElementException if there is none of that name; the message lists those there
  ///   are
  /// @throws IllegalStateException if the table has been closed
  public synchronized MmapColumn column(String name) {
    requireOpen();
    return columns.get(name);
  }

  /// Whether there is a column of a name.
  ///
  /// @param name any name, such as `coordinates/x`
  /// @return true if [#column(String)] finds it
  /// @throws IllegalStateException if the table has been closed
  public synchronized boolean containsColumn(String name) {
    requireOpen();
    return columns.contains(name);
  }

  /// The groups that columns are in, outermost ones only, in the order of their first columns.
  ///
  /// @return an unmodifiable copy
  /// @throws IllegalStateException if the table has been closed
  public List<TableGroup> groups() {
    return TableGroup.below(this, "");
  }

  /// A group of columns, seen as a table of its own.
  ///
  /// @param name its name, such as `coordinates` or `a/b`
  /// @return a view of the columns whose names begin with that and a `/`
  /// @throws NoSuchElementException if no column is in it; the message lists the groups there are
  /// @throws IllegalStateException if the table has been closed
  public TableGroup group(String name) {
    return TableGroup.of(this, name);
  }

  /// Adds a column of zeros.
  ///
  /// @param name a path inside the table; groups are made as needed
  /// @param dtype the dtype of the elements
  /// @param itemShape the shape of each row's item; none if it is one element
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed or taken, a dimension is negative,
  ///   or the column is larger than 2^63 - 1 bytes
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public MmapColumn addColumn(String name, DType dtype, long... itemShape) throws IOException {
    return addColumn(name, ColumnOptions.DEFAULT, dtype, itemShape);
  }

  /// Adds a column of zeros that is kept in another format than NumPy's. Its file is named after
  /// the column and ends with the format's id, and the file of its attributes names the format.
  ///
  /// @param name a path inside the table; groups are made as needed
  /// @param format the format of the column's file, with headers
  /// @param dtype the dtype of the elements
  /// @param itemShape the shape of each row's item; none if it is one element
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed or taken, the format has no
  ///   headers or cannot keep such a column, a dimension is negative, or the column is larger than
  ///   2^63 - 1 bytes
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public MmapColumn addColumn(String name, ArrayFormat format, DType dtype, long... itemShape)
      throws IOException {
    return addColumn(name, ColumnOptions.DEFAULT.format(format), dtype, itemShape);
  }

  /// Adds a column of zeros with attributes, in a format, or in the place of another column. All of
  /// it happens or nothing, whatever crashes.
  ///
  /// @param name a path inside the table; groups are made as needed
  /// @param options attributes, format, and whether a column of that name is replaced
  /// @param dtype the dtype of the elements
  /// @param itemShape the shape of each row's item; none if it is one element
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed, or taken and not to be
  ///   overwritten, the format has no headers or cannot keep such a column, a dimension is
  ///   negative, or the column is larger than 2^63 - 1 bytes
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public synchronized MmapColumn addColumn(
      String name, ColumnOptions options, DType dtype, long... itemShape) throws IOException {
    requireWritable();
    ArrayFormat format = format(name, options);
    return changes.add(name, ColumnContent.zeros(format, dtype, rows.count(), itemShape), options);
  }

  private ArrayFormat format(String name, ColumnOptions options) {
    ArrayFormat format = options.formatOr(layout.format());
    if (format instanceof RawFormat && layout != Layout.HEADERLESS) {
      throw new IllegalArgumentException("column '" + name + "' needs a format with a header");
    }
    return format;
  }

  /// Adds columns of zeros, all of them or none, whatever crashes. For many columns this takes much
  /// less time than adding one after the other, since all of them are made durable together.
  ///
  /// @param added the columns, in order
  /// @return the columns, in the same order
  /// @throws IllegalArgumentException if a name is not allowed, taken or stands twice, a dimension
  ///   is negative, or a column is larger than 2^63 - 1 bytes
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public synchronized List<MmapColumn> addColumns(List<NewColumn> added) throws IOException {
    requireWritable();
    return changes.addAll(List.copyOf(added), layout.format());
  }

  /// Adds a column with values.
  ///
  /// @param name a path inside the table; groups are made as needed
  /// @param values as for [NdArray#asArray]; its first dimension is the rows. Its dtype becomes the
  ///   column's
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed or taken, or there are not as many
  ///   values as rows
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public MmapColumn addColumnFrom(String name, Object values) throws IOException {
    return addColumnFrom(name, ColumnOptions.DEFAULT, values);
  }

  /// Adds a column with values and attributes, in a format, or in the place of another column. All
  /// of it happens or nothing, whatever crashes.
  ///
  /// @param name a path inside the table; groups are made as needed
  /// @param options attributes, format, and whether a column of that name is replaced
  /// @param values as for [NdArray#asArray]; its first dimension is the rows. Its dtype becomes the
  ///   column's. They may be of the column that is replaced
  /// @return the column
  /// @throws IllegalArgumentException if the name is not allowed, or taken and not to be
  ///   overwritten, the format has no headers or cannot keep such a column, or there are not as
  ///   many values as rows
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public synchronized MmapColumn addColumnFrom(String name, ColumnOptions options, Object values)
      throws IOException {
    requireWritable();
    NdArray array = NdArray.asArray(values);
    if (array.ndim() == 0 || array.shape()[0] != rows.count()) {
      throw new IllegalArgumentException(
          "values of shape "
              + Arrays.toString(array.shape())
              + " for column '"
              + name
              + "' of a table of "
              + rows.count()
              + " rows");
    }
    return changes.add(name, ColumnContent.of(format(name, options), array), options);
  }

  /// Adds a column that is a copy of another, attributes included, in the same format; one without
  /// a header gets that of new columns.
  ///
  /// @param name the column to copy
  /// @param copy the name of the copy; groups are made as needed
  /// @return the copy
  /// @throws NoSuchElementException if there is no such column
  /// @throws IllegalArgumentException if the name of the copy is not allowed or taken
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then the table is as it was
  public synchronized MmapColumn copyColumn(String name, String copy) throws IOException {
    requireWritable();
    MmapColumn source = column(name);
    ArrayFormat format = source.plainFormat(layout.format());
    return changes.add(
        copy, ColumnContent.of(format, source), ColumnOptions.DEFAULT.attr(source.attr()));
  }

  /// Freezes a column: puts compressed chunks in the place of its file, as [#freeze(String,
  /// UnaryOperator)] does, by the codecs `shuffle`, `gzip` and `crc32c`.
  ///
  /// @param name the column's name
  /// @return the column that has taken its place
  /// @throws NoSuchElementException if there is no such column
  /// @throws IllegalArgumentException if Zarr has no data type for it
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed, or an appender is open
  /// @throws StorageException.Malformed if it was frozen before and a chunk is damaged; then
  ///   nothing has changed
  /// @throws IOException if the disk is full; then nothing has changed
  public MmapColumn freeze(String name) throws IOException {
    return freeze(name, layout -> layout.codecs(BytesCodecs.system().parse(CODECS)));
  }

  /// Freezes a column: puts compressed chunks in the place of its file, a directory that ends in
  /// `.zarr` and that any software opens which reads arrays of Zarr's version 3. It is read as any
  /// column is, and only the chunks are decoded that are asked for; it can be set no more until it
  /// is [thawed][#thaw]. Rows are appended to it many at a time, with those of the other columns,
  /// and by no [#appender()]. One that is frozen already is encoded anew, for other codecs or
  /// chunks. Some megabytes of it are in memory at a time. A crash leaves the one or the other.
  ///
  /// Elements are in the machine's byte order then, and structured ones packed. Views of the old
  /// column stay valid until the table is closed.
  ///
  /// @param name the column's name
  /// @param layout makes of the usual layout, with the column's attributes, the one that is wanted
  /// @return the column that has taken its place
  /// @throws NoSuchElementException if there is no such column, or a codec is not installed; the
  ///   message says what to add
  /// @throws IllegalArgumentException if Zarr has no data type for it, or the codecs make no sense
  ///   for it
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed, or an appender is open
  /// @throws StorageException.Malformed if it was frozen before and a chunk is damaged; then
  ///   nothing has changed
  /// @throws IOException if the disk is full; then nothing has changed
  public synchronized MmapColumn freeze(String name, UnaryOperator<ZarrLayout> layout)
      throws IOException {
    requireWritable();
    return changes.freeze(name, layout);
  }

  /// Thaws a frozen column: puts a file that can be mapped, set and appended to in the place of its
  /// compressed chunks. A crash leaves the one or the other. Some megabytes of it are in memory at
  /// a time.
  ///
  /// @param name the column's name
  /// @return the column that has taken its place
  /// @throws NoSuchElementException if there is no such column
  /// @throws IllegalArgumentException if it is not frozen
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws StorageException.Malformed if a chunk is damaged; then nothing has changed
  /// @throws IOException if the disk is full; then nothing has changed
  public synchronized MmapColumn thaw(String name) throws IOException {
    requireWritable();
    return changes.thaw(name, layout.format());
  }

  /// Renames a column, within its group or into another. Its file is renamed, not copied.
  ///
  /// @param name the column's name
  /// @param newName its new name; groups are made as needed, and empty ones removed
  /// @throws NoSuchElementException if there is no such column
  /// @throws IllegalArgumentException if the new name is not allowed or taken
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the file cannot be renamed
  public synchronized void renameColumn(String name, String newName) throws IOException {
    requireWritable();
    changes.rename(name, newName);
  }

  /// Deletes a column, its attributes, and the groups that become empty. Views of it stay valid
  /// until the table is closed.
  ///
  /// @param name the column's name
  /// @throws NoSuchElementException if there is no such column
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the files cannot be deleted
  public synchronized void deleteColumn(String name) throws IOException {
    requireWritable();
    changes.delete(name);
  }

  /// Puts the columns into another order.
  ///
  /// @param names the names of all columns, each once
  /// @throws IllegalArgumentException if a column is missing, unknown or named twice
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the order cannot be written; then it is as it was
  public synchronized void reorderColumns(List<String> names) throws IOException {
    requireWritable();
    changes.reorder(names);
  }

  /// Gives space back that the columns' files do not need any more, as after rows were taken away,
  /// by writing each such file anew. Views taken before stay valid, of the old files: elements that
  /// are set through them are not kept.
  ///
  /// @return how many bytes shorter the files have become
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk has no room for a copy of a file; then the others may have
  ///   been written anew, and all rows are there
  public synchronized long compact() throws IOException {
    requireWritable();
    return changes.compact();
  }

  /// Appends rows: all columns grow together, or none does. They are committed when this returns,
  /// and durable too if a column is frozen: the last shard of each such one is written anew.
  ///
  /// @param columnRows for each column its new items, as for [NdArray#asArray], along the first
  ///   dimension; all of the same number
  /// @throws IllegalArgumentException if a column is missing or unknown, or its items do not have
  ///   the shape or kind of the column; then nothing has changed
  /// @throws UnsupportedOperationException if the table is read-only, or has a column in Fortran
  ///   order of several dimensions
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the table works again
  ///   when there is room
  public synchronized void append(Map<String, ?> columnRows) throws IOException {
    requireWritable();
    turn.change(() -> rows.append(columnRows));
  }

  /// Appends the elements of a structured array, whose fields are the columns. They are committed
  /// when this returns.
  ///
  /// @param structured a 1-d structured array, of any strides; fields of columns in groups are
  ///   named like these
  /// @throws IllegalArgumentException if it is no such array, a field is missing or unknown, or
  ///   does not have the shape or kind of the column; then nothing has changed
  /// @throws UnsupportedOperationException if the table is read-only, or has a column in Fortran
  ///   order of several dimensions
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then nothing has changed
  public void append(NdArray structured) throws IOException {
    append(RowBlocks.fields(structured));
  }

  /// Appends the rows of a slice, which has the columns of this table in any order. They are
  /// committed when this returns.
  ///
  /// @param slice rows of another table or of this one
  /// @throws IllegalArgumentException if a column is missing or unknown, or does not have the shape
  ///   or kind of this table's; then nothing has changed
  /// @throws UnsupportedOperationException if the table is read-only, or has a column in Fortran
  ///   order of several dimensions
  /// @throws IllegalStateException if this table or the slice's has been closed
  /// @throws IOException if the disk is full; then nothing has changed
  public void append(TableSlice slice) throws IOException {
    append(RowBlocks.columns(slice));
  }

  /// Appends one Java record, whose components are the columns. It is committed when this returns;
  /// an [#appender()] is many times as fast.
  ///
  /// @param <T> the record
  /// @param type how the record lies in a row, which the caller keeps in a constant
  /// @param record the row
  /// @throws IllegalArgumentException if the columns are not the record's components, in any order,
  ///   or a value does not fit, as for [io.mmaptable.array.Rows#set]; then nothing has changed
  /// @throws UnsupportedOperationException if the table is read-only, or has a column in Fortran
  ///   order of several dimensions
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then nothing has changed
  public <T extends Record> void append(RowType<T> type, T record) throws IOException {
    append(type, List.of(record));
  }

  /// Appends Java records, whose components are the columns. They are committed together when this
  /// returns.
  ///
  /// @param <T> the record
  /// @param type how a record lies in a row, which the caller keeps in a constant
  /// @param records the rows
  /// @throws IllegalArgumentException if the columns are not the record's components, in any order,
  ///   or a value does not fit, as for [io.mmaptable.array.Rows#set]; then nothing has changed
  /// @throws UnsupportedOperationException if the table is read-only, or has a column in Fortran
  ///   order of several dimensions
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then nothing has changed
  public synchronized <T extends Record> void append(
      RowType<T> type, Collection<? extends T> records) throws IOException {
    requireWritable();
    append(RowBlocks.rows(dtype(), type, records));
  }

  /// Begins to append rows one by one, each of which is committed as soon as it is complete.
  ///
  /// @return an appender for the calling thread, which closes it
  /// @throws UnsupportedOperationException if the table is read-only, or a column is frozen
  /// @throws IllegalStateException if the table has been closed, or the thread has an appender
  public TableAppender appender() {
    return appender(1);
  }

  /// Begins to append rows one by one that are committed many together, which is faster. It waits
  /// until no other thread has an appender.
  ///
  /// @param commitEvery how many rows are committed together; [TableAppender#commit()] and closing
  ///   the appender commit those that wait
  /// @return an appender for the calling thread, which closes it
  /// @throws IllegalArgumentException if `commitEvery` is not positive
  /// @throws UnsupportedOperationException if the table is read-only, or a column is frozen
  /// @throws IllegalStateException if the table has been closed, or the thread has an appender
  public synchronized TableAppender appender(long commitEvery) {
    if (commitEvery <= 0) {
      throw new IllegalArgumentException("commitEvery (" + commitEvery + ") must be positive");
    }
    requireWritable();
    turn.await();
    requireOpen();
    turn.requireFree();
    var appender = new TableAppender(this, rows, commitEvery);
    turn.take(appender);
    return appender;
  }

  synchronized void endAppender() {
    turn.pass();
  }

  /// Changes the number of rows. New rows are zero; rows taken away are gone.
  ///
  /// @param rowCount the new number of rows
  /// @throws IllegalArgumentException if `rowCount` is negative
  /// @throws UnsupportedOperationException if the table is read-only, or has a column in Fortran
  ///   order of several dimensions
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if the disk is full; then nothing has changed, and the table works again
  ///   when there is room
  public synchronized void resize(long rowCount) throws IOException {
    requireWritable();
    if (rowCount < 0) {
      throw new IllegalArgumentException("rowCount (" + rowCount + ") is negative");
    }
    turn.change(() -> rows.resize(rowCount));
    if (columns.isEmpty()) {
      writeCatalog(List.of());
    }
  }

  void writeCatalog(List<String> names) throws IOException {
    new Catalog(names, rows.count(), attr, layout).write(path);
  }

  /// How new columns lie in their files, and all columns of a table that was made so.
  ///
  /// @return the layout that the table was created in or converted to; [Layout#HEADERLESS] too if
  ///   no column has a header
  public synchronized Layout layout() {
    return layout;
  }

  /// Writes every column anew that is not in a file of a layout, or lies in Fortran order, so that
  /// all of them can grow. Values, attributes and the order of the columns stay. Views taken before
  /// stay valid, and show what the column was.
  ///
  /// All columns are converted, or none: the new files are written beside the table, which takes
  /// room on the disk, and put in their places when they are complete. A crash leaves the table as
  /// it was, or the next opening for writing finishes the work. A reader that has the table open
  /// finds the new files when it is refreshed; one with a column in Fortran order must open the
  /// table again.
  ///
  /// @param layout how all columns will lie in their files, and new ones too
  /// @throws IllegalArgumentException if a column's dtype is structured and the layout
  ///   [Layout#HEADERLESS], which cannot describe it; then nothing has changed
  /// @throws UnsupportedOperationException if the table is read-only
  /// @throws IllegalStateException if the table has been closed, or an appender is open
  /// @throws IOException if the disk is full; then the table is as it was
  public synchronized void convert(Layout layout) throws IOException {
    requireWritable();
    changes.convert(layout);
    this.layout = layout;
  }

  /// All columns with all rows that are committed now. Nothing is copied, and rows that are
  /// appended later are not in it.
  ///
  /// @return a slice, which ends with the table
  /// @throws IllegalStateException if the table has been closed
  @Override
  public synchronized TableSlice rows() {
    requireOpen();
    return new TableSlice(this, columns.inOrder(), RowRange.all(rows.count()));
  }

  @Override
  public synchronized TableSlice select(List<String> names) {
    requireOpen();
    return new TableSlice(
        this, ColumnSelection.of(path, names, columns::get), RowRange.all(rows.count()));
  }

  @Override
  public synchronized @Nullable Object attr() {
    requireOpen();
    return attr;
  }

  @Override
  public synchronized void setAttr(@Nullable Object value) throws IOException {
    requireWritable();
    @Nullable Object normal = Json.normalise(value);
    new Catalog(columnNames(), rows.count(), normal, layout).write(path);
    attr = normal;
  }

  /// Sees the rows that a writer has committed since. Views and slices taken before stay as they
  /// were.
  ///
  /// @return the new number of rows
  /// @throws IllegalStateException if the table has been closed
  /// @throws StorageException if the files are not what they were, as when a column has been
  ///   renamed or deleted
  /// @throws IOException if they cannot be read
  public synchronized long refresh() throws IOException {
    requireOpen();
    rows.refresh();
    return rows.count();
  }

  /// Makes what is committed durable: it survives a crash of the machine when this returns.
  ///
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if it cannot be written
  public synchronized void flush() throws IOException {
    requireOpen();
    turn.commit();
    rows.flush();
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path + " has been closed");
    }
  }

  void requireWritable() {
    requireOpen();
    if (mode != Mode.READ_WRITE) {
      throw new UnsupportedOperationException(
          path + " was opened with mode " + mode + "; open it with mode r+ to change it");
    }
  }

  /// Lends the table's memory to somebody who uses its addresses where the JVM cannot see it, such
  /// as native code that is given [NdArray#asSegment()]'s: until the lease is closed, the table
  /// cannot be.
  ///
  /// @param holder who that is, for the message of a [#close()] that is refused
  /// @return the lease, which the caller closes
  /// @throws IllegalStateException if the table has been closed
  public synchronized Lease lease(String holder) {
    requireOpen();
    return leases.begin(holder);
  }

  /// Makes everything durable, gives unused capacity back and ends all views. Closing twice does
  /// nothing.
  ///
  /// @throws IllegalStateException if a [lease][#lease(String)] is open; then the table stays open
  /// @throws IOException if what is committed could not be made durable; the table is closed all
  ///   the same
  @Override
  public synchronized void close() throws IOException {
    turn.await();
    if (closed) {
      return;
    }
    leases.requireNone(path);
    closed = true;
    // The mappings end before another writer may come.
    try (var _ = Objects.requireNonNullElse(lock, (Closeable) () -> {});
        arena) {
      try {
        turn.commit();
      } finally {
        turn.end();
        rows.close();
      }
    }
  }

  /// The first and last rows as text, as wide as the terminal, and how large the table is.
  ///
  /// @return several lines
  @Override
  public String toString() {
    return closed ? "MmapTable(" + path + ", closed)" : rows().toString();
  }
}
