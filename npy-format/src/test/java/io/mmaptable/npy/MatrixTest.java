package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.testsupport.Python;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every dtype, byte order, memory order and rank, as NumPy wrote them: read, compared value by
/// value, and written again byte by byte. No Python is needed.
class MatrixTest {

  @TempDir private Path directory;

  @Test
  void headersAreReadAsNumPyReadsThem() throws IOException {
    Map<String, byte[]> files = Matrix.members("arrays.npz");
    for (Matrix.Saved saved : Matrix.arrays()) {
      Path path = extract(files, saved.name());
      NpyHeader header = Npy.header(path);
      assertEquals(saved.majorVersion(), header.majorVersion(), saved.name());
      assertEquals(saved.descr(), header.dtype().descr(), saved.name());
      assertEquals(saved.itemSize(), header.dtype().itemSize(), saved.name());
      assertEquals(saved.shape(), LongStream.of(header.shape()).boxed().toList(), saved.name());
      assertEquals(saved.fortranOrder(), header.fortranOrder(), saved.name());
      assertEquals(header.dataOffset() + header.layout().nbytes(), Files.size(path), saved.name());
    }
  }

  @Test
  void valuesAreThoseThatNumPySees() throws IOException {
    Map<String, byte[]> files = Matrix.members("arrays.npz");
    var differences = new StringBuilder();
    try (var npz = Npz.open(Matrix.path("arrays.npz"))) {
      for (Matrix.Saved saved : Matrix.arrays()) {
        Path path = extract(files, saved.name());
        try (Arena arena = Arena.ofConfined()) {
          NdArray mapped = Npy.map(path, Mode.READ_ONLY, arena);
          NdArray copied = Npy.read(path);
          for (NdArray array : List.of(mapped, copied, npz.read(saved.name()))) {
            String difference = ElementValues.difference(array, saved.values());
            if (!difference.isEmpty()) {
              differences.append(saved.name()).append(", ").append(difference).append('\n');
            }
          }
        }
      }
      assertEquals(Matrix.arrays().stream().map(Matrix.Saved::name).toList(), npz.names());
    }
    assertEquals("", differences.toString());
  }

  @Test
  void arraysAreWrittenByteForByteAsNumPySavesThem() throws IOException {
    Map<String, byte[]> files = Matrix.members("arrays.npz");
    for (Matrix.Saved saved : Matrix.arrays()) {
      NdArray array = Npy.view(file(files, saved.name()));
      assertArrayEquals(
          file(files, saved.canonical()), written(array, WriteOptions.DEFAULT), saved.name());
    }
  }

  @Test
  void filesAreReplacedByWhatNumPySaves() throws IOException {
    Map<String, byte[]> files = Matrix.members("arrays.npz");
    Path path = directory.resolve("x.npy");
    for (Matrix.Saved saved : Matrix.arrays()) {
      if (saved.name().endsWith("/5") || saved.name().endsWith("/2x3-fortran")) {
        Npy.write(path, Npy.view(file(files, saved.name())));
        assertArrayEquals(file(files, saved.canonical()), Files.readAllBytes(path), saved.name());
      }
    }
  }

  @Test
  void versionsThatNumPyWasForcedToAreWrittenByteForByte() throws IOException {
    Map<String, byte[]> files = Matrix.members("arrays.npz");
    int compared = 0;
    for (String name : files.keySet()) {
      for (int major = 1; major <= 3; major++) {
        String forced = name.replaceFirst("/version-\\d$", "/version-" + major);
        // A sub-array of sub-arrays is written as one.
        if (forced.equals(name) || name.contains("sub-array-nested")) {
          continue;
        }
        NdArray array = Npy.view(file(files, name));
        WriteOptions options = WriteOptions.DEFAULT.withVersion(major);
        if (files.containsKey(forced)) {
          assertArrayEquals(file(files, forced), written(array, options), forced);
          compared++;
        } else {
          assertThrows(IllegalArgumentException.class, () -> written(array, options), forced);
        }
      }
    }
    assertTrue(compared > 500, compared + " compared");
  }

  @Test
  void matrixIsWhatItsGeneratorMakes() throws IOException {
    Python python = Python.required();
    assumeTrue(
        python.numpyVersion().equals(Matrix.numpyVersion()),
        () -> "the matrix is of NumPy " + Matrix.numpyVersion() + ", not of that in " + python);
    python.run(Files.readString(Matrix.path("generate.py")), directory);
    for (String file :
        List.of("arrays.npz", "arrays.tsv", "headers.npz", "headers.tsv", "dtypes.tsv")) {
      assertEquals(-1, Files.mismatch(Matrix.path(file), directory.resolve(file)), file);
    }
  }

  private static byte[] written(NdArray array, WriteOptions options) throws IOException {
    var out = new ByteArrayOutputStream();
    Npy.write(Channels.newChannel(out), array, options);
    return out.toByteArray();
  }

  /// Each file has a name of its own: to overwrite one again and again would wait for the disk.
  private Path extract(Map<String, byte[]> files, String name) throws IOException {
    return Files.write(directory.resolve(name.replace('/', ' ')), file(files, name));
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    byte[] file = files.get(name);
    if (file == null) {
      throw new AssertionError("no member " + name + " among " + files.size());
    }
    return Arrays.copyOf(file, file.length);
  }
}
