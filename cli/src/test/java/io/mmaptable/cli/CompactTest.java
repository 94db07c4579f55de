package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactTest {
  @TempDir private Path directory;

  @Test
  void rowsThatWereTakenAwayGiveTheirSpaceBack() throws IOException {
    Path file = directory.resolve("a.npy");
    try (DiskArray array = DiskArray.create(file, DType.INT64)) {
      array.extend(new long[100_000]);
      array.truncate(0);
      array.extend(new long[] {1, 2, 3});
    }
    long before = Files.size(file);
    assertEquals(
        List.of(file + ": 152 bytes, " + before + " before"), Cli.run("compact", file).lines());
    assertEquals("[1 2 3]", Npy.read(file).toString());
    assertEquals(List.of(file + ": ok"), Cli.run("verify", file).lines());
  }

  @Test
  void aTableIsRefused() throws IOException {
    Path table = directory.resolve("table");
    MmapTable.create(table, 2).close();
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                table + " is a table; only arrays outside of tables can be compacted",
                Cli.run("compact", table).failure()));
  }

  @Test
  void whatIsNoArrayIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("notes.txt"), "mine");
    FileTree.assertUnchanged(
        directory,
        () -> {
          String reason = Cli.run("compact", file).failure();
          assertTrue(reason.startsWith(file + ": "), reason);
        });
  }
}
