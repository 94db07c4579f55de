package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowCursorTest {

  @TempDir private Path directory;
  private MmapTable table;

  @BeforeEach
  void makeTable() throws IOException {
    table = MmapTable.create(directory.resolve("t"), 4);
    table.addColumnFrom("n", new long[] {1, 1L << 40, 3, 4});
    table.addColumn("x", DType.of(">f4")).set(new float[] {0.5f, 1.5f, 2.5f, 3.5f});
    table.addColumnFrom("flag", new boolean[] {true, false, true, false});
    table.addColumnFrom("name", new String[] {"a", "bb", "", "d"});
    table.addColumn("pair", DType.INT8, 2).set(new byte[] {5, 6});
    LocalDate day = LocalDate.of(2024, 2, 29);
    table.addColumnFrom("day", new LocalDate[] {day, null, day, day});
  }

  @AfterEach
  void closeTable() throws IOException {
    table.close();
  }

  @Test
  void cursorReadsEachRowInOrder() {
    RowCursor row = table.rows("[3, 0, 0]").cursor();
    int n = row.columnIndex("n");
    int x = row.columnIndex("x");
    var seen = new ArrayList<String>();
    while (row.next()) {
      seen.add(row.row() + ": " + row.getLong(n) + " " + row.getDouble(x));
    }
    assertEquals(List.of("0: 4 3.5", "1: 1 0.5", "2: 1 0.5"), seen);
    assertFalse(row.next());
    assertEquals(3, row.row());
    assertEquals(3, row.rowCount());
  }

  @Test
  void cursorReadsEveryKind() {
    RowCursor row = table.rows("1::2").cursor();
    row.moveTo(1);
    assertEquals(4, row.getInt(0));
    assertEquals(4.0, row.getDouble(0));
    assertFalse(row.getBoolean(row.columnIndex("flag")));
    assertEquals("d", row.getString(row.columnIndex("name")));
    assertEquals("[5 6]", row.get(row.columnIndex("pair")).toString());
    assertEquals(LocalDate.of(2024, 2, 29), row.item(row.columnIndex("day")));
    row.moveTo(0);
    assertEquals(null, row.item(row.columnIndex("day")));
    assertThrows(ArithmeticException.class, () -> row.getInt(0));
    assertThrows(UnsupportedOperationException.class, () -> row.getLong(row.columnIndex("name")));
    assertThrows(IllegalArgumentException.class, () -> row.getLong(row.columnIndex("pair")));
    assertThrows(IndexOutOfBoundsException.class, () -> row.getLong(6));
  }

  @Test
  void cursorSetsElementsInTheTable() {
    RowCursor row = table.rows("::-1").cursor();
    assertTrue(row.next());
    row.setLong(0, -7);
    row.setDouble(1, 0.25);
    row.setLong(2, 1);
    row.set(3, "zz");
    row.set(4, new byte[] {1, 2});
    row.set(5, LocalDate.EPOCH);
    NdArray last = table.row(3).toRecords();
    assertEquals("[(-7, 0.25,  True, 'zz', [1, 2], '1970-01-01')]", last.toString());
    assertThrows(IllegalArgumentException.class, () -> row.setDouble(0, 1.5));
    assertThrows(IllegalArgumentException.class, () -> row.setLong(2, 2));
  }

  @Test
  void cursorOnNoRowHasNoElements() {
    RowCursor row = table.cursor();
    String message = "the cursor is on no row; next() goes to one";
    assertEquals(-1, row.row());
    assertEquals(
        message, assertThrows(IllegalStateException.class, () -> row.getLong(0)).getMessage());
    row.moveTo(3);
    assertFalse(row.next());
    assertThrows(IllegalStateException.class, () -> row.set(0, 1));
    assertEquals(
        table.path() + ": row 4 is out of bounds for 4 rows",
        assertThrows(IndexOutOfBoundsException.class, () -> row.moveTo(4)).getMessage());
    assertThrows(IndexOutOfBoundsException.class, () -> row.moveTo(-1));
    assertFalse(table.head(0).cursor().next());
    assertEquals(
        table.path() + ": no column 'no' in a slice of [n]",
        assertThrows(
                NoSuchElementException.class, () -> table.select("n").cursor().columnIndex("no"))
            .getMessage());
  }
}
