package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOpsTest {

  @TempDir private Path directory;

  @Test
  void onlyRegularFilesAreOpened() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThrows(NoSuchFileException.class, () -> FileOps.requireRegularFile(pipe));
    var e =
        assertThrows(
            StorageException.Unsupported.class, () -> FileOps.requireRegularFile(directory));
    assertEquals(directory + ": is a directory, not a file", e.getMessage());
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo here");
    assertThrows(StorageException.Unsupported.class, () -> FileOps.requireRegularFile(pipe));
  }

  @Test
  void failedReplacementLeavesTheOldFileAndNoOther() throws IOException {
    Path path = Files.writeString(directory.resolve("x"), "old");
    assertThrows(
        IOException.class,
        () ->
            FileOps.replace(
                path,
                channel -> {
                  throw new IOException("on purpose");
                }));
    assertEquals("old", Files.readString(path));
    try (var files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
    FileOps.replace(path, new byte[] {'n'});
    assertEquals("n", Files.readString(path));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5000, 200_000})
  void filesOfZerosAreMadeAndForcedTogether(int size) throws IOException {
    var paths = new ArrayList<Path>();
    for (int i = 0; i < 40; i++) {
      Path path = directory.resolve("x" + i);
      FileOps.makeWithZeros(path, new byte[] {1, 2}, size);
      paths.add(path);
    }
    FileOps.forceAll(paths.subList(0, 2));
    FileOps.forceAll(paths);
    byte[] expected = Arrays.copyOf(new byte[] {1, 2}, size);
    for (Path path : paths) {
      assertArrayEquals(expected, Files.readAllBytes(path));
    }
    try (var files = Files.list(directory)) {
      assertEquals(paths.size(), files.count());
    }
    assertFalse(FileOps.forceTogether(paths.subList(0, 2)), "few are forced one by one");
  }

  @Test
  void temporaryNamesAreHiddenAndBesideTheFile() {
    Path temporary = FileOps.temporaryBeside(directory.resolve("x.npy"));
    assertEquals(directory, temporary.getParent());
    assertTrue(
        temporary.getFileName().toString().matches("\\.x\\.npy\\.[0-9a-z]+\\.tmp"),
        temporary::toString);
  }

  @Test
  void linkThatLeadsNowhereTakesAName() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
    assertTrue(FileOps.exists(link));
    assertFalse(FileOps.exists(directory.resolve("nowhere")));
  }
}
