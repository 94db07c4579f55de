package io.mmaptable.array;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// A file that `cases/generate.py` wrote: a line that names NumPy's version, and rows of columns.
///
/// @param numpyVersion the version
/// @param rows the rows
record CaseTable(String numpyVersion, List<String[]> rows) {

  static CaseTable read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new CaseTable(
          lines.getFirst().replace("# NumPy ", ""),
          lines.stream().skip(1).map(CaseTable::columns).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Numbers with commas between them.
  static long[] lengths(String numbers) {
    return numbers.isEmpty() ? new long[0] : numbersOf(numbers).toArray();
  }

  static int[] axes(String numbers) {
    return LongStream.of(lengths(numbers)).mapToInt(Math::toIntExact).toArray();
  }

  private static LongStream numbersOf(String numbers) {
    return Arrays.stream(numbers.split(",", -1)).mapToLong(Long::parseLong);
  }

  private static String[] columns(String line) {
    return Arrays.stream(line.split("\t", -1)).map(CaseTable::plain).toArray(String[]::new);
  }

  private static String plain(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    var plain = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        i++;
        c = field.charAt(i) == 't' ? '\t' : field.charAt(i) == 'n' ? '\n' : field.charAt(i);
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
