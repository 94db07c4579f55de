package io.mmaptable.table;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A column whose elements lie in compressed chunks, in a directory of Zarr's layout. It is read
/// only, by decoding the chunks that are asked for.
final class FrozenColumn extends MmapColumn {
  private static final String SUFFIX = "." + FrozenFormat.ID;

  /// The file that is in every array of Zarr's.
  static final String METADATA = "zarr.json";

  private ZarrArray chunks;

  FrozenColumn(MmapTable table, String name, ColumnFile columnFile, ColumnFormats formats)
      throws IOException {
    super(table, name, columnFile, formats);
    this.chunks = formats.openFrozen(name, columnFile);
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

  /// What to throw where a column would have to change.
  static UnsupportedOperationException refusal(Path table, String name, String what) {
    return new UnsupportedOperationException(
        table
            + ": column '"
            + name
            + "' is frozen and "
            + what
            + "; thaw it first: thaw(\""
            + name
            + "\"), or mmaptable thaw");
  }

  @Override
  public Optional<ZarrArray> frozen() {
    return Optional.of(chunks);
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
    return items().of(RowRange.all(table().rowCount()));
  }

  @Override
  public NdArray get(Index... index) {
    table().requireOpen();
    requirePresent();
    try {
      return chunks.get(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected boolean isAtHand() {
    return false;
  }

  @Override
  protected NdArray writable() {
    table().requireOpen();
    throw refusal(table().path(), name(), "cannot be set");
  }

  @Override
  @Nullable Object ownAttr() {
    return Json.parse(chunks.attrJson());
  }

  @Override
  ColumnItems items() {
    table().requireOpen();
    requirePresent();
    return new FrozenItems(this, chunks);
  }

  @Override
  RowFile file() {
    throw refusal(table().path(), name(), "cannot grow");
  }

  @Override
  CountResolution.Member member() {
    ArrayLayout layout = layout();
    return CountResolution.Member.column(name(), path(), layout, layout.nbytes());
  }

  @Override
  boolean canGrow() {
    return false;
  }

  @Override
  long compact(long rows) {
    return 0;
  }

  @Override
  void renamed(String newName) throws IOException {
    super.renamed(newName);
    chunks = formats().openFrozen(newName, columnFile());
  }
}
