package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/// All that is below a directory, with what is in each file.
final class Tree {
  private Tree() {}

  static Map<String, String> of(Path directory) throws IOException {
    var tree = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.forEach(path -> tree.put(directory.relativize(path).toString(), content(path)));
    }
    return tree;
  }

  private static String content(Path path) {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return "directory";
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      return "something";
    }
    try {
      byte[] bytes = Files.readAllBytes(path);
      return bytes.length + " bytes, " + Arrays.hashCode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Expects that something leaves a directory as it was.
  static void assertUnchanged(Path directory, Executable work) throws IOException {
    Map<String, String> before = of(directory);
    try {
      work.execute();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    assertEquals(before, of(directory));
  }
}
