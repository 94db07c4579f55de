package io.mmaptable.peers;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.npy.Npy;
import io.mmaptable.npy.NpyHeader;
import io.mmaptable.npy.Npz;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole matrix of `npy-format`, written by Java, is read by the older and the newer NumPy.
class NumPyMatrixTest {

  private static final Path MATRIX =
      Path.of("..", "npy-format", "src/test/resources/io/mmaptable/npy/matrix/arrays.npz");

  private static final String READ =
      """
      import hashlib, sys, warnings, numpy as np
      warnings.simplefilter("ignore")
      for i in range(int(sys.argv[2])):
          try:
              a = np.load(f"{sys.argv[1]}/{i}.npy")
          except ValueError:
              print("refused")
              continue
          fortran = a.flags.f_contiguous and not a.flags.c_contiguous
          with open(f"{sys.argv[1]}/{i}.npy", "rb") as f:
              data = f.read()
          raw = data[len(data) - a.nbytes:]
          print(repr(np.lib.format.dtype_to_descr(a.dtype)), list(a.shape), "F" if fortran else "C",
                hashlib.sha256(raw if fortran else a.tobytes()).hexdigest())
      """;

  /// NumPy before 2.0 has no array of more dimensions.
  private static final int DIMENSIONS_OF_NUMPY_1 = 32;

  @TempDir(factory = SharedTempDir.class)
  private Path directory;

  @ParameterizedTest
  @MethodSource("io.mmaptable.peers.NumPyContainer#all")
  void everyArrayThatJavaWritesIsReadByNumPy(NumPyContainer numpy) throws Exception {
    boolean older = numpy.run("import numpy; print(numpy.__version__)").startsWith("1.");
    var expected = new StringBuilder();
    List<String> names;
    try (var npz = Npz.open(MATRIX)) {
      names = npz.names();
      for (int i = 0; i < names.size(); i++) {
        NdArray array = npz.read(names.get(i));
        Path path = directory.resolve(i + ".npy");
        try (var channel = FileChannel.open(path, CREATE_NEW, WRITE)) {
          Npy.write(channel, array);
        }
        expected.append(names.get(i)).append(": ");
        expected.append(
            older && array.ndim() > DIMENSIONS_OF_NUMPY_1 ? "refused" : description(path, array));
        expected.append('\n');
      }
    }
    List<String> lines = numpy.run(READ, directory, names.size()).lines().toList();
    assertEquals(names.size(), lines.size());
    var found = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      found.append(names.get(i)).append(": ").append(lines.get(i)).append('\n');
    }
    assertEquals(expected.toString(), found.toString());
  }

  private static String description(Path path, NdArray array)
      throws IOException, NoSuchAlgorithmException {
    NpyHeader header = Npy.header(path);
    String descr = header.dtype().descr();
    String shape =
        LongStream.of(array.shape())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", ", "[", "]"));
    NdArray stored = header.fortranOrder() ? array.transpose() : array;
    byte[] bytes = new byte[Math.toIntExact(stored.nbytes())];
    stored.copyBytes(0, bytes, bytes.length);
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
    return String.join(
        " ",
        descr.startsWith("[") ? descr : "'" + descr + "'",
        shape,
        header.fortranOrder() ? "F" : "C",
        HexFormat.of().formatHex(sum));
  }
}
