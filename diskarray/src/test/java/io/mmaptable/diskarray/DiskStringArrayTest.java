package io.mmaptable.diskarray;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.Npy;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskStringArrayTest {
  private static final List<String> TEXTS =
      List.of("Ada", "", "один", "日本", "\uD83D\uDE00 smile", "a\u0000b", "\uFFFD", "?", "e\u0301");

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("names");
  }

  private static List<String> texts(DiskStringArray array) {
    var texts = new ArrayList<String>();
    array.forEach(texts::add);
    return texts;
  }

  @Test
  void textsComeBackAsTheyWere() throws IOException {
    try (DiskStringArray array = DiskStringArray.create(path())) {
      array.append(TEXTS.get(0));
      array.append(CharBuffer.wrap(TEXTS.get(1)));
      array.extend(TEXTS.subList(2, TEXTS.size()));
      assertEquals(TEXTS, texts(array));
    }
    try (DiskStringArray array = DiskStringArray.open(path(), Mode.READ_ONLY)) {
      assertEquals(TEXTS, texts(array));
      assertEquals(TEXTS.size(), array.rowCount());
      assertEquals("e\u0301", array.get(-1));
      assertArrayEquals("один".getBytes(UTF_8), array.bytes(2).toBytes());
      assertThrows(IndexOutOfBoundsException.class, () -> array.get(TEXTS.size()));
    }
  }

  @Test
  void filesAreArrowsLargeString() throws IOException {
    try (DiskStringArray array = DiskStringArray.create(path())) {
      array.extend(List.of("ab", "", "ö"));
      assertEquals(4, array.elementCount());
      assertEquals("[0 2 2 4]", array.offsets().toString());
      assertEquals("[ 97  98 195 182]", array.data().toString());
      assertEquals(
          "DiskStringArray(" + path() + ", rows=3, elements=4, dtype=|u1, mode=r+)",
          array.toString());
    }
    assertEquals("[0 2 2 4]", Npy.read(path().resolve("index.npy")).toString());
    assertEquals("[ 97  98 195 182]", Npy.read(path().resolve("data.npy")).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uD83D", "\uDE00\uD83D", "\uD83Da\uDE00"})
  void loneSurrogatesAreRefusedBeforeAnythingIsWritten(String text) throws IOException {
    try (DiskStringArray array = DiskStringArray.create(path())) {
      array.append("before");
      FileTree.assertUnchanged(
          path(),
          () -> {
            var refused = assertThrows(IllegalArgumentException.class, () -> array.append(text));
            assertTrue(refused.getMessage().startsWith("a lone surrogate, U+D"));
            assertThrows(
                IllegalArgumentException.class, () -> array.extend(List.of("whole", text)));
          });
      assertEquals(List.of("before"), texts(array));
    }
  }

  @Test
  void messageSaysWhereTheSurrogateIs() {
    var refused = assertThrows(IllegalArgumentException.class, () -> Utf8.encode("ab\uD83Dc"));
    assertEquals("a lone surrogate, U+D83D, at index 2 of a text", refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {0xff, 0x80, 0xc3, 0xed})
  void foreignBytesThatAreNotUtf8AreRefusedWhenTheyAreRead(int wrong) throws IOException {
    try (DiskVarArray array = DiskVarArray.create(path(), DType.UINT8)) {
      array.append(MemorySegment.ofArray("fine".getBytes(UTF_8)));
      array.append(new int[] {'a', 'b', wrong});
      array.append(MemorySegment.ofArray("\uFFFD".getBytes(UTF_8)));
    }
    try (DiskStringArray array = DiskStringArray.open(path(), Mode.READ_ONLY)) {
      assertEquals("fine", array.get(0));
      assertEquals("\uFFFD", array.get(2));
      var refused = assertThrows(StorageException.Malformed.class, () -> array.get(1));
      assertEquals(
          path().resolve("data.npy")
              + ": expected UTF-8 in row 1, found something else at its byte 2 (at byte 134)",
          refused.getMessage());
      assertEquals(134, refused.byteOffset());
      assertEquals(wrong, array.bytes(1).getLong(2));
      var iterated = assertThrows(UncheckedIOException.class, () -> texts(array));
      assertTrue(iterated.getCause() instanceof StorageException.Malformed);
    }
  }

  @Test
  void rowsOfOtherElementsAreNoTexts() throws IOException {
    DiskVarArray.create(path(), DType.INT16).close();
    var refused =
        assertThrows(
            StorageException.Inconsistent.class,
            () -> DiskStringArray.open(path(), Mode.READ_ONLY));
    assertEquals(
        path().resolve("data.npy") + ": expected elements of |u1 in one dimension, found <i2 in 1",
        refused.getMessage());
  }

  @Test
  void textsAreTruncatedAndDestroyed() throws IOException {
    DiskStringArray array = DiskStringArray.create(path());
    array.extend(TEXTS);
    array.truncate(3);
    array.append("next");
    array.flush();
    assertEquals(4, array.refresh());
    assertEquals(List.of("Ada", "", "один", "next"), texts(array));
    array.destroy();
    assertTrue(FileTree.snapshot(directory).isEmpty());
  }
}
