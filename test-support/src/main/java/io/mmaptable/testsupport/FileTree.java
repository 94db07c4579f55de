package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/// What lies below a directory, for tests that nothing has changed, and copies of it, which are
/// what a process that was killed at that moment would have left.
public final class FileTree {

  private FileTree() {}

  /// Describes everything below a directory: a file by its size and a hash of its bytes, a link by
  /// its target. Two equal snapshots are of equal trees.
  ///
  /// @param directory the directory
  /// @return for each path inside it what is there, sorted
  /// @throws IOException if something cannot be read
  public static SortedMap<String, String> snapshot(Path directory) throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    for (Path path : below(directory)) {
      tree.put(directory.relativize(path).toString(), describe(path));
    }
    return tree;
  }

  /// Expects that something leaves everything below a directory as it was.
  ///
  /// @param directory the directory
  /// @param work what is done
  /// @throws IOException if something cannot be read
  public static void assertUnchanged(Path directory, Executable work) throws IOException {
    SortedMap<String, String> before = snapshot(directory);
    assertDoesNotThrow(work);
    assertEquals(before, snapshot(directory));
  }

  /// Copies everything below a directory.
  ///
  /// @param from the directory
  /// @param to where the copy goes; made if it is missing
  /// @return `to`
  /// @throws IOException if something cannot be copied
  public static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path path : below(from)) {
      Path target = to.resolve(from.relativize(path).toString());
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(target);
      } else {
        Files.copy(path, target, LinkOption.NOFOLLOW_LINKS);
      }
    }
    return to;
  }

  /// Deletes a directory and everything below it. Nothing happens if it is not there.
  ///
  /// @param directory the directory
  /// @throws IOException if something cannot be deleted
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    for (Path path : below(directory).reversed()) {
      Files.delete(path);
    }
    Files.delete(directory);
  }

  private static List<Path> below(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(path -> !path.equals(directory)).toList();
    }
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path)) {
      return "directory";
    }
    if (!Files.isRegularFile(path)) {
      return "special file";
    }
    if (!Files.isReadable(path)) {
      return "unreadable file";
    }
    byte[] content = Files.readAllBytes(path);
    return content.length + " bytes, SHA-256 " + HexFormat.of().formatHex(hash(content));
  }

  private static byte[] hash(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
