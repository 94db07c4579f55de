package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePrinterTest {

  @TempDir private Path directory;

  private MmapTable table() throws IOException {
    MmapTable table = MmapTable.create(directory.resolve("t"), 3);
    table.addColumnFrom("n", new int[] {1, 20, 300});
    table.addColumnFrom("text", new String[] {"one", "two\nlines", "\u0436\u0436"});
    table.addColumnFrom("pair", NdArray.zeros(DType.INT8, 3, 2));
    table.addColumnFrom("box", NdArray.zeros(DType.FLOAT64, 3, 2, 2));
    table.addColumn("none", DType.INT8, 0);
    return table;
  }

  private String footer(String size) {
    return "[" + size + ", r+, " + directory.resolve("t") + "]";
  }

  @Test
  void everythingIsShownWhereItFits() throws IOException {
    try (MmapTable table = table()) {
      assertEquals(
          """
               n       text      pair           box  none
          0    1        one  [0, ...]  [[0.0, ...]]    []
          1   20  two?lines  [0, ...]  [[0.0, ...]]    []
          2  300         XX  [0, ...]  [[0.0, ...]]    []
          """
                  .replace("XX", "\u0436\u0436")
              + footer("3 rows x 5 columns"),
          table.rows(0, 3).toString(200));
    }
  }

  @Test
  void columnsThatDoNotFitAreDots() throws IOException {
    try (MmapTable table = table()) {
      for (int width : new int[] {20, 30, 40, 80, 200}) {
        String[] lines = table.rows(1, 3).toString(width).split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
          String line = lines[i];
          assertTrue(line.codePointCount(0, line.length()) <= width, line);
        }
        assertEquals(footer("2 rows x 5 columns"), lines[lines.length - 1]);
      }
      assertEquals(
          """
               n  ...
          1   20  ...
          2  300  ...
          """
              + footer("2 rows x 5 columns"),
          table.rows(1, 3).toString(1));
    }
  }

  @Test
  void longTablesShowTheirEnds() throws IOException {
    try (MmapTable table = MmapTable.create(directory.resolve("t"), 100)) {
      MmapColumn x = table.addColumn("x", DType.INT32);
      for (int row = 0; row < 100; row++) {
        x.array().get(row).set(row * row);
      }
      assertEquals(
          """
                  x
            0     0
            1     1
            2     4
            3     9
            4    16
          ...   ...
           95  9025
           96  9216
           97  9409
           98  9604
           99  9801
          """
              + footer("100 rows x 1 column"),
          table.select("x").toString(80));
      assertEquals("    x\n7  49\n" + footer("1 row x 1 column"), table.row(7).toString(80));
      assertEquals(
          11, table.rows(0, 10).toString(80).lines().filter(l -> !l.startsWith("[")).count());
      assertEquals(
          12, table.rows(0, 11).toString(80).lines().filter(l -> !l.startsWith("[")).count());
    }
  }

  @Test
  void emptyTablesArePrintedToo() throws IOException {
    try (MmapTable table = MmapTable.create(directory.resolve("t"), 0)) {
      assertEquals("\n" + footer("0 rows x 0 columns"), table.toString());
      table.addColumn("x", DType.INT8);
      assertEquals("  x\n" + footer("0 rows x 1 column"), table.toString());
    }
  }

  @Test
  void rowsAreLabelledByTheirNumberInTheTable() throws IOException {
    try (MmapTable table = table()) {
      assertEquals(
          """
               n
          2  300
          0    1
          2  300
          """
              + footer("3 rows x 1 column"),
          table.select("n").rows("[2, 0, -1]").toString(80));
      assertEquals(
          """
               n
          2  300
          1   20
          """
              + footer("2 rows x 1 column"),
          table.select("n").rows("::-1").head(2).toString(80));
      assertEquals(
          "     n\n2  300\n" + footer("1 row x 1 column"),
          table.select("n").rows(table.column("n").gt(20)).toString(80));
    }
  }

  @Test
  void longSlicesByPositionsShowTheirEnds() throws IOException {
    try (MmapTable table = MmapTable.create(directory.resolve("t"), 100)) {
      table.addColumnFrom("x", NdArray.arange(100).mul(-1));
      assertEquals(
          """
                 x
           99  -99
           97  -97
           95  -95
           93  -93
           91  -91
          ...  ...
            9   -9
            7   -7
            5   -5
            3   -3
            1   -1
          """
              + footer("50 rows x 1 column"),
          table.orderBy("x").rows("::2").toString(80));
    }
  }
}
