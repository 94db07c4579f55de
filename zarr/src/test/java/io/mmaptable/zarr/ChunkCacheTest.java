package io.mmaptable.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkCacheTest {
  private static final Object ARRAY = new Object();

  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  private static ChunkKey key(long number) {
    return ChunkKey.of(null, new long[] {number});
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() {
    var cache = new ChunkCache(100);
    cache.put(ARRAY, key(1), () -> 40);
    cache.put(ARRAY, key(2), () -> 40);
    assertNotNull(cache.get(ARRAY, key(1)));
    cache.put(ARRAY, key(3), () -> 40);
    assertNull(cache.get(ARRAY, key(2)));
    assertNotNull(cache.get(ARRAY, key(1)));
    assertNotNull(cache.get(ARRAY, key(3)));
    cache.put(ARRAY, key(3), () -> 10);
    assertEquals(50, cache.size());
    cache.put(ARRAY, key(4), () -> 101);
    assertNull(cache.get(ARRAY, key(4)));
    assertEquals(50, cache.size());
  }

  private Path array() throws IOException {
    Path path = directory.resolve("x");
    ZarrLayout layout = ZarrLayout.of(DType.INT32).chunkRows(10).shardRows(0);
    ZarrWriter.write(path, layout, NdArray.arange(100).astype(DType.INT32));
    return path;
  }

  @Test
  void partsOfAChunkAreReadFromItsFileOnce() throws IOException {
    Path path = array();
    ZarrArray array = ZarrArray.open(path);
    ZarrArray forgetful = ZarrArray.open(path, ZarrOptions.defaults().cacheBytes(0));
    assertEquals(31, array.get(31).getLong());
    assertEquals(31, forgetful.get(31).getLong());
    Files.delete(path.resolve("c/3"));
    assertEquals(34, array.get(34).getLong());
    assertEquals(0, forgetful.get(34).getLong());
  }

  @Test
  void arraysOfTheSameOptionsShareACache() throws IOException {
    Path path = array();
    ZarrOptions options = ZarrOptions.defaults().cacheBytes(100);
    ZarrArray first = ZarrArray.open(path, options);
    ZarrArray second = ZarrArray.open(path, options);
    assertEquals(31, first.get(31).getLong());
    assertEquals(41, first.get(41).getLong());
    assertEquals(31, second.get(31).getLong());
    Files.delete(path.resolve("c/3"));
    Files.delete(path.resolve("c/4"));
    assertEquals(34, second.get(34).getLong());
    assertEquals(44, first.get(44).getLong());
    assertEquals(0, first.get(34).getLong());
  }

  @Test
  void onlyTheChunksThatHoldWhatIsAskedForAreRead() throws IOException {
    Path path = array();
    Files.write(path.resolve("c/3"), new byte[] {1});
    ZarrArray array = ZarrArray.open(path);
    assertEquals(29, array.rows(5, 30).get(-1).getLong());
    assertEquals(99, array.get("[99, 40, 29]").get(0).getLong());
    assertThrows(StorageException.Malformed.class, () -> array.rows(5, 31));
  }
}
