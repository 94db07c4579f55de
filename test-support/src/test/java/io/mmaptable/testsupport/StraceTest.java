package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StraceTest {

  @TempDir private Path directory;

  /// Without it a JVM removes a file when it ends.
  private static final List<String> OPTIONS = List.of("-XX:-UsePerfData");

  /// Makes a file, a directory and the file's new name.
  static final class Maker {
    public static void main(String[] args) throws IOException {
      Path directory = Path.of(args[0]);
      System.out.println(Strace.thisThread());
      int _ = System.in.read();
      Files.write(directory.resolve("old"), new byte[] {1});
      Files.createDirectory(directory.resolve("made"));
      Files.move(directory.resolve("old"), directory.resolve("new"));
    }
  }

  @Test
  void processIsKilledBeforeTheCallIsMade() throws IOException {
    Strace strace = Strace.required();
    Path log = directory.resolve("log");
    Path whole = Files.createDirectory(directory.resolve("whole"));
    try (ChildProcess child = ChildJvm.start(OPTIONS, Maker.class, whole);
        ChildProcess _ = strace.list(Long.parseLong(child.nextLine()), log)) {
      child.send("");
      child.awaitSuccess();
    }
    assertTrue(Files.exists(whole.resolve("new")));
    List<Strace.Call> calls = Strace.calls(log);
    List<String> names = calls.stream().map(Strace.Call::name).toList();
    assertEquals(
        List.of("open", "write", "mkdir", "rename"),
        names.stream().map(name -> name.replace("at", "")).toList());

    Path cut = Files.createDirectory(directory.resolve("cut"));
    try (ChildProcess child = ChildJvm.start(OPTIONS, Maker.class, cut);
        ChildProcess _ = strace.killAt(Long.parseLong(child.nextLine()), calls.getLast())) {
      child.send("");
      assertEquals(137, child.exitStatus());
    }
    assertTrue(Files.exists(cut.resolve("made")));
    assertTrue(Files.exists(cut.resolve("old")));
    assertFalse(Files.exists(cut.resolve("new")));
  }
}
