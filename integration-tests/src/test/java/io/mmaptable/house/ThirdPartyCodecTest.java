package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodec;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.Verification;
import io.mmaptable.testsupport.FileTree;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A frozen column whose chunks are encoded by a codec that the table knows nothing of.
class ThirdPartyCodecTest {
  private static final int ROWS = 10_000;

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  @BeforeEach
  void freezeAColumn() throws IOException {
    try (MmapTable table = MmapTable.create(path(), ROWS)) {
      table.addColumnFrom("a", NdArray.arange(ROWS));
      table.addColumnFrom("x", NdArray.arange(ROWS).floorDiv(100L));
      table.freeze(
          "x",
          layout ->
              layout
                  .chunkRows(1000)
                  .codecs(BytesCodecs.system().parse("shuffle,org.example.runs:longest=9,crc32c")));
    }
  }

  @Test
  void theColumnIsReadAndThawedAsAnyOther() throws IOException {
    String document = Files.readString(path().resolve("x.zarr/zarr.json"));
    assertTrue(document.contains("\"org.example.runs\""), document);
    assertEquals(List.of(), Verification.of(path()));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(75, table.column("x").array().get(7_500).getLong());
      table.thaw("x");
      assertArrayEquals(
          NdArray.arange(ROWS).floorDiv(100L).toLongs(), table.column("x").array().toLongs());
    }
  }

  @Test
  void aCodecThatIsNotInstalledIsNamedAndNothingChanges() throws IOException {
    Map<String, String> before = FileTree.snapshot(path());
    String message =
        DeclaredProviders.with(
            directory.resolve("services"),
            BytesCodec.class,
            this::refusal,
            "io.mmaptable.internal.codec.ShuffleCodec",
            "io.mmaptable.internal.codec.Crc32cCodec",
            "io.mmaptable.internal.codec.ByteOrderCodec");
    assertEquals(
        path().resolve("x.zarr/zarr.json")
            + ": not supported: no codec 'org.example.runs'; there are [bytes, crc32c,"
            + " numcodecs.shuffle, shuffle]; add the artifact that provides it to the class path or"
            + " the module path",
        message);
    assertEquals(before, FileTree.snapshot(path()));
  }

  private String refusal() {
    Path array = path().resolve("x.zarr");
    var alone = assertThrows(StorageException.Unsupported.class, () -> ZarrArray.open(array));
    for (Mode mode : Mode.values()) {
      var e = assertThrows(StorageException.Unsupported.class, () -> MmapTable.open(path(), mode));
      assertEquals(alone.getMessage(), e.getMessage());
    }
    return alone.getMessage();
  }
}
