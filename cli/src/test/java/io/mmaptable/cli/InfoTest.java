package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InfoTest {
  private static final String SAVE =
      """
      import sys, numpy as np
      array, fortran, structured, archive = sys.argv[1:]
      np.save(array, np.arange(6, dtype=">i2").reshape(2, 3))
      np.save(fortran, np.asfortranarray(np.arange(6, dtype="<f4").reshape(2, 3)))
      np.save(structured, np.zeros(2, [("a", "<i4"), ("b", [("c", "|S2"), ("d", "<f8", (2, 3))])]))
      np.savez(archive, x=np.arange(3, dtype="|u1"), y=np.array(0.5))
      """;

  @TempDir private Path directory;

  private Path path(String name) {
    return directory.resolve(name);
  }

  private Path table() throws IOException {
    Path path = path("table");
    try (MmapTable made = MmapTable.create(path, 3)) {
      made.addColumnFrom("x", new double[] {1, 2, 3});
      made.addColumn("group/y", DType.of("U2"), 2);
      made.column("x").setAttr("unit", "m");
      made.setAttr("title", "a table");
    }
    return path;
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  @Test
  void anArrayIsOneLine() throws IOException {
    Path file = path("a.npy");
    Npy.write(file, NdArray.zeros(DType.of("<f4"), 2, 3));
    assertEquals(
        List.of(file + ": array, dtype <f4, shape [2,3], 24 bytes from byte 128 on, npy 1.0"),
        Cli.run("info", file).lines());
  }

  @Test
  void aTableIsALineAndALineForEachColumn() throws IOException {
    Path table = table();
    assertEquals(
        List.of(
            table + ": table, 3 rows, 2 columns",
            "    attr {\"title\":\"a table\"}",
            "  x        dtype <f8, shape [3], 24 bytes from byte 128 on, npy 1.0",
            "    attr {\"unit\":\"m\"}",
            "  group/y  dtype <U2, shape [3,2], 48 bytes from byte 128 on, npy 1.0"),
        Cli.run("info", table).lines());
  }

  @Test
  void jsonHasExactlyTheseFields() throws IOException {
    Python python = Python.required();
    Path array = path("a.npy");
    Path fortran = path("f.npy");
    Path structured = path("s.npy");
    Path archive = path("z.npz");
    python.run(SAVE, array, fortran, structured, archive);
    Path table = table();
    String expected =
        """
        {"path":"$array","kind":"array",$npy">i2","shape":[2,3],"fortran_order":false,\
        "data_offset":128,"itemsize":2,"nbytes":12}
        {"path":"$fortran","kind":"array",$npy"<f4","shape":[2,3],"fortran_order":true,\
        "data_offset":128,"itemsize":4,"nbytes":24}
        {"path":"$structured","kind":"array",\
        $npy[["a","<i4"],["b",[["c","|S2"],["d","<f8",[2,3]]]]],"shape":[2],"fortran_order":false,\
        "data_offset":192,"itemsize":54,"nbytes":108}
        {"path":"$archive","kind":"archive","members":[\
        {"name":"x",$npy"|u1","shape":[3],"fortran_order":false,\
        "data_offset":128,"itemsize":1,"nbytes":3},\
        {"name":"y",$npy"<f8","shape":[],"fortran_order":false,\
        "data_offset":128,"itemsize":8,"nbytes":8}]}
        {"path":"$table","kind":"table","rows":3,"attr":{"title":"a table"},"columns":[\
        {"name":"x","attr":{"unit":"m"},$npy"<f8","shape":[3],"fortran_order":false,\
        "data_offset":128,"itemsize":8,"nbytes":24},\
        {"name":"group/y","attr":null,$npy"<U2","shape":[3,2],"fortran_order":false,\
        "data_offset":128,"itemsize":8,"nbytes":48}]}
        """
            .replace("$array", array.toString())
            .replace("$fortran", fortran.toString())
            .replace("$structured", structured.toString())
            .replace("$archive", archive.toString())
            .replace("$table", table.toString())
            .replace("$npy", "\"format\":\"npy\",\"version\":\"1.0\",\"descr\":");
    assertEquals(
        expected.lines().toList(),
        Cli.run("info", "--json", array, fortran, structured, archive, table).lines());
  }

  @Test
  void whatIsRefusedIsADocumentToo() throws IOException {
    Path good = path("good.npy");
    Npy.write(good, NdArray.of(1.0, 2.0));
    Path malformed = Files.writeString(path("text.npy"), "no array");
    Path cut = path("cut.npy");
    Npy.write(cut, NdArray.of(1.0, 2.0));
    cut(cut, 137);
    Path unsupported = Files.createDirectory(path("d"));
    Path inside = Files.createDirectory(unsupported.resolve("x.npy"));
    Path inconsistent = table();
    Npy.write(inconsistent.resolve("x.npy"), NdArray.of(1.0));
    Path missing = path("missing");
    Path noTable = Files.createDirectory(path("empty"));

    Cli.Outcome outcome =
        Cli.run(
            "info", malformed, "--json", cut, unsupported, good, inconsistent, missing, noTable);

    assertEquals(1, outcome.status());
    assertEquals("", outcome.err());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(7, lines.size());
    assertEquals(
        document(
            malformed,
            "malformed",
            malformed + ": expected the magic string \\\\x93NUMPY (at byte 0)"),
        lines.get(0));
    assertEquals(
        document(
            cut,
            "malformed",
            cut + ": expected 16 bytes of elements from byte 128 on, found 9 (at byte 137)"),
        lines.get(1));
    assertEquals(
        document(unsupported, "unsupported", inside + ": is a directory, not a file"),
        lines.get(2));
    assertTrue(lines.get(3).startsWith("{\"path\":\"" + good + "\",\"kind\":\"array\","));
    JsonNode error = JsonMapper.shared().readTree(lines.get(4)).get("error");
    assertEquals("inconsistent", error.get("kind").asString());
    assertEquals(
        document(missing, "missing", missing + ": no such file or directory"), lines.get(5));
    assertEquals(
        document(noTable, "malformed", noTable + ": is no table: it holds no .npy file"),
        lines.get(6));
  }

  private static String document(Path path, String kind, String message) {
    return """
    {"path":"%s","error":{"kind":"%s","message":"%s"}}\
    """
        .formatted(path, kind, message);
  }

  @Test
  void withoutJsonWhatIsRefusedIsALineOnStandardError() throws IOException {
    Path good = path("good.npy");
    Npy.write(good, NdArray.of(1.0, 2.0));
    Path missing = path("missing");
    Cli.Outcome outcome = Cli.run("info", missing, good);
    assertEquals(missing + ": no such file or directory", outcome.reason());
    assertEquals(
        good + ": array, dtype <f8, shape [2], 16 bytes from byte 128 on, npy 1.0\n",
        outcome.out());
  }

  @Test
  void checksumsAreThoseOfTheElementsInCOrder() throws IOException {
    Python python = Python.required();
    Path array = path("a.npy");
    Path fortran = path("f.npy");
    Path structured = path("s.npy");
    Path archive = path("z.npz");
    python.run(SAVE, array, fortran, structured, archive);
    Path empty = path("e.npy");
    Npy.write(empty, NdArray.zeros(DType.FLOAT64, 0, 5));
    Path table = table();
    List<String> expected =
        python
            .run(
                """
                import sys, hashlib, numpy as np
                def sha(a): print(hashlib.sha256(a.tobytes("C")).hexdigest())
                array, fortran, structured, archive, empty, table = sys.argv[1:]
                for file in array, fortran, structured, empty: sha(np.load(file))
                z = np.load(archive)
                sha(z["x"]); sha(z["y"])
                sha(np.load(table + "/x.npy")); sha(np.load(table + "/group/y.npy"))
                """,
                array,
                fortran,
                structured,
                archive,
                empty,
                table)
            .lines()
            .toList();
    List<String> seen =
        Cli.run("info", "--json", "--checksum", array, fortran, structured, empty, archive, table)
            .lines()
            .stream()
            .flatMap(
                line -> JsonMapper.shared().readTree(line).findValuesAsString("sha256").stream())
            .toList();
    assertEquals(expected, seen);
    assertEquals(
        ", npy 1.0, sha256 " + expected.getFirst(),
        Cli.run("info", "--checksum", array)
            .lines()
            .getFirst()
            .substring(
                (array + ": array, dtype >i2, shape [2,3], 12 bytes from byte 128 on").length()));
  }

  @Test
  void aMemberThatCannotBeReadIsNamedAmongTheOthers() throws IOException {
    Python python = Python.required();
    Path archive = path("z.npz");
    python.run(
        "import sys, numpy as np; np.savez(sys.argv[1], a=np.array([{}]), b=np.zeros(1))", archive);
    JsonNode members =
        JsonMapper.shared()
            .readTree(Cli.run("info", "--json", archive).lines().getFirst())
            .get("members");
    assertEquals("unsupported", members.get(0).get("error").get("kind").asString());
    assertEquals("<f8", members.get(1).get("descr").asString());
  }

  @Test
  void aReaderLeavesNoTrace() throws IOException {
    Path table = table();
    FileTree.assertUnchanged(directory, () -> Cli.run("info", "--checksum", table).lines());
  }
}
