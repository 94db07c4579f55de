package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableNumPyTest {

  @TempDir private Path directory;

  @Test
  void directoryOfSavedArraysIsATableThatGrows() throws IOException {
    Python python = Python.required();
    python.run(
        """
        import os, sys
        import numpy as np
        d = sys.argv[1]
        os.mkdir(d + "/g")
        np.save(d + "/z.npy", np.arange(3.0))
        np.save(d + "/a.npy", np.array(["x", "yy", "z"]))
        np.save(d + "/g/v.npy", np.arange(6, dtype=">i2").reshape(3, 2))
        """,
        directory);
    var before = FileTree.snapshot(directory);
    try (MmapTable table = MmapTable.open(directory, Mode.READ_ONLY)) {
      assertEquals(List.of("a", "g/v", "z"), table.columnNames());
      assertEquals(3, table.rowCount());
      assertEquals("[[0 1]\n [2 3]\n [4 5]]", table.column("g/v").array().toString());
    }
    assertEquals(before, FileTree.snapshot(directory));
    try (MmapTable table = MmapTable.open(directory, Mode.READ_WRITE)) {
      table.append(
          Map.of(
              "a", new String[] {"ww"},
              "z", new double[] {3},
              "g/v", NdArray.zeros(DType.INT16, 1, 2)));
      table.column("z").setAttr("unit", "m");
      table.addColumnFrom("new", new long[] {1, 2, 3, 4});
      table.resize(5);
    }
    assertEquals(
        "['x', 'yy', 'z', 'ww', ''] [0.0, 1.0, 2.0, 3.0, 0.0]"
            + " [[0, 1], [2, 3], [4, 5], [0, 0], [0, 0]] [1, 2, 3, 4, 0] >i2",
        python.run(
            """
            import sys
            import numpy as np
            a, z, v, n = [np.load(f"{sys.argv[1]}/{c}.npy") for c in ("a", "z", "g/v", "new")]
            print(a.tolist(), z.tolist(), v.tolist(), n.tolist(), v.dtype.str)
            """,
            directory));
    assertEquals(List.of(), Verification.of(directory));
    assertFalse(Files.exists(directory.resolve(".mmaptable/journal")));
  }
}
