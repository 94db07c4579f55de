package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexingTest {

  private static NdArray range(long... shape) {
    return ViewsTest.range(shape);
  }

  /// The shape of `np.zeros((7, 3, 4))[index]`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0, 1]                   | 2 3 4",
        ":, [0, 1]                | 7 2 4",
        ":, [0, 1], [1, 1]        | 7 2",
        ":, 0, [1, 1]             | 7 2",
        "0, :, [1, 1]             | 2 3",
        ":, [0, 1], ..., [1, 1]   | 2 7",
        ":, [0, 1], None, [1, 1]  | 2 7 1",
        "[[0], [1]], :, [0, 1, 2] | 2 3 3",
        ":, True                  | 7 1 3 4",
        ":, False, [0]            | 7 0 4",
        "..., True                | 7 3 4 1",
        "0, True                  | 1 3 4",
        "None, [0, 1]             | 1 2 3 4",
        "[]                       | 0 3 4",
        "[[]]                     | 1 0 3 4",
        ":, [True, False, True]   | 7 2 4",
        "None, ..., None          | 1 7 3 4 1"
      })
  void shapeIsNumPys(String index, String shape) {
    assertArrayEquals(ViewsTest.shape(shape), range(7, 3, 4).get(index).shape());
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", "u2", ">u4", "<i8", ">u8"})
  void positionsAreOfAnyIntegerDType(String dtype) {
    NdArray positions = NdArray.zeros(DType.of(dtype), 2, 2);
    positions.set("0", 3);
    assertEquals("[[3 3]\n [0 0]]", range(4).get(positions).toString());
    assertEquals("[[3 0]\n [3 0]]", range(4).get(positions.transpose()).toString());
  }

  @Test
  void uint64PositionsCountFromTheEndAsInNumPy() {
    NdArray positions = NdArray.zeros(DType.UINT64, 1);
    positions.setLongs(-1);
    assertEquals("[3]", range(4).get(positions).toString());
  }

  @Test
  void arrayWithoutDimensionsIsAPositionThatCopies() {
    NdArray array = range(3, 2);
    NdArray position = NdArray.asArray(1);
    array.get(position).set(9);
    assertEquals("[[0 1]\n [2 3]\n [4 5]]", array.toString());
    array.set(position, 9);
    assertEquals("[[0 1]\n [9 9]\n [4 5]]", array.toString());
  }

  @Test
  void maskOfSeveralDimensionsSelectsInCOrder() {
    NdArray array = range(3, 4).get("::-1, ::2");
    NdArray mask = array.gt(3).toNdArray();
    assertEquals("[ 8 10  4  6]", array.get(mask).toString());
    assertEquals("[ 8 10  4  6]", array.get(mask.transpose().transpose()).toString());
    NdArray columns = array.transpose();
    assertEquals("[ 8  4 10  6]", columns.get(mask.transpose()).toString());
  }

  @Test
  void everyByteThatIsNotZeroIsTrue() {
    NdArray bytes = NdArray.zeros(DType.INT8, 5000);
    bytes.set("::2", -128);
    bytes.set("1::4", 1);
    NdArray mask = bytes.view(DType.BOOL);
    assertEquals(3750, range(5000).get(mask).size());
    assertEquals(3750, range(5000).get(":, None").get(mask, NdArray.asArray(0)).size());
  }

  @Test
  void maskOfLengthZeroSuitsAnyDimension() {
    assertArrayEquals(new long[] {0, 4}, range(3, 4).get(Index.mask()).shape());
  }

  @Test
  void wholeRowsAreTaken() {
    NdArray array = range(1000, 3);
    NdArray taken = array.get(Index.of(999, 0, -1));
    assertEquals("[[2997 2998 2999]\n [   0    1    2]\n [2997 2998 2999]]", taken.toString());
    assertEquals(1, array.get("::-1, ::-1").get(Index.of(-1)).getLong(0, 1));
  }

  @Test
  void manyElementsGoToEachOfManyPositions() {
    NdArray array = range(700, 1400).transpose();
    NdArray even = NdArray.zeros(DType.BOOL, 700);
    even.set("::2", true);
    NdArray taken = array.get(Slice.ALL, even);
    assertArrayEquals(new long[] {1400, 350}, taken.shape());
    assertEquals(array.getLong(1399, 698), taken.getLong(1399, 349));
    array.set(new Index[] {Slice.ALL, even}, 0);
    assertEquals(0, array.getLong(1399, 698));
    assertEquals(699 * 1400 + 1399, array.getLong(1399, 699));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "i2", "<f4", ">f8", "c16", "S3", "<U2", "V5", "M8[s]", "i2,i4,S1"})
  void elementsOfEveryDTypeAreTakenAndPut(String dtype) {
    DType type = DType.of(dtype);
    byte[] bytes = new byte[8 * type.itemSize()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    NdArray array = NdArray.view(MemorySegment.ofArray(bytes), type, false, null, 8);
    NdArray taken = array.get(Index.of(6, 1));
    assertArrayEquals(array.getBytes(6), taken.getBytes(0));
    assertArrayEquals(array.getBytes(1), taken.getBytes(1));
    NdArray target = NdArray.zeros(type, 3, 5).transpose();
    target.set("[4, 0], 2", taken);
    assertArrayEquals(array.getBytes(6), target.getBytes(4, 2));
    assertArrayEquals(array.getBytes(1), target.getBytes(0, 2));
    assertArrayEquals(new byte[type.itemSize()], target.getBytes(1, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i1", "<i2", ">f4", "f8", "c8", "c16", "V3"})
  void manyElementsAreTakenAndPutWhereverTheyAre(String dtype) {
    DType type = DType.of(dtype);
    NdArray array = NdArray.zeros(type, 3000);
    for (int i = 0; i < array.nbytes(); i++) {
      array.base().set(ValueLayout.JAVA_BYTE, i, (byte) (i % 251));
    }
    NdArray far = NdArray.of(LongStream.range(0, 3000).map(i -> i * 1009 % 3000).toArray());
    NdArray scattered = array.get(far);
    NdArray back = NdArray.zeros(type, 3000);
    back.set(far, scattered);
    assertArrayEquals(array.getBytes(1009), scattered.getBytes(1));
    assertEquals(-1, array.base().mismatch(back.base()));
    NdArray mask = ViewsTest.range(3000).get(far).gt(1000).toNdArray();
    NdArray some = NdArray.zeros(type, 3000);
    some.set(mask, array.get(mask));
    assertEquals(1999, array.get(mask).size());
    for (long i = 0; i < 3000; i++) {
      byte[] expected = mask.getBoolean(i) ? array.getBytes(i) : new byte[type.itemSize()];
      assertArrayEquals(expected, some.getBytes(i));
    }
  }

  @Test
  void lastValueOfARepeatedPositionWins() {
    NdArray array = range(4);
    array.set(Index.of(0, 2, 0, 0), new long[] {5, 6, 7, 8});
    assertEquals("[8 1 6 3]", array.toString());
    NdArray rows = range(2, 3);
    rows.set("[0, 0], ::2", NdArray.of(7L, 7L, 8L, 9L).reshape(2, 2));
    assertEquals("[[8 1 9]\n [3 4 5]]", rows.toString());
  }

  @Test
  void positionsThatOverlapTheTargetAreReadFirst() {
    NdArray array = NdArray.of(2L, 0L, 1L);
    array.set(array, new long[] {10, 20, 30});
    assertEquals("[20 30 10]", array.toString());
    NdArray mask = NdArray.of(true, true, false);
    mask.set(mask.get("::-1"), false);
    assertEquals("[ True False False]", mask.toString());
  }

  @Test
  void valueThatOverlapsTheTargetIsReadFirst() {
    NdArray array = range(2000);
    NdArray reversed = array.get("::-1");
    array.set(NdArray.zeros(DType.BOOL, 2000).gt(-1), reversed);
    assertEquals(1999, array.getLong(0));
    assertEquals(0, array.getLong(1999));
  }

  @Test
  void valueIsBroadcastToTheSelection() {
    NdArray array = range(3, 2);
    array.set("[0, 2]", new long[] {7, 8});
    assertEquals("[[7 8]\n [2 3]\n [7 8]]", array.toString());
    array.set("[0, 2]", range(1, 1, 2));
    assertEquals("[[0 1]\n [2 3]\n [0 1]]", array.toString());
    array.set(array.gt(1), 5);
    assertEquals("[[0 1]\n [5 5]\n [0 1]]", array.toString());
    assertRefused(
        "could not broadcast from shape [3] into shape [2, 2]",
        () -> array.set("[0, 2]", new long[3]));
    assertRefused(
        "could not broadcast from shape [3] into shape [2]",
        () -> array.set(array.gt(1), new long[3]));
  }

  @Test
  void wholeMaskTakesNoValueOfTwoDimensions() {
    NdArray array = range(2);
    assertRefused(
        "a mask of all dimensions is assigned a value of one dimension at most, not of shape [1,"
            + " 2]",
        () -> array.set(Index.mask(true, true), range(1, 2)));
  }

  @Test
  void nothingIsWrittenIfAPositionIsOutside() {
    NdArray array = range(3);
    assertThrows(IndexOutOfBoundsException.class, () -> array.set("[0, 1, 3]", 7));
    long[] many = new long[2000];
    many[1999] = -4;
    assertThrows(IndexOutOfBoundsException.class, () -> array.set(Index.of(many), 7));
    assertThrows(IllegalArgumentException.class, () -> array.set("[0, 1]", "x"));
    assertEquals("[0 1 2]", array.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0, 3]              | index 3 is out of bounds for axis 0 with size 3",
        ":, [[-5]]           | index -5 is out of bounds for axis 1 with size 4",
        "3                   | index 3 is out of bounds for axis 0 with size 3",
        "3, []               | index 3 is out of bounds for axis 0 with size 3",
        "[3], :0             | index 3 is out of bounds for axis 0 with size 3",
        "[True, False]       | boolean index did not match indexed array along axis 0; size of axis"
            + " is 3 but size of corresponding boolean axis is 2",
        ":, [True]           | boolean index did not match indexed array along axis 1; size of axis"
            + " is 4 but size of corresponding boolean axis is 1"
      })
  void positionsOutsideAreRefusedInNumPysWords(String index, String message) {
    var e = assertThrows(IndexOutOfBoundsException.class, () -> range(3, 4).get(index));
    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0, [0], 0           | too many indices for array: array is 2-dimensional, but 3 were"
            + " indexed",
        "0, [[[True]]]       | too many indices for array: array is 2-dimensional, but 4 were"
            + " indexed",
        "..., ...            | an index can only have a single ellipsis ('...')",
        "[0, 1], [0, 1, 2]   | indexing arrays could not be broadcast together with shapes [2] and"
            + " [3]",
        "0, 'x'              | index 'x': a field is the only part of its index",
        "['x'], ['y']        | index ['x']: a field is the only part of its index"
      })
  void indexWithoutAMeaningIsRefused(String index, String message) {
    assertRefused(message, () -> range(3, 4).get(index));
  }

  @Test
  void onlyIntegersAndBoolAreIndices() {
    assertRefused(
        "arrays used as indices must be of integers or bool, not of <f8",
        () -> range(3).get(NdArray.of(1.0)));
    assertRefused(
        "arrays used as indices must be of integers or bool, not of <f8",
        () -> range(3).get(NdArray.zeros(DType.FLOAT64)));
  }

  @Test
  void positionsMeanTheSameOneByOne() {
    NdArray array = range(2, 3, 4).get("::-1");
    assertEquals(array.get("1, -1").toString(), array.get(1, -1).toString());
    assertEquals("11", array.get(1, 2, 3).toString());
    assertRefused(
        "too many indices for array: array is 3-dimensional, but 4 were indexed",
        () -> array.get(0, 0, 0, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> array.get(0, 3));
    assertRefused(
        "too many indices for array: array is 0-dimensional, but 1 were indexed",
        () -> range().get(0));
  }

  @Test
  void fieldsStandAlone() {
    NdArray rows = NdArray.zeros(DType.of("i2,f8"), 2);
    rows.set("'f0'", new long[] {1, 2});
    rows.set(Index.field("f1"), 0.5);
    assertEquals("[1 2]", rows.get("'f0'").toString());
    assertEquals("[(0.5, 1) (0.5, 2)]", rows.get("['f1', 'f0']").toString());
    assertEquals("[(1,) (2,)]", rows.get(Index.fields("f0")).toString());
  }

  @Test
  void resultOfTooManyDimensionsIsRefused() {
    NdArray array = NdArray.zeros(DType.INT8, 1).reshape(ones(60));
    NdArray positions = NdArray.zeros(DType.INT8, 1).reshape(ones(6));
    assertThrows(IllegalArgumentException.class, () -> array.get(positions));
    assertEquals(64, array.get(positions.reshape(ones(5))).ndim());
  }

  private static long[] ones(int ndim) {
    return LongStream.generate(() -> 1).limit(ndim).toArray();
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
