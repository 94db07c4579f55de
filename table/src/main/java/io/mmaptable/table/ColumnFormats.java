package io.mmaptable.table;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.RowFile;
import io.mmaptable.npy.NpyFormat;
import io.mmaptable.zarr.ZarrArray;
import io.mmaptable.zarr.ZarrOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells what the columns of a table are, each by the format that it is in. Not safe for several
/// threads at once; the table guards it.
final class ColumnFormats {
  static final ArrayFormat NPY = new NpyFormat();

  static final ArrayFormat RAW = new RawFormat();

  private final Path table;
  private final Supplier<ArrayFormats> others;
  private @Nullable ArrayFormats found;

  /// How chunks are read, with the codecs that were found once for all columns.
  private @Nullable ZarrOptions chunkOptions;

  /// @param others the formats to look in for one that is not ours
  ColumnFormats(Path table, Supplier<ArrayFormats> others) {
    this.table = table;
    this.others = others;
  }

  /// What a column's file holds.
  ///
  /// @param format the format it is in
  /// @param layout where the elements are, and what they are
  /// @param fileSize the file's size in bytes, found after that
  /// @param attributes what else is known of the file, found before that
  record Description(
      ArrayFormat format, ArrayLayout layout, long fileSize, BasicFileAttributes attributes) {}

  /// A column's file, opened.
  ///
  /// @param description what it is
  /// @param file the file that this is said of, not mapped yet
  record Opened(Description description, RowFile file) {}

  /// Opens a column's file. Should another one take its place meanwhile, it counts as replaced.
  Opened open(String name, ColumnFile columnFile, Mode mode, Arena arena) throws IOException {
    Description found = describe(name, columnFile);
    var file = new RowFile(columnFile.data(), found.layout(), mode, found.attributes(), arena);
    return new Opened(found, file);
  }

  /// Describes a column.
  ///
  /// @throws StorageException.Inconsistent if the array has no dimension, and so no rows
  /// @throws StorageException.Unsupported if the format is not installed
  Description describe(String name, ColumnFile file) throws IOException {
    Path data = file.data();
    if (file.isFrozen()) {
      return describeFrozen(name, file);
    }
    BasicFileAttributes attributes = FileOps.requireRegularFile(data);
    Description description;
    try (var channel = FileChannel.open(data, StandardOpenOption.READ)) {
      description =
          file.isNpy()
              ? describeNpy(HeaderSource.of(data, channel), attributes, name, file)
              : describe(get(file), HeaderSource.of(data, channel), attributes);
    }
    requireRows(name, data, description.layout());
    return description;
  }

  private static void requireRows(String name, Path data, ArrayLayout layout)
      throws StorageException {
    if (layout.ndim() == 0) {
      throw new StorageException.Inconsistent(
          data, "column '" + name + "' is 0-d, and a column has rows");
    }
  }

  /// Opens the chunks of a frozen column.
  ///
  /// @throws StorageException.Inconsistent if the array has no dimension, and so no rows
  ZarrArray openFrozen(String name, ColumnFile file) throws IOException {
    ZarrArray chunks = ZarrArray.open(file.data(), chunkOptions());
    requireRows(name, file.data(), FrozenColumn.layout(chunks));
    return chunks;
  }

  /// How chunks are read and written.
  ZarrOptions chunkOptions() {
    ZarrOptions options = chunkOptions;
    if (options == null) {
      options = ZarrOptions.defaults();
      chunkOptions = options;
    }
    return options;
  }

  private Description describeFrozen(String name, ColumnFile file) throws IOException {
    ZarrArray chunks = openFrozen(name, file);
    ArrayLayout layout = FrozenColumn.layout(chunks);
    BasicFileAttributes attributes =
        FileOps.requireRegularFile(file.data().resolve(FrozenColumn.METADATA));
    return new Description(FrozenFormat.INSTANCE, layout, layout.nbytes(), attributes);
  }

  /// A `.npy` file has no header where the attributes beside it say what it would.
  private Description describeNpy(
      HeaderSource source, BasicFileAttributes attributes, String name, ColumnFile file)
      throws IOException {
    if (!NPY.probe(source)) {
      AttrFile attr = AttrFile.read(attr(name, file));
      if (attr.describesArray()) {
        ArrayLayout layout = RAW.describe(source, attr.layout());
        return new Description(RAW, layout, source.size(), attributes);
      }
    }
    return describe(NPY, source, attributes);
  }

  private static Description describe(
      ArrayFormat format, HeaderSource source, BasicFileAttributes attributes) throws IOException {
    ArrayLayout layout = format.describe(source, null);
    return new Description(format, layout, source.size(), attributes);
  }

  private ArrayFormat get(ColumnFile file) throws StorageException {
    try {
      if (found == null) {
        found = others.get();
      }
      return found.get(file.format());
    } catch (NoSuchElementException e) {
      var unsupported =
          new StorageException.Unsupported(file.data(), String.valueOf(e.getMessage()));
      unsupported.initCause(e);
      throw unsupported;
    }
  }

  /// Where a column's attributes are: while it is renamed they may be under one name, and its
  /// elements under the other; while it is converted or replaced, they may be in their place
  /// already.
  Path attr(String name, ColumnFile file) {
    Path attr = file.attr();
    return FileOps.exists(attr) ? attr : ColumnFile.of(table, name).attr();
  }
}
