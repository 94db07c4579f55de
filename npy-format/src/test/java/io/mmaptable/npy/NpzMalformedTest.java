package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.Python;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Archives that are not what they claim to be.
class NpzMalformedTest {
  private static final int LOCAL_LENGTH = 30;
  private static final int CENTRAL_LENGTH = 46;
  private static final int END_LENGTH = 22;
  private static final int UTF_8 = 1 << 11;

  @TempDir private Path directory;

  /// Where things are in an archive of the members `x` and `y`, both of which have 152 bytes if
  /// they are stored.
  static final class Archive {
    final ByteBuffer bytes;

    Archive(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int end() {
      return bytes.capacity() - END_LENGTH;
    }

    int directory() {
      return bytes.getInt(end() + 16);
    }

    /// The local header of `y`.
    int second() {
      return bytes.getInt(directory() + record() + 42);
    }

    int record() {
      return CENTRAL_LENGTH + "x.npy".length();
    }
  }

  record Damage(String message, boolean isDeflated, Change change) {
    @Override
    public String toString() {
      return message;
    }
  }

  interface Change {
    void apply(Archive archive, ByteBuffer bytes);
  }

  private static Damage stored(String message, Change change) {
    return new Damage(message, false, change);
  }

  private static Damage deflated(String message, Change change) {
    return new Damage(message, true, change);
  }

  static Stream<Damage> damages() {
    return Stream.of(
        stored("is encrypted", (a, b) -> b.putShort(a.directory() + 8, (short) 1)),
        stored("bzip2 (method 12)", (a, b) -> b.putShort(a.directory() + 10, (short) 12)),
        stored("unknown (method 77)", (a, b) -> b.putShort(a.directory() + 10, (short) 77)),
        deflated(
            "another name or compression",
            (a, b) -> {
              b.putShort(a.directory() + 10, (short) 0);
              b.putInt(a.directory() + 24, b.getInt(a.directory() + 20));
            }),
        stored("another name or compression", (a, b) -> b.put(LOCAL_LENGTH, (byte) 'z')),
        stored("another name or compression", (a, b) -> b.putShort(26, (short) 4)),
        stored("another name or compression", (a, b) -> b.putShort(8, (short) 8)),
        stored("bytes, and there is room for", (a, b) -> b.putShort(28, (short) 0xffff)),
        stored("other sizes or another checksum", (a, b) -> b.putInt(14, 1)),
        stored("other sizes or another checksum", (a, b) -> b.putInt(22, 1)),
        stored("other sizes or another checksum", (a, b) -> b.putShort(37, (short) 8)),
        stored("expected a local header", (a, b) -> b.putInt(0, 0)),
        stored("expected a local header", (a, b) -> b.putInt(a.directory() + 42, 7)),
        stored("lies outside", (a, b) -> b.putInt(a.directory() + 42, a.directory())),
        stored("that are not compressed", (a, b) -> b.putInt(a.directory() + 24, 10)),
        stored(
            "there is room for 152",
            (a, b) -> {
              b.putInt(a.directory() + 20, 153).putInt(a.directory() + 24, 153);
              b.putLong(39, 153).putLong(47, 153);
            }),
        deflated("more than 1100 times", (a, b) -> b.putInt(a.directory() + 24, 200_000)),
        deflated(
            "its compressed bytes end early",
            (a, b) -> {
              int size = b.getInt(a.directory() + 24) + 1;
              b.putInt(a.directory() + 24, size).putLong(39, size);
            }),
        deflated("its compressed bytes are damaged", (a, b) -> b.put(55, (byte) 0xff)),
        stored("does not match its checksum", (a, b) -> b.put(a.second() - 1, (byte) 9)));
  }

  private Path archive(NpzStorage storage) throws IOException {
    var arrays = new LinkedHashMap<String, NdArray>();
    arrays.put("x", NdArray.of(1L, 2L, 3L));
    arrays.put("y", NdArray.of(4L, 5L, 6L));
    Path path = directory.resolve("x.npz");
    Npz.write(path, arrays, storage);
    return path;
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedMemberIsRefusedAndTheOtherRead(Damage damage) throws IOException {
    Path path = archive(damage.isDeflated ? NpzStorage.deflated() : NpzStorage.stored());
    var archive = new Archive(Files.readAllBytes(path));
    damage.change.apply(archive, archive.bytes);
    Files.write(path, archive.bytes.array());
    try (var npz = Npz.open(path)) {
      var e = assertThrows(StorageException.class, () -> npz.read("x"));
      assertEquals(path, e.path());
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith(path + ": member 'x': "), message);
      assertTrue(message.contains(damage.message), message);
      assertEquals("[4 5 6]", npz.read("y").toString());
    }
  }

  @Test
  void deflatedMemberWithMoreThanItsBytesIsRefused() throws IOException {
    Path path = archive(NpzStorage.stored());
    var out = new ByteArrayOutputStream();
    try (var npz = Npz.open(path);
        var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(Npy.canonicalHeader(npz.header("x").dtype(), new long[] {3}, false));
      zip.write(new byte[24 + 10]);
    }
    var archive = new Archive(out.toByteArray());
    int size = archive.directory() + 24;
    archive.bytes.putInt(size, archive.bytes.getInt(size) - 5);
    Files.write(path, archive.bytes.array());
    try (var npz = Npz.open(path)) {
      var e = assertThrows(StorageException.Malformed.class, () -> npz.read("x"));
      assertTrue(String.valueOf(e.getMessage()).contains("it has more than its"), e.getMessage());
    }
  }

  static Stream<Damage> directoryDamages() {
    return Stream.of(
        stored("expected 1 members, found 2", (a, b) -> b.putShort(a.end() + 10, (short) 1)),
        stored("sizes or an offset that cannot be", (a, b) -> b.putInt(a.directory() + 42, -2)),
        stored("is no archive", (a, b) -> b.putInt(a.end() + 16, a.end())),
        stored("is no archive", (a, b) -> b.putInt(a.end() + 12, a.end() + 1)),
        stored("is no archive", (a, b) -> b.putShort(a.end() + 4, (short) 1)),
        stored("is no archive", (a, b) -> b.putInt(a.directory(), 0)),
        stored("is no archive", (a, b) -> b.putShort(a.end() + 20, (short) 1)),
        stored(
            "expected a record of the central directory",
            (a, b) -> b.putInt(a.directory() + a.record(), 0)),
        stored("is cut", (a, b) -> b.putShort(a.directory() + a.record() + 28, (short) 999)),
        stored("is cut", (a, b) -> b.putShort(a.directory() + a.record() + 32, (short) 1)),
        stored(
            "is not UTF-8",
            (a, b) -> {
              b.putShort(a.directory() + 8, (short) UTF_8);
              b.put(a.directory() + CENTRAL_LENGTH, (byte) 0xff);
            }),
        stored(
            "sizes or an offset that cannot be",
            (a, b) -> {
              // The last three characters of the name become the beginning of an extra field.
              b.putShort(a.directory() + 28, (short) 1).putShort(a.directory() + 30, (short) 4);
              b.putInt(a.directory() + CENTRAL_LENGTH + 1, 0x00080001);
              b.putInt(a.directory() + 20, -1);
            }));
  }

  @ParameterizedTest
  @MethodSource("directoryDamages")
  void damagedDirectoryIsRefused(Damage damage) throws IOException {
    Path path = archive(NpzStorage.stored());
    var archive = new Archive(Files.readAllBytes(path));
    damage.change.apply(archive, archive.bytes);
    Files.write(path, archive.bytes.array());
    var e = assertThrows(StorageException.Malformed.class, () -> Npz.open(path));
    assertEquals(path, e.path());
    assertTrue(String.valueOf(e.getMessage()).contains(damage.message), e.getMessage());
  }

  @Test
  void memberInsideAnotherIsRefused() throws IOException {
    // The directory says of x what is true of it, and of y that it lies in x.
    Path path = archive(NpzStorage.stored());
    var archive = new Archive(Files.readAllBytes(path));
    int second = archive.directory() + archive.record();
    archive.bytes.putInt(second + 42, 100);
    Files.write(path, archive.bytes.array());
    try (var npz = Npz.open(path)) {
      assertThrows(StorageException.Malformed.class, () -> npz.read("x"));
      assertThrows(StorageException.Malformed.class, () -> npz.read("y"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "header"})
  void expansionIsLimitedAsTheCallerSays(String what) throws IOException {
    Path path = directory.resolve("x.npz");
    Npz.write(path, Map.of("x", NdArray.zeros(DType.FLOAT64, 1000)), NpzStorage.deflated());
    try (var npz = Npz.open(path, Limits.DEFAULT.withMaxExpansion(10))) {
      var e =
          assertThrows(
              StorageException.Malformed.class,
              () -> {
                Object _ = what.equals("read") ? npz.read("x") : npz.header("x");
              });
      assertTrue(String.valueOf(e.getMessage()).contains("more than 10 times"), e.getMessage());
    }
    try (var npz = Npz.open(path, Limits.DEFAULT.withMaxExpansion(1000))) {
      assertEquals(1000, npz.read("x").size());
    }
  }

  @Test
  void headersAreAsLongAsTheCallerAllows() throws IOException {
    try (var npz = Npz.open(archive(NpzStorage.stored()), Limits.DEFAULT.withMaxHeaderLength(50))) {
      var e = assertThrows(StorageException.Malformed.class, () -> npz.header("x"));
      assertTrue(String.valueOf(e.getMessage()).contains("the limit of 50"), e.getMessage());
    }
  }

  @Test
  void zip64SizesThatCannotBeAreRefusedBeforeAnythingIsAllocated() throws IOException {
    Path path = directory.resolve("x.npz");
    String script =
        """
        import io, sys, zipfile
        out = io.BytesIO()
        with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as zip:
            zip.writestr('x.npy', b'x' * 100)
            zip.filelist[0].file_size = zip.filelist[0].compress_size = int(sys.argv[2])
        open(sys.argv[1], 'wb').write(out.getvalue())
        """;
    for (long size : new long[] {1L << 31, 1L << 40, Long.MAX_VALUE}) {
      String _ = Python.required().run(script, path, size);
      try (var npz = Npz.open(path)) {
        var e = assertThrows(StorageException.Malformed.class, () -> npz.read("x"));
        assertTrue(
            String.valueOf(e.getMessage()).contains("expected " + size + " bytes"), e.getMessage());
      }
    }
  }

  /// Every cut and every flipped bit of small archives, in a JVM that could not allocate much.
  @ParameterizedTest
  @ValueSource(strings = {"stored", "aligned", "deflated", "zip64", "streamed"})
  void everyCutAndFlippedBitGivesTheValueOrIsRefused(String kind) throws IOException {
    Path path = directory.resolve("x.npz");
    switch (kind) {
      case "stored" -> Npz.write(path, Map.of("x", NdArray.of(1L, 2L, 3L)));
      case "aligned" -> Npz.write(path, Map.of("x", NdArray.of(1L, 2L, 3L)), NpzStorage.aligned());
      case "deflated" ->
          Npz.write(path, Map.of("x", NdArray.of(1L, 2L, 3L)), NpzStorage.deflated());
      default -> {
        String _ = Python.required().run(SMALL, path, kind);
      }
    }
    try (var child = ChildJvm.start(List.of("-Xmx24m"), DamagedArchives.class, path, kind)) {
      assertEquals("done", child.awaitSuccess());
    }
  }

  private static final String SMALL =
      """
      import io, sys, zipfile, numpy as np
      class Pipe(io.RawIOBase):
          def __init__(self): self.bytes = b''
          def writable(self): return True
          def write(self, b): self.bytes += bytes(b); return len(b)
      out = Pipe()
      if sys.argv[2] == 'zip64':
          zipfile.ZIP_FILECOUNT_LIMIT = 0
          out = io.BytesIO()
      np.savez_compressed(out, x=[1, 2, 3])
      open(sys.argv[1], 'wb').write(out.bytes if sys.argv[2] == 'streamed' else out.getvalue())
      """;
}
