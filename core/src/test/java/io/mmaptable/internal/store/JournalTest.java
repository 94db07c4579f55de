package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final UUID BOOT = new UUID(1, 2);

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve(".x.journal");
  }

  private static Journal.Entry entry(long committed, long flushed, long highest, int... files) {
    List<byte[]> fingerprints =
        Arrays.stream(files)
            .mapToObj(
                file -> {
                  byte[] fingerprint = new byte[32];
                  Arrays.fill(fingerprint, (byte) file);
                  return fingerprint;
                })
            .toList();
    return new Journal.Entry(BOOT, committed, flushed, highest, fingerprints);
  }

  private Journal.Entry read() throws IOException {
    return Journal.read(path).orElseThrow();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    try (Arena arena = Arena.ofShared();
        var journal = Journal.create(path, entry(5, 3, 9, 1, 2), arena)) {
      Journal.Entry read = read();
      assertEquals(BOOT, read.bootId());
      assertEquals(5, read.committed());
      assertEquals(3, read.flushed());
      assertEquals(9, read.highest());
      assertEquals(9, journal.highest());
      assertTrue(read.isOf(entry(0, 0, 0, 1, 2).fingerprints()));
      assertFalse(read.isOf(entry(0, 0, 0, 2, 1).fingerprints()));
      assertFalse(read.isOf(entry(0, 0, 0, 1).fingerprints()));
      assertArrayEquals(entry(0, 0, 0, 2).fingerprints().getFirst(), read.fingerprints().get(1));
    }
    assertFalse(Files.exists(path));
  }

  @Test
  void commitsAndFlushesAreSeenAtOnce() throws IOException {
    try (Arena arena = Arena.ofShared();
        var journal = Journal.create(path, entry(0, 0, 0, 1), arena)) {
      journal.commit(10);
      assertEquals(10, read().committed());
      assertEquals(0, read().flushed());
      journal.flushed(10);
      journal.commit(4);
      assertEquals(4, read().committed());
      assertEquals(10, read().highest());
      assertEquals(10, read().flushed());
    }
  }

  @Test
  void missingJournalIsNone() throws IOException {
    assertEquals(Optional.empty(), Journal.read(path));
    assertEquals(Optional.empty(), Journal.read(directory));
  }

  @Test
  void cutJournalIsNone() throws IOException {
    byte[] whole = bytes();
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertEquals(Optional.empty(), Journal.read(path), "of " + length + " bytes");
    }
    Files.write(path, Arrays.copyOf(whole, whole.length + 32));
    assertEquals(Optional.empty(), Journal.read(path));
  }

  @Test
  void damagedJournalIsNoneOrAnother() throws IOException {
    long seed = Long.getLong("mmaptable.seed", System.nanoTime());
    System.out.println("JournalTest: -Dmmaptable.seed=" + seed);
    var random = new Random(seed);
    byte[] whole = bytes();
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(path, damaged);
      Journal.read(path)
          .ifPresent(
              entry ->
                  assertTrue(
                      entry.committed() >= 0 && entry.flushed() >= 0 && entry.highest() >= 0));
    }
    whole[0] ^= 1;
    Files.write(path, whole);
    assertEquals(Optional.empty(), Journal.read(path));
  }

  private byte[] bytes() throws IOException {
    try (Arena arena = Arena.ofShared();
        var journal = Journal.create(path, entry(5, 3, 9, 1), arena)) {
      assertTrue(journal != null);
      return Files.readAllBytes(path);
    }
  }
}
