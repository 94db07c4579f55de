package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Headers that nobody writes but that somebody may meet are read, or refused, as NumPy did when
/// the matrix was made; `headers.tsv` says where and why something is refused that NumPy reads.
class HeaderCasesTest {

  @TempDir private Path directory;

  @Test
  void oddHeadersAreReadOrRefusedAsNumPyReadOrRefusedThem() throws IOException {
    Map<String, byte[]> files = Matrix.members("headers.npz");
    var differences = new StringBuilder();
    for (String[] row : Matrix.table("headers.tsv").toList()) {
      byte[] file = Objects.requireNonNull(files.get(row[0]));
      String expected =
          row[1].equals("read") ? String.join(" ", row[3], row[4], row[5], row[6]) : row[1];
      String found = found(directory.resolve(row[0].replace('/', ' ')), file, row[7]);
      if (!expected.equals(found)) {
        differences.append(row[0]).append("\nexpected: ").append(expected);
        differences.append("\nfound:    ").append(found).append('\n');
      }
    }
    assertEquals("", differences.toString());
  }

  private static String found(Path path, byte[] file, String values) throws IOException {
    Files.write(path, file);
    try {
      NpyHeader header = Npy.header(path);
      NdArray array = Npy.read(path);
      String difference = ElementValues.difference(array, values);
      return difference.isEmpty() ? description(header) : difference;
    } catch (StorageException.Unsupported e) {
      return "unsupported";
    } catch (StorageException.Malformed e) {
      return "malformed";
    }
  }

  private static String description(NpyHeader header) {
    String shape =
        LongStream.of(header.shape()).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return String.join(
        " ",
        List.of(
            String.valueOf(header.dtype().itemSize()),
            header.dtype().descr(),
            shape,
            header.fortranOrder() ? "F" : "C"));
  }

  @Test
  void everyVersionHasEveryCaseThatItsCharactersAllow() {
    Map<String, byte[]> files = Matrix.members("headers.npz");
    for (String name : files.keySet()) {
      assertTrue(files.containsKey(name.replaceFirst("v.", "v3")), name);
    }
  }
}
