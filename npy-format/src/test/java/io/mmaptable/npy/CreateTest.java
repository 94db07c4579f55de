package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.Python;
import io.mmaptable.testsupport.SmallDisk;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreateTest {

  @TempDir private Path directory;

  private static final String OPEN_MEMMAP =
      """
      import sys, numpy as np
      n = 0
      for dtype in ['<f8', '>i2', '|b1', '<U3', '<M8[ns]', [('x', '<f4'), ('y', '<i4', (2,))]]:
          for shape in [(5,), (3, 4), (2, 3, 4), ()]:
              for fortran in (False, True):
                  a = np.lib.format.open_memmap(f'{sys.argv[1]}/{n}.npy', 'w+', np.dtype(dtype), shape, fortran)
                  del a
                  n += 1
      print(n)
      """;

  @Test
  void createdFileIsThatOfOpenMemmap() throws IOException {
    int count = Integer.parseInt(Python.required().run(OPEN_MEMMAP, directory));
    Path path = directory.resolve("created.npy");
    for (int i = 0; i < count; i++) {
      Path expected = directory.resolve(i + ".npy");
      NpyHeader header = Npy.header(expected);
      try (Arena arena = Arena.ofConfined()) {
        NdArray array =
            Npy.create(path, header.dtype(), arena, header.fortranOrder(), header.shape());
        assertArrayEquals(header.shape(), array.shape());
        assertEquals(header.dtype(), array.dtype());
      }
      assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(path), header.toString());
    }
    assertEquals(48, count);
  }

  @Test
  void whatIsSetReachesTheFileInItsOrder() throws IOException {
    Path path = directory.resolve("x.npy");
    try (Arena arena = Arena.ofConfined()) {
      Npy.create(path, DType.INT64, arena, true, 2, 3).get("1, 2").set(7);
      NdArray array = Npy.map(path, Mode.READ_ONLY, arena);
      assertArrayEquals(new long[] {8, 16}, array.strides());
      assertEquals("[[0 0 0]\n [0 0 7]]", array.toString());
    }
  }

  @Test
  void fileIsOfRealBlocks() throws IOException {
    Path path = directory.resolve("x.npy");
    try (Arena arena = Arena.ofConfined()) {
      NdArray _ = Npy.create(path, DType.FLOAT64, arena, 1 << 20);
    }
    assertTrue(DiskUsage.allocatedBytes(path) >= 8 << 20);
  }

  @Test
  void fullDiskLeavesTheOldFile() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 2);
        Arena arena = Arena.ofConfined()) {
      Path path = disk.directory().resolve("x.npy");
      Npy.write(path, NdArray.of(1L, 2L));
      assertThrows(IOException.class, () -> Npy.create(path, DType.INT8, arena, 3 << 20));
      assertEquals("[1 2]", Npy.read(path).toString());
      try (var files = Files.list(disk.directory())) {
        assertEquals(List.of(path), files.toList());
      }
    }
  }

  private static final int WRITERS = 4;
  private static final int ROUNDS = 200;

  /// A block of so many elements is what a writer fills before the next one's begins.
  private static final int BLOCK = 1000;

  private static final long LENGTH = (long) WRITERS * ROUNDS * BLOCK;

  /// Fills each fourth block with the elements' indices. Blocks begin and end inside of pages,
  /// which two writers therefore share.
  static final class Filler {
    public static void main(String[] arguments) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        NdArray array = Npy.map(Path.of(arguments[0]), Mode.READ_WRITE, arena);
        int writer = Integer.parseInt(arguments[1]);
        System.out.println("ready");
        int _ = System.in.read();
        for (long round = 0; round < ROUNDS; round++) {
          long from = (round * WRITERS + writer) * BLOCK;
          for (long i = from; i < from + BLOCK; i++) {
            array.get(i).set(i);
          }
        }
        System.out.println("filled");
      }
    }
  }

  private static final String FILLER =
      """
      import sys, numpy as np
      path, writer, writers, rounds, block = sys.argv[1], *map(int, sys.argv[2:])
      a = np.load(path, mmap_mode='r+')
      print('ready')
      sys.stdin.read(1)
      for r in range(rounds):
          start = (r * writers + writer) * block
          for i in range(start, start + block):
              a[i] = i
      print('filled')
      """;

  private static final String CHECK =
      """
      import sys, numpy as np
      a = np.load(sys.argv[1])
      print((a == np.arange(len(a))).all(), len(a))
      """;

  @Test
  void fourProcessesOfTwoLanguagesFillOneFile() throws IOException {
    Path path = directory.resolve("x.npy");
    try (Arena arena = Arena.ofConfined()) {
      NdArray array = Npy.create(path, DType.INT64, arena, LENGTH);
      fillFromFourProcesses(path);
      for (long i = 0; i < LENGTH; i++) {
        assertEquals(i, array.getLong(i));
      }
    }
    assertEquals("True " + LENGTH, Python.required().run(CHECK, path));
  }

  private static void fillFromFourProcesses(Path path) {
    var writers = new ArrayList<ChildProcess>();
    try {
      for (int i = 0; i < WRITERS; i++) {
        writers.add(
            i % 2 == 0
                ? ChildJvm.start(Filler.class, path, i)
                : Python.required().start(FILLER, path, i, WRITERS, ROUNDS, BLOCK));
      }
      writers.forEach(writer -> writer.awaitLine("ready"));
      // They start when all of them are there.
      writers.forEach(writer -> writer.send("go"));
      writers.forEach(ChildProcess::awaitSuccess);
    } finally {
      writers.forEach(ChildProcess::close);
    }
  }
}
