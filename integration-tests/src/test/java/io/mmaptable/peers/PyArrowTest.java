package io.mmaptable.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.export.ArrowCompression;
import io.mmaptable.export.ArrowExport;
import io.mmaptable.export.ArrowImport;
import io.mmaptable.export.ArrowOptions;
import io.mmaptable.export.Progress;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.RandomValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrow files beside PyArrow and pandas: what we write is valid and the same there, and what they
/// write is read here, or refused.
class PyArrowTest {
  private static final int ROWS = 23;

  private static final List<String> NUMBERS =
      List.of(
          "?",
          "i1",
          "<i2",
          ">i4",
          "<i8",
          "u1",
          ">u2",
          "<u4",
          "<u8",
          "<f2",
          "<f4",
          ">f8",
          "<M8[s]",
          "<M8[ms]",
          ">M8[us]",
          "<M8[ns]",
          "<M8[D]",
          "<M8[W]",
          "<M8[M]",
          "<M8[Y]",
          "<M8[h]",
          "<M8[m]",
          "<M8[25us]",
          "<m8[s]",
          "<m8[ms]",
          "<m8[us]",
          ">m8[ns]",
          "<m8[m]",
          "<m8[D]");

  private static final List<String> OTHERS =
      List.of(
          "<c8", ">c16", "S6", "<U7", ">U3", "V5", "[('x', '<f8'), ('n', '>i2'), ('s', '<U5')]");

  private static final String OPEN =
      """
      import sys, numpy as np, pyarrow as pa, pyarrow.ipc as ipc

      def opened(path):
          with (ipc.open_stream if path.endswith("s") else ipc.open_file)(path) as reader:
              table = reader.read_all()
          table.validate(full=True)
          return table

      def write(table, path, codec):
          new = ipc.new_stream if path.endswith("s") else ipc.new_file
          options = ipc.IpcWriteOptions(compression=None if codec == "none" else codec)
          with new(path, table.schema, options=options) as writer:
              writer.write_table(table)
      """;

  private static Python python;

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path made;

  @BeforeAll
  static void find() {
    python = Python.importing("pyarrow", "pandas");
  }

  @BeforeEach
  void make() throws IOException {
    made = directory.resolve("made");
    var random = new Random(7);
    try (MmapTable table = MmapTable.create(made, ROWS)) {
      for (String notation : NUMBERS) {
        table.addColumnFrom("c" + table.columnNames().size(), values(notation, random, ROWS));
      }
      for (String notation : OTHERS) {
        table.addColumnFrom("o" + table.columnNames().size(), values(notation, random, ROWS));
      }
      table.addColumnFrom("items", values("<f4", random, ROWS, 3));
      table.addColumnFrom("deep", values("<M8[D]", random, ROWS, 2, 2));
      table.addColumnFrom("texts", values("<U4", random, ROWS, 2));
      table.addColumnFrom("port", values("<U6", random, ROWS));
      table.setAttr("title", "every type");
    }
  }

  private static NdArray values(String notation, Random random, long... shape) {
    return RandomValues.of(DType.of(notation), random, shape);
  }

  private MmapTable opened() throws IOException {
    return MmapTable.open(made, Mode.READ_ONLY);
  }

  private static ArrowOptions options(ArrowCompression compression) {
    return ArrowOptions.DEFAULT
        .withCompression(compression)
        .withDictionaries("port", "texts")
        .withBatchRows(10);
  }

  private MmapTable imported(Path file) throws IOException {
    Path path = directory.resolve("imported-" + file.getFileName());
    ArrowImport.from(file).to(path);
    return MmapTable.open(path, Mode.READ_ONLY);
  }

  @ParameterizedTest
  @EnumSource
  void numbersAndTimesAreTheSame(ArrowCompression compression) throws IOException {
    Path file = directory.resolve("out.arrow");
    try (MmapTable table = opened()) {
      ArrowExport.write(table.rows(), file, options(compression));
    }
    assertEquals(
        NUMBERS.size() + " []",
        python
            .run(
                OPEN
                    + """
                    table = opened(sys.argv[1])
                    names = [name for name in table.column_names if name.startswith("c")]
                    wrong = [
                        name
                        for name in names
                        if not np.array_equal(
                            np.load(f"{sys.argv[2]}/{name}.npy"),
                            table[name].to_numpy(),
                            equal_nan=table[name].type != pa.bool_(),
                        )
                    ]
                    print(len(names), wrong)
                    """,
                file,
                made)
            .strip());
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, out.arrow, back.arrow, none",
    "LZ4, out.arrow, back.arrow, lz4",
    "ZSTD, out.arrow, back.arrow, zstd",
    "NONE, out.arrows, back.arrows, none",
    "LZ4, out.arrows, back.arrows, zstd",
    "ZSTD, out.arrows, back.arrows, lz4",
  })
  void everyTypeComesBack(ArrowCompression compression, String out, String back, String codec)
      throws IOException {
    Path file = directory.resolve(out);
    Path written = directory.resolve(back);
    try (MmapTable table = opened()) {
      if (out.endsWith("s")) {
        ArrowExport.writeStream(table.rows(), file, options(compression), Progress.NONE);
      } else {
        ArrowExport.write(table.rows(), file, options(compression).withLargeText());
      }
      python.run(OPEN + "write(opened(sys.argv[1]), *sys.argv[2:])", file, written, codec);
      try (MmapTable found = imported(written)) {
        assertEquals(table.columnNames(), found.columnNames());
        assertEquals(table.attr(), found.attr());
        for (String name : table.columnNames()) {
          NdArray expected = table.column(name).array();
          NdArray values = found.column(name).array();
          assertArrayEquals(expected.shape(), values.shape(), name);
          NdArray same = NdArray.zeros(values.dtype(), values.shape());
          same.set(expected);
          assertEquals(
              -1,
              same.asSegment().mismatch(values.copy().asSegment()),
              () -> name + "\n" + expected + "\n" + values);
        }
      }
    }
  }

  @Test
  void pandasSetsTheIndexTheAttributesAndCategories() throws IOException {
    Path file = directory.resolve("out.arrow");
    try (MmapTable table = MmapTable.create(directory.resolve("t"), 3)) {
      table.addColumnFrom("x", new double[] {1.5, Double.NaN, 2.5});
      table.addColumnFrom("id", new long[] {7, 5, 6});
      table.addColumnFrom("port", new String[] {"a", "b", "a"});
      table.setAttr("title", "t");
      var options = ArrowOptions.DEFAULT.withIndex("id").withDictionaries("port");
      ArrowExport.write(table.rows(), file, options);
    }
    assertEquals(
        "id [7, 5, 6] ['x', 'port'] [1.5, nan, 2.5] ['a', 'b', 'a'] category {'title': 't'}",
        python
            .run(
                """
                import sys, pandas
                frame = pandas.read_feather(sys.argv[1])
                print(frame.index.name, frame.index.tolist(), list(frame.columns), frame["x"].tolist(),
                      frame["port"].tolist(), frame["port"].dtype, frame.attrs)
                """,
                file)
            .strip());
  }

  @ParameterizedTest
  @CsvSource({"lz4", "zstd", "uncompressed"})
  void framesOfPandasAreRead(String codec) throws IOException {
    Path file = directory.resolve("frame.feather");
    python.run(
        """
        import sys, pandas, pyarrow.feather
        frame = pandas.DataFrame({
            "count": [3, 1, 2],
            "missing": pandas.array([1, None, 3], dtype="Int64"),
            "text": ["\u017be\u0142", None, "b"],
            "port": pandas.Categorical(["u", "v", "u"]),
            "zoned": pandas.date_range("2020-06-01", periods=3, tz="Europe/Warsaw", unit="s"),
            "took": pandas.to_timedelta([1, None, 3], unit="s"),
            "flag": [True, False, True],
        }).set_index("count")
        pyarrow.feather.write_feather(frame, sys.argv[1], compression=sys.argv[2])
        """,
        file,
        codec);
    try (MmapTable table = imported(file)) {
      assertEquals(
          """
          missing <f8 [ 1. nan  3.]
          text <U3 ['Żeł' '' 'b']
          port <U1 ['u' 'v' 'u']
          zoned <M8[s] ['2020-05-31T22:00:00' '2020-06-01T22:00:00' '2020-06-02T22:00:00']
          took <m8[s] [    1 'NaT'     3]
          flag |b1 [ True False  True]
          count <i8 [3 1 2]
          """,
          table.columnNames().stream()
              .map(name -> name + " " + described(table.column(name).array()) + "\n")
              .collect(Collectors.joining()));
    }
  }

  private static String described(NdArray array) {
    return array.dtype().descr() + " " + array.toString().replace("\n", "");
  }

  /// An array of PyArrow's, as an expression, and what it is here.
  record Theirs(String array, String here) {}

  private static List<Theirs> read() {
    return List.of(
        new Theirs(
            "pa.array(['a', None, 'longer than twelve'], pa.large_string())",
            "<U18 ['a' '' 'longer than twelve']"),
        new Theirs(
            "pa.array(['a', None, 'longer than twelve'], pa.string_view())",
            "<U18 ['a' '' 'longer than twelve']"),
        new Theirs(
            "pa.array([b'a', None, b'longer than twelve'], pa.binary_view())",
            "|S18 [b'a' b'' b'longer than twelve']"),
        new Theirs("pa.array([b'a', None, b'bb'], pa.large_binary())", "|S2 [b'a' b'' b'bb']"),
        new Theirs(
            "pa.array([b'abc', None], pa.binary(3))",
            "|V3 [b'\\x61\\x62\\x63' b'\\x00\\x00\\x00']"),
        new Theirs(
            "pa.array([0, None, 86400000]).cast(pa.date64())",
            "<M8[ms] ['1970-01-01T00:00:00.000'                     'NaT'"
                + " '1970-01-02T00:00:00.000']"),
        new Theirs(
            "pa.array([0, None, 1], pa.int32()).cast(pa.date32())",
            "<M8[D] ['1970-01-01'        'NaT' '1970-01-02']"),
        new Theirs(
            "pa.array([0, None], pa.timestamp('us', 'America/New_York'))",
            "<M8[us] ['1970-01-01T00:00:00.000000'                        'NaT']"),
        new Theirs("pa.array([1, None], pa.time32('s'))", "<m8[s] [    1 'NaT']"),
        new Theirs("pa.array([1, None], pa.time64('ns'))", "<m8[ns] [    1 'NaT']"),
        new Theirs("pa.array([1, None], pa.duration('ms'))", "<m8[ms] [    1 'NaT']"),
        new Theirs("pa.nulls(2)", "<f8 [nan nan]"),
        new Theirs(
            "pa.array([2**64 - 1, 0], pa.uint64())",
            "<u8 [18446744073709551615                    0]"),
        new Theirs("pa.array([1, 2, None, 4])", "<f8 [ 1.  2. nan  4.]"),
        new Theirs("pa.array([1, 2, None, 4])[2:]", "<f8 [nan  4.]"),
        new Theirs("pa.array(['a', None, 'b', ''])[1:3]", "<U1 ['' 'b']"),
        new Theirs("pa.array([True, False, True, True])[1:3]", "|b1 [False  True]"),
        new Theirs("pa.array([], pa.string())", "<U1 []"),
        new Theirs("pa.chunked_array([[1, 2], pa.array([], pa.int64()), [3]])", "<i8 [1 2 3]"),
        new Theirs(
            "pa.array([[1, 2], None], pa.list_(pa.float32(), 2))", "<f4 [[ 1.  2.] [nan nan]]"),
        new Theirs(
            "pa.array([{'p': 1, 'q': 'a'}, {'p': 2, 'q': None}])",
            "[('p', '<i8'), ('q', '<U1')] [(1, 'a') (2, '')]"),
        new Theirs("pa.array(['p', None, 'q', 'p']).dictionary_encode()", "<U1 ['p' '' 'q' 'p']"),
        new Theirs(
            "pa.DictionaryArray.from_arrays(pa.array([1, 0], pa.uint16()), [2.5, None])",
            "<f8 [nan 2.5]"),
        new Theirs(
            "pa.chunked_array([pa.array(['a']).dictionary_encode(), pa.array(['zz',"
                + " 'a']).dictionary_encode()])",
            "<U2 ['a' 'zz' 'a']"),
        new Theirs(
            "pa.array([b'0123456789abcdef'], pa.uuid())",
            "|V16 [b'\\x30\\x31\\x32\\x33\\x34\\x35\\x36\\x37\\x38\\x39\\x61\\x62\\x63\\x64\\x65\\x66']"),
        new Theirs("pa.array([1, 0], pa.int8()).cast(pa.bool8())", "|i1 [1 0]"));
  }

  private static List<Theirs> refused() {
    return List.of(
        new Theirs(
            "pa.array([decimal.Decimal('1.5')])",
            "'x' is of Arrow's type Decimal, which no dtype is; leave it out or cast it"),
        new Theirs(
            "pa.array([[1], [2, 3]])",
            "'x' is of Arrow's type List, which no dtype is; leave it out or cast it"),
        new Theirs(
            "pa.array([[1]], pa.list_view(pa.int8()))",
            "'x' is of Arrow's type ListView, which no dtype is; leave it out or cast it"),
        new Theirs(
            "pa.array([[('a', 1)]], pa.map_(pa.string(), pa.int8()))",
            "'x' is of Arrow's type Map, which no dtype is; leave it out or cast it"),
        new Theirs(
            "pa.RunEndEncodedArray.from_arrays([2], [1])",
            "'x' is of Arrow's type RunEndEncoded, which no dtype is; leave it out or cast it"),
        new Theirs(
            "pa.array([pa.MonthDayNano([1, 2, 3])])",
            "'x' is of Arrow's type Interval, which no dtype is; leave it out or cast it"),
        new Theirs(
            "pa.array([True, None])",
            "'x' holds nulls among truth values, and there is no such value; fill them, or cast the"
                + " column to integers or text"),
        new Theirs(
            "pa.DictionaryArray.from_arrays([0, 0], pa.array([{'a': 1}]))",
            "'x' has a dictionary of lists or structs; write its values without one"));
  }

  /// Writes a file and a stream of each array.
  private void write(List<Theirs> arrays) {
    var arguments = new ArrayList<Object>(List.of(directory));
    arrays.forEach(each -> arguments.add(each.array()));
    python.run(
        OPEN
            + """
            import decimal
            for i, text in enumerate(sys.argv[2:]):
                table = pa.table({"x": eval(text)})
                write(table, f"{sys.argv[1]}/{i}.arrows", "none")
                write(table.unify_dictionaries(), f"{sys.argv[1]}/{i}.arrow", "zstd")
            """,
        arguments.toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {".arrow", ".arrows"})
  void whatItsArraysAreHere(String ending) throws IOException {
    write(read());
    var expected = new ArrayList<String>();
    var found = new ArrayList<String>();
    for (Theirs each : read()) {
      expected.add(each.array() + " " + each.here());
      try (MmapTable table = imported(directory.resolve(found.size() + ending))) {
        found.add(each.array() + " " + described(table.column("x").array()));
      }
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  @ParameterizedTest
  @ValueSource(strings = {".arrow", ".arrows"})
  void whatNoDtypeIsIsRefused(String ending) {
    write(refused());
    var expected = new ArrayList<String>();
    var found = new ArrayList<String>();
    for (Theirs each : refused()) {
      expected.add(each.array() + ": " + each.here());
      Path file = directory.resolve(found.size() + ending);
      var e = assertThrows(StorageException.Unsupported.class, () -> imported(file).close());
      found.add(each.array() + e.getMessage().substring(file.toString().length()));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  @Test
  void dictionaryThatIsAddedToIsRefused() {
    Path file = directory.resolve("delta.arrows");
    python.run(
        OPEN
            + """
            first = pa.DictionaryArray.from_arrays([0, 1], ["a", "b"])
            second = pa.DictionaryArray.from_arrays([0, 2], ["a", "b", "c"])
            batches = [pa.record_batch({"x": each}) for each in (first, second)]
            options = ipc.IpcWriteOptions(emit_dictionary_deltas=True)
            with ipc.new_stream(sys.argv[1], batches[0].schema, options=options) as writer:
                for batch in batches:
                    writer.write(batch)
            """,
        file);
    var e = assertThrows(StorageException.Unsupported.class, () -> imported(file).close());
    assertEquals(
        file + ": has a dictionary that is added to; write its columns as plain text",
        e.getMessage());
  }
}
