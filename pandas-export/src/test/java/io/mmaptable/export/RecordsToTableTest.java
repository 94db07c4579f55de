package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsToTableTest {
  @TempDir private Path directory;

  private Path records() {
    return directory.resolve("records.npy");
  }

  private Path table() {
    return directory.resolve("table");
  }

  @Test
  void recordsThatNumpyWroteBecomeColumns() throws IOException {
    Python python = Python.required();
    python.run(
        """
        import sys, numpy as np
        dtype = np.dtype([('a', '>i4'), ('v', '<f4', (2,)), ('p', [('x', 'i1'), ('y', 'f8')]), ('s', 'U2')], align=True)
        r = np.zeros(100_000, dtype)
        r['a'] = np.arange(100_000)
        r['v'][:, 1] = r['a'] / 2
        r['p']['y'] = -r['a']
        r['s'] = 'ab'
        np.save(sys.argv[1], r)
        """,
        records());
    assertEquals(100_000, Records.toTable(records(), table(), Progress.NONE));
    try (MmapTable read = MmapTable.open(table(), Mode.READ_ONLY)) {
      assertEquals(List.of("a", "v", "p", "s"), read.columnNames());
      assertEquals(DType.of(">i4"), read.column("a").dtype());
      assertEquals(99_999, read.column("a").getLong(-1));
      assertEquals("[    0.  49999.5]", read.column("v").array().get(-1).toString());
      assertEquals(-99_999, read.column("p").array().field("y").getDouble(-1));
      assertEquals("ab", read.column("s").getString(50_000));
    }
  }

  @Test
  void aTableComesBackAsItWas() throws IOException {
    try (MmapTable made = MmapTable.create(directory.resolve("made"), 70_000)) {
      made.addColumnFrom("i", NdArray.arange(70_000));
      made.addColumnFrom("x", NdArray.arange(70_000).mul(0.1));
      Records.write(made.rows(), records());
      assertEquals(70_000, Records.toTable(records(), table(), Progress.NONE));
      try (MmapTable read = MmapTable.open(table(), Mode.READ_ONLY)) {
        assertEquals(-1, made.toRecords().asSegment().mismatch(read.toRecords().asSegment()));
      }
    }
  }

  @Test
  void anArrayOfSomethingElseIsRefused() throws IOException {
    Npy.write(records(), NdArray.arange(3));
    var e =
        assertThrows(
            StorageException.Unsupported.class,
            () -> Records.toTable(records(), table(), Progress.NONE));
    assertEquals(
        records()
            + ": is an array of <i8 and shape [3], and a table is made of 1-d structured ones",
        e.getMessage());
    assertFalse(Files.exists(table()));
  }

  @Test
  void aFieldThatCannotBeAColumnIsNamed() throws IOException {
    Npy.write(records(), NdArray.zeros(DType.of("[('a/../b', 'i1')]"), 3));
    var e =
        assertThrows(
            StorageException.Malformed.class,
            () -> Records.toTable(records(), table(), Progress.NONE));
    assertEquals(
        records() + ": column name 'a/../b' has a part that begins with a dot", e.getMessage());
    assertFalse(Files.exists(table()));
  }

  @Test
  void nothingIsReplaced() throws IOException {
    Npy.write(records(), NdArray.zeros(DType.of("i4,f8"), 3));
    Files.createDirectory(table());
    Files.writeString(table().resolve("mine"), "");
    assertThrows(
        FileAlreadyExistsException.class, () -> Records.toTable(records(), table(), Progress.NONE));
  }
}
