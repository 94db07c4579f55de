package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that has no room says so, and holds what it held.
class ArrowFullDiskTest {
  private static final int ROWS = 3 << 20;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private static List<String> names(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void exportAndImportLeaveNothing() throws IOException {
    Path whole = directory.resolve("whole.arrow");
    try (MmapTable table = MmapTable.create(directory.resolve("t"), ROWS);
        SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 16)) {
      table.addColumn("x", DType.FLOAT64);
      Path file = disk.directory().resolve("t.arrow");
      Files.writeString(file, "old");
      for (ArrowOptions options :
          List.of(ArrowOptions.DEFAULT, ArrowOptions.DEFAULT.withBatchRows(1000))) {
        IOException full =
            assertThrows(
                IOException.class, () -> ArrowExport.write(table.rows("::-1"), file, options));
        assertTrue(full.getMessage().startsWith(file.toString()), full.getMessage());
      }
      assertEquals("old", Files.readString(file));
      ArrowExport.write(table.rows(), whole);
      assertThrows(
          IOException.class,
          () -> ArrowImport.from(whole).to(disk.directory().resolve("imported")));
      assertThrows(
          IOException.class,
          () -> {
            try (var in = Files.newInputStream(whole)) {
              ArrowImport.from(in).to(disk.directory().resolve("imported"));
            }
          });
      assertEquals(List.of("t.arrow"), names(disk.directory()));
    }
  }
}
