package io.mmaptable.diskarray;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiskArrayTest {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("x.npy");
  }

  /// An array of bytes that differ; truth values are 0 and 1.
  static NdArray filled(DType dtype, long... shape) {
    long size = LongStream.of(shape).reduce(1, (a, b) -> a * b);
    byte[] bytes = new byte[Math.toIntExact(size * dtype.itemSize())];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (dtype.equals(DType.BOOL) ? i % 3 & 1 : 7 * i + 1);
    }
    return NdArray.view(MemorySegment.ofArray(bytes), dtype, false, null, shape);
  }

  static byte[] bytes(NdArray array) {
    NdArray copy = array.copy();
    byte[] bytes = new byte[Math.toIntExact(copy.nbytes())];
    copy.copyBytes(0, bytes, bytes.length);
    return bytes;
  }

  private static long[] shape(long rows, long... itemShape) {
    return LongStream.concat(LongStream.of(rows), LongStream.of(itemShape)).toArray();
  }

  record Kind(String dtype, List<Long> itemShape) {
    DType type() {
      return DType.of(dtype);
    }

    long[] item() {
      return itemShape.stream().mapToLong(Long::longValue).toArray();
    }
  }

  static List<Kind> kinds() {
    var kinds = new ArrayList<Kind>();
    for (String dtype :
        List.of(
            "?",
            "i1",
            "<i2",
            ">i4",
            "<i8",
            "u1",
            ">u2",
            "u4",
            "u8",
            "<f2",
            ">f4",
            "<f4",
            "<f8",
            ">f8",
            "c8",
            ">c16",
            "S5",
            "<U3",
            ">U2",
            "M8[ms]",
            ">m8[25us]",
            "V4",
            "i4,f8")) {
      for (List<Long> item : List.of(List.<Long>of(), List.of(3L), List.of(2L, 3L))) {
        kinds.add(new Kind(dtype, item));
      }
    }
    kinds.add(new Kind("<f4", List.of(2L, 1L, 4L)));
    kinds.add(new Kind("<f4", List.of(0L)));
    kinds.add(new Kind("<f4", List.of(3L, 0L)));
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void rowsOfEveryKindComeBackAsTheyWere(Kind kind) throws IOException {
    NdArray block = filled(kind.type(), shape(5, kind.item()));
    try (DiskArray array = DiskArray.create(file(), kind.type(), kind.item())) {
      assertEquals(0, array.rowCount());
      array.extend(block.rows(0, 3));
      array.extend(block.rows(3, 3));
      array.append(block.get("3"));
      array.append(block.get("4"));
      assertEquals(5, array.rowCount());
      assertArrayEquals(bytes(block), bytes(array.array()));
    }
    try (DiskArray array = DiskArray.open(file(), Mode.READ_ONLY)) {
      assertEquals(kind.type(), array.dtype());
      assertArrayEquals(block.shape(), array.shape());
      assertArrayEquals(bytes(block), bytes(array.array()));
      assertArrayEquals(bytes(block.get("4")), bytes(array.get(-1)));
    }
    assertArrayEquals(bytes(block), bytes(Npy.read(file())));
  }

  @Test
  void javaScalarsAreRowsOfOneElement() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.FLOAT64)) {
      array.append(1.5);
      array.append(2);
      array.append(3L);
      array.append((Object) 2.5f);
      array.append(new double[] {4.5});
      array.extend(new double[] {5, 6});
      array.extend(new int[] {7});
      assertEquals("[1.5 2.  3.  2.5 4.5 5.  6.  7. ]", array.array().toString());
    }
  }

  @Test
  void textAndDatesAreRowsToo() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.of("<U4"))) {
      array.append("Ada");
      array.extend(new String[] {"один", "", "four"});
      assertThrows(IllegalArgumentException.class, () -> array.append("longer"));
      assertEquals("['Ada' 'один' '' 'four']", array.array().toString());
    }
    Path days = directory.resolve("days.npy");
    try (DiskArray array = DiskArray.create(days, DType.of("<M8[D]"))) {
      array.append(LocalDate.of(2026, 2, 28));
      array.extend(new LocalDate[] {LocalDate.EPOCH, null});
      assertEquals("['2026-02-28' '1970-01-01'        'NaT']", array.array().toString());
    }
  }

  static List<Kind> floats() {
    var kinds = new ArrayList<Kind>();
    for (String dtype : List.of("<f4", ">f4", "<f8", ">f8", "<f2")) {
      for (List<Long> item : List.of(List.of(6L), List.of(2L, 3L))) {
        kinds.add(new Kind(dtype, item));
      }
    }
    return kinds;
  }

  @ParameterizedTest
  @MethodSource("floats")
  void elementsInCOrderAreARowOfAnyShape(Kind kind) throws IOException {
    try (DiskArray array = DiskArray.create(file(), kind.type(), kind.item())) {
      array.append(1f, 2f, 3f, 4f, 5f, 6f);
      array.append(1d, 2d, 3d, 4d, 5d, 6d);
      assertEquals(array.get(0).toString(), array.get(1).toString());
      NdArray last = array.get("1, ..., -1");
      assertEquals(6, last.ndim() == 0 ? last.getDouble() : last.getDouble(1));
    }
  }

  record Refusal(String name, String dtype, List<Long> itemShape, Object item, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Refusal> refusedItems() {
    return List.of(
        new Refusal("scalar", "<f8", List.of(2L), 1.5, "shape [] where [2] was expected"),
        new Refusal("too few", "<f8", List.of(3L), new double[2], "2 elements for a row of 3"),
        new Refusal("too many", "<f4", List.of(3L), new float[4], "4 elements for a row of 3"),
        new Refusal(
            "elements of another size",
            "<f8",
            List.of(3L),
            new float[6],
            "6 elements for a row of 3"),
        new Refusal(
            "broadcast", "<i4", List.of(2L, 2L), new int[2], "shape [2] where [2, 2] was expected"),
        new Refusal("text for numbers", "<i4", List.of(), "7", "cannot cast from"),
        new Refusal("floats for ints", "<i4", List.of(), 1.5, "value (1.5) does not fit into <i4"),
        new Refusal("too large", "|u1", List.of(), 256, "value (256) does not fit into |u1"),
        new Refusal("negative", "<u8", List.of(), -1, "value (-1) does not fit into <u8"),
        new Refusal("no array", "<i4", List.of(), new Object(), "value (java.lang.Object)"));
  }

  @ParameterizedTest
  @MethodSource("refusedItems")
  void itemThatDoesNotFitIsRefusedAndNothingChanges(Refusal refusal) throws IOException {
    var kind = new Kind(refusal.dtype(), refusal.itemShape());
    NdArray block = filled(kind.type(), shape(3, kind.item()));
    try (DiskArray array = DiskArray.create(file(), kind.type(), kind.item())) {
      array.extend(block);
    }
    var before = FileTree.snapshot(directory);
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> append(array, refusal.item()))
              .getMessage();
      assertTrue(message.contains(refusal.message()), message);
      assertEquals(3, array.rowCount());
      assertArrayEquals(bytes(block), bytes(array.array()));
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  private static void append(DiskArray array, Object item) throws IOException {
    switch (item) {
      case double[] elements -> array.append(elements);
      case float[] elements -> array.append(elements);
      default -> array.append(item);
    }
  }

  static List<Refusal> refusedBlocks() {
    return List.of(
        new Refusal("scalar", "<f8", List.of(2L), 1.5, "a block of shape [] for an array of"),
        new Refusal("one row", "<f8", List.of(2L), new double[2], "a block of shape [2] for"),
        new Refusal(
            "other items",
            "<f8",
            List.of(2L),
            NdArray.zeros(DType.FLOAT64, 4, 3),
            "shape [4, 3] where [4, 2] was expected"),
        new Refusal(
            "one bad value", "|i1", List.of(), new int[] {1, 2, 300}, "value (300) does not fit"),
        new Refusal(
            "other kind", "<i8", List.of(), new double[] {1}, "cannot cast from <f8 to <i8"),
        new Refusal("negative", "|u1", List.of(), new int[] {1, -1}, "value (-1) does not fit"));
  }

  @ParameterizedTest
  @MethodSource("refusedBlocks")
  void blockThatDoesNotFitIsRefusedAndNothingChanges(Refusal refusal) throws IOException {
    var kind = new Kind(refusal.dtype(), refusal.itemShape());
    NdArray block = filled(kind.type(), shape(3, kind.item()));
    try (DiskArray array = DiskArray.create(file(), kind.type(), kind.item())) {
      array.extend(block);
      String message =
          assertThrows(IllegalArgumentException.class, () -> array.extend(refusal.item()))
              .getMessage();
      assertTrue(message.contains(refusal.message()), message);
      assertArrayEquals(bytes(block), bytes(array.array()));
      array.extend(block);
      assertEquals(6, array.rowCount());
    }
  }

  @Test
  void unsignedRowsAreGivenAsJavasIntegers() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.UINT8, 2)) {
      array.append(new int[] {1, 2});
      array.extend(new int[][] {{3, 4}, {5, 255}});
      assertEquals("[[  1   2]\n [  3   4]\n [  5 255]]", array.array().toString());
    }
  }

  @Test
  void growthOverManyStepsKeepsOldViewsRight() throws IOException {
    var views = new ArrayList<NdArray>();
    try (DiskArray array = DiskArray.create(file(), DType.INT64, 4)) {
      long rows = 0;
      for (int step = 1; rows < 200_000; step += step / 2 + 1) {
        NdArray block = NdArray.zeros(DType.INT64, step, 4);
        for (long row = 0; row < step; row++) {
          block.get(row).set(new long[] {rows + row, -1, 7, -rows - row});
        }
        array.extend(block);
        rows += step;
        views.add(array.array());
      }
      for (NdArray view : views) {
        long length = view.shape()[0];
        for (long row : new long[] {0, length / 2, length - 1}) {
          assertEquals(row, view.getLong(row, 0));
          assertEquals(-row, view.getLong(row, 3));
        }
      }
      views.getFirst().get(0, 1).set(99);
      assertEquals(99, views.getLast().getLong(0, 1), "views show the same memory");
    }
  }

  @Test
  void countOfManyDigitsIsStoredInSteps() throws IOException {
    // Rows without elements take no room, so that there may be many.
    try (DiskArray array = DiskArray.create(file(), DType.INT64, 0)) {
      array.extend(NdArray.zeros(DType.INT64, 99_999_999, 0));
      assertEquals(99_999_999, Npy.header(file()).shape()[0]);
      array.append(NdArray.zeros(DType.INT64, 0));
      assertEquals(100_000_000, Npy.header(file()).shape()[0]);
      array.extend(NdArray.zeros(DType.INT64, 12_345_678_901_234L, 0));
    }
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      assertEquals(12_345_778_901_234L, array.rowCount());
      array.append(NdArray.zeros(DType.INT64, 0));
      assertEquals(12_345_778_901_235L, Npy.header(file()).shape()[0]);
    }
  }

  @Test
  void capacityIsTrimmedOnClose() throws IOException {
    DiskArray array = DiskArray.create(file(), DType.INT32, 3);
    long header = Files.size(file());
    array.extend(NdArray.zeros(DType.INT32, 10, 3));
    assertTrue(Files.size(file()) > header + 120, "capacity");
    array.close();
    assertEquals(header + 120, Files.size(file()));
  }

  @Test
  void noSidecarIsLeftAfterClose() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT32)) {
      array.append(1);
      assertTrue(Files.exists(directory.resolve(".x.npy.lock")));
      assertTrue(Files.exists(directory.resolve(".x.npy.journal")));
      array.flush();
    }
    assertEquals(List.of("x.npy"), List.copyOf(FileTree.snapshot(directory).keySet()));
  }

  @Test
  void reopenedArrayGrowsOn() throws IOException {
    DiskArray.create(file(), DType.INT32).close();
    for (int i = 0; i < 5; i++) {
      try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
        assertEquals(i, array.rowCount());
        assertTrue(array.recoveryNote().isEmpty());
        array.append(i);
      }
    }
    assertEquals("[0 1 2 3 4]", Npy.read(file()).toString());
  }

  @Test
  void threadsMayAppendAtTheSameTime() throws Exception {
    try (DiskArray array = DiskArray.create(file(), DType.INT64, 8);
        var threads = Executors.newFixedThreadPool(4)) {
      var work = new ArrayList<Callable<Boolean>>();
      for (long thread = 0; thread < 4; thread++) {
        long[] row = LongStream.generate(new Repeated(thread)::value).limit(8).toArray();
        work.add(
            () -> {
              for (int i = 0; i < 500; i++) {
                array.append(row);
              }
              return true;
            });
      }
      for (var done : threads.invokeAll(work)) {
        assertTrue(done.get());
      }
      assertEquals(2000, array.rowCount());
      NdArray all = array.array();
      long[] counts = new long[4];
      for (long row = 0; row < 2000; row++) {
        assertEquals(all.getLong(row, 0), all.getLong(row, 7));
        counts[(int) all.getLong(row, 0)]++;
      }
      assertArrayEquals(new long[] {500, 500, 500, 500}, counts);
    }
  }

  private record Repeated(long value) {}

  @Test
  void elementsAreSetInPlace() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT32)) {
      array.extend(new int[] {1, 2, 3});
      array.array().get(1).set(20);
    }
    assertEquals("[ 1 20  3]", Npy.read(file()).toString());
  }

  @Test
  void copyOnWriteSetsElementsInMemoryOnly() throws IOException {
    Npy.write(file(), NdArray.of(1L, 2L, 3L));
    var before = FileTree.snapshot(directory);
    try (DiskArray array = DiskArray.open(file(), Mode.COPY_ON_WRITE)) {
      NdArray view = array.array();
      view.get(1).set(20);
      assertEquals("[ 1 20  3]", view.toString());
      assertEquals(20, array.get(1).getLong());
      assertThrows(UnsupportedOperationException.class, () -> array.append(4L));
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void readOnlyArrayRefusesToChange() throws IOException {
    Npy.write(file(), NdArray.of(1L, 2L, 3L));
    var before = FileTree.snapshot(directory);
    try (DiskArray array = DiskArray.open(file(), Mode.READ_ONLY)) {
      String message =
          assertThrows(UnsupportedOperationException.class, () -> array.append(4L)).getMessage();
      assertEquals(file() + " was opened with mode r; open it with mode r+ to append", message);
      assertThrows(UnsupportedOperationException.class, () -> array.extend(new long[0]));
      NdArray view = array.array();
      assertThrows(UnsupportedOperationException.class, () -> view.set(0));
      array.flush();
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void rowsAreFoundFromEitherEnd() throws IOException {
    Npy.write(file(), filled(DType.INT16, 4, 2));
    try (DiskArray array = DiskArray.open(file(), Mode.READ_ONLY)) {
      assertEquals(array.get(0).toString(), array.get(-4).toString());
      assertEquals(array.get("1:3, ::-1").toString(), array.array().get("1:3, ::-1").toString());
      assertThrows(IndexOutOfBoundsException.class, () -> array.get(4));
      assertThrows(IndexOutOfBoundsException.class, () -> array.get(-5));
      assertThrows(IllegalArgumentException.class, () -> array.get("1:x"));
    }
  }

  @Test
  void useAfterCloseNamesTheFile() throws IOException {
    DiskArray array = DiskArray.create(file(), DType.INT64);
    array.extend(new long[] {1, 2});
    NdArray view = array.array();
    array.close();
    array.close();
    String expected = file() + " has been closed";
    for (var use :
        List.<Executable>of(
            array::array,
            array::flush,
            array::refresh,
            () -> array.get(0),
            () -> array.get("0"),
            () -> array.append(1L),
            () -> array.append(1.0, 2.0),
            () -> array.extend(new long[] {1}))) {
      assertEquals(expected, assertThrows(IllegalStateException.class, use).getMessage());
    }
    assertEquals(2, array.rowCount());
    String message = assertThrows(IllegalStateException.class, () -> view.getLong(0)).getMessage();
    assertTrue(message.contains(file().toString()), message);
    assertEquals("DiskArray(" + file() + ", shape=[2], dtype=<i8, mode=r+)", array.toString());
  }

  @Test
  void whatIsThereAlreadyIsNotReplaced() throws IOException {
    Npy.write(file(), NdArray.of(1L));
    var before = FileTree.snapshot(directory);
    assertThrows(FileAlreadyExistsException.class, () -> DiskArray.create(file(), DType.INT64));
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void negativeDimensionMakesNoFile() throws IOException {
    assertThrows(
        IllegalArgumentException.class, () -> DiskArray.create(file(), DType.INT64, 2, -1));
    assertTrue(FileTree.snapshot(directory).isEmpty());
  }

  @Test
  void directoryThatIsMissingIsNamed() {
    Path missing = directory.resolve("missing/x.npy");
    String message =
        assertThrows(NoSuchFileException.class, () -> DiskArray.create(missing, DType.INT64))
            .getMessage();
    assertTrue(message.contains(directory.resolve("missing").toString()), message);
    assertThrows(NoSuchFileException.class, () -> DiskArray.open(file(), Mode.READ_WRITE));
    assertThrows(NoSuchFileException.class, () -> DiskArray.open(file(), Mode.READ_ONLY));
  }

  record Unfit(String name, Class<? extends StorageException> kind, Maker maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Maker {
    void make(Path path) throws Exception;
  }

  static Stream<Unfit> unfitFiles() {
    return Stream.of(
        new Unfit(
            "text",
            StorageException.Malformed.class,
            path -> Files.writeString(path, "x,y\n1,2\n".repeat(20))),
        new Unfit("empty", StorageException.Malformed.class, Files::createFile),
        new Unfit("directory", StorageException.Unsupported.class, Files::createDirectory),
        new Unfit(
            "0-d",
            StorageException.Unsupported.class,
            path -> Npy.write(path, NdArray.zeros(DType.INT64))),
        new Unfit(
            "cut short",
            StorageException.Malformed.class,
            path -> {
              Npy.write(path, NdArray.zeros(DType.INT64, 100));
              byte[] whole = Files.readAllBytes(path);
              Files.write(path, Arrays.copyOf(whole, whole.length - 9));
            }),
        new Unfit(
            "FIFO",
            StorageException.Unsupported.class,
            path ->
                assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor())));
  }

  @ParameterizedTest
  @MethodSource("unfitFiles")
  void fileThatIsNoArrayIsRefusedAndLeftAsItIs(Unfit unfit) throws Exception {
    unfit.maker().make(file());
    var before = FileTree.snapshot(directory);
    for (Mode mode : Mode.values()) {
      StorageException refused =
          assertThrows(unfit.kind(), () -> DiskArray.open(file(), mode).close());
      assertEquals(file(), refused.path());
      assertEquals(before, FileTree.snapshot(directory));
    }
  }

  @Test
  void fileOfSomebodyElseIsExtendedInPlace() throws IOException {
    NdArray block = filled(DType.of("<i2"), 4, 3);
    Npy.write(file(), block.rows(0, 2));
    Object key = Files.getAttribute(file(), "unix:ino");
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      NdArray before = array.array();
      array.extend(block.rows(2, 4));
      assertArrayEquals(bytes(block), bytes(array.array()));
      assertArrayEquals(bytes(block.rows(0, 2)), bytes(before));
    }
    assertEquals(key, Files.getAttribute(file(), "unix:ino"));
    assertArrayEquals(bytes(block), bytes(Npy.read(file())));
    assertEquals(1, FileTree.snapshot(directory).size());
  }

  @Test
  void openingForWritingAloneChangesNothing() throws IOException {
    Npy.write(file(), filled(DType.FLOAT32, 4, 3));
    var before = FileTree.snapshot(directory);
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      array.extend(NdArray.zeros(DType.FLOAT32, 0, 3));
      array.flush();
    }
    assertEquals(before, FileTree.snapshot(directory));
  }

  @Test
  void fortranOrderGrowsAlongTheLastAxis() throws IOException {
    NdArray first = filled(DType.INT32, 4, 3, 2).transpose(); // shape (2, 3, 4)
    Npy.write(file(), first);
    assertTrue(Npy.header(file()).fortranOrder());
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      assertEquals(2, array.growthAxis());
      assertEquals(4, array.rowCount());
      array.append(first.get("..., 0"));
      array.extend(first.get("..., 1:3"));
      assertArrayEquals(new long[] {2, 3, 7}, array.shape());
      assertArrayEquals(bytes(first.get("..., 2")), bytes(array.get(-1)));
      assertThrows(
          IllegalArgumentException.class, () -> array.extend(NdArray.zeros(DType.INT32, 7, 3, 2)));
    }
    NdArray all = Npy.read(file());
    assertTrue(Npy.header(file()).fortranOrder());
    assertArrayEquals(bytes(first), bytes(all.get("..., :4")));
    assertArrayEquals(bytes(first.get("..., :3")), bytes(all.get("..., 4:")));
  }

  @Test
  void fortranOrderTakesFloatElementsInCOrder() throws IOException {
    Npy.write(file(), NdArray.zeros(DType.FLOAT64, 1, 3, 2).transpose());
    try (DiskArray array = DiskArray.open(file(), Mode.READ_WRITE)) {
      array.append(1d, 2d, 3d, 4d, 5d, 6d);
      assertEquals("[[1. 2. 3.]\n [4. 5. 6.]]", array.get(1).toString());
    }
  }

  @Test
  void arrayIsAppendedToItself() throws IOException {
    try (DiskArray array = DiskArray.create(file(), DType.INT32)) {
      array.extend(new int[] {1, 2, 3});
      for (int i = 0; i < 12; i++) {
        array.extend(array.array());
      }
      assertEquals(3 << 12, array.rowCount());
      assertEquals(3, array.get(-1).getLong());
      assertFalse(array.array().isReadOnly());
    }
  }
}
