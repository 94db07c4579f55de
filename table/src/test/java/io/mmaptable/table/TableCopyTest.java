package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCopyTest {

  @TempDir private Path directory;

  private Path copy() {
    return directory.resolve("copy");
  }

  private MmapTable table() throws IOException {
    MmapTable table = MmapTable.create(directory.resolve("t"), 4);
    table.addColumnFrom("z", new int[] {1, 2, 3, 4});
    table.addColumn("g/h/pair", DType.of(">i2"), 2).set(NdArray.arange(8).reshape(4, 2));
    table.addColumnFrom("name", new String[] {"a", "bb", "c", "dd"});
    table.setAttr(Map.of("made", "by hand"));
    table.column("g/h/pair").setAttr(List.of("m", "s"));
    return table;
  }

  @Test
  void rowsBecomeATableWithTheSameColumnsAndAttributes() throws IOException {
    try (MmapTable table = table()) {
      table.rows("[3, 0, 0]").writeTo(copy());
    }
    try (MmapTable copy = MmapTable.open(copy(), Mode.READ_WRITE)) {
      assertEquals(List.of("z", "g/h/pair", "name"), copy.columnNames());
      assertEquals(3, copy.rowCount());
      assertEquals("[4 1 1]", copy.column("z").array().toString());
      assertEquals("[[6 7]\n [0 1]\n [0 1]]", copy.column("g/h/pair").array().toString());
      assertEquals(DType.of(">i2"), copy.column("g/h/pair").dtype());
      assertEquals("['dd' 'a' 'a']", copy.column("name").array().toString());
      assertEquals(Map.of("made", "by hand"), copy.attr());
      assertEquals(List.of("m", "s"), copy.column("g/h/pair").attr());
      assertNull(copy.column("z").attr());
      copy.resize(5);
    }
    assertEquals(List.of(), Verification.of(copy()));
  }

  @Test
  void numpyReadsWhatWasWritten() throws IOException {
    Python python = Python.required();
    try (MmapTable table = table()) {
      table.select("name", "z").rows("::-2").writeTo(copy());
    }
    assertEquals(
        "['dd', 'bb'] [4, 2]",
        python.run(
            """
            import sys
            import numpy as np
            print(*[np.load(f"{sys.argv[1]}/{name}.npy").tolist() for name in ("name", "z")])
            """,
            copy()));
  }

  @Test
  void manyBlocksKeepTheirOrder() throws IOException {
    long rows = 1_000_003;
    try (MmapTable table = MmapTable.create(directory.resolve("t"), rows)) {
      table.addColumnFrom("n", NdArray.arange(rows));
      table.orderBy("n").rows("::-1").writeTo(copy());
      table.rows("7:").writeTo(directory.resolve("range"));
    }
    try (MmapTable copy = MmapTable.open(copy(), Mode.READ_ONLY);
        MmapTable range = MmapTable.open(directory.resolve("range"), Mode.READ_ONLY)) {
      NdArray expected = NdArray.arange(rows - 1, -1, -1);
      assertEquals(rows, copy.column("n").eq(expected).countNonZero());
      assertEquals(rows - 7, range.column("n").eq(NdArray.arange(7, rows)).countNonZero());
    }
  }

  @Test
  void tablesWithoutRowsOrColumnsAreWrittenToo() throws IOException {
    try (MmapTable table = table()) {
      Files.createDirectory(copy());
      table.head(0).writeTo(copy());
      table.select().writeTo(directory.resolve("bare"));
    }
    try (MmapTable copy = MmapTable.open(copy(), Mode.READ_ONLY);
        MmapTable bare = MmapTable.open(directory.resolve("bare"), Mode.READ_ONLY)) {
      assertEquals(0, copy.rowCount());
      assertEquals(List.of("z", "g/h/pair", "name"), copy.columnNames());
      assertEquals(4, bare.rowCount());
      assertEquals(List.of(), bare.columnNames());
    }
  }

  @Test
  void columnsWithoutAHeaderGetOne() throws IOException {
    Path raw = Files.createDirectory(directory.resolve("raw"));
    Files.write(raw.resolve("x.npy"), new byte[] {1, 2, 3});
    Files.writeString(
        raw.resolve("x.attr"), "{\"dtype\": \"|i1\", \"shape\": [3], \"attr\": {\"a\": 1}}");
    try (MmapTable table = MmapTable.open(raw, Mode.READ_ONLY)) {
      table.rows("1:").writeTo(copy());
    }
    assertEquals("{\"attr\":{\"a\":1}}", Files.readString(copy().resolve("x.attr")).strip());
    try (MmapTable copy = MmapTable.open(copy(), Mode.READ_ONLY)) {
      assertEquals("[2 3]", copy.column("x").array().toString());
    }
  }

  @Test
  void aWayThatIsTakenIsRefusedAndLeftAsItIs() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path full = Files.createDirectory(directory.resolve("full"));
    Files.createFile(full.resolve("x"));
    try (MmapTable table = table()) {
      var before = FileTree.snapshot(directory);
      assertThrows(FileAlreadyExistsException.class, () -> table.writeTo(file));
      assertThrows(FileAlreadyExistsException.class, () -> table.writeTo(full));
      assertThrows(FileAlreadyExistsException.class, () -> table.writeTo(table.path()));
      assertThrows(
          NoSuchFileException.class, () -> table.writeTo(directory.resolve("missing/copy")));
      Path inside = table.path().resolve("g/copy");
      assertEquals(
          inside + " is inside " + table.path(),
          assertThrows(IllegalArgumentException.class, () -> table.writeTo(inside)).getMessage());
      assertEquals(before, FileTree.snapshot(directory));
    }
  }

  @Test
  void aFailureInTheMiddleLeavesNothing() throws IOException {
    table().close();
    try (MmapTable table = MmapTable.open(directory.resolve("t"), Mode.READ_WRITE)) {
      try (var channel =
          FileChannel.open(table.path().resolve("name.npy"), StandardOpenOption.WRITE)) {
        channel.truncate(130);
      }
      var before = FileTree.snapshot(directory);
      assertThrows(StorageException.Malformed.class, () -> table.writeTo(copy()));
      assertEquals(before, FileTree.snapshot(directory));
    }
  }

  @Test
  void aFullDiskLeavesNothing() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 1);
        MmapTable table = MmapTable.create(directory.resolve("t"), 1 << 18)) {
      table.addColumn("x", DType.INT64);
      Path path = disk.directory().resolve("copy");
      String message = assertThrows(IOException.class, () -> table.writeTo(path)).getMessage();
      assertTrue(message.contains("no space for 2097152 bytes"), message);
      assertEquals(Map.of(), FileTree.snapshot(disk.directory()));
      table.head(1000).writeTo(path);
    }
  }
}
