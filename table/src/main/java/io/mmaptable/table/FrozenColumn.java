package io.mmaptable.table;

import io.mmaptable.array.Expression;
import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.zarr.ZarrArray;
import io.mmaptable.zarr.ZarrOptions;
import io.mmaptable.zarr.ZarrWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A column whose elements lie in compressed chunks, in a directory of Zarr's layout. It is read
/// only, by decoding the chunks that are asked for.
final class FrozenColumn extends MmapColumn {
  private static final String SUFFIX = "." + FrozenFormat.ID;

  /// The file that is in every array of Zarr's.
  static final String METADATA = "zarr.json";

  /// As many rows as the chunks hold, which may be more than the table's.
  private volatile ZarrArray chunks;

  /// What tells whether the metadata are still those that were read.
  private FileVersion version;

  FrozenColumn(MmapTable table, String name, ColumnFile columnFile, ColumnFormats formats)
      throws IOException {
    super(table, name, columnFile, formats);
    this.version = FileVersion.of(metadata());
    this.chunks = formats.openFrozen(name, columnFile);
  }

  /// Which of the files it is that have had one name.
  private record FileVersion(@Nullable Object key, FileTime modified, long size) {
    static FileVersion of(Path path) throws IOException {
      BasicFileAttributes found = FileOps.requireRegularFile(path);
      return new FileVersion(found.fileKey(), found.lastModifiedTime(), found.size());
    }
  }

  private Path metadata() {
    return columnFile().data().resolve(METADATA);
  }

  /// Sees how many rows the chunks hold now.
  void reopen() throws IOException {
    version = FileVersion.of(metadata());
    chunks = formats().openFrozen(name(), columnFile());
  }

  /// Sees it if the metadata are others now.
  private void follow() throws IOException {
    if (!version.equals(FileVersion.of(metadata()))) {
      reopen();
    }
  }

  /// The table's rows.
  private ZarrArray rows() {
    table().requireOpen();
    requirePresent();
    // In this order: another thread that appends counts rows when the chunks have them.
    long count = table().rowCount();
    ZarrArray held = chunks;
    return held.firstRows(Math.min(count, held.rowCount()));
  }

  /// Begins to write rows behind the first ones, which nobody sees before that is finished.
  ZarrWriter writeFrom(long row) throws IOException {
    return ZarrWriter.writeFrom(path(), row, formats().chunkOptions());
  }

  /// Lets the chunks count so many rows, if they count more.
  void requireRows(long rows) throws IOException {
    follow();
    if (chunks.rowCount() > rows) {
      cut(rows);
    }
  }

  /// Lets the chunks count so many rows, and removes those behind.
  void cut(long rows) throws IOException {
    if (chunks.rowCount() > rows) {
      recount(path(), rows, formats().chunkOptions());
      reopen();
    }
    long _ = ZarrWriter.compact(path());
  }

  /// Lets chunks count fewer rows.
  static void recount(Path chunks, long rows, ZarrOptions options) throws IOException {
    try (ZarrWriter writer = ZarrWriter.writeFrom(chunks, rows, options)) {
      writer.finish();
    }
  }

  /// Whether a directory in a table is a frozen column, and not a group.
  static boolean isAt(Path directory) {
    String name = directory.getFileName().toString();
    return name.endsWith(SUFFIX)
        && name.length() > SUFFIX.length()
        && Files.exists(directory.resolve(METADATA));
  }

  /// What the directory of a column is called without its ending.
  static String stem(Path directory) {
    String name = directory.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /// What a chunked array would be as a file.
  static ArrayLayout layout(ZarrArray chunks) {
    return new ArrayLayout(chunks.dtype(), chunks.shape(), false, 0, new CountField.Fixed());
  }

  /// What chunks say of a table's rows.
  static CountResolution.Member member(String name, ZarrArray chunks) {
    return CountResolution.Member.chunked(name, chunks.path(), layout(chunks));
  }

  /// What to throw where a column would have to change.
  static UnsupportedOperationException refusal(Path table, String name, String what) {
    return new UnsupportedOperationException(reason(table, name, what));
  }

  private static String reason(Path table, String name, String what) {
    return table
        + ": column '"
        + name
        + "' is frozen and "
        + what
        + "; thaw it first: thaw(\""
        + name
        + "\"), or mmaptable thaw";
  }

  @Override
  public Optional<ZarrArray> frozen() {
    return Optional.of(rows());
  }

  @Override
  public ArrayLayout layout() {
    return layout(chunks);
  }

  @Override
  public ArrayFormat format() {
    return FrozenFormat.INSTANCE;
  }

  @Override
  public Path path() {
    return columnFile().data();
  }

  @Override
  public NdArray array() {
    ColumnItems items = items();
    return items.of(RowRange.all(items.rowCount()));
  }

  /// Checks that the column is there and its table open.
  void requireUsable() {
    table().requireOpen();
    requirePresent();
  }

  @Override
  public Expression lazy() {
    try {
      return rows().lazy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public NdArray get(Index... index) {
    try {
      NdArray selected = rows().get(index);
      return Arrays.stream(index).anyMatch(FrozenColumn::copies) ? selected : unsettable(selected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a part of an index makes a copy of what is selected, which is its owner's to set.
  private static boolean copies(Index part) {
    return part instanceof NdArray || part instanceof Expression;
  }

  /// Decoded elements in the place of a view, which cannot be set as if it were one.
  NdArray unsettable(NdArray decoded) {
    return decoded.asReadOnly(reason());
  }

  private String reason() {
    return reason(table().path(), name(), "cannot be set");
  }

  @Override
  protected boolean isAtHand() {
    return false;
  }

  @Override
  protected NdArray writable() {
    table().requireOpen();
    throw new UnsupportedOperationException(reason());
  }

  @Override
  @Nullable Object ownAttr() {
    return Json.parse(chunks.attrJson());
  }

  @Override
  ColumnItems items() {
    return new FrozenItems(this, rows());
  }

  @Override
  RowFile file() {
    throw refusal(table().path(), name(), "grows by many rows at once, not one by one");
  }

  @Override
  CountResolution.Member member() throws IOException {
    follow();
    return member(name(), chunks);
  }

  @Override
  boolean canGrow() {
    return true;
  }

  @Override
  long compact(long rows) throws IOException {
    return ZarrWriter.compact(path());
  }

  @Override
  void renamed(String newName) throws IOException {
    super.renamed(newName);
    reopen();
  }
}
