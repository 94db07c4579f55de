package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// What is converted there and back is what it was, for random elements: `-Dmmaptable.seed=N`
/// repeats a run.
class RoundTripPropertiesTest {
  private static final long SEED = Long.getLong("mmaptable.seed", System.nanoTime());
  private static final List<String> INTEGERS = List.of("i1", "i2", "i4", "i8", "u1", "u2", "u4");
  private static final List<String> FLOATS = List.of("f2", "f4", "f8");

  private final Random random;

  RoundTripPropertiesTest(RepetitionInfo repetition) {
    random = new Random(SEED + repetition.getCurrentRepetition());
  }

  @BeforeAll
  static void saySeed() {
    System.out.println("RoundTripPropertiesTest: -Dmmaptable.seed=" + SEED);
  }

  private DType anyOf(List<String> dtypes) {
    String order = random.nextBoolean() ? "<" : ">";
    return DType.of(order + dtypes.get(random.nextInt(dtypes.size())));
  }

  /// Elements of any bits, in an order of memory and with gaps as it comes.
  private NdArray any(DType dtype) {
    long[] shape = random.longs(2, 0, 40).toArray();
    byte[] bytes = new byte[Math.toIntExact(Shapes.byteSize(dtype, shape)) + 1];
    random.nextBytes(bytes);
    var memory = MemorySegment.ofArray(bytes).asSlice(1);
    NdArray array = NdArray.view(memory, dtype, random.nextBoolean(), null, shape);
    return array.get(List.of(":, :", "::-1, :", "::2, ::-3", "1:, :-1").get(random.nextInt(4)));
  }

  private static void assertSame(NdArray expected, NdArray found) {
    assertArrayEquals(expected.shape(), found.shape());
    assertArrayEquals(
        expected.astype(DType.FLOAT64).toDoubles(), found.astype(DType.FLOAT64).toDoubles());
    assertEquals(expected.toString(), found.toString());
  }

  @RepeatedTest(100)
  void integersComeBackFromWhatHoldsThem() {
    NdArray array = any(anyOf(INTEGERS));
    for (DType wide : List.of(DType.of(">i8"), DType.of("f16"), DType.of("U21"))) {
      assertSame(array, array.astype(wide).astype(array.dtype()));
    }
  }

  @RepeatedTest(100)
  void floatsComeBackFromWiderOnesAndFromTheirText() {
    NdArray array = any(anyOf(FLOATS));
    for (DType wide : List.of(DType.of(">f8"), DType.of("c16"), DType.of("f16"), DType.of("S32"))) {
      assertSame(array, array.astype(wide).astype(array.dtype()));
    }
  }

  @RepeatedTest(100)
  void elementsComeBackFromJavaArrays() {
    NdArray array = any(anyOf(random.nextBoolean() ? INTEGERS.subList(0, 4) : FLOATS));
    // Java arrays without rows do not know how long those would be.
    assertSame(array, back(array).reshape(array.shape()));
    NdArray copy = NdArray.asArray(array.toDoubles());
    assertSame(array.astype(DType.FLOAT64), copy.reshape(array.shape()));
  }

  @RepeatedTest(100)
  void timesComeBackFromTheirTextAndFromJava() {
    DType dtype = anyOf(List.of("M8[s]", "M8[us]", "M8[D]", "m8[ms]"));
    NdArray array = NdArray.zeros(dtype, 20);
    array.setLongs(random.longs(20, -1_000_000, 1_000_000).toArray());
    assertSame(array.view(word(dtype)), back(array).view(word(dtype)));
    if (dtype instanceof DType.DateTime) {
      NdArray texts = array.astype(DType.of("U32"));
      assertSame(array.view(word(dtype)), texts.astype(dtype).view(word(dtype)));
    }
  }

  private static NdArray back(NdArray array) {
    return NdArray.asArray(Objects.requireNonNull(array.toArray()), array.dtype());
  }

  private static DType word(DType dtype) {
    return new DType.Int(8, dtype.byteOrder());
  }
}
