package io.mmaptable.npy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The files beside `matrix/generate.py`, which wrote them with NumPy and says what is in them.
final class Matrix {
  private static final String SUFFIX = ".npy";

  private Matrix() {}

  /// One array of `arrays.npz`.
  ///
  /// @param descr the description that NumPy gives, with a sub-array of sub-arrays as one
  /// @param values the value of every element, as `generate.py` writes them
  /// @param canonical the member whose bytes `numpy.save` writes for such an array
  record Saved(
      String name,
      int majorVersion,
      int itemSize,
      String descr,
      List<Long> shape,
      boolean fortranOrder,
      String values,
      String canonical) {}

  static List<Saved> arrays() {
    return table("arrays.tsv")
        .map(
            row ->
                new Saved(
                    row[0],
                    Integer.parseInt(row[1]),
                    Integer.parseInt(row[2]),
                    row[3],
                    shape(row[4]),
                    row[5].equals("F"),
                    row[6],
                    row[7]))
        .toList();
  }

  /// The rows of a table, without its first line and the names of its columns.
  static Stream<String[]> table(String file) {
    return lines(file).skip(2).map(line -> line.split("\t", -1));
  }

  /// The version of NumPy that wrote the files.
  static String numpyVersion() {
    return lines("arrays.tsv").findFirst().orElseThrow().replace("# NumPy ", "");
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(path(file), StandardCharsets.UTF_8).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The members of an archive by name, read without the code under test.
  static Map<String, byte[]> members(String archive) {
    var members = new TreeMap<String, byte[]>();
    try (InputStream file = Files.newInputStream(path(archive));
        var zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        members.put(name.substring(0, name.length() - SUFFIX.length()), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }

  static Path path(String file) {
    URL url = Objects.requireNonNull(Matrix.class.getResource("matrix/" + file), file);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Long> shape(String lengths) {
    return lengths.isEmpty()
        ? List.of()
        : Stream.of(lengths.split(",", -1)).map(Long::valueOf).toList();
  }
}
