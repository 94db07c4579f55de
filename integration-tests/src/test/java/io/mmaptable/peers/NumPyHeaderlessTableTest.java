package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.Casting;
import io.mmaptable.array.Complex;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.table.ColumnOptions;
import io.mmaptable.table.Layout;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.Verification;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tables without headers are opened on both sides as the Python package `mmaptable` opens them: a
/// column is the `numpy.memmap` of the dtype and the shape that the `.attr` file beside it says.
class NumPyHeaderlessTableTest {
  private static final String EVERY_NUMPY = "io.mmaptable.peers.NumPyContainer#all";

  /// What every script begins with. A file must hold the elements and nothing else.
  private static final String COLUMN =
      """
      import json, os, sys, numpy as np
      os.chdir(sys.argv[1])

      def column(name, mode="r"):
          with open(name + ".attr") as file:
              said = json.load(file)
          dtype, shape = np.dtype(said["dtype"]), tuple(said["shape"])
          assert os.path.getsize(name + ".npy") == dtype.itemsize * int(np.prod(shape)), name
          return np.memmap(name + ".npy", mode=mode, dtype=dtype, shape=shape)

      def attr(name):
          with open(name + ".attr") as file:
              return json.load(file)["attr"]
      """;

  private static final String READ_AND_SET =
      COLUMN
          + """
          expected = {
              "byte": ("|i1", [-128, 0, 127]),
              "id": ("<i4", [10, -20, 30]),
              "far": ("<u8", [0, 2**63, 2**64 - 1]),
              "big_endian": (">f8", [0.5, -0.25, 1e300]),
              "flag": ("|b1", [True, False, True]),
              "code": ("|S3", [b"x", b"", b"abc"]),
              "name": ("<U5", ["a", "déf", "🐍"]),
              "wave": ("<c16", [1 + 2j, 0, -1j]),
              "group/position": ("<f4", [[1, 2], [3, 4], [5, 6]]),
              "group/image": ("<u2", [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]], [[13, 14, 15], [16, 17, 18]]]),
          }
          for name, (dtype, values) in expected.items():
              found = column(name)
              assert found.dtype.str == dtype, (name, found.dtype)
              assert found.tolist() == values, (name, found)
          time = column("group/time")
          assert time.dtype == np.dtype("M8[ms]"), time.dtype
          assert str(time[0]) == "2020-01-01T00:00:00.500" and np.isnat(time[1]), time
          took = column("group/sub/took")
          assert took.dtype == np.dtype("m8[25us]") and took.astype("i8").tolist() == [0, 1, -1], took
          assert attr("id") == {"unit": "m", "scale": 2.5, "big": 2**70, "list": [1, None, "é"]}
          assert attr("byte") is None

          def set(name, index, value):
              a = column(name, "r+")
              a[index] = value
              a.flush()

          set("id", 1, 21)
          set("big_endian", -1, 2.0**-1074)
          set("flag", slice(None), [False, True, False])
          set("code", 1, b"new")
          set("name", 0, "Ω≠ü🐍z")
          set("group/position", (slice(None), 1), [20, 40, 60])
          set("group/image", (2, 1), 0)
          set("group/time", 1, np.datetime64("1969-12-31T23:59:59.999"))
          print("ok")
          """;

  private static final String WRITE =
      COLUMN
          + """
          def write(name, values, dtype, said=None, attr=None):
              a = np.asarray(values, dtype)
              os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
              mapped = np.memmap(name + ".npy", mode="w+", dtype=a.dtype, shape=a.shape)
              mapped[...] = a
              mapped.flush()
              with open(name + ".attr", "w") as file:
                  json.dump({"dtype": said or a.dtype.str, "shape": list(a.shape), "attr": attr}, file)

          write("id", [1, 2, 3, 4], "i4", attr={"n": float("nan"), "k": 2**70, "text": "é"})
          write("plain", [0.5, 1.5, 2.5, 3.5], "f8", said="float64", attr=[1, 2])
          write("big_endian", [1, 2, 3, 4], ">i2")
          write("flag", [True, False, False, True], "?")
          write("code", [b"x", b"yz", b"", b"abc"], "S3")
          write("name", ["a", "déf", "", "🐍"], "U3")
          write("group/position", np.arange(8).reshape(4, 2), "f4")
          write("group/image", np.arange(24).reshape(4, 2, 3), "u1")
          write("group/time", ["2020-01-01T00:00:00.5", "NaT", "1969-12-31", "2000-02-29"], "M8[ms]")
          """;

  private static final String CHECK =
      """
      assert read("id").tolist() == [1, 22, 3, 4, 5, 0], read("id")
      assert read("plain").tolist() == [0.5, 1.5, 2.5, 3.5, 4.5, 0]
      assert read("big_endian").dtype.str == ">i2"
      assert read("big_endian").tolist() == [1, 2, 3, 4, -5, 0]
      assert read("flag").tolist() == [True, False, False, True, True, False]
      assert read("code").tolist() == [b"x", b"yz", b"", b"abc", b"de", b""]
      assert read("name").tolist() == ["a", "déf", "", "🐍", "ü", ""]
      assert read("group/position").tolist() == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9], [0, 0]]
      assert read("group/image").shape == (6, 2, 3)
      assert read("group/image")[4].tolist() == [[1, 2, 3], [4, 5, 6]]
      time = read("group/time")
      assert time.dtype == np.dtype("M8[ms]")
      assert np.datetime_as_string(time).tolist() == [
          "2020-01-01T00:00:00.500", "NaT", "1969-12-31T00:00:00.000", "2000-02-29T00:00:00.000",
          "2021-02-03T04:05:06.789", "1970-01-01T00:00:00.000"], time
      assert read("added").tolist() == [0, 0, 0, 0, 7, 0]
      said = attr("id")
      assert np.isnan(said.pop("n")) and said == {"k": 2**70, "text": "é"}, said
      assert attr("plain") == [1, 2]
      print("ok")
      """;

  private static final String CHECK_HEADERLESS = COLUMN + "read = column\n" + CHECK;

  private static final String CHECK_SAVED =
      COLUMN + "read = lambda name: np.load(name + '.npy', mmap_mode='r')\n" + CHECK;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void columnsThatJavaWroteAreMappedReadAndSet(NumPyContainer numpy) throws IOException {
    try (MmapTable table = MmapTable.create(directory, 3, Layout.HEADERLESS)) {
      fill(table);
    }
    assertEquals("ok", numpy.run(READ_AND_SET, directory));
    try (MmapTable table = MmapTable.open(directory, Mode.READ_ONLY)) {
      assertEquals("[10 21 30]", table.column("id").array().toString());
      assertEquals(Double.MIN_VALUE, table.column("big_endian").array().getDouble(2));
      assertEquals("[False  True False]", table.column("flag").array().toString());
      assertEquals("new", table.column("code").array().getString(1));
      assertEquals("Ω≠ü🐍z", table.column("name").array().getString(0));
      assertEquals(
          "[[ 1. 20.]\n [ 3. 40.]\n [ 5. 60.]]", table.column("group/position").array().toString());
      assertEquals("[0 0 0]", table.column("group/image").array().get("2, 1").toString());
      assertEquals(
          Instant.parse("1969-12-31T23:59:59.999Z"),
          table.column("group/time").array().getInstant(1));
    }
    assertEquals(List.of(), Verification.of(directory));
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void directoryThatNumPyMappedIsReadExtendedAndConverted(NumPyContainer numpy) throws IOException {
    numpy.run(WRITE, directory);
    assertEquals(List.of(), Verification.of(directory));
    try (MmapTable table = MmapTable.open(directory, Mode.READ_WRITE)) {
      assertEquals(Layout.HEADERLESS, table.layout());
      assertEquals(
          List.of(
              "big_endian",
              "code",
              "flag",
              "group/image",
              "group/position",
              "group/time",
              "id",
              "name",
              "plain"),
          table.columnNames());
      assertEquals(4, table.rowCount());
      assertEquals("[0.5 1.5 2.5 3.5]", table.column("plain").array().toString());
      assertEquals("[1 2 3 4]", table.column("big_endian").array().toString());
      assertEquals("🐍", table.column("name").array().getString(3));
      assertArrayEquals(new long[] {4, 2, 3}, table.column("group/image").shape());
      assertEquals(null, table.column("group/time").array().getInstant(1));

      table.column("id").array().get(1).set(22);
      table.addColumn("added", DType.INT64);
      table.append(row());
      table.resize(6);
    }
    assertEquals("ok", numpy.run(CHECK_HEADERLESS, directory));
    convert(Layout.NPY);
    assertEquals("ok", numpy.run(CHECK_SAVED, directory));
    convert(Layout.HEADERLESS);
    assertEquals("ok", numpy.run(CHECK_HEADERLESS, directory));
    assertEquals(List.of(), Verification.of(directory));
  }

  private void convert(Layout layout) throws IOException {
    try (MmapTable table = MmapTable.open(directory, Mode.READ_WRITE)) {
      table.convert(layout);
    }
  }

  private static void fill(MmapTable table) throws IOException {
    table.addColumnFrom("byte", new byte[] {-128, 0, 127});
    table.addColumnFrom("id", ColumnOptions.DEFAULT.attr(attributes()), new int[] {10, -20, 30});
    table.addColumn("far", DType.UINT64).array().setLongs(0, Long.MIN_VALUE, -1);
    table.addColumn("big_endian", DType.of(">f8")).array().set(NdArray.of(0.5, -0.25, 1e300));
    table.addColumnFrom("flag", new boolean[] {true, false, true});
    table.addColumnFrom("code", codes("x", "", "abc"));
    table.addColumn("name", DType.of("U5")).array().set(NdArray.of("a", "déf", "🐍"));
    NdArray wave = table.addColumn("wave", DType.of("c16")).array();
    wave.get(0).set(new Complex(1, 2));
    wave.get(2).set(new Complex(0, -1));
    table.addColumnFrom("group/position", new float[][] {{1, 2}, {3, 4}, {5, 6}});
    table
        .addColumn("group/image", DType.UINT16, 2, 3)
        .array()
        .set(Casting.UNSAFE, NdArray.arange(1, 19).reshape(3, 2, 3));
    NdArray time = table.addColumn("group/time", DType.of("M8[ms]")).array();
    time.setLongs(Instant.parse("2020-01-01T00:00:00.500Z").toEpochMilli(), Long.MIN_VALUE, 0);
    table.addColumn("group/sub/took", DType.of("m8[25us]")).array().setLongs(0, 1, -1);
  }

  private static Map<String, Object> attributes() {
    return Map.of(
        "unit",
        "m",
        "scale",
        2.5,
        "big",
        BigInteger.TWO.pow(70),
        "list",
        Arrays.asList(1, null, "é"));
  }

  private static Map<String, Object> row() {
    NdArray time = NdArray.zeros(DType.of("M8[ms]"), 1);
    time.setLongs(Instant.parse("2021-02-03T04:05:06.789Z").toEpochMilli());
    NdArray image = NdArray.zeros(DType.UINT8, 1, 2, 3);
    image.set(Casting.UNSAFE, NdArray.arange(1, 7).reshape(1, 2, 3));
    return Map.ofEntries(
        Map.entry("id", new int[] {5}),
        Map.entry("plain", new double[] {4.5}),
        Map.entry("big_endian", new short[] {-5}),
        Map.entry("flag", new boolean[] {true}),
        Map.entry("code", codes("de")),
        Map.entry("name", new String[] {"ü"}),
        Map.entry("group/position", new float[][] {{8, 9}}),
        Map.entry("group/image", image),
        Map.entry("group/time", time),
        Map.entry("added", new long[] {7}));
  }

  private static NdArray codes(String... texts) {
    NdArray codes = NdArray.zeros(DType.of("S3"), texts.length);
    for (int i = 0; i < texts.length; i++) {
      codes.get(i).set(texts[i]);
    }
    return codes;
  }
}
