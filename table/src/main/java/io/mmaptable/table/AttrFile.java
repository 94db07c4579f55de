package io.mmaptable.table;

import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.npy.NpyFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The `.attr` file beside a column: its attributes, and what the column's own file does not say of
/// itself. `format` names the format of a column that is in no `.npy` file; `dtype` and `shape`
/// describe one without a header.
///
/// @param path the file
/// @param json what is in it; empty if there is no such file
record AttrFile(Path path, Map<String, @Nullable Object> json) {
  private static final String ATTR = "attr";
  private static final String FORMAT = "format";
  private static final String DTYPE = "dtype";
  private static final String SHAPE = "shape";

  static AttrFile read(Path path) throws IOException {
    if (!FileOps.exists(path)) {
      return new AttrFile(path, Map.of());
    }
    FileOps.requireRegularFile(path);
    return new AttrFile(path, Json.readObject(path));
  }

  /// Removes what a former column may have left.
  static void delete(ColumnFile column) throws IOException {
    Files.deleteIfExists(column.attr());
  }

  @Nullable Object attr() {
    return json.get(ATTR);
  }

  /// The id of the format that the column is in, or null if none is named.
  @Nullable String format() {
    return ColumnFile.formatId(json.get(FORMAT));
  }

  /// Whether this says what a header would.
  boolean describesArray() {
    return json.containsKey(DTYPE) && json.containsKey(SHAPE);
  }

  /// What a header would say of the column.
  ArrayLayout layout() throws StorageException {
    if (!(json.get(DTYPE) instanceof String dtype) || !(json.get(SHAPE) instanceof List<?> list)) {
      throw malformed("expected a text 'dtype' and a list 'shape'", null);
    }
    long[] shape = new long[list.size()];
    for (int i = 0; i < shape.length; i++) {
      if (!(list.get(i) instanceof Integer || list.get(i) instanceof Long)) {
        throw malformed("expected a 'shape' of integers", null);
      }
      shape[i] = ((Number) list.get(i)).longValue();
    }
    try {
      return new ArrayLayout(DType.of(dtype), shape, false, 0, new CountField.Journal());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw malformed(String.valueOf(e.getMessage()), e);
    }
  }

  /// Says how many rows a column without a header has, and keeps all else. A file that says the
  /// same already is not written.
  static void setRows(Path path, long rows) throws IOException {
    AttrFile before = read(path);
    ArrayLayout layout = before.layout();
    if (layout.rowCount() != rows) {
      var written = new LinkedHashMap<>(before.json());
      written.put(SHAPE, layout.withRowCount(rows).shape());
      FileOps.replace(path, Json.write(written));
    }
  }

  /// Describes a column without a header, [which can be][#requireDescribable], and sets its
  /// attributes.
  ///
  /// @throws IllegalArgumentException if the attributes cannot be JSON; then nothing is written
  static void describe(Path path, ArrayLayout layout, @Nullable Object attr) throws IOException {
    var written = new LinkedHashMap<String, @Nullable Object>();
    written.put(DTYPE, layout.dtype().descr());
    written.put(SHAPE, layout.shape());
    written.put(ATTR, attr);
    FileOps.replace(path, Json.write(written));
  }

  /// Checks that a column without a header can be described by text.
  ///
  /// @throws IllegalArgumentException if no text that NumPy takes says its dtype
  static void requireDescribable(String name, DType dtype) {
    if (dtype instanceof DType.Struct) {
      throw new IllegalArgumentException(
          "column '" + name + "' cannot be of the structured dtype " + dtype + " without a header");
    }
  }

  private StorageException malformed(String message, @Nullable Exception cause) {
    var malformed = new StorageException.Malformed(path, 0, message);
    if (cause != null) {
      malformed.initCause(cause);
    }
    return malformed;
  }

  /// The keys that have no meaning beside a file of a format.
  Set<String> strangers(String format) {
    var strangers = new TreeSet<>(json.keySet());
    strangers.remove(ATTR);
    switch (format) {
      case NpyFormat.ID, FrozenFormat.ID -> {}
      case RawFormat.ID -> strangers.removeAll(List.of(DTYPE, SHAPE));
      default -> strangers.remove(FORMAT);
    }
    return strangers;
  }

  /// Replaces the attributes, and keeps what the file has to say of the column itself.
  ///
  /// @throws IllegalArgumentException if the value cannot be JSON; then nothing is written
  static void write(Path path, String format, @Nullable Object attr) throws IOException {
    var written = new LinkedHashMap<String, @Nullable Object>();
    switch (format) {
      case NpyFormat.ID, FrozenFormat.ID -> {} // which say it all, whatever stands here
      case RawFormat.ID -> {
        AttrFile before = read(path);
        written.put(DTYPE, before.json().get(DTYPE));
        written.put(SHAPE, before.json().get(SHAPE));
      }
      default -> written.put(FORMAT, format);
    }
    written.put(ATTR, Json.normalise(attr));
    FileOps.replace(path, Json.write(written));
  }
}
