package io.mmaptable.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Several files in one input, each of a name out of few.
///
/// @param names the names, relative to a directory
record PackedFiles(List<String> names) {

  /// Begins a file in an input; the number of its name follows. It is no byte of UTF-8.
  private static final int MARK = 0xf5;

  byte[] pack(Map<String, byte[]> files) {
    var out = new ByteArrayOutputStream();
    files.forEach(
        (name, content) -> {
          out.write(MARK);
          out.write('0' + names.indexOf(name));
          out.writeBytes(content);
        });
    return out.toByteArray();
  }

  void unpack(byte[] input, Path directory) throws IOException {
    for (int at = 0; at < input.length; ) {
      int end = nextMark(input, at + 1);
      if ((input[at] & 0xff) == MARK && at + 1 < end) {
        int name = Math.floorMod(input[at + 1] - '0', names.size());
        Path file = directory.resolve(names.get(name));
        Files.createDirectories(file.getParent());
        Files.write(file, Arrays.copyOfRange(input, at + 2, end));
      }
      at = end;
    }
  }

  private static int nextMark(byte[] input, int from) {
    int at = from;
    while (at < input.length && (input[at] & 0xff) != MARK) {
      at++;
    }
    return at;
  }
}
