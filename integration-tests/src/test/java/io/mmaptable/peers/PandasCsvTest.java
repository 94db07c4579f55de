package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.Casting;
import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.export.Compression;
import io.mmaptable.export.CsvExport;
import io.mmaptable.export.CsvImport;
import io.mmaptable.export.CsvOptions;
import io.mmaptable.export.LineEnd;
import io.mmaptable.export.Progress;
import io.mmaptable.export.Quoting;
import io.mmaptable.export.Records;
import io.mmaptable.export.TableArchive;
import io.mmaptable.file.Mode;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `pandas.read_csv` sees in CSV what NumPy sees in the columns themselves, value by value, and a
/// table of what pandas wrote holds what pandas held.
class PandasCsvTest {
  private static final String EVERY_NUMPY = "io.mmaptable.peers.NumPyContainer#all";
  private static final int ROWS = 5_000;

  private static final List<String> DTYPES =
      List.of(
          "?", "i1", "u1", "i2", "u2", ">i4", "u4", "i8", "u8", "f2", "f4", ">f4", "f8", ">f8",
          "c8", "c16", "S3", "U3", ">U3", "M8[D]", "M8[s]", "M8[ms]", ">M8[us]", "M8[ns]", "m8[s]");

  private static final String COMPARE =
      """
      import os, sys, numpy as np, pandas as pd
      table, file, sep = sys.argv[1:4]
      df = pd.read_csv(file, sep=sep, float_precision="round_trip", na_values=["missing"], dtype={"c16": str})
      def check(name, seen, held):
          kind = held.dtype.kind
          if kind in "biu":
              assert seen.dtype.kind == kind or (kind == "u" and seen.dtype == "int64"), (name, seen.dtype)
              assert seen.tolist() == held.tolist(), name
          elif kind == "f":
              assert seen.dtype == "float64", (name, seen.dtype)
              np.testing.assert_array_equal(seen.to_numpy().astype(held.dtype), held, name)
          elif kind == "c":
              np.testing.assert_array_equal(np.array([complex(s) for s in seen], held.dtype), held, name)
          elif kind == "U":
              assert seen.fillna("").astype(str).tolist() == held.tolist(), name
          elif kind == "S":
              assert seen.fillna("").tolist() == [b.decode("latin-1") for b in held], name
          elif kind == "M":
              times = [np.datetime64("NaT") if s != s else np.datetime64(s) for s in seen]
              np.testing.assert_array_equal(np.array(times, held.dtype), held, name)
          elif kind == "m":
              counts = [-2**63 if s != s else int(s) for s in seen]
              assert counts == held.view("i8").tolist(), name
          else:
              raise AssertionError(name)
      columns = 0
      for name in sorted(f[:-4] for f in os.listdir(table) if f.endswith(".npy")):
          held = np.load(os.path.join(table, name + ".npy"))
          if held.ndim == 1:
              check(name, df[name], held)
              columns += 1
          else:
              for i in range(held.shape[1]):
                  check(name, df[f"{name}[{i}]"], held[:, i])
                  columns += 1
      assert columns == len(df.columns), (columns, list(df.columns))
      times = pd.read_csv(file, sep=sep, parse_dates=["M8[ns]"], na_values=["missing"])["M8[ns]"]
      assert times.dtype.kind == "M", times.dtype
      print(len(df), columns)
      """;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  /// How a file is written, and the delimiter as Python has it.
  private record Dialect(String delimiter, CsvOptions options) {}

  private static final List<Dialect> DIALECTS =
      List.of(
          new Dialect(",", CsvOptions.DEFAULT),
          new Dialect(
              ";", CsvOptions.DEFAULT.delimiter(';').missing("missing").lineEnd(LineEnd.CRLF)),
          new Dialect("\t", CsvOptions.DEFAULT.delimiter('\t').quoting(Quoting.TEXT)));

  /// Elements of random bits where each is a value that NumPy compares, or else of random values.
  private static NdArray values(DType dtype, Random random) {
    return switch (dtype) {
      case DType.Bool _ -> NdArray.asArray(booleans(random));
      case DType.Text _ -> NdArray.asArray(texts(random), dtype);
      case DType.Bytes _ -> NdArray.asArray(texts(random), dtype);
      case DType.DateTime(DateTimeUnit unit, _) -> times(dtype, unit, random);
      case DType.Complex _ -> {
        NdArray numbers = NdArray.zeros(dtype, ROWS);
        numbers.real().set(Casting.UNSAFE, NdArray.arange(ROWS).mul(0.1));
        numbers.imag().set(Casting.UNSAFE, NdArray.arange(ROWS).mul(-0.3));
        yield numbers;
      }
      case DType.Int _,
          DType.UInt _,
          DType.Floating _,
          DType.TimeDelta _,
          DType.Opaque _,
          DType.Struct _ -> {
        byte[] bytes = new byte[ROWS * dtype.itemSize()];
        random.nextBytes(bytes);
        yield NdArray.view(MemorySegment.ofArray(bytes), dtype, false, null, ROWS);
      }
    };
  }

  private static boolean[] booleans(Random random) {
    var values = new boolean[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[i] = random.nextBoolean();
    }
    return values;
  }

  private static String[] texts(Random random) {
    String alphabet = "abz,;'\"\n\t é§";
    var values = new String[ROWS];
    for (int i = 0; i < ROWS; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(4); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      values[i] = text.toString();
    }
    return values;
  }

  /// Times in the two centuries on either side of 1970, which each unit has, and one NaT.
  private static NdArray times(DType dtype, DateTimeUnit unit, Random random) {
    long range =
        switch (unit.base()) {
          case DAY -> 80_000;
          case SECOND -> 7_000_000_000L;
          case MILLISECOND -> 7_000_000_000_000L;
          case MICROSECOND -> 7_000_000_000_000_000L;
          default -> 7_000_000_000_000_000_000L;
        };
    long[] counts = random.longs(ROWS, -range, range).toArray();
    counts[7] = Long.MIN_VALUE;
    NdArray times = NdArray.zeros(dtype, ROWS);
    times.setLongs(counts);
    return times;
  }

  private MmapTable made() throws IOException {
    var random = new Random(1);
    MmapTable table = MmapTable.create(directory.resolve("table"), ROWS);
    for (String name : DTYPES) {
      String column = name.equals("?") ? "bool" : name.replace('>', '_');
      table.addColumnFrom(column, values(DType.of(name), random));
    }
    table.addColumnFrom("items", NdArray.arange(3L * ROWS).mul(0.1).reshape(ROWS, 3));
    return table;
  }

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void everyDTypeIsReadAsItIs(NumPyContainer numpy) throws IOException {
    try (MmapTable table = made()) {
      Path file = directory.resolve("table.csv.gz");
      for (Dialect dialect : DIALECTS) {
        CsvExport.write(table.rows(), file, Compression.GZIP, dialect.options(), Progress.NONE);
        assertEquals(
            ROWS + " " + (DTYPES.size() + 3),
            numpy.run(COMPARE, table.path(), file, dialect.delimiter()));
      }
    }
  }

  private static final String WRITE =
      """
      import sys, numpy as np, pandas as pd
      random = np.random.default_rng(1)
      n = 5000
      ints = random.integers(-2**62, 2**62, n)
      df = pd.DataFrame({
          "flag": ints % 2 == 0,
          "small": (ints % 200 - 100).astype("i1"),
          "large": ints,
          "unsigned": random.integers(2**63, 2**64, n, dtype="u8"),
          "x": random.standard_normal(n) * 10.0 ** random.integers(-300, 300, n),
          "gaps": np.where(ints % 3 == 0, np.nan, ints % 1000),
          "day": np.datetime64("2020-01-01") + (ints % 10000).astype("m8[D]"),
          "time": pd.Series(np.datetime64("2020-01-01T00:00:00", "us") + (ints % 10**15).astype("m8[us]")).where(ints % 7 != 0),
          "text": np.array(["a", 'q"q', "c,c", "d\\nd", "é", "007"])[ints % 6],
      })
      df["text"] = df["text"].where(ints % 5 != 0)
      df.to_csv(sys.argv[1], index=False)
      df.to_pickle(sys.argv[2])
      print(len(df))
      """;

  private static final String CHECK =
      """
      import os, sys, numpy as np, pandas as pd
      df = pd.read_pickle(sys.argv[1])
      load = lambda name: np.load(os.path.join(sys.argv[2], name + ".npy"))
      assert load("flag").dtype == "?" and load("small").dtype == "i1" and load("large").dtype == "i8"
      assert load("unsigned").dtype == "u8" and load("day").dtype == "M8[D]" and load("time").dtype == "M8[us]"
      for name in ("flag", "small", "large", "unsigned", "x", "gaps", "day", "time"):
          np.testing.assert_array_equal(load(name), df[name].to_numpy(), name)
      assert load("text").dtype == "U3"
      assert load("text").tolist() == df["text"].fillna("").tolist()
      print("ok")
      """;

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void whatPandasWroteIsATable(NumPyContainer numpy) throws IOException {
    Path file = directory.resolve("pandas.csv");
    Path pickle = directory.resolve("pandas.pickle");
    Path table = directory.resolve("imported");
    assertEquals("5000", numpy.run(WRITE, file, pickle));
    assertEquals(5000, CsvImport.from(file).to(table));
    assertEquals("ok", numpy.run(CHECK, pickle, table));
  }

  private static final String LOAD =
      """
      import os, sys, numpy as np
      table, records, archive, made = sys.argv[1:5]
      r, z = np.load(records), np.load(archive)
      names = [f[:-4] for f in os.listdir(table) if f.endswith(".npy")]
      assert sorted(names) == sorted(r.dtype.names) == sorted(z.files)
      for name in names:
          held = np.load(os.path.join(table, name + ".npy"))
          for seen in (r[name], z[name]):
              assert seen.dtype == held.dtype and seen.tobytes() == held.tobytes(), name
      np.save(made, r[::-1])
      print(len(names))
      """;

  @ParameterizedTest
  @MethodSource(EVERY_NUMPY)
  void recordsAndArchivesHoldWhatTheColumnsHold(NumPyContainer numpy) throws IOException {
    Path records = directory.resolve("records.npy");
    Path archive = directory.resolve("archive.npz");
    Path reversed = directory.resolve("reversed.npy");
    try (MmapTable table = made()) {
      Records.write(table.rows(), records);
      TableArchive.write(table.rows(), archive, NpzStorage.deflated(), Progress.NONE);
      assertEquals(
          String.valueOf(DTYPES.size() + 1),
          numpy.run(LOAD, table.path(), records, archive, reversed));
      Path again = directory.resolve("again");
      Records.toTable(reversed, again, Progress.NONE);
      try (MmapTable read = MmapTable.open(again, Mode.READ_ONLY)) {
        assertEquals(
            -1, table.rows("::-1").toRecords().asSegment().mismatch(read.toRecords().asSegment()));
      }
    }
  }
}
