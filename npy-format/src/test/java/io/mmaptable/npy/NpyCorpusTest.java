package io.mmaptable.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.mmaptable.array.NdArray;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.Corpus;
import io.mmaptable.testsupport.Python;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Files that other projects wrote are read as NumPy reads them, or refused where NumPy refuses
/// them.
class NpyCorpusTest {

  /// One line for each array: file, member, descr, shape, order, checksum; a refused one has no
  /// more than its name.
  private static final String LINES =
      """
      import json, sys
      def descr(d):
          if isinstance(d, str): return d
          return repr([tuple([tuple(f[0]) if isinstance(f[0], list) else f[0], descr(f[1])] +
                             [tuple(s) for s in f[2:]]) for f in d])
      def line(file, member, entry):
          fields = [file, member]
          if 'refused' not in entry:
              fields += [descr(entry['descr']), ','.join(map(str, entry['shape'])),
                         str(entry['fortran_order']).lower(), entry['sha256']]
          print('\\t'.join(fields))
      for file, entry in json.load(open(sys.argv[1])).items():
          for member, inner in entry.get('members', {'': entry}).items():
              line(file, member, inner)
      """;

  private static List<String[]> manifest() {
    String lines = Python.required().run(LINES, Corpus.path("npy/manifest.json"));
    return lines.lines().map(line -> line.split("\t", -1)).toList();
  }

  @TestFactory
  Stream<DynamicTest> everyFileIsReadOrRefusedAsNumPyDoes() {
    return manifest().stream()
        .map(
            fields -> {
              Path path = Corpus.path("npy/" + fields[0]);
              String name = fields[0] + " " + fields[1];
              return fields.length == 2
                  ? dynamicTest(name + " is refused", () -> refuses(path, fields[1]))
                  : dynamicTest(name + " is read", () -> reads(path, fields));
            });
  }

  private static void refuses(Path path, String member) throws Exception {
    if (member.isEmpty()) {
      var e = assertThrows(StorageException.class, () -> Npy.read(path));
      assertEquals(path, e.path());
      return;
    }
    try (var npz = Npz.open(path)) {
      var e = assertThrows(StorageException.class, () -> npz.read(member));
      assertEquals(path, e.path());
      assertTrue(String.valueOf(e.getMessage()).contains("'" + member + "'"), e.getMessage());
    }
  }

  private static void reads(Path path, String[] fields) throws Exception {
    long[] shape =
        fields[3].isEmpty()
            ? new long[0]
            : Stream.of(fields[3].split(",", -1)).mapToLong(Long::parseLong).toArray();
    if (fields[1].isEmpty()) {
      check(Npy.header(path), Npy.read(path), fields, shape);
      return;
    }
    try (var npz = Npz.open(path)) {
      check(npz.header(fields[1]), npz.read(fields[1]), fields, shape);
    }
  }

  private static void check(NpyHeader header, NdArray array, String[] fields, long[] shape)
      throws Exception {
    assertEquals(fields[2], header.dtype().descr());
    assertArrayEquals(shape, header.shape());
    assertEquals(Boolean.parseBoolean(fields[4]), header.fortranOrder());
    assertEquals(header.dtype(), array.dtype());
    assertArrayEquals(shape, array.shape());
    NdArray ordered = array.copy();
    byte[] bytes = new byte[Math.toIntExact(ordered.nbytes())];
    ordered.copyBytes(0, bytes, bytes.length);
    assertEquals(
        fields[5], HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    assertEquals(LongStream.of(shape).reduce(1, Math::multiplyExact), array.size());
  }

  @Test
  void archivesListTheirMembersInOrder() throws Exception {
    var expected = new ArrayList<String>();
    for (String[] fields : manifest()) {
      if (fields[0].equals("jetbrains-example.npz")) {
        expected.add(fields[1]);
      }
    }
    try (var npz = Npz.open(Corpus.path("npy/jetbrains-example.npz"))) {
      assertEquals(expected, npz.names());
    }
  }
}
