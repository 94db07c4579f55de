package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Files of other projects, and the members of their archives, with their headers damaged: what
/// comes of that is an array or a [StorageException], nothing else.
class CorpusDamageTest {

  private static Map<String, byte[]> files() throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (Stream<Path> paths = Files.list(Corpus.path("npy"))) {
      for (Path path : paths.toList()) {
        String name = path.getFileName().toString();
        if (name.endsWith(".npy")) {
          files.put(name, Files.readAllBytes(path));
        } else if (name.endsWith(".npz")) {
          readMembers(path, name, files);
        }
      }
    }
    assertTrue(files.size() > 20, files.keySet().toString());
    return files;
  }

  private static void readMembers(Path path, String name, Map<String, byte[]> into)
      throws IOException {
    try (InputStream file = Files.newInputStream(path);
        var zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        into.put(name + " " + entry.getName(), zip.readAllBytes());
      }
    }
  }

  private static int headerLength(byte[] file) {
    var lengths = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return file[6] == 1 ? 10 + (lengths.getShort(8) & 0xffff) : 12 + lengths.getInt(8);
  }

  @TestFactory
  Stream<DynamicTest> fileThatEndsInItsHeaderIsRefused() throws IOException {
    return files().entrySet().stream()
        .map(
            file ->
                dynamicTest(
                    file.getKey(),
                    () -> {
                      byte[] whole = file.getValue();
                      for (int length = 0; length < headerLength(whole); length++) {
                        byte[] cut = Arrays.copyOf(whole, length);
                        var e =
                            assertThrows(
                                StorageException.Malformed.class,
                                () -> Npy.view(cut),
                                "cut to " + length);
                        assertTrue(e.byteOffset() <= length, e.getMessage());
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> flippedBitOfAHeaderIsAnArrayOrARefusal() throws IOException {
    return files().entrySet().stream()
        .map(
            file ->
                dynamicTest(
                    file.getKey(),
                    () -> {
                      byte[] damaged = file.getValue().clone();
                      int refused = 0;
                      for (int bit = 0; bit < 8 * headerLength(file.getValue()); bit++) {
                        damaged[bit / 8] ^= (byte) (1 << bit % 8);
                        refused += isRefused(damaged) ? 1 : 0;
                        damaged[bit / 8] ^= (byte) (1 << bit % 8);
                      }
                      assertTrue(refused > 0);
                    }));
  }

  private static boolean isRefused(byte[] file) {
    try {
      String _ = Npy.view(file).toString();
      return false;
    } catch (StorageException e) {
      return true;
    }
  }
}
