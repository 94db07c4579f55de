package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directory is a table or refused, to a reader as to a writer, who sees what the reader saw.
final class TableCheck {
  static final PackedFiles FILES =
      new PackedFiles(
          List.of(
              "x.npy",
              "x.attr",
              "g/y.npy",
              "g/y.attr",
              ".mmaptable/table.json",
              ".mmaptable/intent",
              ".mmaptable/journal",
              ".x.npy.header",
              ".x.npy.lock",
              ".mmaptable/.table.json.1.tmp"));

  /// What is grown: rows without bytes may be many without being in the files.
  private static final long MOST_ROWS = 1 << 16;

  private TableCheck() {}

  static void check(byte[] input) throws IOException {
    Path directory = Directories.make();
    try {
      Path table = Files.createDirectory(directory.resolve("table"));
      FILES.unpack(input, table);
      check(table);
      assertEquals(1, Directories.files(directory).size(), "nothing is written beside the table");
    } finally {
      Directories.delete(directory);
    }
  }

  private static void check(Path table) throws IOException {
    @Nullable String read;
    try (MmapTable reader = MmapTable.open(table, Mode.READ_ONLY)) {
      read = describe(reader);
    } catch (StorageException | FileSystemException e) {
      read = null;
    }
    try (MmapTable writer = MmapTable.open(table, Mode.READ_WRITE)) {
      if (read != null) {
        assertEquals(read, describe(writer), "what a reader and then a writer see");
      }
      grow(writer);
    } catch (StorageException | FileSystemException e) {
      return;
    }
  }

  private static void grow(MmapTable table) throws IOException {
    long rows = table.rowCount();
    if (rows > MOST_ROWS) {
      return;
    }
    try {
      table.resize(rows + 1);
      assertEquals(rows + 1, table.rowCount());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      assertEquals(rows, table.rowCount(), () -> "not grown: " + e.getMessage());
    }
  }

  private static String describe(MmapTable table) throws IOException {
    var text = new StringBuilder(table.columnNames() + " of " + table.rowCount() + " rows");
    text.append(table.attr());
    for (MmapColumn column : table.columns()) {
      text.append(column.dtype()).append(Arrays.toString(column.shape()));
      try {
        text.append(column.array()).append(column.attr());
      } catch (StorageException e) {
        text.append("refused");
      }
    }
    return text.toString();
  }
}
