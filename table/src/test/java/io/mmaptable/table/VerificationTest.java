package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
            "journal without columns of its own",
            t -> Files.writeString(t.resolve(".mmaptable/journal"), "of others"),
            List.of("note: T: T/.mmaptable/journal belongs to other files and was ignored")),
        new Damage(
            "journal of no column",
            t -> {
              Files.writeString(t.resolve(".mmaptable/journal"), "of others");
              Files.writeString(t.resolve(".mmaptable/table.json"), "{\"format\": 1}");
              Files.delete(t.resolve("x.npy"));
              Files.delete(t.resolve("g/y.npy"));
            },
            List.of("note: T: T/.mmaptable/journal belongs to other files and was ignored")),
        new Damage(
            "journal of a column as an array",
            t -> Files.writeString(t.resolve("g/.y.npy.journal"), "of an array"),
            List.of("note: T/g/y.npy: has a journal of its own")),
        new Damage(
            "new column that did not take the old one's place",
            t -> Npy.write(t.resolve(".mmaptable/replacement.npy"), NdArray.of(1L)),
            List.of("note: T/.mmaptable/replacement.npy: is a temporary file")),
        new Damage(
            "entries that cannot be columns",
            t -> {
              Files.createDirectory(t.resolve("d.npy"));
              Files.createSymbolicLink(t.resolve("l.npy"), Path.of("nowhere"));
            },
            List.of(
                "fault: T/d.npy: is a directory, not a file",
                "fault: T/l.npy: is a link that leads nowhere")),
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
  void columnThatTheUserMayNotReadIsAFault() throws IOException {
    try (MmapTable table = MmapTable.createNew(path(), 3)) {
      table.addColumn("x", DType.INT32).setAttr("k", 1);
      table.addColumn("g/y", DType.INT32);
    }
    Files.setPosixFilePermissions(path().resolve("x.npy"), Set.of());
    Files.setPosixFilePermissions(path().resolve("x.attr"), Set.of());
    Files.setPosixFilePermissions(path().resolve("g"), Set.of());
    try {
      assumeFalse(Files.isReadable(path().resolve("x.npy")), "root may read everything");
      assertEquals(
          List.of(
              "fault: T: T/g: must not be read by this user",
              "fault: T/x.npy: must not be read by this user",
              "fault: T/x.attr: must not be read by this user"),
          Verification.of(path()).stream()
              .map(finding -> finding.toString().replace(path().toString(), "T"))
              .toList());
    } finally {
      Files.setPosixFilePermissions(
          path().resolve("g"), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void interruptedReplacingOfTheWholeTableIsNoted() throws IOException {
    MmapTable.createNew(path(), 3).close();
    Files.move(path(), directory.resolve(".t.replaced"));
    assertEquals(
        List.of(
            "note: "
                + path()
                + ": its replacing was interrupted: opening it for writing puts it back from "
                + directory.resolve(".t.replaced")),
        Verification.of(path()).stream().map(Finding::toString).toList());
  }

  @Test
  void missingTableIsNoFinding() {
    assertThrows(NoSuchFileException.class, () -> Verification.of(path()));
  }
}
