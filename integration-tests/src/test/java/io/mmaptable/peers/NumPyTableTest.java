package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A directory that NumPy filled is a table: Java opens, reads and extends it, and NumPy reads it
/// again.
class NumPyTableTest {
  private static final String EVERY_NUMPY = "io.mmaptable.peers.NumPyContainer#all";

  private static final String SAVE =
      """
      import os, sys, numpy as np
      os.chdir(sys.argv[1])
      os.mkdir("group")
      np.save("id.npy", np.arange(5, dtype="i4") * 10)
      np.save("big_endian.npy", np.linspace(0, 1, 5).astype(">f8"))
      np.save("flag.npy", np.array([True, False, True, False, True]))
      np.save("name.npy", np.array(["a", "bc", "déf", "", "🐍"]))
      np.save("code.npy", np.array([b"x", b"yz", b"", b"abc", b"q"]))
      np.save("group/position.npy", np.arange(15, dtype="f4").reshape(5, 3))
      np.save("group/time.npy", np.array(["2020-01-01T00:00:00.5", "NaT"] + ["1969-12-31"] * 3, "M8[ms]"))
      """;

  private static final String CHECK =
      """
      import os, sys, numpy as np
      os.chdir(sys.argv[1])
      load = lambda name: np.load(name + ".npy", mmap_mode="r")
      assert load("id").tolist() == [0, 10, 20, 30, 40, -7, 8, 0], load("id")
      assert load("id").dtype == np.dtype("<i4")
      assert load("big_endian").dtype == np.dtype(">f8")
      assert load("big_endian").tolist() == [0, 0.25, 0.5, 0.75, 1, -1.5, 2.5, 0]
      assert load("flag").tolist() == [True, False, True, False, True, True, True, False]
      assert load("name").tolist() == ["a", "bc", "déf", "", "🐍", "ü", "xyz", ""]
      assert load("code").tolist() == [b"x", b"yz", b"", b"abc", b"q", b"A", b"BCD", b""]
      assert load("group/position").shape == (8, 3)
      assert load("group/position")[5:7].tolist() == [[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]]
      assert load("group/position")[0, 1] == 99
      assert load("group/time").dtype == np.dtype("M8[ms]")
      assert str(load("group/time")[5]) == "2021-02-03T04:05:06.789"
      assert np.isnat(load("group/time")[[1, 6]]).all()
      assert load("group/time")[7] == np.datetime64("1970-01-01")
      print("ok")
      """;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void savedDirectoryIsReadAndExtended(NumPyContainer numpy) throws IOException {
    numpy.run(SAVE, directory);
    try (MmapTable table = MmapTable.open(directory, Mode.READ_WRITE)) {
      assertEquals(
          List.of("big_endian", "code", "flag", "group/position", "group/time", "id", "name"),
          table.columnNames());
      assertEquals(5, table.rowCount());
      assertEquals(30, table.column("id").array().getLong(3));
      assertEquals(0.75, table.column("big_endian").array().getDouble(3));
      assertEquals("🐍", table.column("name").array().getString(4));
      assertEquals("abc", table.column("code").array().getString(3));
      assertArrayEquals(new long[] {5, 3}, table.column("group/position").shape());
      NdArray time = table.column("group/time").array();
      assertEquals(Instant.parse("2020-01-01T00:00:00.500Z"), time.getInstant(0));
      assertEquals(null, time.getInstant(1));

      table.append(rows());
      table.column("group/position").array().get(0, 1).set(99.0f);
      table.resize(8);
    }
    assertEquals("ok", numpy.run(CHECK, directory));
    try (MmapTable table = MmapTable.open(directory, Mode.READ_ONLY)) {
      assertEquals(8, table.rowCount());
    }
  }

  private static Map<String, Object> rows() {
    NdArray positions = NdArray.zeros(DType.FLOAT32, 2, 3);
    positions.get("0").set(new float[] {0.5f, 1.5f, 2.5f});
    positions.get("1").set(new float[] {3.5f, 4.5f, 5.5f});
    NdArray times = NdArray.zeros(DType.of("M8[ms]"), 2);
    times.setLongs(Instant.parse("2021-02-03T04:05:06.789Z").toEpochMilli(), Long.MIN_VALUE);
    NdArray codes = NdArray.zeros(DType.of("S3"), 2);
    codes.get(0).set("A");
    codes.get(1).set("BCD");
    return Map.of(
        "id", new int[] {-7, 8},
        "big_endian", new double[] {-1.5, 2.5},
        "flag", new boolean[] {true, true},
        "name", new String[] {"ü", "xyz"},
        "code", codes,
        "group/position", positions,
        "group/time", times);
  }
}
