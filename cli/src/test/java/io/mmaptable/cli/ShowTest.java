package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShowTest {
  @TempDir private Path directory;
  private Path table;

  @BeforeEach
  void makeTable() throws IOException {
    table = directory.resolve("table");
    try (MmapTable made = MmapTable.create(table, 20)) {
      made.addColumnFrom("i", IntStream.range(0, 20).toArray());
      made.addColumnFrom(
          "name", IntStream.range(0, 20).mapToObj(i -> "n" + i).toArray(String[]::new));
    }
  }

  private String footer(int rows, int columns) {
    return "["
        + rows
        + (rows == 1 ? " row x " : " rows x ")
        + columns
        + (columns == 1 ? " column, r, " : " columns, r, ")
        + table
        + "]";
  }

  @Test
  void theFirstAndLastRowsAreShown() {
    assertEquals(
        List.of(
            "       i  name",
            "  0    0    n0",
            "  1    1    n1",
            "  2    2    n2",
            "  3    3    n3",
            "  4    4    n4",
            "...  ...   ...",
            " 15   15   n15",
            " 16   16   n16",
            " 17   17   n17",
            " 18   18   n18",
            " 19   19   n19",
            footer(20, 2)),
        Cli.run("show", table).lines());
  }

  record Rows(String notation, List<String> numbers) {
    static Rows of(String notation, String... numbers) {
      return new Rows(notation, List.of(numbers));
    }
  }

  static Stream<Rows> slices() {
    return Stream.of(
        Rows.of("5:8", "5", "6", "7"),
        Rows.of(":2", "0", "1"),
        Rows.of("-2:", "18", "19"),
        Rows.of("18:99", "18", "19"),
        Rows.of("-3:-1", "17", "18"),
        Rows.of("7:8", "7"),
        Rows.of("8:7"),
        Rows.of("99:"),
        Rows.of("3:5:1", "3", "4"),
        Rows.of("::7", "0", "7", "14"),
        Rows.of("2::-1", "2", "1", "0"));
  }

  @ParameterizedTest
  @MethodSource("slices")
  void rowsAreChosenAsPythonDoes(Rows rows) {
    List<String> shown = Cli.run("show", table, "--rows=" + rows.notation()).lines();
    assertEquals(
        rows.numbers(),
        shown.subList(1, shown.size() - 1).stream()
            .map(line -> line.strip().split("\\s+", -1)[0])
            .toList());
    assertEquals(footer(rows.numbers().size(), 2), shown.getLast());
  }

  @Test
  void columnsAreShownInTheOrderAskedFor() {
    assertEquals(
        List.of("   name  i", "0    n0  0", "1    n1  1", footer(2, 2)),
        Cli.run("show", table, "--columns", "name,i", "--rows", ":2").lines());
    assertEquals(
        List.of("   i", "5  5", footer(1, 1)),
        Cli.run("show", table, "--columns=i", "--rows=5:6").lines());
  }

  @Test
  void anUnknownColumnIsNamedWithThoseThereAre() {
    assertEquals(
        table + " has no column 'x'; it has [i, name]",
        Cli.run("show", table, "--columns", "i,x").failure());
  }

  record Misuse(String notation, String message) {}

  static Stream<Misuse> badSlices() {
    return Stream.of(
        new Misuse("5", "--rows: '5' is no slice such as 5:10"),
        new Misuse("1:2,3:4", "--rows: '1:2,3:4' is no slice such as 5:10"),
        new Misuse("...", "--rows: '...' is no slice such as 5:10"));
  }

  @ParameterizedTest
  @MethodSource("badSlices")
  void aBadSliceIsWrongUsage(Misuse slice) {
    assertEquals(slice.message(), Cli.run("show", table, "--rows=" + slice.notation()).misuse());
  }

  @Test
  void whatIsNoSliceAtAllIsWrongUsage() {
    for (String text : List.of("", "a:b", "1:2:3:4", "1;2", "1:99999999999999999999", "::0")) {
      assertEquals("--rows:", Cli.run("show", table, "--rows=" + text).misuse().substring(0, 7));
    }
  }

  @Test
  void aReaderLeavesNoTrace() throws IOException {
    FileTree.assertUnchanged(directory, () -> Cli.run("show", table).lines());
  }
}
