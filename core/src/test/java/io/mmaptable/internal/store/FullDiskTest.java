package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

  @TempDir private Path directory;
  private SmallDisk disk;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.mount(directory.resolve("disk"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.unmount();
    }
  }

  @Test
  void fullDiskLosesNothingWithNativeAccess() throws IOException {
    assumeTrue(NativeFiles.instance().isPresent(), "this JVM has no native access");
    FullDisk.run(disk.directory());
  }

  @Test
  void fullDiskLosesNothingWithoutNativeAccess() throws Exception {
    try (var child = TestJvm.start(FullDisk.class, disk.directory())) {
      assertEquals("native access: false\ndone", child.rest());
      assertEquals(0, child.exitStatus());
    }
  }

  @Test
  void leastThatIsNeededIsTriedWhereTheBestDoesNotFit() throws IOException {
    Path path = Files.createFile(disk.directory().resolve("x"));
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      assertEquals(1 << 20, BlockAllocator.allocate(path, channel, 0, 0, 1 << 20, 1L << 40));
      assertEquals(1 << 20, channel.size());
    }
  }

  @Test
  void refusedAllocationLeavesTheFileAsItWas() throws IOException {
    Path path = Files.write(disk.directory().resolve("x"), new byte[] {1, 2, 3});
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      var e =
          assertThrows(
              IOException.class,
              () -> BlockAllocator.allocate(path, channel, 3, 3, 32 << 20, 64 << 20));
      assertTrue(String.valueOf(e.getMessage()).startsWith(path + ": no space"), e.getMessage());
      assertEquals(3, channel.size());
      assertEquals(1 << 20, BlockAllocator.allocate(path, channel, 3, 3, 1 << 20, 1 << 20));
    }
    byte[] bytes = Files.readAllBytes(path);
    assertEquals(3, bytes[2]);
    assertEquals(0, bytes[3]);
  }

  @Test
  void replacementThatDoesNotFitLeavesTheOldFileAndNoOther() throws IOException {
    Path path = Files.writeString(disk.directory().resolve("x"), "old");
    assertThrows(IOException.class, () -> FileOps.replace(path, new byte[32 << 20]));
    assertEquals("old", Files.readString(path));
    try (var files = Files.list(disk.directory())) {
      assertEquals(1, files.count());
    }
  }
}
