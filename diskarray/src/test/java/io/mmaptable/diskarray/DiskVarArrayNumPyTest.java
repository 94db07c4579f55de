package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskVarArrayNumPyTest {

  @TempDir private Path directory;

  @Test
  void numPyReadsRowsAndTexts() throws IOException {
    try (DiskVarArray rows = DiskVarArray.create(directory.resolve("rows"), DType.of("i4,f8"))) {
      NdArray block = NdArray.zeros(rows.dtype(), 3);
      block.field("f0").set(List.of(1, 2, 3));
      block.field("f1").set(List.of(0.5, 1.5, 2.5));
      rows.append(block);
      rows.extend(List.of(block.rows(0, 0), block.rows(1, 3)));
    }
    try (DiskStringArray texts = DiskStringArray.create(directory.resolve("texts"))) {
      texts.extend(List.of("Ada", "", "один", "\uD83D\uDE00"));
    }
    String found =
        Python.required()
            .run(
                """
                import sys
                import numpy as np

                def rows(name):
                    data = np.load(f"{sys.argv[1]}/{name}/data.npy", mmap_mode="r")
                    index = np.load(f"{sys.argv[1]}/{name}/index.npy", mmap_mode="r")
                    assert index.dtype == "i8" and index[0] == 0 and index[-1] == len(data)
                    return [data[index[i]:index[i + 1]] for i in range(len(index) - 1)]

                print([row.tolist() for row in rows("rows")])
                print([row.tobytes().decode() for row in rows("texts")])
                """,
                directory);
    assertEquals(
        """
        [[(1, 0.5), (2, 1.5), (3, 2.5)], [], [(2, 1.5), (3, 2.5)]]
        ['Ada', '', 'один', '\uD83D\uDE00']\
        """,
        found);
  }

  @Test
  void rowsThatNumPyWroteAreExtended() throws IOException {
    Python python = Python.required();
    python.run(
        """
        import sys
        import numpy as np
        np.save(sys.argv[1] + "/data.npy", np.array([1.5, 2.5, 3.5], "f4"))
        np.save(sys.argv[1] + "/index.npy", np.array([0, 1, 3]))
        """,
        directory);
    try (DiskVarArray array = DiskVarArray.open(directory, Mode.READ_WRITE)) {
      array.append(new float[] {4.5f});
      array.truncate(2);
      array.append(new float[] {5.5f, 6.5f});
    }
    assertEquals(
        "[1.5, 2.5, 3.5, 5.5, 6.5] [0, 1, 3, 5]",
        python.run(
            """
            import sys
            import numpy as np
            print(*(np.load(f"{sys.argv[1]}/{name}.npy").tolist() for name in ("data", "index")))
            """,
            directory));
  }

  @Test
  void numPyReadsWholeRowsWhileTheArrayGrows() throws IOException {
    Path path = directory.resolve("x.var");
    int rows = 3_000;
    try (DiskVarArray array = DiskVarArray.create(path, DType.INT64);
        ChildProcess reader =
            Python.required()
                .start(
                    """
                    import sys
                    import numpy as np
                    last = 0
                    reads = 0
                    while last < int(sys.argv[2]):
                        index = np.load(sys.argv[1] + "/index.npy")
                        data = np.load(sys.argv[1] + "/data.npy")
                        count = len(index) - 1
                        assert count >= last, (count, last)
                        lengths = np.arange(count) % 5
                        assert (np.diff(index) == lengths).all()
                        assert (data[:index[-1]] == np.repeat(np.arange(count), lengths)).all()
                        last = count
                        reads += 1
                        if reads == 1:
                            print("reading")
                    print(last)
                    """,
                    path, rows)) {
      reader.awaitLine("reading");
      for (long row = 0; row < rows; row += 10) {
        var block = new ArrayList<NdArray>();
        for (long i = row; i < row + 10; i++) {
          block.add(NdArray.full(DType.INT64, i, i % 5));
        }
        array.extend(block);
      }
      assertTrue(reader.awaitSuccess().endsWith(String.valueOf(rows)));
    }
  }
}
