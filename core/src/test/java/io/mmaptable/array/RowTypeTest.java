package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.RowType.Length;
import io.mmaptable.array.RowType.Name;
import io.mmaptable.array.RowType.Unit;
import io.mmaptable.array.RowType.Unsigned;
import io.mmaptable.array.RowType.Width;
import io.mmaptable.dtype.DType;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("ArrayRecordComponent") // what is tested
class RowTypeTest {

  /// A record that anybody sees.
  public record Visible(int x, @Name("vol 24h") double volume) {}

  record Hidden(int x) {}

  record Holder(Hidden hidden) {}

  record NoWidth(String text) {}

  record NoByteWidth(byte[] bytes) {}

  record NoLength(int[] values) {}

  record Unmapped(List<String> list) {}

  record Letter(char c) {}

  record Boxed(Integer i) {}

  record UnsignedText(@Unsigned @Width(3) String text) {}

  record TooDeep(@Length({2, 3}) int[] values) {}

  record Negative(@Length(-1) int[] values) {}

  record Unknown(@Unit("parsec") Duration time) {}

  record Monthly(@Unit("M") Duration time) {}

  record Positive(int x) {
    Positive {
      if (x <= 0) {
        throw new IllegalArgumentException("x (" + x + ") must be positive");
      }
    }
  }

  record Twice(int x, @Name("x") int y) {}

  record Refusal(Class<? extends Record> record, String message) {
    @Override
    public String toString() {
      return record.getSimpleName();
    }
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal(
            NoWidth.class,
            "component 'text' of record NoWidth needs the width of its field: @Width(12)"),
        new Refusal(
            NoByteWidth.class,
            "component 'bytes' of record NoByteWidth needs the width of its field: @Width(16), or"
                + " @Length for a sub-array"),
        new Refusal(
            NoLength.class,
            "component 'values' of record NoLength is a int[], which stands for no dtype; an array"
                + " needs its lengths: @Length(3)"),
        new Refusal(
            Unmapped.class,
            "component 'list' of record Unmapped is a List, which stands for no dtype; there are"
                + " primitives, String, byte[], Instant, LocalDateTime, LocalDate, Duration,"
                + " Complex, records, and arrays of these"),
        new Refusal(
            Letter.class,
            "component 'c' of record Letter is a char, which stands for no dtype; there are"),
        new Refusal(Boxed.class, "component 'i' of record Boxed is a Integer, which stands for no"),
        new Refusal(
            UnsignedText.class,
            "component 'text' of record UnsignedText has an annotation that does not apply to"
                + " String: ["),
        new Refusal(
            TooDeep.class,
            "component 'values' of record TooDeep is a int[], which has no such lengths as @Length"
                + " says"),
        new Refusal(Negative.class, "component 'values' of record Negative is a int[], which has"),
        new Refusal(
            Unknown.class, "component 'time' of record Unknown: unknown datetime unit 'parsec'"),
        new Refusal(
            Monthly.class,
            "component 'time' of record Monthly is a Duration, and the unit '[M]' has no fixed"
                + " length"),
        new Refusal(Twice.class, "field 'x' occurs more than once"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void recordThatStandsForNoDTypeIsRefused(Refusal refusal) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RowType.of(MethodHandles.lookup(), refusal.record()));
    assertTrue(String.valueOf(e.getMessage()).startsWith(refusal.message()), e.getMessage());
  }

  @Test
  void publicRecordNeedsNoLookup() {
    RowType<Visible> type = RowType.of(Visible.class);
    assertEquals(DType.of("[('x', 'i4'), ('vol 24h', 'f8')]"), type.dtype());
    var row = new Visible(3, 0.5);
    assertEquals(row, NdArray.of(type, List.of(row)).asRows(type).get(0));
  }

  @Test
  void recordThatTheLookupDoesNotSeeIsRefusedWithWhatToDo() {
    var e = assertThrows(IllegalArgumentException.class, () -> RowType.of(Hidden.class));
    assertInstanceOf(IllegalAccessException.class, e.getCause());
    assertTrue(
        String.valueOf(e.getMessage()).endsWith("RowType.of(MethodHandles.lookup(), Hidden.class)"),
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> RowType.of(MethodHandles.publicLookup(), Holder.class));
  }

  @Test
  void classThatIsNoRecordIsRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> RowType.of(MethodHandles.lookup(), Record.class));
    assertEquals("java.lang.Record is not a record", e.getMessage());
  }

  @Test
  void lengthsAndWidthsOfArraysOfBytesAreToldApart() {
    record Both(@Length(2) byte[] numbers, @Length(2) @Width(3) byte[][] texts) {}
    assertEquals(
        DType.of("[('numbers', 'i1', (2,)), ('texts', 'V3', (2,))]"),
        RowType.of(MethodHandles.lookup(), Both.class).dtype());
  }

  @Test
  void rowTypeIsPrintedWithItsFields() {
    assertEquals("Visible [x: <i4 @0, vol 24h: <f8 @4]", RowType.of(Visible.class).toString());
  }

  @Test
  void exceptionOfARecordsOwnConstructorIsThrown() {
    RowType<Positive> type = RowType.of(MethodHandles.lookup(), Positive.class);
    Rows<Positive> rows = NdArray.zeros(type.dtype(), 1).asRows(type);
    var e = assertThrows(IllegalArgumentException.class, () -> rows.get(0));
    assertEquals("x (0) must be positive", e.getMessage());
  }
}
