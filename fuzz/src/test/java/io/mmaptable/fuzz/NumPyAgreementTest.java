package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever was found, NumPy reads as we do, or refuses as we do.
class NumPyAgreementTest {

  /// What is refused here and not by NumPy.
  private static final Pattern REFUSED_HERE_ALONE =
      Pattern.compile(
          String.join(
              "|",
              "Python objects are pickles",
              "variable-width strings cannot be mapped",
              "complex long double",
              "a sub-array stands only in a field",
              "has the part '\\d+'", // whose shape goes on behind the comma
              "multiple \\(0\\) of a datetime unit",
              "not by a bytes", // even without one byte
              "two surrogates",
              "more than 1000 digits",
              "nested more than 64 deep"));

  private static final String JUDGE =
      """
      import ast, io, re, sys, warnings, numpy as np
      warnings.simplefilter('ignore')
      format = np.lib.format
      read_header = getattr(np.lib, '_format_impl', format)._read_array_header

      def of_header(data):
          a = np.load(io.BytesIO(data))
          f = io.BytesIO(data)
          version = format.read_magic(f)
          _, fortran, _ = read_header(f, version)
          return (format.dtype_to_descr(a.dtype), list(a.shape), fortran)

      def of_dtype(data):
          text = data.decode()
          if re.search(r'/\\s*0+]', text):
              raise ValueError('a divisor of 0, which ends the process in NumPy 2.4')
          if text.strip().startswith('['):
              return format.dtype_to_descr(format.descr_to_dtype(ast.literal_eval(text)))
          return format.dtype_to_descr(np.dtype(text))

      judge = {'header': of_header, 'dtype': of_dtype}[sys.argv[1]]
      for line in open(sys.argv[2]):
          try:
              print('value', repr(judge(bytes.fromhex(line))))
          except BaseException as e:
              print('refused', type(e).__name__, ' '.join(str(e)[:100].split()))
      """;

  @TempDir private Path directory;

  @Test
  void headersAreReadOrRefusedAsNumPyDoes() throws IOException {
    compare(FuzzTarget.HEADER, this::header);
  }

  @Test
  void dtypesAreReadOrRefusedAsNumPyDoes() throws IOException {
    compare(FuzzTarget.DTYPE, NumPyAgreementTest::dtype);
  }

  private interface Reader {
    /// What Python prints of the value.
    ///
    /// @throws StorageException if it is refused
    /// @throws IllegalArgumentException if it is refused
    String read(byte[] input) throws IOException;
  }

  private void compare(FuzzTarget target, Reader reader) throws IOException {
    List<byte[]> inputs = inputs(target);
    Path file = directory.resolve("inputs");
    Files.write(file, inputs.stream().map(HexFormat.of()::formatHex).toList());
    List<String> verdicts = Python.required().run(JUDGE, target.fileName(), file).lines().toList();
    assertEquals(inputs.size(), verdicts.size());
    var differences = new ArrayList<String>();
    for (int i = 0; i < inputs.size(); i++) {
      String found = verdict(reader, inputs.get(i));
      if (!agree(verdicts.get(i), found)) {
        differences.add(
            Inputs.format(inputs.get(i)) + "\n  NumPy: " + verdicts.get(i) + "\n  found: " + found);
      }
    }
    assertEquals("", String.join("\n", differences));
  }

  private static List<byte[]> inputs(FuzzTarget target) throws IOException {
    var inputs = new ArrayList<byte[]>(target.seeds());
    inputs.addAll(Inputs.corpus(target));
    inputs.addAll(Inputs.regressions(target));
    inputs.removeIf(input -> target == FuzzTarget.DTYPE && !isUtf8(input));
    return inputs;
  }

  private static boolean isUtf8(byte[] input) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean agree(String expected, String found) {
    return found.equals(expected)
        || (found.startsWith("refused")
            && (expected.startsWith("refused") || REFUSED_HERE_ALONE.matcher(found).find()));
  }

  private static String verdict(Reader reader, byte[] input) throws IOException {
    try {
      return "value " + reader.read(input);
    } catch (StorageException | IllegalArgumentException e) {
      return "refused " + e.getMessage();
    }
  }

  private String header(byte[] input) throws IOException {
    Path path = Files.write(directory.resolve("x.npy"), input);
    NdArray array = Npy.read(path);
    return "("
        + dtype(array.dtype())
        + ", "
        + Arrays.toString(array.shape())
        + ", "
        + (Npy.header(path).fortranOrder() ? "True" : "False")
        + ")";
  }

  private static String dtype(byte[] input) {
    return dtype(DType.of(new String(input, StandardCharsets.UTF_8)));
  }

  private static String dtype(DType dtype) {
    return dtype instanceof DType.Struct ? dtype.descr() : "'" + dtype.descr() + "'";
  }
}
