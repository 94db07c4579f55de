package io.mmaptable.array;

import static io.mmaptable.array.ComparisonTest.truths;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextComparisonTest {

  private static NdArray text(String dtype, String... values) {
    return NdArray.of(values).astype(DType.of(dtype));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<U3", ">U5", "S3", "S7"})
  void textIsComparedWithStrings(String dtype) {
    NdArray array = text(dtype, "", "SE", "SEA", "T");
    assertEquals("0010", truths(array.eq("SEA")));
    assertEquals("1101", truths(array.ne("SEA")));
    assertEquals("1100", truths(array.lt("SEA")));
    assertEquals("1110", truths(array.le("SEA")));
    assertEquals("0001", truths(array.gt("SEA")));
    assertEquals("0011", truths(array.ge("SEA")));
    assertEquals("1000", truths(array.eq("")));
    assertEquals("0000", truths(array.eq("SEATTLE")));
    assertEquals("1110", truths(array.lt("SEATTLE")));
  }

  @Test
  void textIsComparedWithTextOfAnotherByteOrderAndWidth() {
    NdArray array = text("<U2", "a", "b", "é");
    NdArray other = text(">U9", "a", "bcdefghij", "b");
    assertEquals("100", truths(array.eq(other)));
    assertEquals("010", truths(array.lt(other)));
    assertEquals("001", truths(array.gt(other)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"S1", "S3", "S4", "S7", "S8", "S13", "S16", "S33", "<U1", "<U2", ">U4", "<U33"})
  void oneTextIsFoundAmongOthers(String dtype) {
    NdArray array = NdArray.zeros(DType.of(dtype), 1000);
    int width = Integer.parseInt(dtype.replaceAll("\\D", ""));
    String sought = "x".repeat(width);
    for (int at = 0; at < width; at++) {
      array.get(at).set("x".repeat(at) + "y" + "x".repeat(width - at - 1));
    }
    array.set("100::300", sought);
    for (NdArray one :
        List.of(NdArray.asArray(sought), text("<U40", sought), text(">U40", sought))) {
      NdArray other = array.dtype() instanceof DType.Bytes ? one.astype(DType.of("S40")) : one;
      assertEquals("[100 400 700]", NdArray.arange(1000).get(array.eq(other)).toString());
      assertEquals("[100 400 700]", NdArray.arange(1000).get(other.eq(array)).toString());
      assertEquals(997, array.ne(other).countNonZero());
    }
    assertEquals(0, array.eq(sought + "x").countNonZero());
    assertEquals(1000 - 3 - width, array.eq("").countNonZero());
  }

  /// Of how many elements a mask leaves it depends whether those alone are looked at.
  @ParameterizedTest
  @ValueSource(
      strings = {"S1", "S3", "S8", "S13", "S16", "S33", "<U1", "<U2", ">U4", "<U5", "<U9000"})
  void oneTextIsFoundAmongThoseThatAnotherMaskLeaves(String dtype) {
    NdArray array = NdArray.zeros(DType.of(dtype), 1500);
    array.set("::3", "x");
    NdArray places = NdArray.arange(1500);
    for (int step : List.of(2, 7, 40, 1000, 1600)) {
      NdArray few = NdArray.zeros(DType.BOOL, 1500);
      few.set("1::" + step, true);
      NdArray isX = array.eq("x").toNdArray();
      assertEquals(
          places.get(few.and(isX)).toString(), places.get(few.and(array.eq("x"))).toString());
      assertEquals(
          places.get(few.and(isX)).toString(), places.get(array.eq("x").and(few)).toString());
      assertEquals(
          places.get(few.and(isX.not())).toString(), places.get(few.and(array.ne("x"))).toString());
      NdArray turned = array.get("::-1").reshape(300, 5).transpose();
      NdArray grid = few.reshape(5, 300);
      assertEquals(
          truths(grid.lazy().and(turned.eq("x").toNdArray())),
          truths(grid.lazy().and(turned.eq("x"))));
      assertEquals(0, few.and(array.eq("x".repeat(9001))).countNonZero());
      assertEquals(few.countNonZero(), few.and(array.ne("x".repeat(9001))).countNonZero());
    }
    NdArray one = text(dtype, "x").get("0").broadcastTo(1500);
    NdArray few = NdArray.arange(1500).lt(3).toNdArray();
    assertEquals(3, few.and(one.eq("x")).countNonZero());
  }

  @Test
  void textIsOrderedByCodePoints() {
    NdArray array = text("<U1", "\uffff", "\ud83d\ude00");
    assertEquals("10", truths(array.lt("\ud83d\ude00")));
    assertEquals("01", truths(array.gt("\uffff")));
  }

  @Test
  void bytesAreUnsigned() {
    NdArray array = NdArray.asArray(List.of(new byte[] {-1}, new byte[] {1}), DType.of("S1"));
    assertEquals("10", truths(array.gt(new byte[] {2})));
    assertEquals("10", truths(array.eq(new byte[] {-1})));
    assertEquals("01", truths(array.eq(new byte[] {1, 0, 0})));
  }

  @Test
  void zerosInsideCount() {
    NdArray array =
        NdArray.asArray(List.of("a\0b".getBytes(StandardCharsets.US_ASCII)), DType.of("S4"));
    assertEquals("0", truths(array.eq("a")));
    assertEquals("1", truths(array.gt("a")));
  }

  @Test
  void bytesAndTextAreNeverEqualAsInNumPy() {
    NdArray array = text("S1", "a");
    assertEquals("0", truths(array.eq(text("U1", "a"))));
    assertEquals("1", truths(array.ne(text("U1", "a"))));
    assertThrows(UnsupportedOperationException.class, () -> array.lt(text("U1", "a")));
  }

  @Test
  void opaqueElementsAreEqualIfTheirBytesAre() {
    NdArray array = NdArray.asArray(List.of(new byte[] {1, 2}, new byte[] {1, 0}), DType.of("V2"));
    assertEquals("11", truths(array.eq(array.copy())));
    assertEquals("10", truths(array.eq(array.get("::-1").get("[1, 1]"))));
    assertThrows(UnsupportedOperationException.class, () -> array.lt(array));
    assertThrows(
        UnsupportedOperationException.class, () -> array.eq(NdArray.zeros(DType.of("V3"), 2)));
  }

  @Test
  void textIsOfAnyLayout() {
    NdArray array = NdArray.zeros(DType.of("U2"), 40, 30);
    array.set("::2, ::3", "xy");
    NdArray turned = array.transpose().get("::-1");
    assertEquals(200, truths(turned.eq("xy")).chars().filter(c -> c == '1').count());
    assertEquals(truths(array.eq("xy")), truths(array.transpose().copy().transpose().eq("xy")));
  }

  @Test
  void longElementsAreComparedInSmallBlocks() {
    NdArray array = NdArray.zeros(DType.of("U40000"), 5);
    array.set("3", "é");
    assertEquals("00010", truths(array.eq("é")));
    assertEquals("00010", truths(array.gt(NdArray.zeros(DType.of("U39999"), 5))));
  }

  @Test
  void elementsWithoutBytesAreEqual() {
    NdArray array = NdArray.zeros(DType.of("S0"), 3);
    assertEquals("111", truths(array.eq(NdArray.zeros(DType.of("S2"), 3))));
    assertEquals("111", truths(array.lt("a")));
    assertEquals("", truths(NdArray.zeros(DType.of("U3"), 0).eq("a")));
  }
}
