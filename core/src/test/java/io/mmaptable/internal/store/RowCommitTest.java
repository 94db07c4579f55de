package io.mmaptable.internal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowCommitTest {
  private static final String BOOT = "io.mmaptable.bootId";

  @TempDir private Path directory;
  private Path a;
  private Path b;
  private Path journal;

  @BeforeEach
  void create() throws IOException {
    a = GrowableFile.create(directory.resolve("a"));
    b = GrowableFile.create(directory.resolve("b"));
    journal = directory.resolve("journal");
  }

  @AfterEach
  void sameBootAgain() {
    System.clearProperty(BOOT);
  }

  /// A writer of both files, which can stop at any time without closing.
  private final class Writer implements AutoCloseable {
    final Arena arena = Arena.ofShared();
    final List<RowFile> files = new ArrayList<>();
    final RowCommit commit;

    Writer() throws IOException {
      this(Recovery.FLUSHED);
    }

    Writer(Recovery recovery) throws IOException {
      for (Path path : List.of(a, b)) {
        files.add(new RowFile(path, GrowableFile.layout(path), Mode.READ_WRITE, 0, arena));
      }
      commit = new RowCommit(journal, List.of("a", "b"), files, found(recovery), arena);
    }

    void append(long rows) throws IOException {
      long from = commit.committed();
      commit.ensure(from + rows);
      for (RowFile file : files) {
        NdArray added = file.rows(from, from + rows);
        for (long i = 0; i < rows; i++) {
          added.get(i).set(from + i);
        }
      }
      commit.commit(from + rows);
    }

    /// As after a kill: what was stored is in the files, and nothing else happens.
    @Override
    public void close() {
      arena.close();
    }
  }

  private CountResolution found(Recovery recovery) throws IOException {
    var members = new ArrayList<CountResolution.Member>();
    for (Path path : List.of(a, b)) {
      members.add(
          CountResolution.Member.array(
              path.equals(a) ? "a" : "b", path, GrowableFile.layout(path), Files.size(path)));
    }
    return CountResolution.resolve(directory, members, journal, recovery);
  }

  private void setHeader(Path path, long count) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      var file = new RowFile(path, GrowableFile.layout(path), Mode.READ_WRITE, 0, arena);
      file.mapHeader();
      file.storeCount(count);
    }
  }

  @Test
  void committedRowsAreInTheHeadersAndTheFiles() throws IOException {
    try (var writer = new Writer()) {
      writer.append(3);
      assertEquals(3, GrowableFile.count(a));
      assertEquals(3, GrowableFile.count(b));
      writer.append(100_000);
      assertEquals(100_003L * 100_002 / 2, writer.files.get(1).view(100_003).sum().getLong());
      writer.commit.close();
    }
    assertFalse(Files.exists(journal));
    assertEquals(GrowableFile.HEADER + 100_003 * 8, Files.size(a));
    assertEquals(100_003, found(Recovery.FLUSHED).rows());
    assertFalse(found(Recovery.FLUSHED).interrupted());
  }

  @Test
  void appendedRowsSurviveKill() throws IOException {
    try (var writer = new Writer()) {
      writer.append(10);
    }
    setHeader(b, 4);
    CountResolution found = found(Recovery.FLUSHED);
    assertEquals(10, found.rows());
    assertTrue(found.interrupted());
    try (var writer = new Writer()) {
      writer.commit.completeHeaders();
      assertEquals(10, GrowableFile.count(b));
      writer.append(1);
      assertEquals(10, writer.files.get(1).view(11).getLong(-1));
      writer.commit.close();
    }
    assertNull(found(Recovery.FLUSHED).note());
  }

  @Test
  void rowsAfterTheLastFlushDoNotCountAfterACrashOfTheMachine() throws IOException {
    try (var writer = new Writer()) {
      writer.append(10);
      writer.commit.flush();
      writer.append(5);
    }
    System.setProperty(BOOT, new UUID(9, 9).toString());
    CountResolution found = found(Recovery.FLUSHED);
    assertEquals(10, found.rows());
    assertEquals(15, found.highest());
    assertTrue(String.valueOf(found.note()).contains("10 rows had been flushed"), found.note());
    assertEquals(15, found(Recovery.ALL).rows());
  }

  @Test
  void allRowsAreAsManyAsTheFilesHold() throws IOException {
    try (var writer = new Writer()) {
      writer.append(10);
      writer.commit.flush();
      writer.append(5);
    }
    cut(b, GrowableFile.HEADER + 12 * 8 + 3);
    System.setProperty(BOOT, new UUID(9, 9).toString());
    assertEquals(12, found(Recovery.ALL).rows());
    assertEquals(10, found(Recovery.FLUSHED).rows());
  }

  private static void cut(Path path, long size) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  @Test
  void journalOfOtherFilesIsIgnoredAndReported() throws IOException {
    try (var writer = new Writer()) {
      writer.append(10);
    }
    Files.delete(a);
    Files.delete(b);
    Files.writeString(GrowableFile.create(a), "12345678", StandardOpenOption.APPEND);
    byte[] other = Files.readAllBytes(a);
    other[0] = '?';
    Files.write(a, other);
    GrowableFile.create(b);
    CountResolution found = found(Recovery.FLUSHED);
    assertEquals(0, found.rows());
    assertFalse(found.interrupted());
    assertEquals(journal + " belongs to other files and was ignored", found.note());
  }

  @Test
  void journalThatCountsMoreThanThereIsIsIgnored() throws IOException {
    try (var writer = new Writer()) {
      writer.append(10);
    }
    setHeader(a, 0);
    setHeader(b, 0);
    cut(a, GrowableFile.HEADER);
    CountResolution found = found(Recovery.FLUSHED);
    assertEquals(0, found.rows());
    assertTrue(found.note() != null);
  }

  @Test
  void damagedJournalIsIgnoredAndReported() throws IOException {
    Files.writeString(journal, "nonsense");
    assertEquals(journal + " belongs to other files and was ignored", found(Recovery.ALL).note());
  }

  @Test
  void differentCountsAreListed() throws IOException {
    try (var writer = new Writer()) {
      writer.append(3);
      writer.commit.close();
    }
    setHeader(b, 2);
    var e = assertThrows(StorageException.Inconsistent.class, () -> found(Recovery.FLUSHED));
    assertTrue(String.valueOf(e.getMessage()).endsWith("a has 3, b has 2"), e.getMessage());
  }

  @Test
  void headerThatPromisesMoreThanThereIsIsRefused() throws IOException {
    setHeader(a, 5);
    setHeader(b, 5);
    var e = assertThrows(StorageException.Malformed.class, () -> found(Recovery.FLUSHED));
    assertEquals(a, e.path());
    assertEquals(GrowableFile.HEADER, e.byteOffset());
    assertTrue(String.valueOf(e.getMessage()).contains("expected 40 bytes"), e.getMessage());
  }

  @Test
  void shrinkingKeepsTheFileAsLongAsWasEverVisible() throws IOException {
    try (var writer = new Writer()) {
      writer.append(1000);
      NdArray before = writer.files.get(0).view(1000);
      writer.commit.shrink(10);
      assertEquals(10, GrowableFile.count(a));
      assertEquals(1000, writer.commit.highest());
      assertEquals(9, before.getLong(9));
      long beyond = before.getLong(500);
      assertTrue(beyond == 0 || beyond == 500, "a shrunk row is " + beyond);
      writer.commit.close();
    }
    assertEquals(GrowableFile.HEADER + 1000 * 8, Files.size(a));
    assertEquals(10, found(Recovery.FLUSHED).rows());
  }

  @Test
  void rowsAfterAShrinkAreThoseWrittenLast() throws IOException {
    try (var writer = new Writer()) {
      writer.append(1000);
      writer.commit.shrink(10);
      writer.append(5);
      assertEquals(15 * 14 / 2, writer.files.get(0).view(15).sum().getLong());
      writer.commit.close();
    }
  }

  @Test
  void ensureAsksForRealBlocksAndKeepsWhatIsThere() throws IOException {
    try (var writer = new Writer()) {
      writer.append(3);
      writer.commit.ensure(100_000);
      assertTrue(Files.size(a) >= GrowableFile.HEADER + 800_000);
      assertEquals(3, writer.files.get(0).view(3).sum().getLong());
      assertEquals(0, writer.files.get(0).rows(3, 100_000).countNonZero());
      assertTrue(writer.files.get(0).physicalRows() >= 100_000);
      writer.commit.close();
    }
    assertEquals(GrowableFile.HEADER + 24, Files.size(a));
  }

  @Test
  void fingerprintDependsOnEverythingButTheCount() throws IOException {
    ArrayLayout layout = GrowableFile.layout(a);
    byte[] before = RowFile.fingerprint("a", a, layout);
    setHeader(a, 77);
    assertEquals(hex(before), hex(RowFile.fingerprint("a", a, GrowableFile.layout(a))));
    assertNotEquals(hex(before), hex(RowFile.fingerprint("b", a, layout)));
    var wide =
        new ArrayLayout(
            DType.COMPLEX128,
            new long[] {0},
            false,
            GrowableFile.HEADER,
            new CountField.Ascii(GrowableFile.COUNT));
    assertNotEquals(hex(before), hex(RowFile.fingerprint("a", a, wide)));
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  @Test
  void rowsWithoutBytesNeedNoRoom() throws IOException {
    try (Arena arena = Arena.ofShared()) {
      var file = new RowFile(a, GrowableFile.layout(a, 0), Mode.READ_WRITE, 0, arena);
      assertEquals(Long.MAX_VALUE, file.physicalRows());
      file.ensure(0, 1_000_000);
      file.mapHeader();
      file.storeCount(1_000_000);
      assertEquals(0, file.view(1_000_000).size());
    }
    assertEquals(1_000_000, GrowableFile.count(a));
  }

  /// Rows of two numbers behind eight bytes, in a file that says nothing of itself.
  private static ArrayLayout withoutHeader(Path path) throws IOException {
    var empty = new ArrayLayout(DType.INT64, new long[] {0, 2}, false, 8, new CountField.Journal());
    return empty.withRowCount(RowFile.physicalRows(Files.size(path), empty));
  }

  private CountResolution foundWithoutHeader(Path path) throws IOException {
    var member = CountResolution.Member.array("raw", path, withoutHeader(path), Files.size(path));
    return CountResolution.resolve(path, List.of(member), journal, Recovery.FLUSHED);
  }

  @Test
  void fileWithoutAHeaderIsCountedByTheJournalAndThenByItsSize() throws IOException {
    Path raw = Files.write(directory.resolve("raw"), new byte[8 + 16]);
    try (Arena arena = Arena.ofShared()) {
      var file = new RowFile(raw, withoutHeader(raw), Mode.READ_WRITE, 0, arena);
      assertTrue(file.countsInJournal());
      var commit =
          new RowCommit(journal, List.of("raw"), List.of(file), foundWithoutHeader(raw), arena);
      commit.ensure(5);
      assertTrue(Files.exists(journal), "before there is capacity");
      assertEquals(1, foundWithoutHeader(raw).rows());
      file.rows(1, 5).set(7);
      commit.commit(5);
      assertEquals(5, foundWithoutHeader(raw).rows());
      commit.shrink(3);
      assertEquals(3, foundWithoutHeader(raw).rows());
      commit.close();
    }
    assertFalse(Files.exists(journal));
    assertEquals(8 + 3 * 16, Files.size(raw));
    assertEquals(3, foundWithoutHeader(raw).rows());
  }

  @Test
  void journalOfAFileWithoutAHeaderKnowsTheLengthOfItsRows() throws IOException {
    Path raw = Files.write(directory.resolve("raw"), new byte[8 + 16]);
    ArrayLayout pairs = withoutHeader(raw);
    var triples =
        new ArrayLayout(DType.INT64, new long[] {0, 3}, false, 8, new CountField.Journal());
    assertArrayEquals(
        RowFile.fingerprint("raw", raw, pairs),
        RowFile.fingerprint("raw", raw, pairs.withRowCount(0)));
    assertFalse(
        Arrays.equals(
            RowFile.fingerprint("raw", raw, pairs), RowFile.fingerprint("raw", raw, triples)));
  }
}
