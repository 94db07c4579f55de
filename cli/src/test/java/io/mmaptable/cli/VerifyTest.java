package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.diskarray.DiskArray;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
  @TempDir private Path directory;
  private Path table;

  @BeforeEach
  void makeTable() throws IOException {
    table = directory.resolve("table");
    try (MmapTable made = MmapTable.create(table, 3)) {
      made.addColumnFrom("x", new double[] {1, 2, 3});
      made.addColumnFrom("y", new int[] {1, 2, 3});
    }
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  private List<String> verified(int status, Path path) throws IOException {
    var seen = new Cli.Outcome[1];
    FileTree.assertUnchanged(directory, () -> seen[0] = Cli.run("verify", path));
    assertEquals("", seen[0].err());
    assertEquals(status, seen[0].status(), seen[0].out());
    return seen[0].out().lines().toList();
  }

  @Test
  void aSoundTableIsOk() throws IOException {
    assertEquals(List.of(table + ": ok"), verified(0, table));
  }

  @Test
  void soundFilesAreOk() throws IOException {
    for (long[] shape : List.of(new long[] {}, new long[] {0}, new long[] {2, 3})) {
      Path file = directory.resolve("a.npy");
      Npy.write(file, NdArray.zeros(DType.FLOAT64, shape));
      assertEquals(List.of(file + ": ok"), verified(0, file));
    }
  }

  @Test
  void aGrowableArrayIsOk() throws IOException {
    Path file = directory.resolve("a.npy");
    try (DiskArray array = DiskArray.create(file, DType.FLOAT32, 3)) {
      array.append(1f, 2f, 3f);
    }
    assertEquals(List.of(file + ": ok"), verified(0, file));
  }

  @Test
  void whatIsMerelyWorthKnowingIsANote() throws IOException {
    Files.writeString(table.resolve("x.attr"), "{\"dtype\": \"<f8\", \"attr\": 1}");
    assertEquals(
        List.of(
            "note: "
                + table.resolve("x.attr")
                + ": key 'dtype' has no meaning beside a file of format npy",
            table + ": ok"),
        verified(0, table));
  }

  @Test
  void aColumnThatIsGoneIsNoted() throws IOException {
    Files.delete(table.resolve("y.npy"));
    assertEquals(
        List.of(
            "note: "
                + table
                + ": column 'y' is in "
                + table.resolve(".mmaptable/table.json")
                + " and has no file",
            table + ": ok"),
        verified(0, table));
  }

  @Test
  void aColumnThatIsCutIsAFault() throws IOException {
    Path y = table.resolve("y.npy");
    cut(y, 130);
    List<String> lines = verified(1, table);
    assertEquals(2, lines.size(), lines::toString);
    assertEquals("fault: " + y + ": ", lines.getFirst().substring(0, 9 + y.toString().length()));
    assertEquals(table + ": 1 fault", lines.getLast());
  }

  @Test
  void everyFaultIsListed() throws IOException {
    cut(table.resolve("x.npy"), 20);
    Files.writeString(table.resolve("y.npy"), "no array");
    Files.writeString(table.resolve("y.attr"), "{no json");
    List<String> lines = verified(1, table);
    assertEquals(4, lines.size(), lines::toString);
    assertEquals(table + ": 3 faults", lines.getLast());
    assertEquals(3, lines.stream().filter(line -> line.startsWith("fault: " + table)).count());
  }

  @Test
  void columnsOfDifferentLengthAreAFault() throws IOException {
    Npy.write(table.resolve("y.npy"), NdArray.of(1L, 2L));
    List<String> lines = verified(1, table);
    assertEquals(2, lines.size(), lines::toString);
    assertEquals(table + ": 1 fault", lines.getLast());
  }

  @Test
  void anArrayThatIsCutIsRefused() throws IOException {
    Path file = directory.resolve("a.npy");
    Npy.write(file, NdArray.of(1.0, 2.0));
    cut(file, 140);
    FileTree.assertUnchanged(
        directory,
        () ->
            assertEquals(
                file + ": expected 16 bytes of elements from byte 128 on, found 12 (at byte 140)",
                Cli.run("verify", file).failure()));
  }

  @Test
  void aTableThatIsOpenForWritingIsNoted() throws IOException {
    try (MmapTable open = MmapTable.open(table, Mode.READ_WRITE)) {
      assertEquals(3, open.rowCount());
      assertEquals(
          List.of(
              "note: "
                  + table
                  + ": is open for writing in process "
                  + ProcessHandle.current().pid(),
              table + ": ok"),
          Cli.run("verify", table).lines());
    }
  }
}
