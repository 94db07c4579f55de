package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.Python;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

  @TempDir private Path directory;

  private byte[] npy(NdArray array) throws IOException {
    Path path = directory.resolve("member.npy");
    Npy.write(path, array);
    return Files.readAllBytes(path);
  }

  private Path archive(String name, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return Files.write(directory.resolve("x.npz"), bytes.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"savez", "savez_compressed"})
  void archivesOfNumPyAreRead(String save) throws IOException {
    Path path = directory.resolve("x.npz");
    String _ =
        Python.required()
            .run(
                "import sys, numpy as np; np."
                    + save
                    + "(sys.argv[1], np.arange(3), b=np.asfortranarray([[1., 2.], [3., 4.]]),"
                    + " **{'dir/c': np.array('a'), '\\u00e9': np.zeros((0, 2))})",
                path);
    try (var npz = Npz.open(path)) {
      assertEquals(List.of("b", "dir/c", "é", "arr_0"), npz.names());
      assertEquals("[0 1 2]", npz.read("arr_0").toString());
      assertEquals("[[1. 2.]\n [3. 4.]]", npz.read("b").toString());
      assertTrue(npz.header("b").fortranOrder());
      assertEquals("'a'", npz.read("dir/c").toString());
      assertEquals(0, npz.read("é").size());
      assertEquals("[0 1 2]", npz.read("arr_0.npy").toString());
    }
  }

  @Test
  void missingMemberIsRefusedWithThoseThereAre() throws IOException {
    try (var npz = Npz.open(archive("a.npy", npy(NdArray.of(1L))))) {
      var e = assertThrows(NoSuchElementException.class, () -> npz.read("b"));
      assertTrue(String.valueOf(e.getMessage()).endsWith("it has [a]"), e.getMessage());
    }
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    Path path = directory.resolve("x.npz");
    assertThrows(NoSuchFileException.class, () -> Npz.open(path));
    assertThrows(StorageException.Unsupported.class, () -> Npz.open(directory));
    for (byte[] bytes : List.of(new byte[0], npy(NdArray.of(1L)))) {
      Files.write(path, bytes);
      var e = assertThrows(StorageException.Malformed.class, () -> Npz.open(path));
      assertEquals(path, e.path());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npy", "a\u0000b.npy", "/etc/passwd", "../up.npy", "a"})
  void memberThatIsNoNpyFileIsRefusedByTheArchivesPath(String name) throws IOException {
    Path path = archive(name, "nonsense".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    try (var npz = Npz.open(path)) {
      String member = npz.names().getFirst();
      for (var read :
          List.<org.junit.jupiter.api.function.Executable>of(
              () -> npz.read(member), () -> npz.header(member))) {
        var e = assertThrows(StorageException.Malformed.class, read);
        assertEquals(path, e.path());
        assertTrue(String.valueOf(e.getMessage()).contains("member '" + member + "'"));
      }
    }
  }

  @Test
  void shortMemberIsRefused() throws IOException {
    byte[] whole = npy(NdArray.of(1L, 2L));
    for (int length = 0; length < whole.length; length += 5) {
      try (var npz = Npz.open(archive("a.npy", Arrays.copyOf(whole, length)))) {
        assertThrows(StorageException.Malformed.class, () -> npz.read("a"));
      }
    }
  }

  @Test
  void memberWithMoreThanItsElementsIsRead() throws IOException {
    byte[] whole = npy(NdArray.of(1L, 2L));
    try (var npz = Npz.open(archive("a.npy", Arrays.copyOf(whole, whole.length + 100_000)))) {
      assertEquals("[1 2]", npz.read("a").toString());
    }
  }

  @Test
  void headerThatPromisesTooMuchAllocatesNothing() throws IOException {
    byte[] header = Npy.canonicalHeader(DType.FLOAT64, new long[] {1L << 50}, false);
    try (var npz = Npz.open(archive("a.npy", header))) {
      assertThrows(StorageException.Malformed.class, () -> npz.read("a"));
    }
  }

  @Test
  void severalThreadsReadOneArchive() throws IOException {
    Path path = directory.resolve("x.npz");
    Map<String, NdArray> arrays =
        Map.of("x", NdArray.of(1L, 2L), "y", NdArray.zeros(DType.FLOAT64, 100_000));
    for (NpzStorage storage : List.of(NpzStorage.stored(), NpzStorage.deflated())) {
      Npz.write(path, arrays, storage);
      try (var npz = Npz.open(path)) {
        List<String> read =
            IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> assertDoesNotThrow(() -> npz.read(i % 2 == 0 ? "x" : "y")))
                .map(array -> array.sum().toString())
                .distinct()
                .toList();
        assertEquals(List.of("3", "0."), read);
      }
    }
  }
}
