package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Elements that are loaded block by block have the results of an array, bit by bit.
class LoadedNodeTest {

  /// So many that trees are divided among threads, whatever the item size is.
  private static final long MANY = 2_100_003;

  /// What loads rows of an array, and sees how many are asked for.
  private static final class Loading implements RowSource {
    private final NdArray array;
    private final long blockRows;
    private final AtomicLong most = new AtomicLong();
    private final AtomicLong loaded = new AtomicLong();

    Loading(NdArray array, long blockRows) {
      this.array = array;
      this.blockRows = blockRows;
    }

    @Override
    public DType dtype() {
      return array.dtype();
    }

    @Override
    public long[] shape() {
      return array.shape();
    }

    @Override
    public long blockRows() {
      return blockRows;
    }

    @Override
    public NdArray rows(long from, long to) {
      most.accumulateAndGet(to - from, Math::max);
      loaded.addAndGet(to - from);
      return array.rows(from, to).copy();
    }
  }

  /// @param lengths the shape, with commas between
  record Case(String dtype, long blockRows, String lengths) {
    long[] shape() {
      return Stream.of(lengths.split(",")).mapToLong(Long::parseLong).toArray();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("f8", 8192, "300003"),
        new Case("f8", 1, "5000"),
        new Case("f8", 1000, "1000"),
        new Case("f8", 999, "1000,3"),
        new Case("f8", 100, "300000,2"),
        new Case("f8", 3, "7,5,2"),
        new Case("f8", 10, "100,1500"),
        new Case("f4", 777, "600003"),
        new Case("f2", 5000, "300000"),
        new Case("c16", 5000, "300000"),
        new Case("c8", 500, "1111,2"),
        new Case("i8", 9000, "300003"),
        new Case("u8", 9000, "300000"),
        new Case("i4", 20_000, "600003"),
        new Case("u2", 20_000, "1100003"),
        new Case("i1", 65_537, "2100003"),
        new Case("?", 70_000, "300003"),
        new Case("m8[s]", 5000, "300000"),
        new Case("M8[us]", 5000, "300000"),
        new Case("f8", 5, "0"),
        new Case("f8", 5, "3,0"));
  }

  private static NdArray values(Case of) {
    long size = Shapes.size(of.shape());
    NdArray numbers = NdArray.arange(size).mul(2_654_435_761L).mod(100_003);
    DType dtype = DType.of(of.dtype());
    NdArray values = NdArray.zeros(dtype, size);
    switch (dtype) {
      case DType.Floating _ -> values.set(Casting.UNSAFE, numbers.sub(50_000).mul(3.7e-7).add(1));
      case DType.Complex _ -> {
        values.real().set(Casting.UNSAFE, numbers.mul(0.37));
        values.imag().set(Casting.UNSAFE, numbers.mod(71).sub(35));
      }
      case DType.Bool _ -> values.set(Casting.UNSAFE, numbers.mod(3).eq(0).toNdArray());
      default -> values.set(Casting.UNSAFE, numbers);
    }
    if (of.dtype().equals("f2")) {
      values.set("7", Double.NaN);
    }
    return values.reshape(of.shape());
  }

  private static Map<String, Function<Expression, NdArray>> computations(int ndim, NdArray same) {
    var all = new LinkedHashMap<String, Function<Expression, NdArray>>();
    all.put("sum", Reducing::sum);
    all.put("prod", Reducing::prod);
    all.put("mean", Reducing::mean);
    all.put("var", Reducing::var);
    all.put("std", Reducing::std);
    all.put("min", Reducing::min);
    all.put("max", Reducing::max);
    all.put("ptp", Reducing::ptp);
    all.put("nanSum", Reducing::nanSum);
    all.put("nanMean", Reducing::nanMean);
    all.put("nanMin", Reducing::nanMin);
    all.put("any", x -> NdArray.of(x.any()));
    all.put("all", x -> NdArray.of(x.all()));
    all.put("countNonZero", x -> NdArray.of(x.countNonZero()));
    all.put("flatNonZero", Reducing::flatNonZero);
    all.put("argMin", x -> NdArray.of(x.argMin()));
    all.put("argMax", x -> NdArray.of(x.argMax()));
    all.put("cumSum", Reducing::cumSum);
    all.put("elements", Expression::toNdArray);
    all.put("doubled", x -> x.add(x).toNdArray());
    all.put("squares", x -> x.mul(x).sum());
    all.put("less", x -> x.lt(same).toNdArray());
    all.put("differences", x -> x.sub(same).sum());
    all.put("chosen", x -> x.sum(Reduction.ALL.where(x.gt(same.reshape(-1).get(0)))));
    all.put("selected", x -> same.get(x.ne(same.reshape(-1).get(0))));
    for (int axis = 0; axis < ndim; axis++) {
      int along = axis;
      all.put("sum along " + axis, x -> x.sum(along));
      all.put("max along " + axis, x -> x.max(along));
      all.put("argMax along " + axis, x -> x.argMax(along));
      all.put("cumSum along " + axis, x -> x.cumSum(along));
    }
    if (ndim == 3) {
      all.put("sum along 0 and 2", x -> x.sum(0, 2));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resultsAreThoseOfAnArray(Case of) {
    NdArray array = values(of);
    Expression loaded = Expression.ofRows(new Loading(array, of.blockRows()));
    assertEquals(array.dtype(), loaded.dtype());
    assertArrayEquals(array.shape(), loaded.shape());
    try (var threads = Parallelism.ofThreads(3)) {
      computations(array.ndim(), array)
          .forEach(
              (name, computation) -> {
                Object expected = outcome(computation, array.lazy());
                assertEquals(expected, outcome(computation, loaded), name);
                assertEquals(
                    expected, threads.call(() -> outcome(computation, loaded)), name + ", threads");
              });
    }
  }

  /// Dtype, shape and bytes of a result, or how it is refused.
  private static Object outcome(Function<Expression, NdArray> computation, Expression of) {
    try {
      NdArray result = computation.apply(of);
      return List.of(
          result.dtype(), Arrays.toString(result.shape()), ByteBuffer.wrap(result.toBytes()));
    } catch (IllegalArgumentException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void eachBlockIsLoadedAboutOnce() {
    NdArray array = NdArray.arange(MANY).mul(0.5);
    var source = new Loading(array, 8192);
    Expression loaded = Expression.ofRows(source);
    assertEquals(array.sum().getDouble(), loaded.sum().getDouble());
    assertEquals(8192, source.most.get());
    assertTrue(source.loaded.get() < 1.2 * MANY, source.loaded::toString);
    assertEquals(MANY - 101, loaded.gt(50).countNonZero());
    assertEquals(8192, source.most.get());
  }

  @Test
  void anyLooksNoFurtherThanTheFirst() {
    var source = new Loading(NdArray.arange(MANY), 100);
    assertTrue(Expression.ofRows(source).any());
    assertTrue(source.loaded.get() < 10_000, source.loaded::toString);
  }

  @Test
  void rowsAreAssignedAndRepeated() {
    NdArray array = NdArray.arange(6).mul(0.5);
    Expression loaded = Expression.ofRows(new Loading(array, 4));
    NdArray target = NdArray.zeros(DType.FLOAT64, 3, 6);
    target.set(loaded);
    assertArrayEquals(array.toDoubles(), target.get(2).toDoubles());
    array.set(loaded.mul(2));
    assertEquals(15, array.sum().getDouble());
    NdArray own = loaded.toNdArray();
    own.set(7);
    assertEquals(15, array.sum().getDouble());
  }

  @Test
  void textIsLoadedAtOnceAndCompared() {
    NdArray names = NdArray.of("b", "a", "b");
    Expression loaded = Expression.ofRows(new Loading(names, 1));
    assertEquals(2, loaded.eq("b").countNonZero());
  }

  @Test
  void whatIsNoSourceOfRowsIsRefused() {
    var none = new Loading(NdArray.full(DType.INT64, 1), 1);
    assertThrows(IllegalArgumentException.class, () -> Expression.ofRows(none));
    var never = new Loading(NdArray.arange(3), 0);
    var e = assertThrows(IllegalArgumentException.class, () -> Expression.ofRows(never));
    assertEquals("blockRows (0) must be positive", e.getMessage());
  }
}
