package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.DiskArrayOptions;
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
  void aFileWithoutAHeaderGivesItsSpaceBack() throws IOException {
    Path file = directory.resolve("a.bin");
    var options = DiskArrayOptions.DEFAULT.dtype(DType.INT16).shape(3, 0).fortranOrder(true);
    try (DiskArray array = DiskArray.open(file, options)) {
      array.extend(new short[3][10_000]);
      array.truncate(0);
      array.extend(new short[][] {{1}, {2}, {3}});
    }
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                file + " is no .npy file; say with --dtype what its elements are",
                Cli.run("compact", file).misuse()));
    long before = Files.size(file);
    assertEquals(
        List.of(file + ": 6 bytes, " + before + " before"),
        Cli.run("compact", file, "--dtype=int16", "--shape=3,-1", "--source-order=F").lines());
    try (DiskArray array = DiskArray.open(file, options)) {
      assertEquals("[[1]\n [2]\n [3]]", array.array().toString());
    }
  }

  @Test
  void aTableGivesBackWhatItsColumnsDoNotNeed() throws IOException {
    Path table = directory.resolve("table");
    try (MmapTable made = MmapTable.createNew(table, 10_000)) {
      made.addColumn("x", DType.INT64);
      made.resize(4);
    }
    assertEquals(
        List.of(table + ": " + 9_996 * 8 + " bytes shorter"), Cli.run("compact", table).lines());
    assertEquals(128 + 4 * 8, Files.size(table.resolve("x.npy")));
    assertEquals(List.of(table + ": 0 bytes shorter"), Cli.run("compact", table).lines());
  }
}
