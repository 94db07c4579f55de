package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
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
import org.jspecify.annotations.Nullable;

/// A column whose elements lie in one file, which is mapped.
final class MappedColumn extends MmapColumn {
  private final Mode mode;
  private final Arena arena;
  private ArrayFormat format;
  private RowFile file;

  /// Whether the file that is mapped is known to be this column's no more.
  private boolean isElsewhere;

  /// What the opening has just read, until it is asked for.
  private ColumnFormats.@Nullable Description opened;

  /// Takes a column that is there.
  MappedColumn(
      MmapTable table,
      String name,
      ColumnFile columnFile,
      ColumnFormats formats,
      Mode mode,
      Arena arena)
      throws IOException {
    super(table, name, columnFile, formats);
    this.mode = mode;
    this.arena = arena;
    ColumnFormats.Opened found = formats.open(name, columnFile, mode, arena);
    this.format = found.description().format();
    this.opened = found.description();
    this.file = found.file();
  }

  @Override
  public ArrayLayout layout() {
    return file.layout();
  }

  @Override
  public ArrayFormat format() {
    return format;
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public NdArray array() {
    table().requireOpen();
    requirePresent();
    long rows = table().rowCount();
    try {
      return viewWhereItIs(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  @Nullable Object ownAttr() {
    return null;
  }

  @Override
  ColumnItems items() {
    return new ColumnItems.Whole(array());
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
        if (mode == Mode.READ_WRITE || !WriterAtWork.mayBe(table().path(), looks)) {
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
  RowFile file() {
    return file;
  }

  /// What the file says. One that has been put in its place is followed.
  @Override
  CountResolution.Member member() throws IOException {
    ColumnFormats.Description now = opened;
    opened = null;
    if (now == null) {
      locate();
      now = follow();
    }
    return CountResolution.Member.column(name(), path(), now.layout(), now.fileSize());
  }

  @Override
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
      AttrFile.setRows(columnFile().attr(), rows);
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
      now = formats().describe(name(), columnFile());
      file = file.reopened(now.layout());
      format = now.format();
    } while (!file.isOf(now.attributes().fileKey()));
    return now;
  }

  /// Goes on with the file that a conversion has put in the place of the former one.
  void converted() throws IOException {
    goOnWith(ColumnFile.of(table().path(), name()));
  }

  /// Looks for a column that was found in the middle of a change where it has been put since.
  private void locate() throws IOException {
    ColumnFile inPlace = ColumnFile.of(table().path(), name(), columnFile().format());
    if (!columnFile().stem().equals(inPlace.stem()) && !FileOps.exists(columnFile().data())) {
      goOnWith(inPlace);
    }
  }

  private void goOnWith(ColumnFile other) throws IOException {
    ColumnFormats.Opened now = formats().open(name(), other, mode, arena);
    setColumnFile(other);
    format = now.description().format();
    file = now.file();
  }

  @Override
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

  @Override
  void renamed(String newName) throws IOException {
    super.renamed(newName);
    ArrayLayout layout = file.layout();
    if (growsAlongRows()) {
      layout = layout.withRowCount(table().rowCount());
    }
    file = new RowFile(columnFile().data(), layout, mode, 0, arena);
  }
}
