package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.diskarray.DiskArray;
import io.mmaptable.diskarray.DiskArrayOptions;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left beside an array that was not closed, or is wrong with its file: found, and mended.
class RepairTest {
  private static final String NOT_CLOSED = "a writer did not close it; its 3 committed rows count";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("a.npy");
  }

  private Path beside(String name) {
    return directory.resolve(name);
  }

  private List<String> verified() throws IOException {
    var seen = new Cli.Outcome[1];
    FileTree.assertUnchanged(directory, () -> seen[0] = Cli.run("verify", file));
    return seen[0].lines();
  }

  /// Copies an array of three rows while its writer has it open, as a kill leaves it.
  private void leaveByAKill() throws IOException {
    Path live = Files.createTempDirectory(directory.getParent(), "live").resolve("a.npy");
    try (DiskArray array = DiskArray.create(live, DType.INT64)) {
      array.extend(new long[] {1, 2, 3});
      for (String name : List.of("a.npy", ".a.npy.journal", ".a.npy.lock")) {
        Files.copy(live.resolveSibling(name), beside(name));
      }
    }
    Files.writeString(beside(".a.npy.lock"), "999999999");
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  @Test
  void aSoundArrayNeedsNoRepair() throws IOException {
    Npy.write(file, NdArray.of(1L, 2L));
    FileTree.assertUnchanged(
        directory,
        () -> assertEquals(List.of(file + ": ok"), Cli.run("verify", file, "--repair").lines()));
  }

  @Test
  void whatAKilledWriterLeftIsNotedAndSettled() throws IOException {
    leaveByAKill();
    assertEquals(
        List.of(
            "note: " + file + ": " + NOT_CLOSED,
            "note: " + beside(".a.npy.lock") + ": is the lock of a writer that is gone",
            file + ": ok"),
        verified());
    assertEquals(
        List.of(
            "repair: settled by opening it: " + NOT_CLOSED,
            "repair: settled by opening it: is the lock of a writer that is gone",
            file + ": ok"),
        Cli.run("verify", "--repair", file).lines());
    assertEquals("[1 2 3]", Npy.read(file).toString());
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void aJournalOfAnotherFileIsNotedAndRemoved() throws IOException {
    leaveByAKill();
    Npy.write(file, NdArray.of(1.5, 2.5));
    Files.delete(beside(".a.npy.lock"));
    String note = beside(".a.npy.journal") + " belongs to other files and was ignored";
    assertEquals(List.of("note: " + file + ": " + note, file + ": ok"), verified());
    assertEquals(
        List.of("repair: settled by opening it: " + note, file + ": ok"),
        Cli.run("verify", "--repair", file).lines());
    assertEquals("[1.5 2.5]", Npy.read(file).toString());
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void aStrayTemporaryIsNotedAndRemoved() throws IOException {
    Npy.write(file, NdArray.of(1L, 2L));
    Path stray = Files.writeString(beside(".a.npy.1x2y3z.tmp"), "half");
    Path others = Files.writeString(beside(".b.npy.1x2y3z.tmp"), "half");
    assertEquals(
        List.of(
            "note: " + stray + ": is a temporary file that an interrupted writer left",
            file + ": ok"),
        verified());
    assertEquals(
        List.of("repair: removed " + stray + ", which an interrupted writer left", file + ": ok"),
        Cli.run("verify", "--repair", file).lines());
    assertTrue(Files.exists(others));
  }

  @Test
  void aHeaderThatWasSavedIsNotedAndSettled() throws IOException {
    Npy.write(file, NdArray.of(1L, 2L));
    Path saved = beside(".a.npy.header");
    byte[] header = new byte[128];
    System.arraycopy(Files.readAllBytes(file), 0, header, 0, header.length);
    Files.write(saved, header);
    assertEquals(
        List.of(
            "note: " + saved + ": is a header that was saved while another took its place",
            file + ": ok"),
        verified());
    assertEquals(
        List.of(
            "repair: ended the exchange of headers that " + saved + " was saved for",
            file + ": ok"),
        Cli.run("verify", "--repair", file).lines());
    assertEquals("[1 2]", Npy.read(file).toString());
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void aFileThatWasCutKeepsItsWholeRows() throws IOException {
    Npy.write(file, NdArray.of(1L, 2L, 3L));
    cut(file, 128 + 20);
    assertEquals(
        List.of(
            "repair: " + file + ": counted the 2 whole rows that are there, of 3 promised",
            file + ": ok"),
        Cli.run("verify", "--repair", file).lines());
    assertEquals("[1 2]", Npy.read(file).toString());
  }

  @Test
  void aFileThatWasCutAfterAKillKeepsItsWholeRows() throws IOException {
    leaveByAKill();
    cut(file, 128 + 8);
    assertEquals(
        List.of(
            "repair: removed " + beside(".a.npy.journal") + ", which does not fit the file",
            "repair: " + file + ": counted the 1 whole rows that are there, of 3 promised",
            file + ": ok"),
        Cli.run("verify", "--repair", file).lines());
    assertEquals("[1]", Npy.read(file).toString());
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void whatAKilledWriterLeftOfAFileWithoutAHeaderIsSettled() throws IOException {
    Path live = Files.createDirectory(directory.resolve("live")).resolve("a.bin");
    file = Files.createDirectory(directory.resolve("image")).resolve("a.bin");
    try (DiskArray array = DiskArray.open(live, DiskArrayOptions.DEFAULT.dtype(DType.INT64))) {
      array.extend(new long[] {1, 2, 3});
      for (String name : List.of("a.bin", ".a.bin.journal", ".a.bin.lock")) {
        Files.copy(live.resolveSibling(name), file.resolveSibling(name));
      }
    }
    Files.delete(file.resolveSibling(".a.bin.lock"));
    String wrong = Cli.run("verify", file, "--dtype=int32").failure();
    assertTrue(wrong.contains("counts other rows than"), wrong);
    assertEquals(
        List.of("note: " + file + ": " + NOT_CLOSED, file + ": ok"),
        Cli.run("verify", file, "--dtype=int64").lines());
    assertEquals(
        List.of("repair: settled by opening it: " + NOT_CLOSED, file + ": ok"),
        Cli.run("verify", "--repair", file, "--dtype=int64").lines());
    assertEquals(24, Files.size(file));
  }

  @Test
  void aFileWithoutAHeaderThatEndsAmidARowIsNotMended() throws IOException {
    file = Files.write(directory.resolve("a.bin"), new byte[20]);
    FileTree.assertUnchanged(
        directory,
        () -> {
          String reason = Cli.run("verify", "--repair", file, "--dtype=int64").failure();
          assertTrue(reason.startsWith(file + ": expected whole rows of 8 bytes"), reason);
        });
  }

  @Test
  void bytesAfterTheRowsAreNotedAndKept() throws IOException {
    Npy.write(file, NdArray.of(1L, 2L));
    Files.write(file, new byte[16], StandardOpenOption.APPEND);
    String note =
        "note: "
            + file
            + ": has 16 bytes after its 2 rows, which are not counted: rows that were taken away,"
            + " or that another program was about to count";
    assertEquals(List.of(note, file + ": ok"), verified());
    assertEquals(List.of(note, file + ": ok"), Cli.run("verify", "--repair", file).lines());
  }

  @Test
  void anArrayThatIsOpenForWritingIsNotRepaired() throws IOException {
    try (DiskArray array = DiskArray.create(file, DType.INT64)) {
      array.append(1L);
      assertEquals(
          file + ": is open for writing in this process; there is one writer at a time",
          Cli.run("verify", "--repair", file).failure());
      assertEquals(
          List.of(
              "note: " + file + ": is open for writing in process " + ProcessHandle.current().pid(),
              file + ": ok"),
          Cli.run("verify", file).lines());
    }
  }

  @Test
  void aColumnIsRepairedByItsTable() throws IOException {
    Path table = directory.resolve("table");
    try (MmapTable made = MmapTable.create(table, 3)) {
      made.addColumnFrom("x", new double[] {1, 2, 3});
    }
    Path column = table.resolve("x.npy");
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                column + " is a column of the table " + table + ": repair the table",
                Cli.run("verify", "--repair", column).failure()));
    assertEquals(List.of(table + ": ok"), Cli.run("verify", "--repair", table).lines());
  }

  @Test
  void aTableThatAKilledWriterLeftIsSettled() throws IOException {
    Path live = directory.resolve("live");
    Path image = directory.resolve("image");
    try (MmapTable made = MmapTable.create(live, 0)) {
      made.addColumn("x", DType.FLOAT64);
      made.append(Map.of("x", new double[] {1, 2, 3}));
      FileTree.copy(live, image);
    }
    Files.writeString(image.resolve(".mmaptable/lock"), "");
    assertEquals(
        List.of("repair: settled by opening it: " + NOT_CLOSED, image + ": ok"),
        Cli.run("verify", "--repair", image).lines());
    try (MmapTable opened = MmapTable.open(image, Mode.READ_ONLY)) {
      assertEquals(3, opened.rowCount());
    }
  }
}
