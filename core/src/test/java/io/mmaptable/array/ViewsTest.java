package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {

  /// The numbers from 0 on in C order.
  static NdArray range(long... shape) {
    NdArray array = NdArray.zeros(DType.INT64, shape);
    for (long i = 0; i < array.size(); i++) {
      array.base().setAtIndex(ValueLayout.JAVA_LONG, i, i);
    }
    return array;
  }

  static long[] shape(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static boolean sharesMemory(NdArray first, NdArray second) {
    MemorySegment memory = first.base();
    return memory.byteSize() == 0 || memory.asOverlappingSlice(second.base()).isPresent();
  }

  @Test
  void orderOfTheMemoryIsToldFromTheStrides() {
    NdArray array = range(2, 3);
    assertTrue(array.isContiguous() && !array.isFortranContiguous());
    assertTrue(array.transpose().isFortranContiguous() && !array.transpose().isContiguous());
    assertTrue(array.get(1).isContiguous() && array.get(1).isFortranContiguous());
    assertFalse(array.get(":, ::2").isContiguous() || array.get(":, ::2").isFortranContiguous());
  }

  @Test
  void viewWithAnyStridesIsCheckedAgainstTheMemory() {
    MemorySegment memory = range(6).base();
    assertEquals("[5 3 1]", view(memory, 40, new long[] {3}, new long[] {-16}).toString());
    assertEquals("[[2 2] [3 3]]", oneLine(view(memory, 16, new long[] {2, 2}, new long[] {8, 0})));
    assertEquals(0, view(memory, 48, new long[] {0, 9}, new long[] {-99, 99}).size());
    for (long offset : new long[] {-8, 8, Long.MAX_VALUE}) {
      var e = refused(() -> view(memory, offset, new long[] {6}, new long[] {8}));
      assertTrue(e.contains("outside the memory of 48 bytes"), e);
    }
    refused(() -> view(memory, 8, new long[] {3}, new long[] {-8}));
    refused(() -> view(memory, 0, new long[] {3, 3}, new long[] {Long.MAX_VALUE, 8}));
    refused(() -> view(memory, 0, new long[] {-1}, new long[] {8}));
    refused(() -> view(memory, 0, new long[] {1}, new long[0]));
    refused(() -> view(memory, 0, new long[65], new long[65]));
  }

  private static NdArray view(MemorySegment memory, long offset, long[] shape, long[] strides) {
    return NdArray.view(memory, DType.INT64, offset, shape, strides);
  }

  private static String refused(Executable action) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static String oneLine(NdArray array) {
    return array.toString().replaceAll("\\s+", " ");
  }

  @Test
  void fieldsAreAViewInTheirOwnOrder() {
    NdArray rows = NdArray.zeros(DType.of("i2,f8,i4"), 2);
    NdArray some = rows.fields("f2", "f0");
    rows.field("f2").set(7);
    assertEquals("[(7, 0) (7, 0)]", some.toString());
    assertEquals(14, some.itemSize());
    refused(() -> rows.fields("f0", "f0"));
    refused(() -> rows.fields("f0", "x"));
    assertThrows(UnsupportedOperationException.class, () -> range(2).fields("x"));
  }

  @Test
  void assignmentThroughSomeFieldsLeavesTheOthers() {
    NdArray rows = NdArray.zeros(DType.of("i2,i4,i2"), 3);
    rows.field("f1").set(5);
    NdArray ones = NdArray.zeros(DType.of("i2,i4,i2"), 3);
    ones.field("f0").set(1);
    ones.field("f2").set(2);
    rows.fields("f0", "f2").set(Index.of(2, 0), ones.fields("f0", "f2").get("1:"));
    assertEquals("[(1, 5, 2) (0, 5, 0) (1, 5, 2)]", rows.toString());
  }

  @Test
  void axesAreTransposedAndSwapped() {
    NdArray array = range(2, 3, 4);
    assertArrayEquals(new long[] {4, 2, 3}, array.transpose(-1, 0, 1).shape());
    assertEquals(array.getLong(1, 2, 3), array.transpose(2, 0, 1).getLong(3, 1, 2));
    assertArrayEquals(new long[] {2, 4, 3}, array.swapAxes(1, -1).shape());
    assertEquals("5", range(6).get(5).transpose(new int[0]).toString());
    assertEquals(
        "axes [0, 0, 1] are not those of an array of 3 dimensions, each once",
        refused(() -> array.transpose(0, 0, 1)));
    refused(() -> array.transpose(0, 1));
    refused(() -> array.transpose(0, 1, 3));
    refused(() -> array.transpose(0, 1, 2, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> array.swapAxes(0, 3));
  }

  /// What `np.shares_memory` says of `np.arange(24).reshape(2, 3, 4)[index].reshape(shape)`.
  @ParameterizedTest
  @CsvSource({
    "'', 24, 24, true",
    "'', -1 6, 4 6, true",
    "'', 2 12 1, 2 12 1, true",
    "'::-1', 6 -1, 6 4, false",
    "'::-1', 24, 24, false",
    "':, :, ::2', 6 2, 6 2, true",
    "':, :, ::2', 12, 12, true",
    "':, ::2', 4 4, 4 4, false",
    "':, ::2', 2 2 2 2, 2 2 2 2, true",
    "':, 1:, 1:', 12, 12, false",
    "'0, 0, 0', '', '', true",
    "'0, 0, 0', 1 -1, 1 1, true",
    "'0:0', 3 0 -1, , ",
    "'0:0', 3 -1, 3 0, true"
  })
  void reshapeIsAViewWhereNumPyHasOne(String index, String shape, String expected, Boolean view) {
    NdArray array = range(2, 3, 4).get(index);
    if (expected == null) {
      refused(() -> array.reshape(shape(shape)));
      return;
    }
    NdArray reshaped = array.reshape(shape(shape));
    assertArrayEquals(shape(expected), reshaped.shape());
    assertEquals(view, sharesMemory(array, reshaped));
    assertEquals(oneLine(array.copy().reshape(-1)), oneLine(reshaped.ravel()));
  }

  @Test
  void shapeOfAnotherSizeIsRefused() {
    assertEquals(
        "cannot reshape array of size 6 into shape [4, -1]",
        refused(() -> range(6).reshape(4, -1)));
    refused(() -> range(6).reshape(7));
    refused(() -> range(6).reshape(-1, -1));
    refused(() -> range(6).reshape(-2));
    refused(() -> range(6).reshape(1L << 62, 1L << 62));
    refused(() -> range(0).reshape(0, -1));
    refused(() -> range(0).reshape(0, 1L << 62));
    refused(() -> range(1).reshape(ones(65)));
    assertEquals(64, range(1).reshape(ones(64)).ndim());
  }

  private static long[] ones(int ndim) {
    long[] ones = new long[ndim];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void lengthsOfOneComeAndGo() {
    NdArray array = range(1, 3, 1);
    assertEquals("[0 1 2]", array.squeeze().toString());
    assertArrayEquals(new long[] {1, 1, 3, 1}, array.expandDims(0).shape());
    assertArrayEquals(new long[] {1, 3, 1, 1}, array.expandDims(-1).shape());
    assertArrayEquals(new long[] {1, 3, 1, 1}, array.expandDims(2).shape());
    assertThrows(IndexOutOfBoundsException.class, () -> array.expandDims(4));
    assertThrows(IndexOutOfBoundsException.class, () -> array.expandDims(-5));
    refused(() -> range(1).reshape(ones(64)).expandDims(0));
  }

  @Test
  void broadcastRepeatsAndIsReadOnly() {
    NdArray array = range(3, 1).broadcastTo(2, 3, 2);
    assertEquals("[[[0 0] [1 1] [2 2]] [[0 0] [1 1] [2 2]]]", oneLine(array));
    assertThrows(UnsupportedOperationException.class, () -> array.set(1));
    assertEquals(
        "could not broadcast from shape [2] into shape [3]",
        refused(() -> range(2).broadcastTo(3)));
    refused(() -> range(1, 3).broadcastTo(3));
    refused(() -> range(1).broadcastTo(-1));
    refused(() -> range(1).broadcastTo(1L << 31, 1L << 31));
    assertEquals(0, range(1).broadcastTo(0).size());
  }

  @Test
  void moreThanTwoToThe31ElementsAreIndexed() {
    long length = 3L << 30;
    NdArray bytes = NdArray.zeros(DType.INT8, 1).broadcastTo(length);
    assertEquals(0, bytes.getLong(length - 1));
    assertEquals(length, bytes.reshape(2, -1).length(1) * 2);
    assertEquals("[0 0]", bytes.get(Index.of(length - 1, -1)).toString());
    assertEquals(0, bytes.flat().getLong(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> bytes.get(Index.of(length)));
  }

  @Test
  void bytesAreSeenAsAnotherDType() {
    NdArray array = range(2, 3);
    assertArrayEquals(new long[] {2, 6}, array.view(DType.INT32).shape());
    assertEquals("[[0 0 1 0 2 0] [3 0 4 0 5 0]]", oneLine(array.view(DType.of("<i4"))));
    assertArrayEquals(new long[] {2, 1}, array.view(DType.of("V24")).shape());
    assertArrayEquals(new long[] {3, 2}, array.transpose().view(DType.FLOAT64).shape());
    assertArrayEquals(new long[] {2, 2}, array.get(":, :1").view(DType.INT32).shape());
    String gaps = refused(() -> array.get(":, ::2").view(DType.INT32));
    assertTrue(gaps.endsWith("the elements of the last dimension are not side by side"), gaps);
    refused(() -> array.get(0, 0).view(DType.INT32));
    refused(() -> array.view(DType.of("V3")));
    refused(() -> array.view(DType.of("V16")));
    refused(() -> array.view(DType.of("V0")));
    assertEquals(0, range(0).view(DType.of("V16")).size());
  }

  @Test
  void partsOfComplexElementsAreViews() {
    NdArray array = NdArray.zeros(DType.of(">c8"), 2);
    array.imag().set(new long[] {1, 2});
    array.real().set(3);
    assertEquals("[3.+1.j 3.+2.j]", array.toString());
    assertEquals(">f4", array.real().dtype().toString());
    NdArray longs = range(2);
    assertSame(longs, longs.real());
    assertThrows(UnsupportedOperationException.class, longs::imag);
    assertThrows(UnsupportedOperationException.class, () -> NdArray.of("a").real());
  }

  @Test
  void viewsOfNoElementsTouchNoMemory() {
    NdArray none = range(4, 3).get("4:, 3:");
    assertEquals(0, none.reshape(0, 7).size());
    assertEquals(0, none.view(DType.INT32).size());
    assertEquals(0, none.broadcastTo(5, 0, 0).size());
    assertEquals(0, none.get(Index.of()).size());
    none.set(Index.of(), 1);
    none.flat().set(1);
  }
}
