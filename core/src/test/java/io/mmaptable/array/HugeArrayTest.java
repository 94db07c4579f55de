package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Arrays of more elements than an `int` counts: in a file of holes, or repeated.
class HugeArrayTest {
  private static final long LENGTH = (1L << 31) + 700;

  @TempDir private Path directory;

  private NdArray holes(Arena arena) throws IOException {
    Path path = directory.resolve("holes");
    try (var channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, LENGTH, arena);
      return NdArray.view(memory, DType.INT8, false, path, LENGTH);
    }
  }

  @Test
  @Tag("long")
  void elementsAreCopiedAndCast() throws IOException {
    try (Arena arena = Arena.ofShared()) {
      NdArray source = holes(arena);
      source.set("[1, 2147483647, 2147483648, -1]", NdArray.asArray(new byte[] {1, 2, 3, 4}));
      NdArray copy = source.copy(arena);
      assertEquals(10, copy.sum().getLong());
      assertEquals(3, copy.getLong(1L << 31));
      assertEquals(4, copy.asBytes().get(LENGTH - 1));
      copy.view(DType.BOOL).set(Casting.UNSAFE, source);
      assertEquals(4, copy.sum().getLong());
      assertEquals(1, copy.getLong(-1));
    }
  }

  @Test
  @Tag("long")
  void repeatedElementsAreSelectedByAMask() throws IOException {
    try (Arena arena = Arena.ofShared()) {
      NdArray mask = holes(arena).view(DType.BOOL);
      mask.set("[0, 2147483649, -2]", true);
      NdArray repeated = NdArray.asArray(new byte[] {7}).broadcastTo(LENGTH);
      assertEquals("[7 7 7]", repeated.get(mask).toString());
    }
  }

  @Test
  @Tag("long")
  void repeatedElementsAreAdded() {
    NdArray repeated = NdArray.asArray(new byte[] {-1}).broadcastTo(LENGTH);
    assertEquals(-LENGTH, repeated.sum().getLong());
  }

  @Test
  void elementsPastTheRangeOfAnIntAreFoundAndPrinted() throws IOException {
    try (Arena arena = Arena.ofShared()) {
      NdArray array = holes(arena);
      long past = (1L << 31) + 5;
      array.get(past).set(5);
      array.set("2147483654:2147483660:2", new int[] {1, 2, 3});
      assertEquals("[5 1 0 2 0 3 0]", array.rows(past, past + 7).toString());
      assertArrayEquals(new long[] {5, 3}, array.get(Index.of(past, past + 5)).toLongs());
      assertEquals(3, array.flat().getLong(past + 5));
      assertEquals(2, array.reshape(-1, 4).getLong((past + 3) / 4, 0));
      array.get(-1).set(9);
      assertEquals("[0 0 0 ... 0 0 9]", array.toString());
      NdArray rows = NdArray.asArray(new byte[] {1, 2}).broadcastTo(1L << 40, 2);
      assertEquals("[1 2]", rows.get((1L << 40) - 1).toString());
      assertTrue(rows.toString().startsWith("[[1 2]\n [1 2]\n [1 2]\n ..."), rows.toString());
    }
  }
}
