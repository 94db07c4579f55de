package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.NpyHeader;
import io.mmaptable.npy.Npz;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/// An archive is refused, or each of its members is an array or refused; what is mapped is what is
/// read, and an array has the header that it had before.
final class ArchiveCheck {

  /// Each member is opened by itself, and thousands of them say nothing more.
  private static final int MOST_MEMBERS = 50;

  private ArchiveCheck() {}

  static void check(byte[] input) throws IOException {
    Path path = Files.createTempFile("fuzz", ".npz");
    try {
      Files.write(path, input);
      try (Npz archive = Bounds.within(Bounds.HEADER_BYTES, () -> Npz.open(path))) {
        for (String name : archive.names().stream().limit(MOST_MEMBERS).toList()) {
          checkMember(archive, name);
        }
      } catch (StorageException e) {
        return;
      }
    } finally {
      Files.delete(path);
    }
  }

  private static void checkMember(Npz archive, String name) throws IOException {
    NdArray array;
    try {
      NpyHeader header = Bounds.within(Bounds.HEADER_BYTES, () -> archive.header(name));
      array = archive.read(name);
      assertEquals(header.dtype(), array.dtype());
    } catch (StorageException e) {
      return;
    }
    if (archive.isStored(name)) {
      checkStored(archive, name, array);
    }
  }

  private static void checkStored(Npz archive, String name, NdArray array) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      HeaderCheck.assertSame(array, archive.map(name, Mode.READ_ONLY, arena));
    }
    archive.updateChecksum(name);
    HeaderCheck.assertSame(array, archive.read(name));
  }
}
