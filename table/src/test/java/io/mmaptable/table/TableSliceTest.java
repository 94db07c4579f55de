package io.mmaptable.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.RowType;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TableSliceTest {

  @TempDir private Path directory;
  private MmapTable table;

  @BeforeEach
  void makeTable() throws IOException {
    table = MmapTable.create(directory.resolve("t"), 5);
    table.addColumnFrom("n", new int[] {10, 11, 12, 13, 14});
    table.addColumnFrom("x", new double[] {0.5, 1.5, Double.NaN, 3.5, -1});
    table.addColumnFrom("name", new String[] {"a", "bb", "a", "c", "bb"});
  }

  @AfterEach
  void closeTable() throws IOException {
    table.close();
  }

  private String named(String message) {
    return table.path() + ": " + message;
  }

  private static <T extends Throwable> void assertRefused(
      Class<T> type, String message, Executable use) {
    assertEquals(message, assertThrows(type, use).getMessage());
  }

  private String n() {
    return table.column("n").array().toString();
  }

  // Selecting

  @Test
  void rowsAreSelectedByAnyIndex() {
    assertEquals("[11 12]", table.rows(1, 3).column("n").toString());
    assertEquals("[10 12 14]", table.rows(Slice.of(0, 5, 2)).column("n").toString());
    assertEquals("[14 13 12 11 10]", table.rows("::-1").column("n").toString());
    assertEquals("[13]", table.rows(Index.at(-2)).column("n").toString());
    assertEquals("[14 10 14]", table.rows(Index.of(4, 0, -1)).column("n").toString());
    assertEquals("[14 10 14]", table.rows("[4, 0, -1]").column("n").toString());
    assertEquals(
        "[10 13]", table.rows(Index.mask(true, false, false, true, false)).column("n").toString());
    assertEquals("[]", table.rows(Index.of()).column("n").toString());
    assertEquals("[10 11 12 13 14]", table.rows(Index.ELLIPSIS).column("n").toString());
    assertEquals("[12]", table.rows(NdArray.zeros(DType.UINT8).add(2)).column("n").toString());
  }

  @Test
  void rowsAreSelectedByWhatColumnsHold() throws IOException {
    MmapColumn n = table.column("n");
    MmapColumn name = table.column("name");
    TableSlice found = table.rows(n.gt(10).and(name.eq("bb")));
    assertEquals("[11 14]", found.column("n").toString());
    assertEquals("[ 1.5 -1. ]", found.column("x").toString());
    assertEquals(
        "[11 14]", table.rows(n.gt(10).and(name.eq("bb")).toNdArray()).column("n").toString());
    table.addColumnFrom("valid", new boolean[] {false, true, false, false, true});
    table.addColumnFrom("order", new int[] {4, 3, 2, 1, 0});
    assertEquals("[11 14]", table.rows(table.column("valid")).column("n").toString());
    assertEquals("[14 13 12 11 10]", table.rows(table.column("order")).column("n").toString());
    assertEquals(
        "[13 12 11 10 14]", table.rows(table.column("order").sub(1)).column("n").toString());
  }

  @Test
  void slicesAreSlicedAgain() {
    TableSlice odd = table.rows("1::2");
    assertEquals("[13 11]", odd.rows("::-1").column("n").toString());
    assertEquals("[13 13 11]", odd.rows("[1, 1, 0]").column("n").toString());
    TableSlice chosen = table.rows("[3, 1, 4, 1]");
    assertEquals("[1 4]", positions(chosen.rows(1, 3)));
    assertEquals("[1 3]", positions(chosen.rows("::-1").rows("::3").rows("[0, 1]")));
    assertEquals("[4]", positions(chosen.rows(chosen.column("n").eq(14))));
    assertEquals("[3]", positions(chosen.row(0)));
    assertEquals("[1 1]", positions(chosen.rows("[-1, 1]")));
    assertEquals("[]", positions(chosen.rows(4, 4)));
    assertEquals("[13 14]", chosen.select("x", "n").rows("::2").column("n").toString());
    assertEquals(List.of("x", "n"), chosen.select("x", "n").columnNames());
  }

  private static String positions(TableSlice slice) {
    long[] rows = new long[(int) slice.rowCount()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = slice.tableRow(i);
    }
    return NdArray.of(rows).toString();
  }

  @Test
  void columnsAreViewsWhereNumPyGivesViews() {
    table.rows("3:0:-2").column("n").set(new int[] {-3, -1});
    table.rows(Index.of(0, 1)).column("n").set(99);
    table.rows(Index.mask(true, true, true, true, true)).column("n").set(99);
    assertEquals("[10 -1 12 -3 14]", n());
    table.rows(Index.of(4, 2)).row(1).column("n").set(7);
    assertEquals("[10 -1  7 -3 14]", n());
  }

  @Test
  void whatIsNoIndexOfRowsIsRefused() {
    assertRefused(
        IndexOutOfBoundsException.class,
        named("index 5 is out of bounds for axis 0 with size 5"),
        () -> table.rows(Index.of(0, 5)));
    assertRefused(
        IndexOutOfBoundsException.class,
        named("index -6 is out of bounds for axis 0 with size 5"),
        () -> table.row(-6));
    assertRefused(
        IndexOutOfBoundsException.class,
        named("index 2 is out of bounds for axis 0 with size 2"),
        () -> table.rows(1, 3).rows("[2]"));
    assertRefused(
        IndexOutOfBoundsException.class,
        named("rows [2, 6) are out of bounds for 5 rows"),
        () -> table.rows(2, 6));
    assertThrows(IndexOutOfBoundsException.class, () -> table.rows(-1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> table.rows(3, 2));
    String mask =
        "boolean index did not match indexed array along axis 0; size of axis is 5 but size of"
            + " corresponding boolean axis is ";
    assertRefused(
        IndexOutOfBoundsException.class,
        named(mask + 2),
        () -> table.rows(Index.mask(true, false)));
    assertRefused(IndexOutOfBoundsException.class, named(mask + 0), () -> table.rows(Index.mask()));
    assertRefused(
        IllegalArgumentException.class,
        named("arrays used as indices must be of integers or bool, not of <f8"),
        () -> table.rows(table.column("x")));
    assertRefused(
        IllegalArgumentException.class,
        named("an array that selects rows has one dimension, not the shape [1, 2]"),
        () -> table.rows(NdArray.zeros(DType.INT64, 1, 2)));
    assertRefused(
        IllegalArgumentException.class,
        named("rows are selected by a position, a slice, positions or a mask, not by 'n'"),
        () -> table.rows("'n'"));
    assertRefused(
        IllegalArgumentException.class,
        named("'1, 2' is an index of 2 parts; rows have one"),
        () -> table.rows("1, 2"));
    assertThrows(IllegalArgumentException.class, () -> table.rows("True"));
    assertRefused(
        IllegalArgumentException.class,
        named("column 'n' is selected twice"),
        () -> table.select("n", "x", "n"));
    assertThrows(NoSuchElementException.class, () -> table.rows(0, 1).select("no"));
  }

  @Test
  void headAndTailTakeWhatThereIs() {
    assertEquals("[0 1]", positions(table.head(2)));
    assertEquals("[0 1 2 3 4]", positions(table.head(9)));
    assertEquals("[0 1 2]", positions(table.head(-2)));
    assertEquals("[]", positions(table.head(0)));
    assertEquals("[3 4]", positions(table.tail(2)));
    assertEquals("[0 1 2 3 4]", positions(table.tail(Long.MAX_VALUE)));
    assertEquals("[2 3 4]", positions(table.tail(-2)));
    assertEquals("[]", positions(table.tail(0)));
    assertEquals("[]", positions(table.tail(Long.MIN_VALUE)));
    assertEquals("[]", positions(table.head(Long.MIN_VALUE)));
    assertEquals("[1 3]", positions(table.rows("[4, 1, 3]").tail(2)));
  }

  @Test
  void rowsAreOrderedByColumnsOneAfterTheOther() {
    assertEquals("[4 0 1 3 2]", positions(table.orderBy("x")));
    assertEquals("[0 2 1 4 3]", positions(table.orderBy("name")));
    assertEquals("[0 2 4 1 3]", positions(table.orderBy("name", "x")));
    assertEquals("[2 0 1 4 3]", positions(table.rows("[3, 2, 1, 0, 4]").orderBy("name")));
    assertRefused(
        IllegalArgumentException.class, named("no column to order rows by"), () -> table.orderBy());
    assertThrows(NoSuchElementException.class, () -> table.orderBy("name", "no"));
  }

  @Test
  void itemsThatAreArraysHaveNoOrder() throws IOException {
    table.addColumn("pair", DType.INT8, 2);
    assertRefused(
        IllegalArgumentException.class,
        named("column 'pair' has items of shape [2], which have no order"),
        () -> table.orderBy("n", "pair"));
  }

  // Assignment

  @Test
  void structuredArraysAreAssignedByFieldName() {
    NdArray records = NdArray.zeros(DType.of("[('name', '<U2'), ('x', '<f4'), ('n', '<i2')]"), 2);
    records.field("n").set(new short[] {1, 2});
    records.field("name").set(new String[] {"p", "q"});
    table.rows(Index.of(4, 0)).set(records);
    assertEquals("[ 2 11 12 13  1]", n());
    assertEquals("['q' 'bb' 'a' 'c' 'p']", table.column("name").array().toString());
    table.rows(table.column("n").gt(10)).set(records.get(0));
    assertEquals("[2 1 1 1 1]", n());
    table.rows(1, 1).set(records.get("0:1"));
  }

  @Test
  void rowsOfSlicesAreAssigned() {
    table.rows(0, 4).set(table.rows(1, 5));
    assertEquals("[11 12 13 14 14]", n());
    table.rows().set(table.rows("::-1"));
    assertEquals("[14 14 13 12 11]", n());
    table.rows("[0, 0]").set(table.rows("[3, 4]"));
    assertEquals("[11 14 13 12 11]", n());
    assertEquals("['bb' 'bb' 'c' 'a' 'bb']", table.column("name").array().toString());
    table.select("n").rows("1:4").set(table.select("n").row(0));
    assertEquals("[11 11 11 11 11]", n());
  }

  record Item(int n, double x, @RowType.Width(2) String name) {}

  static final RowType<Item> ITEM = RowType.of(MethodHandles.lookup(), Item.class);

  @Test
  void javaRecordsAreAssignedAndRead() {
    table.rows("::3").set(ITEM, List.of(new Item(1, 2, "y"), new Item(3, 4, "zz")));
    assertEquals(
        List.of(new Item(1, 2, "y"), new Item(11, 1.5, "bb"), new Item(12, Double.NaN, "a")),
        table.head(3).records(ITEM).toList());
    assertEquals(new Item(3, 4, "zz"), table.record(-2, ITEM));
    assertEquals(new Item(14, -1, "bb"), table.rows("[4, 0]").record(0, ITEM));
    assertEquals(List.of(), table.head(0).records(ITEM).toList());
    table.row(0).set(ITEM, List.of(new Item(9, 9, "")));
    assertEquals("[ 9 11 12  3 14]", n());
    assertThrows(IllegalArgumentException.class, () -> table.select("n").records(ITEM));
    assertThrows(IndexOutOfBoundsException.class, () -> table.record(5, ITEM));
  }

  @Test
  void mapsSetTheColumnsThatTheyName() {
    table.rows("1:3").set(Map.of("n", new int[] {7, 8}, "name", "q"));
    assertEquals("[10  7  8 13 14]", n());
    assertEquals("['a' 'q' 'q' 'c' 'bb']", table.column("name").array().toString());
    table.rows(Index.mask(true, false, false, false, true)).set(Map.of("x", 1));
    assertEquals("[1.  1.5 nan 3.5 1. ]", table.column("x").array().toString());
  }

  @Test
  void columnsAreGivenToEachOther() throws IOException {
    table.addColumnFrom("m", new int[] {0, 1, 2, 3, 4});
    table
        .rows(0, 3)
        .set(Map.of("n", table.rows(0, 3).column("m"), "m", table.rows(0, 3).column("n")));
    assertEquals("[ 0  1  2 13 14]", n());
    assertEquals("[10 11 12  3  4]", table.column("m").array().toString());
  }

  @Test
  void nothingIsSetWhereSomethingDoesNotFit() {
    String before = table.toString();
    TableSlice slice = table.rows("[0, 1]");
    NdArray tooWide = NdArray.zeros(DType.of("[('n', '<i4'), ('x', '<f8'), ('name', '<U5')]"), 2);
    tooWide.field("name").set("12345");
    tooWide.field("n").set(1);
    assertRefused(
        IllegalArgumentException.class,
        named("column 'name': value ('12345') does not fit into <U2"),
        () -> slice.set(tooWide));
    assertRefused(
        IllegalArgumentException.class,
        named("3 rows for a slice of 2"),
        () -> slice.set(table.rows(0, 3)));
    assertRefused(
        IllegalArgumentException.class,
        named("rows lack the columns [name, x]"),
        () -> slice.set(table.select("n").rows(0, 2)));
    assertRefused(
        IllegalArgumentException.class,
        named("rows lack the columns [n, name, x] have columns that the slice lacks: [y]"),
        () -> slice.set(NdArray.zeros(DType.of("[('y', '<i4')]"), 2)));
    assertRefused(
        IllegalArgumentException.class,
        named("rows are set from a structured array, not from one of <f8"),
        () -> slice.set(NdArray.of(1.0, 2.0)));
    assertRefused(
        IllegalArgumentException.class,
        named("records of shape [2, 1] for rows"),
        () -> slice.set(NdArray.zeros(table.dtype(), 2, 1)));
    assertRefused(
        IllegalArgumentException.class,
        named("values for columns that the slice lacks: [y]"),
        () -> slice.set(Map.of("n", 1, "y", 2)));
    assertThrows(
        IllegalArgumentException.class, () -> slice.set(Map.of("n", 1, "x", new double[3])));
    assertThrows(IllegalArgumentException.class, () -> slice.set(Map.of("x", 1, "n", 1.5)));
    assertThrows(
        IllegalArgumentException.class,
        () -> slice.set(ITEM, List.of(new Item(1, 1, "a"), new Item(1, 1, "long"))));
    assertEquals(before, table.toString());
  }

  @Test
  void readOnlyTablesAreNotAssignedTo() throws IOException {
    table.close();
    try (MmapTable readOnly = MmapTable.open(table.path(), Mode.READ_ONLY)) {
      TableSlice slice = readOnly.rows(0, 1);
      RowCursor cursor = readOnly.cursor();
      assertTrue(cursor.next());
      for (Executable use :
          List.<Executable>of(
              () -> slice.set(readOnly.rows(1, 2)),
              () -> slice.set(Map.of("n", 1)),
              () -> slice.set(readOnly.toRecords()),
              () -> slice.set(ITEM, List.of()),
              () -> cursor.setLong(0, 1))) {
        assertThrows(UnsupportedOperationException.class, use);
      }
    }
  }

  // Iterating

  @Test
  void rowsAreIteratedOverOneByOne() {
    var seen = new ArrayList<Long>();
    for (TableSlice row : table.rows("[4, 0, 3]")) {
      assertEquals(1, row.rowCount());
      seen.add(row.column("n").getLong(0));
      row.column("n").set(0);
    }
    assertEquals(List.of(14L, 10L, 13L), seen);
    assertEquals("[ 0 11 12  0  0]", n());
  }

  @Test
  void chunksHaveAllRowsInOrder() {
    var chunks = new ArrayList<String>();
    Iterable<TableSlice> twos = table.rows("::-1").rowChunks(2);
    twos.forEach(chunk -> chunks.add(positions(chunk)));
    assertEquals(List.of("[4 3]", "[2 1]", "[0]"), chunks);
    chunks.clear();
    table.rowChunks(Long.MAX_VALUE).forEach(chunk -> chunks.add(positions(chunk)));
    assertEquals(List.of("[0 1 2 3 4]"), chunks);
    assertFalse(table.head(0).rowChunks(1).iterator().hasNext());
    assertRefused(
        IllegalArgumentException.class,
        "size (0) of a chunk must be positive",
        () -> table.rowChunks(0));
  }

  // Shape, and the table's end

  @Test
  void slicesSayHowLargeTheyAre() throws IOException {
    table.addColumn("pair", DType.INT16, 3);
    TableSlice slice = table.rows("[1, 1]");
    assertArrayEquals(new long[] {2}, slice.shape());
    assertEquals(2, slice.size());
    assertEquals(4 + 8 + 8 + 6, slice.itemSize());
    assertEquals(2 * 26, slice.nbytes());
    assertEquals(slice.dtype().itemSize(), slice.itemSize());
    assertEquals(
        "[('pair', '<i2', (3,)), ('n', '<i4')]", slice.select("pair", "n").dtype().descr());
    assertArrayEquals(new long[] {5}, table.shape());
    assertEquals(5 * 26, table.nbytes());
    assertEquals(table, slice.parent());
  }

  @Test
  void slicesKeepTheirRowsWhenTheTableGrows() throws IOException {
    TableSlice last = table.tail(1);
    TableSlice all = table.rows();
    table.append(Map.of("n", new int[] {15}, "x", new double[1], "name", new String[] {"d"}));
    assertEquals("[14]", last.column("n").toString());
    assertEquals(5, all.rowCount());
    table.resize(2);
    assertRefused(
        IndexOutOfBoundsException.class,
        named("row 4 of a slice is out of bounds for the 2 rows that the table has now"),
        () -> last.column("n"));
    assertThrows(IndexOutOfBoundsException.class, all::toRecords);
    assertEquals("[11 10]", all.rows("[1, 0]").column("n").toString());
  }

  @Test
  void slicesEndWithTheirTable() throws IOException {
    TableSlice slice = table.rows("[1, 2]");
    NdArray copy = slice.column("n");
    RowCursor cursor = slice.cursor();
    assertTrue(cursor.next());
    table.close();
    assertTrue(slice.isClosed());
    assertEquals("[11 12]", copy.toString());
    for (Executable use :
        List.<Executable>of(
            () -> slice.column("n"),
            () -> slice.rows("0:1"),
            () -> slice.rows(0, 1),
            () -> slice.row(0),
            () -> slice.select("n"),
            () -> slice.head(1),
            () -> slice.orderBy("n"),
            () -> slice.sample(1, 1),
            () -> slice.rowChunks(1),
            () -> slice.set(Map.of("n", 1)),
            () -> slice.writeTo(directory.resolve("copy")),
            () -> slice.records(ITEM),
            slice::iterator,
            slice::toRecords,
            slice::cursor,
            slice::dtype,
            slice::nbytes)) {
      assertRefused(IllegalStateException.class, table.path() + " has been closed", use);
    }
    assertThrows(IllegalStateException.class, () -> cursor.getLong(0));
  }
}
