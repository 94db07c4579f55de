package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzMapTest {

  @TempDir private Path directory;

  private Path archive(NpzStorage storage) throws IOException {
    Path path = directory.resolve("x.npz");
    Npz.write(path, Map.of("x", NdArray.of(1.5, 2.5, 3.5)), storage);
    return path;
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void storedMemberIsMappedWhereverItBegins(Mode mode) throws IOException {
    Path path = archive(NpzStorage.stored());
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      NdArray mapped = npz.map("x", mode, arena);
      assertNotEquals(0, mapped.asSegment().address() % 8);
      assertTrue(mapped.asSegment().isMapped());
      assertEquals("[1.5 2.5 3.5]", mapped.toString());
      assertEquals(7.5, mapped.sum().getDouble());
      assertEquals(mode == Mode.READ_ONLY, mapped.isReadOnly());
    }
  }

  @Test
  void mappedMemberIsAlignedWhereTheArchiveIs() throws IOException {
    try (var npz = Npz.open(archive(NpzStorage.aligned()));
        Arena arena = Arena.ofConfined()) {
      assertEquals(0, npz.map("x", Mode.READ_ONLY, arena).asSegment().address() % 64);
    }
  }

  @Test
  void compressedMemberIsNotMapped() throws IOException {
    try (var npz = Npz.open(archive(NpzStorage.deflated()));
        Arena arena = Arena.ofConfined()) {
      assertFalse(npz.isStored("x"));
      var e =
          assertThrows(
              StorageException.Unsupported.class, () -> npz.map("x", Mode.READ_ONLY, arena));
      assertTrue(
          String.valueOf(e.getMessage()).contains("member 'x': is compressed and cannot be mapped"),
          e.getMessage());
    }
  }

  @Test
  void copyOnWriteLeavesTheArchiveAsItWas() throws IOException {
    Path path = archive(NpzStorage.stored());
    byte[] before = Files.readAllBytes(path);
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      NdArray mapped = npz.map("x", Mode.COPY_ON_WRITE, arena);
      mapped.set(9);
      assertEquals("[9. 9. 9.]", mapped.toString());
      assertEquals("[1.5 2.5 3.5]", npz.read("x").toString());
    }
    assertArrayEquals(before, Files.readAllBytes(path));
  }

  @Test
  void elementsThatAreSetAreRefusedUntilTheChecksumIsUpdated() throws IOException {
    Path path = archive(NpzStorage.stored());
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      npz.map("x", Mode.READ_WRITE, arena).get("1").set(9);
      var e = assertThrows(StorageException.Malformed.class, () -> npz.read("x"));
      assertTrue(
          String.valueOf(e.getMessage()).contains("member 'x': does not match its checksum"),
          e.getMessage());
      npz.updateChecksum("x");
      assertEquals("[1.5 9.  3.5]", npz.read("x").toString());
    }
    assertEquals("[1.5 9.  3.5]", loaded(path));
  }

  private static String loaded(Path path) {
    return Python.required().run("import sys, numpy as np; print(np.load(sys.argv[1])['x'])", path);
  }

  /// With and without the signature that a descriptor may begin with.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void checksumBehindTheBytesIsUpdated(boolean hasSignature) throws IOException {
    Path path = directory.resolve("x.npz");
    String script =
        """
        import io, sys, zipfile, numpy as np
        class Pipe(io.RawIOBase):
            def __init__(self): self.bytes = b''
            def writable(self): return True
            def write(self, b): self.bytes += bytes(b); return len(b)
        out = Pipe()
        np.savez(out, x=[1.5, 2.5, 3.5])
        b = out.bytes
        if sys.argv[2] == 'false':
            b = b.replace(b'PK\\x07\\x08', b'')
            b = b[:-6] + (int.from_bytes(b[-6:-2], 'little') - 4).to_bytes(4, 'little') + b[-2:]
        open(sys.argv[1], 'wb').write(b)
        """;
    String _ = Python.required().run(script, path, hasSignature);
    byte[] before = Files.readAllBytes(path);
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      npz.map("x", Mode.READ_WRITE, arena).get("1").set(9);
      npz.updateChecksum("x");
      assertEquals("[1.5 9.  3.5]", npz.read("x").toString());
      npz.map("x", Mode.READ_WRITE, arena).get("1").set(2.5);
      byte[] meanwhile = Files.readAllBytes(path);
      npz.updateChecksum("x");
      assertArrayEquals(before, Files.readAllBytes(path));
      int changed = 0;
      for (int i = 0; i < before.length; i++) {
        changed += before[i] == meanwhile[i] ? 0 : 1;
      }
      assertTrue(changed > 4, "the checksum was there twice: " + changed);
    }
    assertEquals("[1.5 2.5 3.5]", loaded(path));
  }

  @Test
  void viewOutlivesTheArchive() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      NdArray mapped;
      try (var npz = Npz.open(archive(NpzStorage.stored()))) {
        mapped = npz.map("x", Mode.READ_ONLY, arena);
      }
      assertEquals("[1.5 2.5 3.5]", mapped.toString());
    }
  }

  @Test
  void memberWithoutElementsIsMapped() throws IOException {
    Path path = directory.resolve("x.npz");
    Npz.write(path, Map.of("x", NdArray.zeros(DType.FLOAT64, 0, 3)));
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      assertEquals(0, npz.map("x", Mode.READ_WRITE, arena).size());
    }
  }

  @Test
  void closedArchiveSaysSo() throws IOException {
    Path path = archive(NpzStorage.stored());
    var npz = Npz.open(path);
    npz.close();
    var e = assertThrows(IllegalStateException.class, () -> npz.read("x"));
    assertEquals(path + " has been closed", e.getMessage());
    assertThrows(IllegalStateException.class, () -> npz.map("x", Mode.READ_ONLY, Arena.global()));
  }

  @Test
  void archiveThatWasReplacedIsReadAsItWasAndNotMapped() throws IOException {
    Path path = archive(NpzStorage.stored());
    try (var npz = Npz.open(path)) {
      Npz.write(path, Map.of("x", NdArray.of(7L)));
      assertEquals("[1.5 2.5 3.5]", npz.read("x").toString());
      assertThrows(
          StorageException.Inconsistent.class, () -> npz.map("x", Mode.READ_ONLY, Arena.global()));
    }
  }

  @Test
  void archiveThatWasCutIsRefusedAndNotMadeLonger() throws IOException {
    Path path = archive(NpzStorage.stored());
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      NdArray mapped = npz.map("x", Mode.READ_ONLY, arena);
      Files.write(path, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
      assertThrows(StorageException.Malformed.class, () -> npz.read("x"));
      assertThrows(StorageException.Malformed.class, () -> npz.map("x", Mode.READ_WRITE, arena));
      assertEquals(10, Files.size(path));
      // What is on the page that is left reads as zeros: no fault, and nothing that can be noticed.
      assertEquals(3, mapped.size());
    }
  }

  @Test
  void elementsBehindTheEndOfACutArchiveAreAnExceptionWithItsPath() throws IOException {
    Path path = directory.resolve("x.npz");
    Npz.write(path, Map.of("x", NdArray.zeros(DType.FLOAT64, 100_000)));
    try (var npz = Npz.open(path);
        Arena arena = Arena.ofConfined()) {
      NdArray mapped = npz.map("x", Mode.READ_ONLY, arena);
      Files.write(path, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
      var e = assertThrows(UncheckedIOException.class, mapped::sum);
      var cause = assertInstanceOf(StorageException.Malformed.class, e.getCause());
      assertEquals(path, cause.path());
    }
  }

  @Test
  void threadThatIsInterruptedDoesNotCloseTheArchiveForOthers() throws IOException {
    try (var npz = Npz.open(archive(NpzStorage.stored()))) {
      Thread.currentThread().interrupt();
      assertThrows(ClosedByInterruptException.class, () -> npz.read("x"));
      assertTrue(Thread.interrupted());
      assertEquals("[1.5 2.5 3.5]", npz.read("x").toString());
    }
  }
}
