package io.mmaptable.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// Inputs in text files, one a line: printable ASCII as it is, a backslash twice, any other byte as
/// `\xNN`.
final class Inputs {
  private static final HexFormat HEX = HexFormat.of();

  private Inputs() {}

  /// What fuzzing has found to reach code that nothing else reaches.
  static List<byte[]> corpus(FuzzTarget target) {
    return read("corpus/" + target.fileName() + ".txt");
  }

  /// What was once answered wrongly.
  static List<byte[]> regressions(FuzzTarget target) {
    return read("regressions/" + target.fileName() + ".txt");
  }

  /// The file of the corpus in the project.
  static Path corpusFile(FuzzTarget target) {
    return Path.of("src", "test", "resources", "io", "mmaptable", "fuzz", "corpus")
        .resolve(target.fileName() + ".txt");
  }

  private static List<byte[]> read(String resource) {
    try (InputStream in = Inputs.class.getResourceAsStream(resource)) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .map(Inputs::parse)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String format(byte[] input) {
    var out = new StringBuilder();
    for (byte b : input) {
      if (b == '\\') {
        out.append("\\\\");
      } else if (b >= ' ' && b <= '~') {
        out.append((char) b);
      } else {
        out.append("\\x").append(HEX.toHexDigits(b));
      }
    }
    return out.toString();
  }

  static byte[] parse(String line) {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        out.write(c);
      } else if (line.charAt(i + 1) == '\\') {
        out.write(c);
        i++;
      } else {
        out.write(HexFormat.fromHexDigits(line, i + 2, i + 4));
        i += 3;
      }
    }
    return out.toByteArray();
  }
}
