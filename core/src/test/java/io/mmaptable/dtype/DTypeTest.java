package io.mmaptable.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DTypeTest {

  /// A notation, and what NumPy 2 says of it on a little-endian 64-bit Linux.
  record Notation(String text, String descr, int itemSize) {}

  static Stream<Notation> notations() {
    return Stream.of(
        new Notation("?", "|b1", 1),
        new Notation("bool", "|b1", 1),
        new Notation("b1", "|b1", 1),
        new Notation("b", "|i1", 1),
        new Notation("i1", "|i1", 1),
        new Notation(">i1", "|i1", 1),
        new Notation("B", "|u1", 1),
        new Notation("h", "<i2", 2),
        new Notation("i", "<i4", 4),
        new Notation("l", "<i8", 8),
        new Notation("int", "<i8", 8),
        new Notation("int32", "<i4", 4),
        new Notation("=i4", "<i4", 4),
        new Notation("|i4", "<i4", 4),
        new Notation(">i4", ">i4", 4),
        new Notation(">u8", ">u8", 8),
        new Notation("uint16", "<u2", 2),
        new Notation("e", "<f2", 2),
        new Notation("f", "<f4", 4),
        new Notation("d", "<f8", 8),
        new Notation("g", "<f16", 16),
        new Notation("float", "<f8", 8),
        new Notation("half", "<f2", 2),
        new Notation("F", "<c8", 8),
        new Notation("complex128", "<c16", 16),
        new Notation("S", "|S0", 0),
        new Notation("S10", "|S10", 10),
        new Notation("<S3", "|S3", 3),
        new Notation("c", "|S1", 1),
        new Notation("U", "<U0", 0),
        new Notation("str", "<U0", 0),
        new Notation(">U7", ">U7", 28),
        new Notation("V8", "|V8", 8),
        new Notation("M8", "<M8", 8),
        new Notation("M8[ns]", "<M8[ns]", 8),
        new Notation(">M8[25us]", ">M8[25us]", 8),
        new Notation("datetime64[D]", "<M8[D]", 8),
        new Notation("datetime64", "<M8", 8),
        new Notation("timedelta64[2h]", "<m8[2h]", 8),
        new Notation("i4,f8", "[('f0', '<i4'), ('f1', '<f8')]", 12),
        new Notation("i4,", "[('f0', '<i4')]", 4),
        new Notation("unicode", "<U0", 0),
        new Notation("a5", "|S5", 5),
        new Notation("2 i4,f8", "[('f0', '<i4', (2,)), ('f1', '<f8')]", 16),
        new Notation("[('a', ('<i4', (5,)), (2,))]", "[('a', '<i4', (2, 5))]", 40),
        new Notation("[('a', (('<i2', 3), (1, 2)), [2])]", "[('a', '<i2', (2, 1, 2, 3))]", 24),
        new Notation(
            "[('a', 'S', 3), ('b', ('>U', 2), (4,))]", "[('a', '|S3'), ('b', '>U2', (4,))]", 35),
        new Notation("[('a', [], 3), ('b', 'V', 0)]", "[('a', [], (3,)), ('b', '|V0')]", 0),
        new Notation("3S,2V", "[('f0', '|S3'), ('f1', '|V2')]", 5),
        new Notation("3S", "|S3", 3),
        new Notation("()i4", "<i4", 4),
        new Notation("[('', '<i4', (2,)), ('b', '<i2')]", "[('', '|V8'), ('b', '<i2')]", 10),
        new Notation("[((None, 'a'), '<i4')]", "[('a', '<i4')]", 4),
        new Notation("a3", "|S3", 3),
        new Notation("i4 , M8[ns] ", "[('f0', '<i4'), ('f1', '<M8[ns]')]", 12),
        new Notation(
            ">2i2,2>i2,(2) i2",
            "[('f0', '>i2', (2,)), ('f1', '>i2', (2,)), ('f2', '<i2', (2,))]",
            12),
        new Notation("2i4, (2,3)f4", "[('f0', '<i4', (2,)), ('f1', '<f4', (2, 3))]", 32),
        new Notation(
            "[('x', '<f4'), ('', '|V4'), ('y', '>i4', (2,))]",
            "[('x', '<f4'), ('', '|V4'), ('y', '>i4', (2,))]",
            16),
        new Notation("[(('a title', 'name'), '<f4')]", "[(('a title', 'name'), '<f4')]", 4),
        new Notation(
            "[('in', [('a', 'i1'), ('b', 'u2')])]", "[('in', [('a', '|i1'), ('b', '<u2')])]", 3));
  }

  @ParameterizedTest
  @MethodSource("notations")
  void notationIsReadAsNumPyReadsIt(Notation notation) {
    DType dtype = DType.of(notation.text());
    assertEquals(notation.descr(), dtype.descr());
    assertEquals(notation.itemSize(), dtype.itemSize());
  }

  @ParameterizedTest
  @MethodSource("notations")
  void descrIsReadBackAsTheSame(Notation notation) {
    DType dtype = DType.of(notation.text());
    assertEquals(dtype, DType.of(dtype.descr()));
    assertEquals(dtype.hashCode(), DType.of(dtype.descr()).hashCode());
  }

  @Test
  void subArrayOfSubArraysHasUpTo64DimensionsInAll() {
    String ones = "1, ".repeat(40);
    DType dtype = DType.of("[('a', ('i1', (" + ones + ")), (" + "1, ".repeat(24) + "))]");
    assertEquals(dtype, DType.of(dtype.descr()));
    assertThrows(
        IllegalArgumentException.class,
        () -> DType.of("[('a', ('i1', (" + ones + ")), (" + "1, ".repeat(25) + "))]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "i3",
        "f3",
        "f1",
        "b2",
        "u16",
        "i-4",
        "S-1",
        "S99999999999",
        "U600000000",
        "i4[ns]",
        "M4",
        "M8[]",
        "M8[0s]",
        "M8[xs]",
        "M8[s",
        "i4 f8",
        " i4",
        "i4 ",
        " i4,f8",
        "O3",
        "M8[s/0]",
        "[('x', '[]')]",
        "[('x', ('<i4',))]",
        "[('x', {})]",
        ",",
        "i4,,f8",
        " i4",
        "i4 ",
        " i4,f8",
        "<2>i4,f8",
        "M8[s/2],f8",
        "M[ns]",
        "[('a', 'S', (3,))]",
        "(3,)S,i4",
        "(3)S",
        "[('a', 'U', 600000000)]",
        "[('a', 'S', 2147483648)]",
        "[('x', \"[('y', 'i4')]\")]",
        "[",
        "[]x",
        "[('x',)]",
        "[('x', 'i4', 2, 3)]",
        "[('x', 'i4', (-1,))]",
        "[('x', 'i4'), ('x', 'i4')]",
        "[('x', 3)]",
        "[(b'x', 'i4')]",
        "['x']",
        "[('x', 'i4', (2.5,))]",
        "<<i4",
        "i4<",
        "{'a': 1}",
        "[('x', 'S2000000000'), ('y', 'S2000000000')]",
        "[('x', 'i8', (2147483647,))]"
      })
  void nonsenseIsRefused(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> DType.of(text));
    assertTrue(!(e instanceof UnsupportedDTypeException), e.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "O",
        "|O",
        "object",
        "O8",
        "c32",
        "G",
        "complex256",
        "clongdouble",
        "T",
        "[('x', '|O')]",
        "i4,O",
        "2i4"
      })
  void whatCannotBeKeptIsUnsupported(String text) {
    assertThrows(UnsupportedDTypeException.class, () -> DType.of(text));
  }

  @Test
  void refusalNamesTheNotation() {
    var e = assertThrows(IllegalArgumentException.class, () -> DType.of("i4,zap"));
    assertTrue(String.valueOf(e.getMessage()).contains("zap"), e.getMessage());
  }

  @Test
  void dtypesAreEqualByMeaning() {
    ByteOrder other =
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    assertEquals(DType.INT8, new DType.Int(1, other));
    assertEquals(DType.UINT8, new DType.UInt(1, other));
    assertNotEquals(DType.INT16, new DType.Int(2, other));
    assertNotEquals(DType.of("M8[us]"), DType.of("M8[ms]"));
    assertNotEquals(DType.of("M8[s]"), DType.of("m8[s]"));
    assertEquals(DType.of("M8[s/2]"), DType.of("M8[500ms]"));
    assertEquals(
        DType.Struct.packed(List.of("f0", "f1"), List.of(DType.INT32, DType.FLOAT64)),
        DType.of("i4,f8"));
  }

  @Test
  void wrongSizesAreRefusedByTheConstructors() {
    ByteOrder order = ByteOrder.nativeOrder();
    assertThrows(IllegalArgumentException.class, () -> new DType.Int(3, order));
    assertThrows(IllegalArgumentException.class, () -> new DType.Floating(1, order));
    assertThrows(IllegalArgumentException.class, () -> new DType.Complex(4, order));
    assertThrows(IllegalArgumentException.class, () -> new DType.Bytes(-1));
    assertThrows(IllegalArgumentException.class, () -> new DType.Text(1 << 29, order));
    assertThrows(NullPointerException.class, () -> new DType.Int(4, null));
  }

  @Test
  void missingFieldIsRefusedWithThoseThereAre() {
    var struct = (DType.Struct) DType.of("[('x', 'f4'), ('y', 'f4')]");
    var e = assertThrows(IllegalArgumentException.class, () -> struct.field("z"));
    assertEquals("no field 'z'; there are [x, y]", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i2",
        "u8",
        "f2",
        "f16",
        "c8",
        "U3",
        "M8[25us]",
        "m8[D]",
        "[('x', 'f8', (2, 3)), (('title', 'y'), [('z', 'U2'), ('b', 'S3')])]"
      })
  void bytesAreInTheOtherOrder(String notation) {
    DType little = DType.of(notation);
    DType big = DType.of(little.descr().replace('<', '>'));
    assertNotEquals(little, big);
    assertEquals(big, little.withByteOrder(ByteOrder.BIG_ENDIAN));
    assertEquals(little, big.withByteOrder(ByteOrder.LITTLE_ENDIAN));
    assertEquals(big, big.withByteOrder(ByteOrder.BIG_ENDIAN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "i1", "u1", "S5", "V3"})
  void singleBytesHaveNoOrder(String notation) {
    DType dtype = DType.of(notation);
    assertEquals(dtype, dtype.withByteOrder(ByteOrder.BIG_ENDIAN));
  }
}
