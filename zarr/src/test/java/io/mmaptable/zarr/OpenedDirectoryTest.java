package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Chunks of an array that is not at its path any more are neither fill values nor those of
/// another.
class OpenedDirectoryTest {
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private Path path;
  private ZarrArray array;

  @BeforeEach
  void open() throws IOException {
    path = directory.resolve("x");
    write(1000);
    array = ZarrArray.open(path);
    assertEquals(1, array.get(0).getLong());
  }

  private void write(long rows) throws IOException {
    ZarrLayout layout = ZarrLayout.of(DType.INT64).chunkRows(100).shardRows(0);
    ZarrWriter.write(path, layout, NdArray.arange(1, rows + 1));
  }

  private void assertIsGone(Executable reading) {
    var e = assertThrows(StorageException.Inconsistent.class, reading);
    assertEquals(
        path + ": has been moved, deleted or replaced since it was opened; open it again",
        e.getMessage());
  }

  @Test
  void aDirectoryThatWasMovedIsGone() throws IOException {
    Files.move(path, directory.resolve("elsewhere"));
    assertIsGone(array::read);
    assertIsGone(() -> array.get(500));
  }

  @Test
  void anotherOneAtItsPlaceIsNotRead() throws IOException {
    for (int i = 0; i < 3; i++) { // file systems use the number of a directory again
      FileOps.deleteTree(path);
      write(2000);
      assertIsGone(array::read);
      assertIsGone(() -> array.get(500));
      assertEquals(2000, ZarrArray.open(path).get(-1).getLong());
    }
  }

  @Test
  void oneThatIsAppendedToStays() throws IOException {
    try (ZarrWriter writer = ZarrWriter.appendTo(path)) {
      writer.write(NdArray.arange(1001, 2001));
      writer.finish();
    }
    assertEquals(500_500, array.read().sum().getLong());
  }

  /// As the clock that file systems take may not have ticked in between.
  @Test
  void oneThatWasChangedWhenItWasMadeStaysWhenItIsChangedLater() throws IOException {
    FileTime made = Files.readAttributes(path, BasicFileAttributes.class).creationTime();
    Files.setLastModifiedTime(path, made);
    ZarrArray early = ZarrArray.open(path);
    Files.setLastModifiedTime(path, FileTime.from(made.toInstant().plusSeconds(1)));
    assertEquals(1000, early.get(-1).getLong());
    assertEquals(1000, array.get(-1).getLong());
  }

  @Test
  void aChunkThatIsMissingInItIsOfFillValues() throws IOException {
    Files.delete(path.resolve("c/5"));
    assertEquals(0, array.get(500).getLong());
  }
}
