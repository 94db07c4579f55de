package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskArrayNumPyTest {

  @TempDir private Path directory;

  @Test
  void numPyOpensGrownArraysOfEveryKind() throws IOException {
    var expected = new ArrayList<String>();
    List<DiskArrayTest.Kind> kinds = DiskArrayTest.kinds();
    for (int i = 0; i < kinds.size(); i++) {
      DiskArrayTest.Kind kind = kinds.get(i);
      long[] shape = LongStream.concat(LongStream.of(5), LongStream.of(kind.item())).toArray();
      NdArray block = DiskArrayTest.filled(kind.type(), shape);
      try (DiskArray array = DiskArray.create(file(i), kind.type(), kind.item())) {
        array.extend(block.rows(0, 4));
        array.append(block.get("4"));
      }
      expected.add(
          String.join(
              " ",
              String.valueOf(LongStream.of(shape).boxed().toList()),
              kind.type() instanceof DType.Struct ? "struct" : kind.type().descr(),
              HexFormat.of().formatHex(DiskArrayTest.bytes(block))));
    }
    String found =
        Python.required()
            .run(
                """
                import sys
                import numpy as np
                for i in range(int(sys.argv[2])):
                    a = np.load(f"{sys.argv[1]}/{i}.npy")
                    m = np.load(f"{sys.argv[1]}/{i}.npy", mmap_mode="r") if a.size else a
                    assert a.tobytes() == m.tobytes()
                    print(list(a.shape), "struct" if a.dtype.names else a.dtype.str, a.tobytes().hex())
                """,
                directory,
                kinds.size());
    assertEquals(String.join("\n", expected), found);
  }

  private Path file(int i) {
    return directory.resolve(i + ".npy");
  }

  @Test
  void savedArraysAreExtendedAndReadAgain() throws IOException {
    Python python = Python.required();
    python.run(
        """
        import sys
        import numpy as np
        c = np.arange(24, dtype="<i4").reshape(4, 3, 2)
        np.save(sys.argv[1] + "/c.npy", c)
        np.save(sys.argv[1] + "/f.npy", np.asfortranarray(c.transpose(1, 2, 0)))
        np.save(sys.argv[1] + "/flat.npy", np.arange(5.0))
        np.save(sys.argv[1] + "/none.npy", np.zeros((0, 3), "f4"))
        np.save(sys.argv[1] + "/rec.npy", np.array([(1, "a")], dtype=[("n", "<i8"), ("s", "U3")]))
        with open(sys.argv[1] + "/tight.npy", "wb") as f:  # a header without room for a count
            h = b"{'descr':'<i2','fortran_order':False,'shape':(2,)}"
            f.write(b"\\x93NUMPY\\x01\\x00" + len(h).to_bytes(2, "little") + h)
            f.write(np.array([1, 2], "<i2").tobytes())
        """,
        directory);
    extend("c.npy", NdArray.zeros(DType.INT32, 2, 3, 2));
    extend("f.npy", NdArray.zeros(DType.INT32, 3, 2, 2));
    extend("flat.npy", new double[] {5, 6});
    extend("none.npy", NdArray.zeros(DType.FLOAT32, 7, 3));
    extend("tight.npy", new short[] {3, 4});
    try (DiskArray array = DiskArray.open(directory.resolve("rec.npy"), Mode.READ_WRITE)) {
      array.extend(array.array());
    }
    String found =
        python.run(
            """
            import sys
            import numpy as np
            d = sys.argv[1]
            c = np.arange(24, dtype="<i4").reshape(4, 3, 2)
            a = np.load(d + "/c.npy")
            assert a.shape == (6, 3, 2) and (a[:4] == c).all() and not a[4:].any()
            a = np.load(d + "/f.npy")
            assert a.shape == (3, 2, 6) and a.flags.f_contiguous
            assert (a[..., :4] == c.transpose(1, 2, 0)).all() and not a[..., 4:].any()
            assert np.load(d + "/flat.npy").tolist() == [0, 1, 2, 3, 4, 5, 6]
            assert np.load(d + "/none.npy").tolist() == [[0] * 3] * 7
            assert np.load(d + "/rec.npy").tolist() == [(1, "a"), (1, "a")]
            assert np.load(d + "/tight.npy").tolist() == [1, 2, 3, 4]
            print("all as expected")
            """,
            directory);
    assertEquals("all as expected", found);
    assertEquals(6, FileTree.snapshot(directory).size(), "nothing is left beside the arrays");
  }

  private void extend(String name, Object rows) throws IOException {
    try (DiskArray array = DiskArray.open(directory.resolve(name), Mode.READ_WRITE)) {
      array.extend(rows);
    }
  }

  @Test
  void numPyReadsWhileTheArrayGrows() throws IOException {
    Path path = directory.resolve("x.npy");
    int rounds = 300;
    try (DiskArray array = DiskArray.create(path, DType.INT64, 3);
        ChildProcess reader =
            Python.required()
                .start(
                    """
                    import sys
                    import numpy as np
                    last = 0
                    reads = 0
                    while last < int(sys.argv[2]):
                        a = np.load(sys.argv[1])
                        assert len(a) >= last, (len(a), last)
                        assert (a == np.arange(len(a))[:, None]).all()
                        last = len(a)
                        reads += 1
                        if reads == 1:
                            print("reading")
                    print(last)
                    """,
                    path,
                    rounds * 10)) {
      reader.awaitLine("reading");
      long rows = 0;
      for (int i = 0; i < rounds; i++) {
        NdArray block = NdArray.zeros(DType.INT64, 10, 3);
        for (int row = 0; row < 10; row++) {
          block.get(row).set(rows + row);
        }
        array.extend(block);
        rows += 10;
      }
      assertTrue(reader.awaitSuccess().endsWith(String.valueOf(rows)));
      assertArrayEquals(new long[] {rows, 3}, array.shape());
    }
  }
}
