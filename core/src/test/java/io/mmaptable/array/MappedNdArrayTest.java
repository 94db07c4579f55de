package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.MappedFile;
import io.mmaptable.internal.store.TestJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappedNdArrayTest {
  private static final int BYTES = 1 << 20;
  private static final long LENGTH = BYTES / 8;

  @TempDir private Path directory;

  private Path file() throws IOException {
    return Files.write(directory.resolve("x"), new byte[BYTES]);
  }

  private static NdArray map(Path path, DType dtype, Mode mode, Arena arena) throws IOException {
    var file = MappedFile.open(path, mode, arena);
    file.map(BYTES);
    return NdArray.view(file.segment(), dtype, false, path, BYTES / dtype.itemSize());
  }

  private static void cut(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }

  /// One way to touch elements.
  record Access(String name, String dtype, Act act) {
    interface Act {
      Object on(NdArray array);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Access> accesses() {
    return Stream.of(
        new Access("getDouble", "f8", a -> a.getDouble(LENGTH - 1)),
        new Access("getLong", "i8", a -> a.getLong(LENGTH - 1)),
        new Access("getString", "U2", a -> a.getString(LENGTH - 1)),
        new Access("getString of bytes", "S8", a -> a.getString(LENGTH - 1)),
        new Access("getLocalDate", "M8[D]", a -> String.valueOf(a.getLocalDate(LENGTH - 1))),
        new Access("getBoolean", "i8", a -> a.getBoolean(LENGTH - 1)),
        new Access("sum", "f8", NdArray::sum),
        new Access("sum of big-endian", ">f8", NdArray::sum),
        new Access("sum of integers", "i8", NdArray::sum),
        new Access("sum of every other", "f8", a -> a.get("::2").sum()),
        new Access("mean", "f4", NdArray::mean),
        new Access("min", "f8", NdArray::min),
        new Access("max of integers", "u4", NdArray::max),
        new Access("countNonZero", "b1", NdArray::countNonZero),
        new Access("gt", "f8", a -> a.gt(0.5).countNonZero()),
        new Access("flatNonZero", "f8", NdArray::flatNonZero),
        new Access("copy", "f8", NdArray::copy),
        new Access("taken", "f8", a -> a.get(Index.of(0, LENGTH - 1))),
        new Access("taken in rows", "U2", a -> a.reshape(-1, 2).get(Index.of(LENGTH / 2 - 1))),
        new Access("where a mask is true", "f8", a -> a.get(trues())),
        new Access("a mask", "b1", a -> NdArray.zeros(DType.INT8, BYTES).get(a)),
        new Access("a mask with gaps", "b1", a -> everySecond().get(a.get("::2"))),
        new Access("positions", "i8", a -> NdArray.zeros(DType.INT8, 1).get(a)),
        new Access("put", "f8", a -> set(a, Index.of(0, LENGTH - 1), 1)),
        new Access("put where a mask is true", "f8", a -> set(a, trues(), 1)),
        new Access(
            "put elsewhere", "f8", a -> set(NdArray.zeros(DType.FLOAT64, LENGTH), trues(), a)),
        new Access("flat", "f8", a -> a.flat().getDouble(-1)),
        new Access("flat slice", "f8", a -> a.flat().get(Slice.of(0, 5))),
        new Access("copyBytes", "f8", a -> copyBytes(a)),
        new Access("toString", "f8", NdArray::toString),
        new Access("set", "f8", a -> set(a, 1)),
        new Access("set one", "f8", a -> set(a.get(LENGTH - 1), 1.5)),
        new Access("set one integer", ">i4", a -> set(a.get(LENGTH - 1), 1)),
        new Access("set from an array", "f8", a -> set(a, NdArray.zeros(DType.FLOAT64, LENGTH))),
        new Access("set of text", "U2", a -> set(a, "ab")),
        new Access("setLongs", "i8", a -> setLongs(a)),
        new Access("fillZero", "f8", a -> fillZero(a)),
        new Access("rows", CutRows.SWAPPED, a -> a.asRows(CutRows.TYPE).get(1)),
        new Access("rows set", CutRows.SWAPPED, a -> setRow(a)),
        new Access("read to set another", "f8", a -> set(NdArray.zeros(DType.FLOAT32, LENGTH), a)));
  }

  private static NdArray trues() {
    NdArray mask = NdArray.zeros(DType.BOOL, LENGTH);
    mask.set(true);
    return mask;
  }

  private static NdArray everySecond() {
    return NdArray.zeros(DType.INT8, BYTES).get("::2");
  }

  private static Object set(NdArray array, Index index, Object value) {
    array.set(index, value);
    return array;
  }

  private static Object copyBytes(NdArray array) {
    array.copyBytes(BYTES - 512, new byte[512], 512);
    return array;
  }

  private static Object set(NdArray array, Object value) {
    array.set(value);
    return array;
  }

  private static Object setLongs(NdArray array) {
    array.setLongs(new long[Math.toIntExact(LENGTH)]);
    return array;
  }

  private static Object fillZero(NdArray array) {
    array.fillZero();
    return array;
  }

  private static Object setRow(NdArray array) {
    Rows<CutRows.Row> rows = array.asRows(CutRows.TYPE);
    rows.set(1, NdArray.zeros(array.dtype(), 1).asRows(CutRows.TYPE).get(0));
    return rows;
  }

  @ParameterizedTest
  @MethodSource("accesses")
  void accessAfterCloseSaysWhichFile(Access access) throws IOException {
    Path path = file();
    NdArray array;
    try (Arena arena = Arena.ofShared()) {
      array = map(path, DType.of(access.dtype()), Mode.READ_WRITE, arena);
      assertTrue(access.act().on(array) != null);
    }
    var e = assertThrows(IllegalStateException.class, () -> access.act().on(array));
    assertTrue(String.valueOf(e.getMessage()).contains(path.toString()), e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("accesses")
  void accessToACutFileSaysWhichFile(Access access) throws IOException {
    Path path = file();
    try (Arena arena = Arena.ofShared()) {
      NdArray array = map(path, DType.of(access.dtype()), Mode.READ_WRITE, arena);
      cut(path);
      var e = assertThrows(UncheckedIOException.class, () -> access.act().on(array));
      var cause = assertInstanceOf(StorageException.Malformed.class, e.getCause());
      assertEquals(path, cause.path());
    }
  }

  /// What the compiler makes of a load differs with all that was loaded before, and what the JVM
  /// does where such an instruction faults differs with the instruction: it may end. Hence a JVM
  /// for each.
  @ParameterizedTest
  @ValueSource(strings = {"<i4", "<f8"})
  void compiledAccessToACutFileSaysWhichFile(String dtype) throws Exception {
    accessCutFile(dtype);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"i1", "<i2", "<u4", "<i8", "<f2", "<f4", ">f4", "M8[s]", "<U2"})
  void compiledAccessToACutFileOfOtherDTypesSaysWhichFile(String dtype) throws Exception {
    accessCutFile(dtype);
  }

  private void accessCutFile(String dtype) throws Exception {
    try (var child = TestJvm.start(CutFile.class, file(), dtype)) {
      assertEquals("done", child.rest());
      assertEquals(0, child.exitStatus());
    }
  }

  /// Without AVX other instructions take what they add or multiply from memory.
  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"<f4", "<f8"})
  void accessToACutFileThatIsCompiledForOldProcessorsSaysWhichFile(String dtype) throws Exception {
    try (var child = TestJvm.start(List.of("-XX:UseAVX=0"), CutFile.class, file(), dtype)) {
      assertEquals("done", child.rest());
      assertEquals(0, child.exitStatus());
    }
  }

  @ParameterizedTest
  @MethodSource("rowDTypes")
  void compiledAccessToRowsOfACutFileSaysWhichFile(String dtype) throws Exception {
    try (var child = TestJvm.start(CutFile.class, file(), dtype)) {
      assertEquals("done", child.rest());
      assertEquals(0, child.exitStatus());
    }
  }

  static Stream<String> rowDTypes() {
    return Stream.of(CutRows.TYPE.dtype().descr(), CutRows.SWAPPED);
  }

  @Test
  void readOnlyMappingRefusesToBeSet() throws IOException {
    Path path = file();
    try (Arena arena = Arena.ofShared()) {
      NdArray array = map(path, DType.FLOAT64, Mode.READ_ONLY, arena);
      var e = assertThrows(UnsupportedOperationException.class, () -> array.set(1));
      assertTrue(String.valueOf(e.getMessage()).contains(path.toString()), e.getMessage());
      assertTrue(array.get("1:").isReadOnly());
    }
  }

  @Test
  void copyOnWriteLeavesTheFile() throws IOException {
    Path path = file();
    try (Arena arena = Arena.ofShared()) {
      NdArray array = map(path, DType.FLOAT64, Mode.COPY_ON_WRITE, arena);
      array.set(1);
      assertEquals(LENGTH, array.sum().getDouble());
      assertEquals(0, map(path, DType.FLOAT64, Mode.READ_ONLY, arena).sum().getDouble());
    }
  }

  @Test
  void writtenElementsAreInTheFile() throws IOException {
    Path path = file();
    try (Arena arena = Arena.ofShared()) {
      map(path, DType.of(">i4"), Mode.READ_WRITE, arena).get("1").set(0x01020304);
    }
    byte[] bytes = Files.readAllBytes(path);
    assertEquals(0x0102, bytes[4] << 8 | bytes[5]);
    assertEquals(0, bytes[0]);
  }
}
