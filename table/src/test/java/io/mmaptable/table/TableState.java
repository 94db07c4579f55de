package io.mmaptable.table;

import io.mmaptable.file.Mode;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a table shows: two tables of equal states are the same to whoever uses them.
///
/// @param rows the number of rows
/// @param columns the columns, in order
/// @param layout how its columns are laid out
/// @param attr the attributes of the table
record TableState(long rows, List<Column> columns, Layout layout, @Nullable Object attr) {

  /// Python that defines `show(table)`: the columns that are files there, sorted by name, as
  /// [#numPySees] has them.
  static final String PYTHON =
      """
      import hashlib, json, os
      import numpy as np

      def load(path):
          with open(path, "rb") as file:
              if file.read(6) == b"\\x93NUMPY":
                  return np.load(path)
          if not os.path.exists(path[:-4] + ".attr"):
              return None  # of which nobody says what it is
          attr = json.load(open(path[:-4] + ".attr"))
          return np.memmap(path, attr["dtype"], "r", shape=tuple(attr["shape"]))

      def show(table):
          found = []
          for folder, _, names in os.walk(table):
              for name in names:
                  if name.endswith(".npy") and not name.startswith("."):
                      path = os.path.join(folder, name)
                      a = load(path)
                      if a is None:
                          continue
                      data = hashlib.sha256(a.tobytes()).hexdigest()
                      found.append(f"{os.path.relpath(path, table)} {a.dtype.str} {list(a.shape)} {data}")
          return "; ".join(sorted(found))
      """;

  /// A column.
  ///
  /// @param name its name
  /// @param array its dtype, its shape and a hash of its bytes
  /// @param attr its attributes
  /// @param chunks what compressed chunks it is of, which NumPy does not see; empty for a file
  record Column(String name, String array, @Nullable Object attr, String chunks) {
    static Column of(MmapColumn column) throws IOException {
      String dtype = column.dtype().descr().replace("'", "");
      String shape = Arrays.toString(column.shape());
      String hash = HexFormat.of().formatHex(hash(column.array().toBytes()));
      return new Column(
          column.name(),
          dtype + " " + shape + " " + hash,
          column.attr(),
          column.frozen().map(Column::chunks).orElse(""));
    }

    private static String chunks(ZarrArray chunks) {
      return Arrays.toString(chunks.chunkShape()) + " " + chunks.codecs();
    }

    boolean isFrozen() {
      return !chunks.isEmpty();
    }
  }

  static TableState of(MmapTable table) throws IOException {
    Column[] columns = new Column[table.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Column.of(table.columns().get(i));
    }
    return new TableState(table.rowCount(), List.of(columns), table.layout(), table.attr());
  }

  /// What a table shows to whoever opens it.
  static TableState read(Path table, Mode mode) throws IOException {
    try (MmapTable opened = MmapTable.open(table, mode)) {
      return of(opened);
    }
  }

  /// What NumPy sees of it where every header is complete.
  String numPySees() {
    return columns.stream()
        .filter(column -> !column.isFrozen())
        .map(column -> column.name() + ".npy " + column.array())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
