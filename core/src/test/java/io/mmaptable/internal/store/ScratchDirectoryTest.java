package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDirectoryTest {
  @TempDir private Path directory;
  private Path target;

  @BeforeEach
  void namePaths() {
    target = directory.resolve("table");
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /// What a process that was killed has left.
  private void leave() throws IOException {
    Files.writeString(directory.resolve(".table.scratch.lock"), "1");
    Files.createDirectories(directory.resolve(".table.scratch/whole/group"));
    Files.writeString(directory.resolve(".table.scratch/whole/group/x.npy"), "part of it");
  }

  @Test
  void whatIsInItGoesWithIt() throws IOException {
    try (var scratch = ScratchDirectory.beside(target)) {
      Files.createDirectories(scratch.resolve("whole/group"));
      Files.writeString(scratch.resolve("whole/group/x.npy"), "x");
      Files.createSymbolicLink(scratch.resolve("link"), Files.createFile(directory.resolve("own")));
      assertEquals(List.of(".table.scratch", ".table.scratch.lock", "own"), entries());
    }
    assertEquals(List.of("own"), entries());
  }

  @Test
  void whatAKilledProcessLeftGoesWhenTheSameIsMadeAgain() throws IOException {
    leave();
    try (var scratch = ScratchDirectory.beside(target)) {
      assertEquals(0, scratch.resolve("").toFile().list().length);
    }
    assertEquals(List.of(), entries());
    leave();
    ScratchDirectory.removeLeftovers(target);
    assertEquals(List.of(), entries());
  }

  @Test
  void whatIsInUseIsLetBe() throws IOException {
    try (var scratch = ScratchDirectory.beside(target)) {
      Files.writeString(scratch.resolve("x"), "x");
      assertThrows(StorageException.Locked.class, () -> ScratchDirectory.beside(target));
      ScratchDirectory.removeLeftovers(target);
      assertEquals("x", Files.readString(scratch.resolve("x")));
    }
  }

  @Test
  void aDirectoryOfSomebodyElseIsLetBe() throws IOException {
    Path own = Files.createDirectory(directory.resolve(".table.scratch"));
    var e = assertThrows(FileAlreadyExistsException.class, () -> ScratchDirectory.beside(target));
    assertEquals(own + ": is in the way of making " + target, e.getMessage());
    ScratchDirectory.removeLeftovers(target);
    assertEquals(List.of(".table.scratch"), entries());
  }
}
