package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.file.Mode;
import io.mmaptable.npy.Npy;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `column`, `attr` and `resize`.
class TableCommandsTest {
  @TempDir private Path directory;
  private Path table;

  @BeforeEach
  void makeTable() throws IOException {
    table = directory.resolve("table");
    try (MmapTable made = MmapTable.create(table, 3)) {
      made.addColumnFrom("x", new int[] {1, 2, 3});
      made.addColumnFrom("g/y", new double[] {1, 2, 3});
    }
  }

  private void done(Object... arguments) {
    assertEquals(List.of(), Cli.run(arguments).lines());
  }

  private List<String> columnNames() throws IOException {
    try (MmapTable opened = MmapTable.open(table, Mode.READ_ONLY)) {
      return opened.columnNames();
    }
  }

  private String shown(String column) throws IOException {
    try (MmapTable opened = MmapTable.open(table, Mode.READ_ONLY)) {
      return opened.column(column).array().toString();
    }
  }

  private void refused(String reason, Object... arguments) throws IOException {
    FileTree.assertUnchanged(directory, () -> assertEquals(reason, Cli.run(arguments).failure()));
  }

  @Test
  void columnsAreAdded() throws IOException {
    done("column", "add", table, "z:i2", "g/v:f4:2");
    assertEquals(List.of("x", "g/y", "z", "g/v"), columnNames());
    assertEquals("[[0. 0.]\n [0. 0.]\n [0. 0.]]", shown("g/v"));
  }

  @Test
  void noneIsAddedWhereOneIsWrong() throws IOException {
    refused(table + " has a column 'x' already", "column", "add", table, "z:i2", "x:i2");
    refused("column 'z' stands twice", "column", "add", table, "z:i2", "z:i4");
    refused(
        "column 'z' is not of the form NAME:DTYPE or NAME:DTYPE:SHAPE",
        "column",
        "add",
        table,
        "z");
  }

  @Test
  void aColumnIsCopiedRenamedAndDeleted() throws IOException {
    done("column", "copy", table, "x", "h/copy");
    done("column", "rename", table, "x", "g/x");
    done("column", "delete", table, "g/y", "g/x");
    assertEquals(List.of("h/copy"), columnNames());
    assertEquals("[1 2 3]", shown("h/copy"));
    assertEquals(false, Files.exists(table.resolve("g")));
  }

  @Test
  void columnsAreReordered() throws IOException {
    done("column", "add", table, "z:i2");
    done("column", "reorder", table, "z", "g/y");
    assertEquals(List.of("z", "g/y", "x"), columnNames());
    for (String wrong : List.of("none", "z")) {
      refused(
          "an order of the columns of "
              + table
              + " names each of them once, and this one has unknown or repeated ones ["
              + wrong
              + "]",
          "column",
          "reorder",
          table,
          "z",
          wrong);
    }
  }

  @Test
  void noneIsDeletedWhereOneIsNotThere() throws IOException {
    refused(table + " has no column 'z'; it has [x, g/y]", "column", "delete", table, "x", "z");
    refused("column 'x' stands twice", "column", "delete", table, "x", "x");
  }

  @Test
  void attributesAreSetAndPrinted() throws IOException {
    assertEquals(List.of("null"), Cli.run("attr", "get", table).lines());
    done("attr", "set", table, "{\"a\": [1, 2.50, null], \"big\": 1180591620717411303424}");
    done("attr", "set", table, "b", "\"é\"");
    assertEquals(
        List.of("{\"a\":[1,2.5,null],\"big\":1180591620717411303424,\"b\":\"é\"}"),
        Cli.run("attr", "get", table).lines());
    assertEquals(List.of("\"é\""), Cli.run("attr", "get", table, "b").lines());
    try (MmapTable opened = MmapTable.open(table, Mode.READ_ONLY)) {
      assertEquals(BigInteger.TWO.pow(70), opened.attr("big"));
    }
  }

  @Test
  void aColumnHasItsOwnAttributes() throws IOException {
    done("attr", "set", "--column=x", table, "unit", "\"m/s\"");
    assertEquals(
        List.of("{\"unit\":\"m/s\"}"), Cli.run("attr", "get", table, "--column=x").lines());
    assertEquals(List.of("null"), Cli.run("attr", "get", table).lines());
    refused(
        "column 'x' of " + table + " has no attribute 'scale'; it has [unit]",
        "attr",
        "get",
        table,
        "--column=x",
        "scale");
    refused(table + " has no attribute 'unit'; it has no entries", "attr", "get", table, "unit");
    refused(
        table + " has no column 'z'; it has [x, g/y]",
        "attr",
        "set",
        table,
        "--column=z",
        "unit",
        "1");
  }

  @Test
  void attributesAreDeleted() throws IOException {
    done("attr", "set", table, "{\"a\": 1, \"b\": 2, \"c\": 3}");
    done("attr", "delete", table, "a", "c");
    assertEquals(List.of("{\"b\":2}"), Cli.run("attr", "get", table).lines());
    refused(table + " has no attribute 'a'; it has [b]", "attr", "delete", table, "b", "a");
    refused(
        "column 'x' of " + table + " has no attribute 'a'; it has no entries",
        "attr",
        "delete",
        table,
        "--column=x",
        "a");
  }

  @Test
  void numbersThatPythonWritesAreNumbers() throws IOException {
    String numbers = "[NaN,-Infinity,1180591620717411303424,0.1]";
    done("attr", "set", table, "--column=x", "n", numbers);
    assertEquals(List.of(numbers), Cli.run("attr", "get", table, "--column=x", "n").lines());
    assertEquals("{\"attr\":{\"n\":" + numbers + "}}", Files.readString(table.resolve("x.attr")));
    assertTrue(Cli.run("info", table).lines().contains("    attr {\"n\":" + numbers + "}"));
  }

  @Test
  void aTableIsResized() throws IOException {
    done("resize", table, 5);
    assertEquals("[1 2 3 0 0]", shown("x"));
    done("resize", table, 1);
    assertEquals("[1.]", shown("g/y"));
    assertEquals(List.of(table + ": ok"), Cli.run("verify", table).lines());
  }

  @Test
  void aTableIsConvertedInItsPlace() throws IOException {
    done("convert", table, "--layout", "headerless");
    assertEquals(12, Files.size(table.resolve("x.npy")));
    assertEquals("[1 2 3]", shown("x"));
    done("convert", table, "--layout=npy");
    assertEquals("[1 2 3]", Npy.read(table.resolve("x.npy")).toString());
    FileTree.assertUnchanged(
        directory,
        () -> {
          assertEquals(
              table + " is a table; say with --layout how its columns are to be",
              Cli.run("convert", table).misuse());
          for (String other : List.of("other", "--order=F", "--dtype=f4")) {
            assertEquals(
                table + " is a table, which is converted in its place by --layout alone",
                Cli.run("convert", table, other, "--layout=npy").misuse());
          }
        });
  }

  @Test
  void aTableIsMadeWithoutHeaders() throws IOException {
    Path other = directory.resolve("other");
    done("create", other, "--rows=2", "--layout=headerless", "--column=x:i4");
    assertEquals(8, Files.size(other.resolve("x.npy")));
    done("resize", other, 3);
    assertEquals(12, Files.size(other.resolve("x.npy")));
    assertEquals(List.of(other + ": ok"), Cli.run("verify", other).lines());
  }
}
