package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.testsupport.AotCache;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.testsupport.MemoryTempDir;
import io.mmaptable.testsupport.SmallDisk;
import io.mmaptable.testsupport.Strace;
import io.mmaptable.testsupport.TestSeed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Writers that are killed, and disks that are full: the array is as before or as after.
/// `-Dmmaptable.seed=N` repeats the choices of a run, and `-Dio.mmaptable.killSteps=N` says at how
/// many steps of each operation a writer is killed.
class CrashTest {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED");

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private final Random random = TestSeed.random(CrashTest.class);

  @Test
  void aWriterKilledAtAStepHasWrittenAllOrNothing() throws IOException {
    killAtSteps(1);
  }

  @Test
  @Tag("long")
  void aWriterKilledAtManyStepsHasWrittenAllOrNothing() throws IOException {
    killAtSteps(Integer.getInteger("io.mmaptable.killSteps", 15));
  }

  private void killAtSteps(int most) throws IOException {
    Strace strace = Strace.required();
    AotCache cache = AotCache.in(directory.resolve("classes"));
    Path array = directory.resolve("trained");
    try (ChildProcess child =
        cache.train(OPTIONS, Operation.class, Operation.CREATE_SHARDS, array)) {
      child.send("");
      child.awaitSuccess();
    }
    for (Operation operation : Operation.values()) {
      killAtSteps(strace, cache, operation, most);
    }
  }

  private void killAtSteps(Strace strace, AotCache cache, Operation operation, int most)
      throws IOException {
    Path log = directory.resolve("log");
    Path array = directory.resolve("place").resolve("x");
    try (ChildProcess child = start(cache, operation, array);
        ChildProcess _ = strace.list(Long.parseLong(child.nextLine()), log)) {
      child.send("");
      child.awaitSuccess();
    }
    assertRows(Operation.rows(), array);
    Set<String> files = FileTree.snapshot(array.getParent()).keySet();
    List<Strace.Call> steps = new ArrayList<>(Strace.calls(log));
    while (steps.size() > most) {
      steps.remove(random.nextInt(steps.size()));
    }
    boolean wasDone = false;
    for (Strace.Call step : steps) {
      try (ChildProcess child = start(cache, operation, array);
          ChildProcess _ = strace.killAt(Long.parseLong(child.nextLine()), step)) {
        child.send("");
        assertEquals(137, child.exitStatus(), operation + ": " + step.text());
      }
      boolean isDone = isDone(operation, array);
      assertTrue(isDone || !wasDone, () -> operation + ": undone at " + step.text());
      wasDone = isDone;
      if (isDone) {
        appendNothing(array);
      } else {
        operation.apply(array);
      }
      assertRows(Operation.rows(), array);
      assertEquals(
          files, FileTree.snapshot(array.getParent()).keySet(), operation + ": " + step.text());
    }
  }

  private static void appendNothing(Path array) throws IOException {
    try (var writer = ZarrWriter.appendTo(array)) {
      writer.finish();
    }
  }

  private static ChildProcess start(AotCache cache, Operation operation, Path array)
      throws IOException {
    FileTree.delete(array.getParent());
    Files.createDirectories(array.getParent());
    operation.prepare(array);
    return cache.start(OPTIONS, Operation.class, operation, array);
  }

  private static boolean isDone(Operation operation, Path array) throws IOException {
    if (!Files.exists(array)) {
      assertTrue(operation.creates());
      return false;
    }
    if (ZarrArray.open(array).rowCount() == Operation.rows().shape()[0]) {
      return true;
    }
    assertFalse(operation.creates());
    assertRows(operation.before(), array);
    return false;
  }

  private static void assertRows(NdArray rows, Path path) throws IOException {
    ZarrArray array = ZarrArray.open(path);
    assertArrayEquals(Samples.bytes(rows), Samples.bytes(array.read()));
    assertEquals(List.of(), array.verify());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1 << 17})
  void aFullDiskLeavesTheArrayAsItWas(long shardRows) throws IOException {
    try (var disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
      Path path = disk.directory().resolve("x");
      NdArray rows = Samples.random(DType.INT64, random, 1 << 18);
      ZarrLayout layout = ZarrLayout.of(DType.INT64).chunkRows(1 << 14).shardRows(shardRows);
      Path ballast = Files.write(disk.directory().resolve("ballast"), new byte[3 << 20]);
      var e = assertThrows(IOException.class, () -> ZarrWriter.write(path, layout, rows));
      assertTrue(String.valueOf(e.getMessage()).contains(disk.directory().toString()), e::toString);
      assertEquals(List.of("ballast"), names(disk.directory()));
      NdArray some = rows.rows(0, 20_000);
      ZarrWriter.write(path, layout, some);
      for (int round = 0; round < 2; round++) {
        try (var writer = ZarrWriter.appendTo(path)) {
          assertThrows(
              IOException.class,
              () -> {
                writer.write(rows.rows(20_000, 1 << 18));
                writer.finish();
              });
          assertThrows(IllegalStateException.class, () -> writer.write(some));
        }
        assertRows(some, path);
      }
      Files.delete(ballast);
      try (var writer = ZarrWriter.appendTo(path)) {
        writer.write(rows.rows(20_000, 200_000));
        writer.finish();
      }
      assertRows(rows.rows(0, 200_000), path);
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }

  @Test
  void whatIsNotFinishedIsGone() throws IOException {
    Path path = directory.resolve("x");
    NdArray rows = Samples.random(DType.INT32, random, 100);
    ZarrLayout layout = ZarrLayout.of(DType.INT32).chunkRows(7).shardRows(14);
    try (var writer = ZarrWriter.create(path, layout)) {
      writer.write(rows);
    }
    assertEquals(List.of(), names(directory));
    ZarrWriter.write(path, layout, rows);
    try (var writer = ZarrWriter.appendTo(path)) {
      writer.write(rows);
      assertThrows(StorageException.Locked.class, () -> ZarrWriter.appendTo(path));
    }
    assertRows(rows, path);
    try (var writer = ZarrWriter.appendTo(path)) {
      writer.finish();
      assertThrows(IllegalStateException.class, writer::finish);
    }
    assertRows(rows, path);
    assertEquals(false, Files.exists(path.resolve(".lock")));
  }

  @Test
  void whatAKilledWriterOfANewArrayLeftGoesWhenTheArrayIsMade() throws IOException {
    Path path = directory.resolve("x");
    ZarrLayout layout = ZarrLayout.of(DType.INT32);
    Files.createDirectories(directory.resolve(".x.scratch/array/c"));
    Files.write(directory.resolve(".x.scratch/array/c/0"), new byte[100]);
    Files.writeString(directory.resolve(".x.scratch.lock"), "1");
    ZarrWriter.write(path, layout, NdArray.arange(3));
    assertEquals(List.of("x"), names(directory));
    Files.writeString(directory.resolve(".x.scratch.lock"), "1"); // killed as the last thing
    assertThrows(FileAlreadyExistsException.class, () -> ZarrWriter.create(path, layout));
    assertEquals(List.of("x"), names(directory));
  }

  @Test
  void anArrayIsMadeByOneWriterAtATime() throws IOException {
    Path path = directory.resolve("x");
    ZarrLayout layout = ZarrLayout.of(DType.INT32);
    try (var writer = ZarrWriter.create(path, layout)) {
      writer.write(NdArray.arange(3).astype(DType.INT32));
      var e = assertThrows(StorageException.Locked.class, () -> ZarrWriter.create(path, layout));
      assertEquals(path, e.path());
      writer.finish();
    }
    assertEquals(3, ZarrArray.open(path).rowCount());
  }

  @ParameterizedTest
  @EnumSource
  void whatAKilledWriterAppendedGoesWhenTheNextOneAppends(ChunkKeys keys) throws IOException {
    Path path = directory.resolve("x");
    ZarrLayout layout = ZarrLayout.of(DType.INT32, 2).chunkRows(3).shardRows(0).chunkKeys(keys);
    NdArray rows = Samples.random(DType.INT32, random, 8, 2);
    ZarrWriter.write(path, layout, rows);
    Set<String> files = FileTree.snapshot(path).keySet();
    Path last = path.resolve(keys.key(new long[] {2, 0}));
    Path farther = path.resolve(keys.key(new long[] {7, 0}));
    for (Path file : List.of(last, farther)) {
      Files.createDirectories(FileOps.parent(file));
      Files.write(FileOps.temporaryBeside(file), new byte[10]);
    }
    Files.write(FileOps.temporaryBeside(path.resolve("zarr.json")), new byte[10]);
    Files.write(farther, new byte[10]);
    Files.writeString(path.resolve(".lock"), "1");
    Files.writeString(FileOps.parent(last).resolve("notes"), "somebody's");
    try (var writer = ZarrWriter.appendTo(path)) {
      writer.finish();
    }
    Set<String> after = new TreeSet<>(FileTree.snapshot(path).keySet());
    after.removeIf(name -> name.endsWith("notes") || Files.isDirectory(path.resolve(name)));
    Set<String> expected = new TreeSet<>(files);
    expected.removeIf(name -> Files.isDirectory(path.resolve(name)));
    assertEquals(expected, after);
    assertEquals(true, Files.exists(FileOps.parent(last).resolve("notes")));
    assertRows(rows, path);
  }

  @Test
  void readersBesideAWriterSeeAPrefix() throws Exception {
    Path path = directory.resolve("x");
    NdArray rows = Samples.random(DType.INT32, random, 3000, 4);
    ZarrLayout layout = Samples.STYLES.getFirst().layout(DType.INT32, "gzip:1,crc32c", 4);
    ZarrWriter.write(path, layout.chunkRows(64).shardRows(1024), rows.rows(0, 10));
    var reader = new Thread(() -> readUntilWhole(path, rows));
    var failure = new Throwable[1];
    reader.setUncaughtExceptionHandler((_, e) -> failure[0] = e);
    reader.start();
    for (long count = 10; count < 3000; count += 10) {
      try (var writer = ZarrWriter.appendTo(path)) {
        writer.write(rows.rows(count, count + 10));
        writer.finish();
      }
    }
    reader.join();
    assertEquals(null, failure[0]);
  }

  private static void readUntilWhole(Path path, NdArray rows) {
    try {
      long seen = 0;
      while (seen < 3000) {
        ZarrArray array = ZarrArray.open(path);
        assertTrue(array.rowCount() >= seen);
        seen = array.rowCount();
        assertArrayEquals(Samples.bytes(rows.rows(0, seen)), Samples.bytes(array.read()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Writes more than the heap holds, and reads it again.
  static final class Large {
    private static final int BLOCKS = 300;

    private Large() {}

    static void main(String... arguments) throws IOException {
      Path path = Path.of(arguments[0]);
      NdArray block = NdArray.arange(1 << 17);
      try (var writer = ZarrWriter.create(path, ZarrLayout.of(DType.INT64))) {
        for (int i = 0; i < BLOCKS; i++) {
          writer.write(block.add((long) i));
        }
        writer.finish();
      }
      ZarrArray array = ZarrArray.open(path);
      long sum = array.blocks().mapToLong(rows -> rows.sum().getLong()).sum();
      long expected = BLOCKS * block.sum().getLong() + (1L << 17) * BLOCKS * (BLOCKS - 1) / 2;
      System.out.println(sum == expected && array.verify().isEmpty());
    }
  }

  @Test
  void memoryStaysSmallHoweverLargeTheArrayIs() {
    List<String> options = List.of("-Xmx96m", "-XX:MaxDirectMemorySize=64m");
    try (ChildProcess child = ChildJvm.start(options, Large.class, directory.resolve("x"))) {
      assertEquals("true", child.awaitSuccess().strip());
    }
  }
}
