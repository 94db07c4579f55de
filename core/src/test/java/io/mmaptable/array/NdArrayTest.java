package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NdArrayTest {

  /// The numbers from 0 on in C order.
  private static NdArray range(long... shape) {
    NdArray array = NdArray.zeros(DType.INT64, shape);
    for (long i = 0; i < array.size(); i++) {
      array.segment().setAtIndex(ValueLayout.JAVA_LONG, i, i);
    }
    return array;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1          | [3 4 5]",
        "-1, -1     | 11",
        "''         | [[ 0  1  2] [ 3  4  5] [ 6  7  8] [ 9 10 11]]",
        "1:3        | [[3 4 5] [6 7 8]]",
        "::-2, 1    | [10  4]",
        "..., 0     | [0 3 6 9]",
        "1:2, ...   | [[3 4 5]]",
        ":, ::2     | [[ 0  2] [ 3  5] [ 6  8] [ 9 11]]",
        "4:         | []",
        "2,         | [6 7 8]",
        "' 2 , : '  | [6 7 8]"
      })
  void textSelectsWhatNumPySelects(String index, String expected) {
    assertEquals(expected, range(4, 3).get(index).toString().replace("\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 2", "a", "1,,2", ",", "1:2:3:4", "....", "0, 0, 0", "..., ...", "::0"})
  void nonsenseIndexIsRefused(String index) {
    assertThrows(IllegalArgumentException.class, () -> range(4, 3).get(index));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "-5", "0, 3", "9223372036854775807", "-9223372036854775808"})
  void positionOutsideIsRefused(String index) {
    var e = assertThrows(IndexOutOfBoundsException.class, () -> range(4, 3).get(index));
    assertTrue(String.valueOf(e.getMessage()).contains("out of bounds for axis"), e.getMessage());
  }

  @Test
  void viewsShareTheMemory() {
    NdArray array = range(4, 3);
    array.get("1:3, ::-1").set(NdArray.of(30L, 20L, 10L));
    assertEquals("[[ 0  1  2]\n [10 20 30]\n [10 20 30]\n [ 9 10 11]]", array.toString());
    assertEquals(array.get("1").getLong(0), array.transpose().getLong(0, 1));
  }

  @Test
  void moreCornersThanAnybodyReadsAreNotPrinted() {
    long[] shape = new long[40];
    Arrays.fill(shape, 2);
    assertEquals("[...]", NdArray.zeros(DType.of("V0"), shape).toString());
  }

  @Test
  void rowsAreCheckedExactly() {
    NdArray array = range(4, 3);
    assertEquals("[[3 4 5]]", array.rows(1, 2).toString());
    assertEquals(0, array.rows(4, 4).size());
    assertThrows(IndexOutOfBoundsException.class, () -> array.rows(-1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> array.rows(3, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> array.rows(2, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> range().rows(0, 1));
  }

  @Test
  void fieldIsAViewWithItsOwnShape() {
    NdArray array = NdArray.zeros(DType.of("[('x', 'i1'), ('p', '>f4', (2,)), ('s', 'S3')]"), 2);
    array.field("p").set(NdArray.of(1.5, -2.0));
    array.field("s").set("abc");
    assertArrayEquals(new long[] {2, 2}, array.field("p").shape());
    assertEquals(-2.0, array.field("p").getDouble(1, 1));
    assertEquals("abc", array.field("s").getString(0));
    assertEquals(0, array.field("x").getLong(1));
    assertThrows(IllegalArgumentException.class, () -> array.field("y"));
    assertThrows(UnsupportedOperationException.class, () -> range(2).field("x"));
  }

  @Test
  void assignmentBroadcastsAsNumPyDoes() {
    NdArray array = NdArray.zeros(DType.INT64, 2, 3);
    array.set(5);
    assertEquals("[[5 5 5]\n [5 5 5]]", array.toString());
    array.set(new long[] {1, 2, 3});
    assertEquals("[[1 2 3]\n [1 2 3]]", array.toString());
    NdArray column = NdArray.zeros(DType.INT64, 2, 1);
    column.get(-1).set(9);
    array.set(column);
    assertEquals("[[0 0 0]\n [9 9 9]]", array.toString());
    NdArray wide = NdArray.zeros(DType.INT64, 1, 1, 2, 3);
    array.set(wide);
    assertEquals(0, array.countNonZero());
    var e = assertThrows(IllegalArgumentException.class, () -> array.set(new long[] {1, 2}));
    assertEquals("could not broadcast from shape [2] into shape [2, 3]", e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> array.set(NdArray.zeros(DType.INT64, 2, 2, 3)));
  }

  @Test
  void overlappingAssignmentReadsBeforeItWrites() {
    NdArray array = range(6);
    array.set(array.get("::-1"));
    assertEquals("[5 4 3 2 1 0]", array.toString());
    array.get("1:").set(array.get(":-1"));
    assertEquals("[5 5 4 3 2 1]", array.toString());
    NdArray square = range(2, 2);
    square.set(square.transpose());
    assertEquals("[[0 2]\n [1 3]]", square.toString());
  }

  @Test
  void numberThatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
    NdArray bytes = NdArray.zeros(DType.INT8, 2);
    bytes.set(7);
    assertThrows(IllegalArgumentException.class, () -> bytes.set(new int[] {1, 300}));
    assertThrows(IllegalArgumentException.class, () -> bytes.set(128));
    assertThrows(IllegalArgumentException.class, () -> bytes.set(1.0));
    assertThrows(IllegalArgumentException.class, () -> bytes.set(new double[] {1, 2}));
    assertThrows(IllegalArgumentException.class, () -> bytes.set("1"));
    assertEquals("[7 7]", bytes.toString());
    NdArray unsigned = NdArray.zeros(DType.UINT64, 1);
    assertThrows(IllegalArgumentException.class, () -> unsigned.set(-1));
    assertThrows(IllegalArgumentException.class, () -> unsigned.set(new long[] {-1}));
    assertThrows(IllegalArgumentException.class, () -> unsigned.set(NdArray.of(1L)));
    unsigned.set(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
    assertEquals("[18446744073709551615]", unsigned.toString());
    assertThrows(IllegalArgumentException.class, () -> NdArray.zeros(DType.INT64, 1).set(unsigned));
    assertThrows(IllegalArgumentException.class, () -> NdArray.zeros(DType.BOOL, 1).set(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> NdArray.zeros(DType.INT64, 1).set(BigInteger.TWO.pow(64)));
  }

  @Test
  void setLongsStopsAtWhatDoesNotFit() {
    NdArray array = NdArray.zeros(DType.of(">u2"), 3);
    assertThrows(IllegalArgumentException.class, () -> array.setLongs(1, 70_000, 2));
    assertEquals("[1 0 0]", array.toString());
    assertThrows(IllegalArgumentException.class, () -> array.setLongs(1, 2));
    NdArray truths = NdArray.zeros(DType.BOOL, 2);
    assertThrows(IllegalArgumentException.class, () -> truths.setLongs(1, 2));
    assertEquals("[ True False]", truths.toString());
    NdArray unsigned = NdArray.zeros(DType.UINT64, 1);
    unsigned.setLongs(-1);
    assertEquals(-1, unsigned.getLong(0));
    assertThrows(
        UnsupportedOperationException.class, () -> NdArray.zeros(DType.FLOAT64, 1).setLongs(1));
  }

  @Test
  void castsWithinAKindConvert() {
    NdArray floats = NdArray.zeros(DType.of(">f4"), 3);
    floats.set(new long[] {1, 2, 3});
    assertEquals("[1. 2. 3.]", floats.toString());
    NdArray unsigned = NdArray.zeros(DType.UINT64, 1);
    unsigned.setLongs(-1);
    NdArray doubles = NdArray.zeros(DType.FLOAT64, 1);
    doubles.set(unsigned);
    assertEquals(0x1p64, doubles.getDouble(0));
    NdArray longs = NdArray.zeros(DType.INT64, 2);
    longs.set(new boolean[] {true, false});
    assertEquals("[1 0]", longs.toString());
  }

  @Test
  void textThatIsTooWideIsRefusedAndNothingIsWritten() {
    NdArray text = NdArray.zeros(DType.of(">U2"), 3);
    text.set(new String[] {"a", "bc", "😀é"});
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> text.set(new String[] {"x", "y", "bcd"}));
    assertEquals("value ('bcd') does not fit into >U2", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> text.set(NdArray.of("x", "y", "😀é漢")));
    assertEquals("['a' 'bc' '😀é']", text.toString());
  }

  @Test
  void bytesTakeLatin1Text() {
    NdArray bytes = NdArray.zeros(DType.of("S3"), 2);
    bytes.set(new String[] {"abc", "é"});
    assertEquals("[b'abc' b'\\xe9']", bytes.toString());
    var e = assertThrows(IllegalArgumentException.class, () -> bytes.set(new String[] {"x", "漢"}));
    assertTrue(String.valueOf(e.getMessage()).contains("Latin-1"), e.getMessage());
    assertEquals("abc", bytes.getString(0));
  }

  @Test
  void javaTextIsAsWideAsTheLongest() {
    assertEquals(DType.of("U3"), NdArray.of("a", "bcd").dtype());
    assertEquals(DType.of("U1"), NdArray.of("😀").dtype());
    assertEquals(DType.of("U1"), NdArray.of("").dtype());
  }

  @Test
  void readOnlyMemoryIsNotWritten() {
    MemorySegment memory = MemorySegment.ofArray(new byte[16]).asReadOnly();
    NdArray array = NdArray.view(memory, DType.INT64, false, null, 2);
    assertTrue(array.isReadOnly());
    assertThrows(UnsupportedOperationException.class, () -> array.set(1));
    assertThrows(UnsupportedOperationException.class, () -> array.get(0).set(1));
    assertThrows(UnsupportedOperationException.class, () -> array.setLongs(1, 2));
    assertThrows(UnsupportedOperationException.class, array::fillZero);
    assertFalse(array.copy().isReadOnly());
  }

  @Test
  void aReadOnlyViewSaysWhyItIsNotSet() {
    NdArray array = NdArray.arange(6).reshape(2, 3);
    NdArray view = array.asReadOnly("these are constants; copy() them");
    assertTrue(view.isReadOnly());
    for (Executable setting :
        List.<Executable>of(
            () -> view.set(1),
            () -> view.get("1, ::-1").set(1),
            () -> view.transpose().broadcastTo(5, 3, 2).set(1),
            () -> view.get(0).asLongs().set(0, 1),
            () -> view.get(0, 0).setLong(1),
            () -> view.flat().set(1))) {
      var e = assertThrows(UnsupportedOperationException.class, setting);
      assertEquals("these are constants; copy() them", e.getMessage());
    }
    array.set("1, 2", 50);
    assertEquals(50, view.getLong(1, 2));
    view.copy().set(1);
    view.get("[0, 1]").set(1);
    assertEquals(60, view.sum().getLong());
  }

  @Test
  void viewThatDoesNotFitTheMemoryIsRefused() {
    MemorySegment memory = MemorySegment.ofArray(new byte[15]);
    assertThrows(
        IllegalArgumentException.class, () -> NdArray.view(memory, DType.INT64, false, null, 2));
    assertThrows(
        IllegalArgumentException.class, () -> NdArray.view(memory, DType.INT64, false, null, -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> NdArray.view(memory, DType.INT64, false, null, 1L << 31, 1L << 31));
    assertEquals(0, NdArray.view(memory, DType.INT64, false, null, 5, 0).size());
  }

  @Test
  void wrongNumberOfPositionsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> range(2, 2).getLong(0));
    assertThrows(IndexOutOfBoundsException.class, () -> range(2, 2).getLong(0, 2));
    assertThrows(UnsupportedOperationException.class, () -> range(2).getString(0));
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of(1.5).getLong(0));
    assertEquals(3, range(2, 2).getLong(-1, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "0x3c00, 1.0",
    "0x0001, 5.960464477539063e-8",
    "0x7bff, 65504",
    "0x7c00, Infinity",
    "0x8000, -0.0",
    "0x3555, 0.333251953125"
  })
  void float16IsReadAndWritten(String bits, double value) {
    short pattern = (short) Integer.decode(bits).intValue();
    for (String dtype : new String[] {"<f2", ">f2"}) {
      NdArray array = NdArray.zeros(DType.of(dtype), 1);
      array.set(value);
      ByteOrder order = array.dtype().byteOrder();
      assertEquals(
          pattern, array.segment().get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 0));
      assertEquals(value, array.getDouble(0));
    }
  }

  @Test
  void doubleIsRoundedToFloat16Once() {
    NdArray half = NdArray.zeros(DType.FLOAT16, 3);
    // The first lies just above the middle of two halves, and float32 would round it to the middle.
    half.set(new double[] {1 + 0x1p-11 + 0x1p-40, 1 + 0x1p-11, 65520});
    assertEquals(1 + 0x1p-10, half.getDouble(0));
    assertEquals(1.0, half.getDouble(1));
    assertEquals(Double.POSITIVE_INFINITY, half.getDouble(2));
  }

  /// x86's extended precision: a mantissa, a sign with an exponent, and the double nearest to it.
  @ParameterizedTest
  @CsvSource({
    "8000000000000000, 3fff, 1.0",
    "8000000000000000, bfff, -1.0",
    "0000000000000000, 8000, -0.0",
    "c90fdaa22168c235, 4000, 3.141592653589793",
    "8000000000000400, 3fff, 1.0",
    "8000000000000401, 3fff, 1.0000000000000002",
    "8000000000000c00, 3fff, 1.0000000000000004",
    "ffffffffffffffff, 43fe, Infinity",
    "8000000000000000, 7fff, Infinity",
    "8000000000000000, ffff, -Infinity",
    "c000000000000000, 7fff, NaN",
    "8000000000000000, 3bcd, 4.9e-324",
    "8000000000000000, 3bcc, 0.0",
    "8000000000000001, 3bcc, 4.9e-324",
    "8000000000000000, 0001, 0.0"
  })
  void longDoubleIsReadAsTheNearestDouble(String mantissa, String signAndExponent, double value) {
    long bits = Long.parseUnsignedLong(mantissa, 16);
    short top = (short) Integer.parseInt(signAndExponent, 16);
    byte[] little = new byte[16];
    MemorySegment memory = MemorySegment.ofArray(little);
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0, bits);
    memory.set(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 8, top);
    byte[] big = new byte[16];
    for (int i = 0; i < 16; i++) {
      big[i] = little[15 - i];
    }
    assertEquals(value, NdArray.view(memory, DType.of("<f16"), false, null).getDouble(), mantissa);
    assertEquals(
        value, NdArray.view(MemorySegment.ofArray(big), DType.of(">f16"), false, null).getDouble());
  }

  @ParameterizedTest
  @ValueSource(strings = {"i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "M8[s]", "U3"})
  void bothByteOrdersHoldTheSame(String kind) {
    NdArray little = NdArray.zeros(DType.of("<" + kind), 2, 2);
    NdArray big = NdArray.zeros(DType.of(">" + kind), 2, 2);
    Object value = kind.startsWith("U") ? "aé😀" : kind.startsWith("M") ? null : (Object) 113;
    if (value == null) {
      little.get("0").setLongs(1234567890123L, -1);
    } else {
      little.get("0").set(value);
    }
    big.set(little);
    assertEquals(little.toString(), big.toString());
    byte[] a = new byte[Math.toIntExact(little.nbytes())];
    byte[] b = a.clone();
    little.copyBytes(0, a, a.length);
    big.copyBytes(0, b, b.length);
    int size = kind.startsWith("U") ? 4 : little.itemSize();
    for (int i = 0; i < a.length; i++) {
      assertEquals(a[i], b[i / size * size + size - 1 - i % size]);
    }
  }

  @Test
  void uint64IsReadAsItIs() {
    NdArray array = NdArray.zeros(DType.UINT64, 3);
    array.setLongs(-1, Long.MIN_VALUE, 5);
    assertEquals(0x1p64, array.getDouble(0));
    assertEquals(0x1p63, array.getDouble(1));
    assertEquals("18446744073709551615", array.max().toString());
    assertEquals("5", array.min().toString());
    assertEquals("[ True  True False]", array.gt(5).toString());
    assertEquals("[ True  True  True]", array.gt(-1).toString());
    assertEquals("[ True False False]", array.gt(0x1p63).toString());
    assertEquals("9223372036854775812", array.sum().toString());
  }

  @Test
  void comparisonTakesOnTheArraysPrecision() {
    assertEquals("[False]", NdArray.asArray(new float[] {0.1f}).gt(0.1).toString());
    assertEquals("[False]", NdArray.asArray(new float[] {0x1p24f}).gt((1 << 24) + 1).toString());
    assertEquals("[False  True False]", NdArray.of(Double.NaN, 2.0, 1.0).gt(1.0).toString());
    assertEquals("[False]", NdArray.of(1.0).gt(Double.NaN).toString());
    assertEquals("[False  True]", NdArray.of(1L, 2L).gt(1.5).toString());
    assertEquals("[False]", NdArray.asArray(new byte[] {1}).gt(300).toString());
    assertEquals("[ True]", NdArray.asArray(new byte[] {1}).gt(-300).toString());
    assertEquals("[ True False]", NdArray.asArray(new boolean[] {true, false}).gt(0).toString());
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of("a").gt(1));
  }

  @Test
  void reductionsHaveNumPysDtypes() {
    assertEquals(DType.INT64, NdArray.asArray(new byte[] {1}).sum().dtype());
    assertEquals(DType.UINT64, NdArray.zeros(DType.UINT8, 1).sum().dtype());
    assertEquals(DType.INT64, NdArray.asArray(new boolean[] {true, true}).sum().dtype());
    assertEquals(2, NdArray.asArray(new boolean[] {true, true}).sum().getLong());
    assertEquals(DType.INT16, NdArray.asArray(new short[] {3, -4}).min().dtype());
    assertEquals(-4, NdArray.asArray(new short[] {3, -4}).min().getLong());
    assertEquals(DType.FLOAT64, NdArray.of(1L, 2L).mean().dtype());
    assertEquals(1.5, NdArray.of(1L, 2L).mean().getDouble());
  }

  @Test
  void emptyArraysReduceAsNumPyReducesThem() {
    NdArray empty = NdArray.zeros(DType.FLOAT64, 0, 3);
    assertEquals("0.", empty.sum().toString());
    assertEquals("nan", empty.mean().toString());
    assertEquals(0, empty.countNonZero());
    assertEquals("[]", empty.gt(1.0).toString());
    assertThrows(IllegalArgumentException.class, empty::min);
    assertThrows(IllegalArgumentException.class, empty::max);
  }

  @Test
  void naNAndNaTWin() {
    assertTrue(Double.isNaN(NdArray.of(1.0, Double.NaN, 0.0).min().getDouble()));
    assertTrue(Double.isNaN(NdArray.of(1.0, Double.NaN, 0.0).max().getDouble()));
    NdArray days = NdArray.asArray(new LocalDate[] {LocalDate.EPOCH, null});
    assertEquals("'NaT'", days.max().toString());
    assertEquals("'NaT'", days.min().toString());
    assertNull(days.getLocalDate(1));
  }

  @Test
  void countNonZeroCountsNegativeZeroAsZero() {
    assertEquals(2, NdArray.of(0.0, -0.0, Double.NaN, 1.0).countNonZero());
    assertEquals(1, NdArray.asArray(new boolean[] {true, false}).countNonZero());
  }

  @Test
  void datesAreReadAndSet() {
    LocalDate day = LocalDate.of(2012, 1, 31);
    NdArray days = NdArray.zeros(DType.of(">M8[D]"), 2);
    days.set(day);
    assertEquals(day, days.getLocalDate(1));
    assertEquals("['2012-01-31' '2012-01-31']", days.toString());
    Instant instant = Instant.parse("1969-12-31T23:59:59.999999999Z");
    NdArray instants = NdArray.asArray(new Instant[] {instant, null});
    assertEquals(instant, instants.getInstant(0));
    assertEquals(LocalDate.of(1969, 12, 31), instants.getLocalDate(0));
    assertNull(instants.getInstant(1));
    assertThrows(IllegalArgumentException.class, () -> days.set(instant));
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of(1L).getInstant(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Y", "M", "W", "D", "h", "m", "s", "1000000Y", "2000000000W"})
  void farDateIsPrintedThoughJavaHasNone(String unit) {
    NdArray array = NdArray.zeros(DType.of("M8[" + unit + "]"), 1);
    array.setLongs(Long.MAX_VALUE);
    assertTrue(array.toString().startsWith("['"), array.toString());
    assertThrows(DateTimeException.class, () -> array.getLocalDate(0));
    assertThrows(DateTimeException.class, () -> array.getInstant(0));
  }

  @Test
  void emptyArraysAreContiguous() {
    NdArray empty = NdArray.view(MemorySegment.NULL, DType.INT64, true, null, 3, 0, 2);
    assertTrue(empty.isContiguous());
    assertTrue(range(2, 3).isContiguous());
    assertFalse(range(2, 3).transpose().isContiguous());
    assertThrows(IllegalStateException.class, () -> range(2, 3).transpose().asSegment());
  }

  @Test
  void fillZeroLeavesTheRestOfAView() {
    NdArray array = range(2, 3);
    array.get(":, 1").fillZero();
    assertEquals("[[0 0 2]\n [3 0 5]]", array.toString());
  }

  @Test
  void unknownJavaValueIsRefusedByItsType() {
    var e = assertThrows(IllegalArgumentException.class, () -> NdArray.asArray(new Object[] {'c'}));
    assertTrue(String.valueOf(e.getMessage()).contains("java.lang.Character"), e.getMessage());
  }
}
