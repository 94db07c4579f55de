package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {
  @TempDir private Path directory;

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /// Replaces a file, and waits to be killed.
  static final class Writer {
    public static void main(String[] arguments) throws IOException {
      try (var replacement = Replacement.of(Path.of(arguments[0]))) {
        FileOps.writeFully(replacement.channel(), ByteBuffer.wrap(new byte[] {'n', 'e', 'w'}));
        System.out.println("written");
        int _ = System.in.read();
      }
    }
  }

  static final class Remover {
    public static void main(String[] arguments) {
      Replacement.removeAbandoned(Path.of(arguments[0]));
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    Path file = directory.resolve("x");
    try (var writer = TestJvm.start(Writer.class, file)) {
      assertEquals("written", writer.line());
      Replacement.removeAbandoned(file);
      assertEquals(1, entries().size());
      writer.kill();
    }
    assertEquals(1, entries().size());
    Replacement.removeAbandoned(file);
    assertEquals(List.of(), entries());
  }

  @Test
  void whatIsWrittenIsNotRemovedByAnotherProcess() throws Exception {
    Path file = directory.resolve("x");
    try (var replacement = Replacement.of(file);
        var remover = TestJvm.start(Remover.class, file)) {
      assertEquals("", remover.rest());
      assertEquals(0, remover.exitStatus());
      replacement.commit();
    }
    assertEquals(List.of("x"), entries());
  }

  @Test
  void whatThisProcessWritesAndFilesOfOthersAreLetBe() throws IOException {
    Path file = directory.resolve("x");
    List<String> others =
        List.of(".x.backup.tmp", ".x.tmp", ".xy.0000000000000.tmp", "x.0000000000000.tmp");
    for (String name : others) {
      Files.createFile(directory.resolve(name));
    }
    Path link = directory.resolve(".x.0000000000000.tmp");
    Files.createSymbolicLink(link, directory.resolve(".x.tmp"));
    try (var replacement = Replacement.of(file)) {
      Replacement.removeAbandoned(file);
      FileOps.writeFully(replacement.channel(), ByteBuffer.wrap(new byte[] {'n'}));
      replacement.commit();
    }
    assertEquals("n", Files.readString(file));
    assertEquals(
        Stream.concat(others.stream(), Stream.of(".x.0000000000000.tmp", "x")).sorted().toList(),
        entries());
  }

  @Test
  void aMissingDirectoryHoldsNothing() {
    Replacement.removeAbandoned(directory.resolve("missing/x"));
  }
}
