package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  interface Maker {
    void make(Path table) throws IOException;
  }

  /// What is done to a table of the columns `x` and `g/y`, and how the findings begin.
  record Damage(String name, Maker maker, List<String> findings) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Damage> damages() {
    return Stream.of(
        new Damage("none", t -> {}, List.of()),
        new Damage(
            "attributes as beside a file without header",
            t ->
                Files.writeString(
                    t.resolve("x.attr"), "{\"dtype\": \"<i4\", \"attr\": 1, \"shape\": [3]}"),
            List.of(
                "note: T/x.attr: key 'dtype' has no meaning",
                "note: T/x.attr: key 'shape' has no meaning")),
        new Damage(
            "attributes that are no JSON",
            t -> Files.writeString(t.resolve("g/y.attr"), "{"),
            List.of("fault: T/g/y.attr: expected JSON")),
        new Damage(
            "column that is no array",
            t -> Files.writeString(t.resolve("z.npy"), "z"),
            List.of("fault: T/z.npy: ")),
        new Damage(
            "column cut short",
            t -> {
              byte[] bytes = Files.readAllBytes(t.resolve("x.npy"));
              Files.write(t.resolve("x.npy"), Arrays.copyOf(bytes, bytes.length - 1));
            },
            List.of("fault: T/x.npy: expected 12 bytes of elements")),
        new Damage(
            "column of another length",
            t -> Npy.write(t.resolve("z.npy"), NdArray.of(1L)),
            List.of(
                "fault: T: columns differ in their number of rows: g/y has 3, x has 3, z has 1")),
        new Damage(
            "0-d column",
            t -> Npy.write(t.resolve("z.npy"), NdArray.zeros(DType.INT8)),
            List.of("fault: T/z.npy: column 'z' is 0-d")),
        new Damage(
            "column without its file",
            t -> Files.delete(t.resolve("x.npy")),
            List.of("note: T: column 'x' is in T/.mmaptable/table.json and has no file")),
        new Damage(
            "catalog that is no JSON",
            t -> Files.writeString(t.resolve(".mmaptable/table.json"), "x"),
            List.of("fault: T/.mmaptable/table.json: expected JSON")),
        new Damage(
            "unknown intent",
            t ->
                Files.writeString(
                    t.resolve(".mmaptable/intent"), "{\"operation\": \"fly\", \"name\": \"x\"}"),
            List.of("fault: T/.mmaptable/intent: expected a known operation")),
        new Damage(
            "several at once",
            t -> {
              Files.writeString(t.resolve("x.attr"), "1");
              Files.writeString(t.resolve("z.npy"), "z");
              Files.writeString(t.resolve("g/.a.npy.1.tmp"), "a");
            },
            List.of(
                "fault: T/x.attr: expected a JSON object",
                "fault: T/z.npy: ",
                "note: T/g/.a.npy.1.tmp: is a temporary file")));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void everythingThatIsWrongIsFoundAndNothingChanges(Damage damage) throws IOException {
    try (MmapTable table = MmapTable.create(path(), 3)) {
      table.addColumn("x", DType.INT32).setAttr("k", 1);
      table.addColumn("g/y", DType.FLOAT64, 2);
    }
    damage.maker().make(path());
    var before = FileTree.snapshot(directory);
    List<Finding> findings = Verification.of(path());
    assertEquals(damage.findings().size(), findings.size(), findings::toString);
    for (int i = 0; i < findings.size(); i++) {
      String expected = damage.findings().get(i);
      String found = findings.get(i).toString().replace(path().toString(), "T");
      assertEquals(expected, found.substring(0, Math.min(expected.length(), found.length())));
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void missingTableIsNoFinding() {
    assertThrows(NoSuchFileException.class, () -> Verification.of(path()));
  }
}
