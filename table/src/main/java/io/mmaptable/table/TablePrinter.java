package io.mmaptable.table;

import io.mmaptable.array.NdArray;
import java.util.ArrayList;
import java.util.List;

/// Prints a slice: right-aligned columns, as many as fit, and the first and last rows.
final class TablePrinter {
  private static final int EDGE_ROWS = 5;
  private static final int DEFAULT_WIDTH = 80;
  private static final int LEAST_WIDTH = 20;
  private static final int WIDEST_CELL = 40;
  private static final String GAP = "  ";
  private static final String MORE = "...";

  private final TableSlice slice;
  private final int width;
  private final List<Long> rows = new ArrayList<>();
  private final boolean cut;

  TablePrinter(TableSlice slice, int width) {
    this.slice = slice;
    this.width = Math.max(LEAST_WIDTH, width);
    this.cut = slice.rowCount() > 2 * EDGE_ROWS;
    for (long row = 0; row < slice.rowCount(); row++) {
      if (cut && row == EDGE_ROWS) {
        row = slice.rowCount() - EDGE_ROWS;
      }
      rows.add(row);
    }
  }

  /// The width that the environment variable `COLUMNS` names, or 80.
  static int terminalWidth() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{0,4}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }

  String print() {
    List<List<String>> shown = new ArrayList<>();
    shown.add(numbers());
    int used = widest(shown.getFirst());
    List<String> names = slice.columnNames();
    for (int i = 0; i < names.size(); i++) {
      List<String> column = cells(names.get(i));
      boolean last = i == names.size() - 1;
      int needed = GAP.length() + widest(column);
      if (used + needed + (last ? 0 : GAP.length() + MORE.length()) > width) {
        shown.add(column(MORE, row -> MORE));
        break;
      }
      shown.add(column);
      used += needed;
    }
    return table(shown) + footer();
  }

  private interface Cell {
    String of(long row);
  }

  /// A heading, a cell for each shown row, and dots where rows are left out.
  private List<String> column(String heading, Cell cell) {
    var column = new ArrayList<String>();
    column.add(heading);
    for (int i = 0; i < rows.size(); i++) {
      if (cut && i == EDGE_ROWS) {
        column.add(MORE);
      }
      column.add(cell.of(rows.get(i)));
    }
    return column;
  }

  private List<String> numbers() {
    return column("", row -> String.valueOf(slice.tableRow(row)));
  }

  private List<String> cells(String name) {
    return column(name, row -> cell(slice.row(row).column(name).get(0)));
  }

  private static String cell(NdArray item) {
    if (item.size() == 0) {
      return "[]";
    }
    String first = item.toString(new long[item.ndim()]);
    String text =
        "[".repeat(item.ndim())
            + first.replaceAll("\\p{Cntrl}", "?")
            + (item.size() > 1 ? ", ..." : "")
            + "]".repeat(item.ndim());
    return text.length() <= WIDEST_CELL
        ? text
        : text.substring(0, WIDEST_CELL - MORE.length()) + MORE;
  }

  private static int widest(List<String> column) {
    return column.stream().mapToInt(TablePrinter::width).max().orElse(0);
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String table(List<List<String>> columns) {
    var out = new StringBuilder();
    for (int line = 0; line < columns.getFirst().size(); line++) {
      var text = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        String cell = columns.get(i).get(line);
        text.append(i == 0 ? "" : GAP)
            .repeat(' ', widest(columns.get(i)) - width(cell))
            .append(cell);
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private String footer() {
    return "["
        + slice.rowCount()
        + (slice.rowCount() == 1 ? " row x " : " rows x ")
        + slice.columnNames().size()
        + (slice.columnNames().size() == 1 ? " column, " : " columns, ")
        + slice.parent().mode()
        + ", "
        + slice.parent().path()
        + "]";
  }
}
