package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  private static final long LENGTH = 1_000_003;

  @TempDir private Path directory;

  @Test
  void threadsComeToTheSameBits() {
    NdArray x = NdArray.linspace(-3, 5, LENGTH);
    Expression expression = x.lazy().mul(x).sub(0.1).sqrt();
    NdArray alone = expression.toNdArray();
    try (var three = Parallelism.ofThreads(3)) {
      NdArray together = three.call(expression::toNdArray);
      assertEquals(-1, alone.asSegment().mismatch(together.asSegment()));
    }
  }

  @Test
  void anArrayIsReadAndWrittenInOnePass() {
    NdArray x = NdArray.arange(LENGTH);
    x.set(x.lazy().mul(3).add(1));
    assertEquals(1, x.getLong(0));
    assertEquals(3 * (LENGTH - 1) + 1, x.getLong(LENGTH - 1));
  }

  @Test
  void whatIsWrittenOverIsReadFirst() {
    NdArray x = NdArray.arange(2000);
    x.get(Slice.of(1, 2000)).set(x.get(Slice.of(0, 1999)).lazy().add(10));
    assertEquals(0, x.getLong(0));
    assertEquals(10, x.getLong(1));
    assertEquals(2008, x.getLong(1999));
  }

  @Test
  void resultsHaveTheOrderOfTheirOperands() {
    NdArray fortran = NdArray.zeros(DType.FLOAT32, 3, 40).transpose();
    assertTrue(fortran.add(1).isFortranContiguous());
    assertTrue(fortran.get("::-1").add(1).isFortranContiguous());
    assertTrue(NdArray.zeros(DType.FLOAT32, 3, 40).add(1).isContiguous());
  }

  @Test
  void integersThatDoNotFitAreRefusedBeforeAnyIsWritten() {
    NdArray target = NdArray.zeros(DType.INT8, 3);
    Expression expression = NdArray.of(1L, 2L, 300L).lazy().add(0);
    assertThrows(IllegalArgumentException.class, () -> target.set(expression));
    assertEquals("[0 0 0]", target.toString());
  }

  @Test
  void anOutputWrapsAround() {
    NdArray target = NdArray.zeros(DType.INT8, 3);
    assertSame(target, NdArray.of(1L, 2L, 300L).lazy().add(0).into(target));
    assertEquals("[ 1  2 44]", target.toString());
  }

  @Test
  void anOutputOfAnotherKindIsRefused() {
    NdArray target = NdArray.zeros(DType.INT64, 3);
    Expression expression = NdArray.of(1.0, 2.0, 3.0).lazy().add(0);
    assertThrows(IllegalArgumentException.class, () -> expression.into(target));
  }

  @Test
  void anOutputWithShortRowsApartIsFilled() {
    NdArray target = NdArray.zeros(DType.FLOAT32, 700, 4).get(":, :3");
    NdArray x = NdArray.arange(2100).reshape(700, 3).astype(DType.FLOAT32);
    target.set(x.lazy().mul(2));
    assertEquals(4198, target.getDouble(699, 2));
    assertEquals(6, target.getDouble(1, 0));
  }

  @Test
  void nothingIsComputedOfNothing() {
    NdArray empty = NdArray.zeros(DType.INT32, 0, 5);
    assertArrayEquals(new long[] {0, 5}, empty.add(1).shape());
  }

  @Test
  void aValueAloneIsAnArrayWithoutDimensions() {
    assertEquals(5L, Expression.of(2).add(3).toNdArray().item());
    assertEquals("[5 5]", NdArray.full(DType.INT16, Expression.of(2).add(3), 2).toString());
  }

  @Test
  void bothBytesOrdersAndStridesBecomeTheSame() {
    NdArray big = NdArray.arange(3000).astype(DType.of(">i4")).get("::-3");
    NdArray sum = big.add(NdArray.arange(3000).get("::3"));
    assertEquals(DType.INT64, sum.dtype());
    assertEquals("[2999 2999]", sum.get("::999").toString());
  }

  @Test
  void theFileThatWasCutIsNamed() throws IOException {
    Path whole = directory.resolve("whole");
    Path cut = directory.resolve("cut");
    try (Arena arena = Arena.ofShared()) {
      NdArray x = map(whole, arena);
      NdArray y = map(cut, arena);
      try (var file = FileChannel.open(cut, StandardOpenOption.WRITE)) {
        file.truncate(4096);
      }
      Expression sum = x.lazy().add(y);
      var failure = assertThrows(UncheckedIOException.class, sum::toNdArray);
      assertEquals(cut, ((StorageException) failure.getCause()).path());
      assertFalse(x.toString().isEmpty());
    }
  }

  private static NdArray map(Path path, Arena arena) throws IOException {
    try (var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment memory = file.map(MapMode.READ_WRITE, 0, 8 * LENGTH, arena);
      return NdArray.view(memory, DType.FLOAT64, false, path, LENGTH);
    }
  }
}
