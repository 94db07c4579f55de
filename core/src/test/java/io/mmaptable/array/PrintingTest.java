package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What NumPy 2.4 prints, taken from it.
class PrintingTest {

  private static NdArray bytes(String dtype, String hex, long... shape) {
    return NdArray.view(
        MemorySegment.ofArray(HexFormat.of().parseHex(hex)), DType.of(dtype), false, null, shape);
  }

  private static String str(NdArray element) {
    return element.toString(new long[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          <f8 ; 000000000000f03f ; 1. ; 1.0
          <f8 ; 000000000000f87f ; nan ; nan
          <f8 ; 0080e03779c34143 ; 1.e+16 ; 1e+16
          <f8 ; 182d4454fb210940 ; 3.14159265 ; 3.141592653589793
          <f4 ; cdcccc3d ; 0.1 ; 0.1
          <f4 ; 00002041 ; 10. ; 10.0
          <f2 ; ff7b ; 6.55e+04 ; 6.55e+04
          <f2 ; 0024 ; 0.01563 ; 0.01563
          |b1 ; 01 ; True ; True
          |b1 ; 00 ; False ; False
          |u1 ; ff ; 255 ; 255
          >i2 ; fffe ; -2 ; -2
          <m8[D] ; 0500000000000000 ; 5 ; 5 days
          <m8 ; 0500000000000000 ; 5 ; 5 generic time units
          <m8[25us] ; ffffffffffffffff ; -1 ; -25 microseconds
          <m8[as] ; 0000000000000080 ; 'NaT' ; NaT
          <M8[D] ; 0500000000000000 ; '1970-01-06' ; 1970-01-06
          <M8[D] ; 0000000000000080 ; 'NaT' ; NaT
          <c8 ; 0000000000000000 ; 0.+0.j ; 0j
          <c8 ; 0000803f00000040 ; 1.+2.j ; (1+2j)
          <c8 ; 000000000000c07f ; 0.+nanj ; nanj
          <c8 ; 000000800000803f ; -0.+1.j ; (-0+1j)
          <c8 ; 0000c07f000080ff ; nan-infj ; (nan-infj)
          |S3 ; 780000 ; b'x' ; b'x'
          |S3 ; 27ff00 ; b"'\\xff" ; b"'\\xff"
          |V2 ; 61ff ; b'\\x61\\xFF' ; b'\\x61\\xFF'
          <U2 ; 7800000000000000 ; 'x' ; x
          <f16 ; abaaaaaaaaaaaaaafd3f000000000000 ; 0.33333333 ; 0.33333333333333333334
          <f16 ; 0000000000000080ff7f000000000000 ; inf ; inf
          """)
  void aloneInA0dArrayAndAsStr(String dtype, String hex, String printed, String str) {
    NdArray element = bytes(dtype, hex);
    assertEquals(printed, element.toString());
    assertEquals(str, str(element));
  }

  @Test
  void fieldsOfRowsAreAligned() {
    NdArray rows = NdArray.zeros(DType.of("[('a', 'i4'), ('b', 'f4', (2,)), ('c', '?')]"), 2);
    rows.field("a").get("1").set(10);
    rows.field("b").get("1, 0").set(2.5);
    assertEquals("[( 0, [0. , 0. ], False) (10, [2.5, 0. ], False)]", rows.toString());
    assertEquals("(10, [2.5, 0. ], False)", rows.get(1).toString());
    assertEquals("(10, [2.5, 0.0], False)", rows.toString(1));
  }

  @Test
  void truthAloneHasNoPadding() {
    NdArray row = NdArray.zeros(DType.of("[('a', '?'), ('b', '?', (1,))]"));
    row.field("a").set(true);
    row.field("b").set(true);
    assertEquals("(True, [ True])", row.toString());
  }

  @Test
  void subArraysAreCutOneByOne() {
    NdArray row = NdArray.zeros(DType.of("[('a', 'i1', (1001,))]"), 1);
    assertEquals("[([0, 0, 0, ..., 0, 0, 0],)]", row.toString());
    NdArray many = NdArray.zeros(DType.of("[('a', 'i1', (2000, 1000))]"));
    assertEquals("([...],)", many.toString());
  }

  @Test
  void numberOfFewDigitsShowsItsOwnBesideOnesOfMany() {
    assertEquals("[9.998e-02 1.001e+03]", bytes("<f2", "662ed263", 2).toString());
  }

  @Test
  void characterOutsideTheBasicPlaneTakesOneColumn() {
    String smile = "\ud83d\ude00".repeat(30);
    NdArray array = NdArray.asArray(List.of(smile, smile, "abc").toArray(new String[0]));
    assertEquals("['" + smile + "' '" + smile + "' 'abc']", array.toString());
  }

  @Test
  void dotsOfACutLineStartANewLineWhereTheyDoNotFit() {
    NdArray array = NdArray.zeros(DType.of("U21"), 1001);
    array.set("x".repeat(21));
    String word = "'" + "x".repeat(21) + "'";
    assertEquals(
        ("[" + word + " " + word + " " + word + "\n ... " + word + " " + word + "\n " + word + "]"),
        array.toString());
  }

  @Test
  void cornersAloneAreRead() {
    NdArray array = NdArray.zeros(DType.INT8, 1);
    long length = 1L << 31;
    var repeated =
        new NdArray(
            array.segment(), DType.INT8, new long[] {length, length}, new long[] {0, 0}, 0, null);
    assertEquals(
        """
        [[0 0 0 ... 0 0 0]
         [0 0 0 ... 0 0 0]
         [0 0 0 ... 0 0 0]
         ...
         [0 0 0 ... 0 0 0]
         [0 0 0 ... 0 0 0]
         [0 0 0 ... 0 0 0]]\
        """,
        repeated.toString());
  }
}
