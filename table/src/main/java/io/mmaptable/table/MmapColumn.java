package io.mmaptable.table;

import io.mmaptable.array.ArrayLike;
import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.npy.GrowableHeaders;
import io.mmaptable.npy.NpyFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column of a table: a memory-mapped array with a name and attributes, which is computed with,
/// indexed and assigned to as an array is.
///
/// It stays the same column when it is renamed, and ends when it is deleted, another one takes its
/// place, or its table is closed. Any thread may read it; setting elements from several is as safe
/// as writing to memory is.
public final class MmapColumn extends ArrayLike implements Attributes {
  private final MmapTable table;
  private final Mode mode;
  private final Arena arena;
  private final ColumnFormats formats;
  private ArrayFormat format;
  private String name;
  private ColumnFile columnFile;
  private RowFile file;
  private boolean deleted;

  /// Whether the file that is mapped is known to be this column's no more.
  private boolean isElsewhere;

  /// What the opening has just read, until it is asked for.
  private ColumnFormats.@Nullable Description opened;

  /// Takes a column that is there.
  MmapColumn(
      MmapTable table,
      String name,
      ColumnFile columnFile,
      ColumnFormats formats,
      Mode mode,
      Arena arena)
      throws IOException {
    this.table = table;
    this.name = name;
    this.columnFile = columnFile;
    this.formats = formats;
    this.mode = mode;
    this.arena = arena;
    ColumnFormats.Opened found = formats.open(name, columnFile, mode, arena);
    this.format = found.description().format();
    this.opened = found.description();
    this.file = found.file();
  }

  /// The column's name.
  ///
  /// @return a path inside the table, such as `coordinates/x`
  public String name() {
    return name;
  }

  /// The table that the column belongs to.
  ///
  /// @return the table
  public MmapTable table() {
    return table;
  }

  /// The dtype of the elements.
  ///
  /// @return the dtype
  @Override
  public DType dtype() {
    return file.layout().dtype();
  }

  /// The shape of each row's item.
  ///
  /// @return a new array; empty if an item is one element
  public long[] itemShape() {
    long[] shape = file.layout().shape();
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  /// The shape of the whole column.
  ///
  /// @return a new array, which begins with the table's number of rows
  /// @throws IllegalStateException if the table has been closed
  @Override
  public long[] shape() {
    table.requireOpen();
    long[] shape = file.layout().shape();
    shape[0] = table.rowCount();
    return shape;
  }

  /// The layout of the column's file: where the elements are, and in which order.
  ///
  /// @return the layout as of the opening
  public ArrayLayout layout() {
    return file.layout();
  }

  /// The format of the column's file.
  ///
  /// @return NumPy's for a `.npy` file, unless it has no header; else the one that is named in the
  ///   file of attributes beside it
  public ArrayFormat format() {
    return format;
  }

  /// The file that holds the column.
  ///
  /// @return a path below the table's
  public Path path() {
    return file.path();
  }

  /// A view of the column's committed rows. Nothing is copied; rows appended later are not in it.
  ///
  /// @return a view that is valid until the table is closed, whose elements can be set if the table
  ///   was opened for that
  /// @throws IllegalStateException if the table has been closed or the column deleted
  /// @throws UncheckedIOException if the file cannot be mapped: a column is mapped on its first
  ///   use, and a writer may have deleted it or put another one in its place since the table was
  ///   opened
  @Override
  public NdArray array() {
    table.requireOpen();
    requirePresent();
    long rows = table.rowCount();
    try {
      return viewWhereItIs(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Views the rows. A reader that maps a file late may find another one in its place, of another
  /// layout.
  private NdArray view(long rows) throws IOException {
    long mapped = file.mappedBytes();
    try {
      NdArray view = viewOf(rows);
      if (mode == Mode.READ_WRITE || file.mappedBytes() == mapped || !file.isReplaced()) {
        return view;
      }
    } catch (StorageException e) {
      if (mode == Mode.READ_WRITE || !file.isReplaced()) {
        throw e;
      }
    }
    isElsewhere = true; // until it is found, whatever is mapped
    return viewWhereItWent(rows);
  }

  private NdArray viewWhereItWent(long rows) throws IOException {
    locate();
    ColumnFormats.Description _ = follow();
    isElsewhere = false;
    return viewOf(rows);
  }

  /// Views the rows. A reader may look while a writer is exchanging files, and looks again.
  private NdArray viewWhereItIs(long rows) throws IOException {
    for (int looks = 1; ; looks++) {
      try {
        return isElsewhere ? viewWhereItWent(rows) : view(rows);
      } catch (StorageException.Inconsistent e) {
        throw e; // another column is there now
      } catch (NoSuchFileException | StorageException e) {
        if (mode == Mode.READ_WRITE || !WriterAtWork.mayBe(table.path(), looks)) {
          throw e;
        }
        isElsewhere = true;
      }
    }
  }

  private NdArray viewOf(long rows) throws IOException {
    return growsAlongRows() ? file.view(rows) : file.view(file.layout().rowCount()).rows(0, rows);
  }

  @Override
  public @Nullable Object attr() throws IOException {
    table.requireOpen();
    requirePresent();
    return AttrFile.read(formats.attr(name, columnFile)).attr();
  }

  @Override
  public void setAttr(@Nullable Object value) throws IOException {
    synchronized (table) { // which rewrites the file where it says how many rows there are
      table.requireWritable();
      requirePresent();
      AttrFile.write(columnFile.attr(), format.id(), value);
    }
  }

  /// Whether rows lie one after the other. In Fortran order they do only where an item is one
  /// element.
  boolean growsAlongRows() {
    return file.layout().growthAxis() == 0;
  }

  RowFile file() {
    return file;
  }

  ColumnFile columnFile() {
    return columnFile;
  }

  /// What the file says now, or has just said when it was opened. A file that has been put in its
  /// place is followed.
  CountResolution.Member member() throws IOException {
    ColumnFormats.Description now = opened;
    opened = null;
    if (now == null) {
      locate();
      now = follow();
    }
    return CountResolution.Member.column(name, path(), now.layout(), now.fileSize());
  }

  /// Whether the file has a count that can be changed, or can get one.
  boolean canGrow() {
    return isAppendable() || format instanceof NpyFormat;
  }

  /// Whether rows can be appended to the file as it is.
  boolean isAppendable() {
    return file.isGrowable() || file.countsInJournal();
  }

  /// Lets the file of attributes say how many rows there are, if the column's own file does not.
  void describeRows(long rows) throws IOException {
    if (file.countsInJournal()) {
      AttrFile.setRows(columnFile.attr(), rows);
    }
  }

  /// Gives the file a header that counts can be stored into.
  void makeAppendable() throws IOException {
    if (!isAppendable()) {
      ArrayLayout layout = GrowableHeaders.ensureAppendable(file.path()).layout();
      file = new RowFile(file.path(), layout, mode, 0, arena);
    }
  }

  /// Follows a file that has been put in the place of this one, as often as that happens meanwhile.
  ///
  /// @return what it says now
  private ColumnFormats.Description follow() throws IOException {
    ColumnFormats.Description now;
    do {
      now = formats.describe(name, columnFile);
      file = file.reopened(now.layout());
      format = now.format();
    } while (!file.isOf(now.attributes().fileKey()));
    return now;
  }

  /// Goes on with the file that a conversion has put in the place of the former one.
  void converted() throws IOException {
    goOnWith(ColumnFile.of(table.path(), name));
  }

  /// Looks for a column that was found in the middle of a change where it has been put since.
  private void locate() throws IOException {
    ColumnFile inPlace = ColumnFile.of(table.path(), name, columnFile.format());
    if (!columnFile.stem().equals(inPlace.stem()) && !FileOps.exists(columnFile.data())) {
      goOnWith(inPlace);
    }
  }

  private void goOnWith(ColumnFile other) throws IOException {
    ColumnFormats.Opened now = formats.open(name, other, mode, arena);
    columnFile = other;
    format = now.description().format();
    file = now.file();
  }

  /// Writes the file anew if it is longer than its rows, which its header counts already.
  ///
  /// @return how many bytes it has become shorter by
  long compact(long rows) throws IOException {
    if (!growsAlongRows()) {
      return 0;
    }
    ArrayLayout compact = file.layout().withRowCount(rows);
    long spare = Files.size(path()) - compact.dataOffset() - compact.nbytes();
    if (spare <= 0) {
      return 0;
    }
    try {
      file.replaceByCopy(rows);
    } finally {
      file = file.reopened(compact);
    }
    return spare;
  }

  void renamed(String newName) throws IOException {
    name = newName;
    ArrayLayout layout = file.layout();
    if (growsAlongRows()) {
      layout = layout.withRowCount(table.rowCount());
    }
    columnFile = ColumnFile.of(table.path(), newName, columnFile.format());
    file = new RowFile(columnFile.data(), layout, mode, 0, arena);
  }

  void deleted() {
    deleted = true;
  }

  private void requirePresent() {
    if (deleted) {
      throw new IllegalStateException("column '" + name + "' has been deleted");
    }
  }

  /// Says what and where the column is.
  ///
  /// @return one line
  @Override
  public String toString() {
    return "MmapColumn(" + name + ", dtype=" + dtype() + ", table=" + table.path() + ")";
  }
}
