package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ext4ImageTest {

  @TempDir private Path directory;

  @Test
  void copyHasWhatReachedTheDisk() throws IOException {
    Ext4Image image = Ext4Image.make(directory.resolve("image"), 16);
    byte[] content = {1, 2, 3};
    Path copy = directory.resolve("copy");
    try (SmallDisk disk = image.mount(directory.resolve("disk"))) {
      Files.write(disk.directory().resolve("written"), content);
      disk.sync();
      try (SmallDisk after = image.copy(copy).mount(directory.resolve("after"))) {
        assertArrayEquals(content, Files.readAllBytes(after.directory().resolve("written")));
      }
    }
    assertFalse(Files.exists(directory.resolve("disk/written")), "it was unmounted");
    assertFalse(Files.exists(directory.resolve("copy.again")));
    assertTrue(Files.exists(copy));
  }
}
