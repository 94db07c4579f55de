package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.RowType.Half;
import io.mmaptable.array.RowType.Length;
import io.mmaptable.array.RowType.Name;
import io.mmaptable.array.RowType.Unit;
import io.mmaptable.array.RowType.Unsigned;
import io.mmaptable.array.RowType.Width;
import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {

  record Tick(long time, double price, int quantity, short venue) {}

  record Primitives(
      boolean truth,
      byte i1,
      short i2,
      int i4,
      long i8,
      @Unsigned byte u1,
      @Unsigned short u2,
      @Unsigned int u4,
      @Unsigned long u8,
      @Half float f2,
      float f4,
      double f8,
      @Name("a complex number") Complex c16) {}

  record Text(@Width(4) String text, @Width(value = 3, bytes = true) String latin) {}

  @SuppressWarnings("ArrayRecordComponent") // what is tested
  record Binary(@Width(4) byte[] opaque, @Width(value = 4, bytes = true) byte[] padded) {}

  record Times(
      @Nullable Instant instant,
      @Nullable LocalDateTime dateTime,
      @Nullable LocalDate date,
      @Nullable Duration duration,
      @Unit("ms") @Nullable Instant coarse) {}

  record Point(float x, float y) {}

  record Segment(Point from, Point to) {}

  @SuppressWarnings("ArrayRecordComponent") // what is tested
  record Arrays(
      @Length(3) float[] vector,
      @Length({2, 3}) double[][] matrix,
      @Length(2) boolean[] truths,
      @Length(2) @Half float[] halves,
      @Length(2) @Width(3) String[] names,
      @Length(2) Point[] points) {}

  record Moment(@Nullable Instant at) {}

  record Day(@Nullable LocalDate at) {}

  record Span(@Nullable Duration at) {}

  record Empty() {}

  private static final RowType<Tick> TICK = type(Tick.class);

  private static <T extends Record> RowType<T> type(Class<T> record) {
    return RowType.of(MethodHandles.lookup(), record);
  }

  private static <T extends Record> T roundTrip(RowType<T> type, T record) {
    return NdArray.of(type, List.of(record)).asRows(type).get(0);
  }

  @Test
  void componentsArePackedFieldsInTheirOrder() {
    assertEquals(
        DType.of("[('time', '<i8'), ('price', '<f8'), ('quantity', '<i4'), ('venue', '<i2')]"),
        TICK.dtype());
  }

  @Test
  void everyPrimitiveIsADType() {
    assertEquals(
        DType.of(
            "[('truth', '?'), ('i1', 'i1'), ('i2', 'i2'), ('i4', 'i4'), ('i8', 'i8'), ('u1', 'u1'),"
                + " ('u2', 'u2'), ('u4', 'u4'), ('u8', 'u8'), ('f2', 'f2'), ('f4', 'f4'),"
                + " ('f8', 'f8'), ('a complex number', 'c16')]"),
        type(Primitives.class).dtype());
  }

  @Test
  void primitivesAreReadAsTheyWereWritten() {
    var least =
        new Primitives(
            true,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            (byte) -1,
            (short) -1,
            -1,
            -1,
            -65504,
            Float.MIN_VALUE,
            Double.NaN,
            new Complex(-0.0, 1e300));
    RowType<Primitives> type = type(Primitives.class);
    assertEquals(least, roundTrip(type, least));
    NdArray array = NdArray.of(type, List.of(least));
    assertEquals(0xffffffffL, array.field("u4").getLong(0));
    assertTrue(array.field("truth").getBoolean(0));
  }

  @Test
  void bigEndianUnalignedRowsWithPaddingAndOtherOrderAreRead() {
    DType dtype =
        new DType.Struct(
            List.of(
                field("venue", ">i2", 1),
                field("price", ">f8", 5),
                field("time", ">i8", 13),
                field("quantity", ">i4", 24)),
            31);
    NdArray array = NdArray.zeros(dtype, 5);
    Rows<Tick> rows = array.asRows(TICK);
    var tick = new Tick(-5, 1.5, -7, (short) 300);
    rows.set(3, tick);
    assertEquals(tick, rows.get(3));
    assertEquals(-7, array.field("quantity").getLong(3));
    assertEquals(new Tick(0, 0, 0, (short) 0), rows.get(4));
  }

  private static io.mmaptable.dtype.Field field(String name, String dtype, int offset) {
    return new io.mmaptable.dtype.Field(name, null, DType.of(dtype), new long[0], offset);
  }

  @Test
  void rowsFollowNegativeAndZeroStrides() {
    List<Tick> ticks =
        LongStream.range(0, 10).mapToObj(i -> new Tick(i, i, (int) i, (short) i)).toList();
    NdArray array = NdArray.of(TICK, ticks);
    assertEquals(
        List.of(ticks.get(9), ticks.get(6), ticks.get(3), ticks.get(0)),
        array.get("::-3").asRows(TICK).stream().toList());
    NdArray repeated =
        new NdArray(array.segment(), TICK.dtype(), new long[] {1L << 40}, new long[] {0}, 22, null);
    assertEquals(ticks.get(1), repeated.asRows(TICK).get((1L << 40) - 1));
  }

  @Test
  void rowsAreIteratedAndStreamedInOrder() {
    List<Tick> ticks =
        LongStream.range(0, 1000).mapToObj(i -> new Tick(i, i, (int) i, (short) i)).toList();
    Rows<Tick> rows = NdArray.of(TICK, ticks).asRows(TICK);
    var iterated = new ArrayList<Tick>();
    rows.forEach(iterated::add);
    assertEquals(ticks, iterated);
    assertEquals(ticks, rows.stream().parallel().toList());
  }

  @Test
  void viewOfNoRowsTouchesNoMemory() {
    NdArray none =
        new NdArray(
            MemorySegment.ofArray(new byte[3]),
            TICK.dtype(),
            new long[] {0},
            new long[] {22},
            4,
            null);
    assertEquals(0, none.asRows(TICK).size());
    assertEquals(List.of(), none.asRows(TICK).stream().toList());
    assertThrows(IndexOutOfBoundsException.class, () -> none.asRows(TICK).get(0));
  }

  @Test
  void rowOutsideTheArrayIsRefused() {
    Rows<Tick> rows = NdArray.zeros(TICK.dtype(), 2).asRows(TICK);
    assertThrows(IndexOutOfBoundsException.class, () -> rows.get(2));
    assertThrows(IndexOutOfBoundsException.class, () -> rows.get(-1));
    var tick = new Tick(0, 0, 0, (short) 0);
    assertThrows(IndexOutOfBoundsException.class, () -> rows.set(2, tick));
  }

  @Test
  void textIsTextOrBytes() {
    RowType<Text> type = type(Text.class);
    assertEquals(DType.of("[('text', '<U4'), ('latin', 'S3')]"), type.dtype());
    var text = new Text("\ud83d\ude00éb", "é\0b");
    assertEquals(text, roundTrip(type, text));
  }

  @Test
  void textOfAnotherWidthIsReadAndChecked() {
    RowType<Text> type = type(Text.class);
    Rows<Text> rows = NdArray.zeros(DType.of("[('text', '>U2'), ('latin', 'S5')]"), 1).asRows(type);
    rows.set(0, new Text("ab", "abcde"));
    assertEquals(new Text("ab", "abcde"), rows.get(0));
    refused(rows, new Text("abc", ""), "component 'text' of record Text: value ('abc')");
  }

  @Test
  void textOutsideLatin1IsNoBytes() {
    Rows<Text> rows = NdArray.zeros(type(Text.class).dtype(), 1).asRows(type(Text.class));
    refused(rows, new Text("abcd", "€"), "component 'latin' of record Text: value ('€')");
  }

  private static <T extends Record> void refused(Rows<T> rows, T value, String message) {
    T before = rows.get(0);
    var e = assertThrows(IllegalArgumentException.class, () -> rows.set(0, value));
    assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
    assertEquals(before, rows.get(0));
  }

  @Test
  @SuppressWarnings("NullAway") // what is tested
  void nullThatIsNoTimeIsRefused() {
    Rows<Text> rows = NdArray.zeros(type(Text.class).dtype(), 1).asRows(type(Text.class));
    var e = assertThrows(NullPointerException.class, () -> rows.set(0, new Text("a", null)));
    assertEquals("component 'latin' of record Text is null", e.getMessage());
    assertEquals("", rows.get(0).text());
    Rows<Segment> segments =
        NdArray.zeros(type(Segment.class).dtype(), 1).asRows(type(Segment.class));
    var nested =
        assertThrows(
            NullPointerException.class, () -> segments.set(0, new Segment(new Point(1, 2), null)));
    assertEquals("component 'to' of record Segment is null", nested.getMessage());
    assertEquals(0, segments.get(0).from().x());
  }

  @Test
  void opaqueBytesAreExactAndOthersLoseZerosAtTheEnd() {
    RowType<Binary> type = type(Binary.class);
    assertEquals(DType.of("[('opaque', 'V4'), ('padded', 'S4')]"), type.dtype());
    Binary read = roundTrip(type, new Binary(new byte[] {1, 0, 0, 0}, new byte[] {2, 0}));
    assertArrayEquals(new byte[] {1, 0, 0, 0}, read.opaque());
    assertArrayEquals(new byte[] {2}, read.padded());
    Rows<Binary> rows = NdArray.zeros(type.dtype(), 1).asRows(type);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> rows.set(0, new Binary(new byte[3], new byte[0])));
    assertEquals(
        "component 'opaque' of record Binary: 3 bytes do not fit into a field of 4",
        e.getMessage());
  }

  @Test
  void timesAreReadAsTheyWereWrittenAndNullIsNaT() {
    RowType<Times> type = type(Times.class);
    assertEquals(
        DType.of(
            "[('instant', 'M8[ns]'), ('dateTime', 'M8[us]'), ('date', 'M8[D]'),"
                + " ('duration', 'm8[ns]'), ('coarse', 'M8[ms]')]"),
        type.dtype());
    var times =
        new Times(
            Instant.parse("1677-09-21T00:12:43.145224193Z"),
            LocalDateTime.parse("-0044-03-15T12:00:00.000001"),
            LocalDate.parse("1969-12-31"),
            Duration.ofNanos(-1),
            Instant.parse("9999-12-31T23:59:59.999Z"));
    assertEquals(times, roundTrip(type, times));
    var none = new Times(null, null, null, null, null);
    assertEquals(none, roundTrip(type, none));
    assertEquals("'NaT'", "'" + NdArray.of(type, List.of(none)).field("date").toString(0) + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "[Y], -30, 1940-01-01T00:00:00Z",
    "[10M], 5, 1974-03-01T00:00:00Z",
    "[W], -1, 1969-12-25T00:00:00Z",
    "[D], 20000, 2024-10-04T00:00:00Z",
    "[h], -1, 1969-12-31T23:00:00Z",
    "[m], 1, 1970-01-01T00:01:00Z",
    "[s], -1, 1969-12-31T23:59:59Z",
    "[25ms], -1, 1969-12-31T23:59:59.975Z",
    "[us], -1, 1969-12-31T23:59:59.999999Z",
    "[7ns], 9223372036854775807, 4015-12-09T22:30:57.983430649Z",
    "[ps], 5000, 1970-01-01T00:00:00.000000005Z",
    "[as], -1000000000, 1969-12-31T23:59:59.999999999Z",
  })
  void timeOfAnyUnitIsReadAndWrittenExactly(String unit, long count, Instant instant) {
    NdArray array = NdArray.zeros(DType.of("[('at', '>M8" + unit + "')]"), 2);
    array.field("at").setLongs(count, 0);
    Rows<Moment> rows = array.asRows(type(Moment.class));
    assertEquals(instant, rows.get(0).at());
    rows.set(1, rows.get(0));
    assertEquals(count, array.field("at").getLong(1));
  }

  @Test
  void timeThatIsNotExactIsRefusedEitherWay() {
    NdArray array = NdArray.zeros(DType.of("[('at', 'M8[h]')]"), 1);
    array.field("at").setLongs(1);
    var e = assertThrows(DateTimeException.class, () -> array.asRows(type(Day.class)).get(0));
    assertEquals(
        "component 'at' of record Day: a time of 1 in [h] is not exact in it, or too far",
        e.getMessage());
    refused(
        array.asRows(type(Moment.class)),
        new Moment(Instant.parse("1970-01-01T00:30:00Z")),
        "component 'at' of record Moment: value (1970-01-01T00:30:00Z) is not exact in the unit"
            + " [h]");
  }

  @Test
  void instantThatWouldBeNaTIsRefused() {
    NdArray array = NdArray.zeros(type(Moment.class).dtype(), 1);
    Rows<Moment> rows = array.asRows(type(Moment.class));
    Instant last = Instant.ofEpochSecond(0, Long.MIN_VALUE + 1);
    rows.set(0, new Moment(last));
    assertEquals(Long.MIN_VALUE + 1, array.field("at").getLong(0));
    refused(rows, new Moment(last.minusNanos(1)), "component 'at' of record Moment: value (1677");
  }

  @Test
  void durationHasAUnitOfFixedLength() {
    NdArray array = NdArray.zeros(DType.of("[('at', 'm8[W]')]"), 1);
    array.field("at").setLongs(-2);
    assertEquals(Duration.ofDays(-14), array.asRows(type(Span.class)).get(0).at());
    NdArray months = NdArray.zeros(DType.of("[('at', 'm8[M]')]"), 1);
    assertThrows(IllegalArgumentException.class, () -> months.asRows(type(Span.class)));
  }

  @Test
  void recordsInRecordsAreStructuredFields() {
    RowType<Segment> type = type(Segment.class);
    assertEquals(
        DType.of("[('from', [('x', 'f4'), ('y', 'f4')]), ('to', [('x', 'f4'), ('y', 'f4')])]"),
        type.dtype());
    var segment = new Segment(new Point(1, 2), new Point(3, 4));
    assertEquals(segment, roundTrip(type, segment));
  }

  @Test
  void arraysAreSubArrays() {
    RowType<Arrays> type = type(Arrays.class);
    assertEquals(
        DType.of(
            "[('vector', 'f4', (3,)), ('matrix', 'f8', (2, 3)), ('truths', '?', (2,)),"
                + " ('halves', 'f2', (2,)), ('names', 'U3', (2,)),"
                + " ('points', [('x', 'f4'), ('y', 'f4')], (2,))]"),
        type.dtype());
    Arrays read = roundTrip(type, arrays());
    assertArrayEquals(arrays().vector(), read.vector());
    assertArrayEquals(arrays().matrix(), read.matrix());
    assertArrayEquals(arrays().truths(), read.truths());
    assertArrayEquals(arrays().halves(), read.halves());
    assertArrayEquals(arrays().names(), read.names());
    assertArrayEquals(arrays().points(), read.points());
  }

  private static Arrays arrays() {
    return new Arrays(
        new float[] {1, 2, 3},
        new double[][] {{1, 2, 3}, {4, 5, 6}},
        new boolean[] {false, true},
        new float[] {0.5f, -2},
        new String[] {"a", "bcd"},
        new Point[] {new Point(1, 2), new Point(3, 4)});
  }

  @Test
  void bigEndianSubArraysAreRead() {
    Arrays arrays = arrays();
    DType swapped =
        DType.of(
            "[('vector', '>f4', (3,)), ('matrix', '>f8', (2, 3)), ('truths', '?', (2,)),"
                + " ('halves', '>f2', (2,)), ('names', '>U3', (2,)),"
                + " ('points', [('y', '>f4'), ('x', '>f4')], (2,))]");
    Rows<Arrays> rows = NdArray.zeros(swapped, 1).asRows(type(Arrays.class));
    rows.set(0, arrays);
    assertArrayEquals(arrays.matrix(), rows.get(0).matrix());
    assertArrayEquals(arrays.halves(), rows.get(0).halves());
    assertArrayEquals(arrays.points(), rows.get(0).points());
  }

  @Test
  void arrayOfAnotherLengthOrWithTooWideAnElementIsRefusedBeforeAnythingIsWritten() {
    NdArray array = NdArray.zeros(type(Arrays.class).dtype(), 1);
    Rows<Arrays> rows = array.asRows(type(Arrays.class));
    Arrays good = arrays();
    var ragged =
        new Arrays(
            good.vector(),
            new double[][] {{1, 2, 3}, {4}},
            good.truths(),
            good.halves(),
            good.names(),
            good.points());
    var e = assertThrows(IllegalArgumentException.class, () -> rows.set(0, ragged));
    assertEquals(
        "component 'matrix' of record Arrays: an array of length 1 does not fit into dimension 1 of"
            + " a field of shape [2, 3]",
        e.getMessage());
    var wide =
        new Arrays(
            good.vector(),
            good.matrix(),
            good.truths(),
            good.halves(),
            new String[] {"a", "abcd"},
            good.points());
    assertThrows(IllegalArgumentException.class, () -> rows.set(0, wide));
    assertEquals(0, rows.get(0).vector()[0]);
  }

  @Test
  void recordWithoutComponentsHasRows() {
    NdArray array = NdArray.zeros(type(Empty.class).dtype(), 3);
    assertEquals(new Empty(), array.asRows(type(Empty.class)).get(2));
  }

  @Test
  void mismatchListsTheFieldsOfBoth() {
    NdArray array =
        NdArray.zeros(
            DType.of("[('time', 'M8[ns]'), ('price', '>f8'), ('quantity', 'i4'), ('side', 'S1')]"),
            1);
    var e = assertThrows(IllegalArgumentException.class, () -> array.asRows(TICK));
    assertEquals(
        "record Tick does not match the array's fields: 'time': <i8 in the record, <M8[ns] in the"
            + " array (differs); 'price': <f8 in the record, >f8 in the array; 'quantity': <i4 in"
            + " the record, <i4 in the array; 'venue': <i2 in the record, none in the array"
            + " (differs); 'side': none in the record, |S1 in the array; NdArray.fields takes some"
            + " fields of an array",
        e.getMessage());
    assertTrue(TICK.matches(TICK.dtype()) && !TICK.matches(array.dtype()));
  }

  @Test
  void someFieldsOfAnArrayAreRowsToo() {
    NdArray array = NdArray.zeros(DType.of("[('x', 'f4'), ('z', 'U9'), ('y', 'f4')]"), 2);
    var yx = new DType.Struct(List.of(field("y", "f4", 40), field("x", "f4", 0)), 44);
    Rows<Point> rows =
        array.withDType(yx, array.lengths(), array.steps(), 0).asRows(type(Point.class));
    rows.set(1, new Point(1, 2));
    assertEquals(2, array.field("y").getDouble(1));
    assertEquals("", array.field("z").getString(1));
  }

  @Test
  void arrayThatIsNot1dHasNoRows() {
    assertThrows(
        UnsupportedOperationException.class, () -> NdArray.zeros(TICK.dtype(), 2, 2).asRows(TICK));
  }

  @Test
  void readOnlyRowsAreNotSet() {
    NdArray array = NdArray.zeros(TICK.dtype(), 1);
    NdArray readOnly = NdArray.view(array.base().asReadOnly(), TICK.dtype(), false, null, 1);
    var tick = new Tick(0, 0, 0, (short) 0);
    assertThrows(UnsupportedOperationException.class, () -> readOnly.asRows(TICK).set(0, tick));
  }

  @Test
  void codeIsGeneratedOnceForADType() {
    Rows<Tick> one = NdArray.zeros(TICK.dtype(), 1).asRows(TICK);
    Rows<Tick> other = NdArray.zeros(TICK.dtype(), 1).asRows(TICK);
    assertEquals(one.getClass(), other.getClass());
  }
}
