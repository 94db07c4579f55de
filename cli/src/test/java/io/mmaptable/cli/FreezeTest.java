package io.mmaptable.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FreezeTest {
  @TempDir private Path directory;
  private Path table;

  @BeforeEach
  void make() throws IOException {
    table = directory.resolve("table");
    try (MmapTable made = MmapTable.create(table, 10_000)) {
      made.addColumnFrom("x", NdArray.arange(10_000)).setAttr("unit", "m");
      made.addColumnFrom("g/y", NdArray.arange(10_000).mod(7).mul(0.5));
    }
  }

  @Test
  void columnsAreFrozenShownAndThawed() throws IOException {
    List<String> said = Cli.run("freeze", table, "x", "g/y", "--chunk-rows", 6000).lines();
    assertEquals(2, said.size());
    assertTrue(
        said.getFirst()
            .matches("\\Q" + table + "\\E: x: \\d+ bytes, 80000 plain \\(\\d+\\.\\d\\d to 1\\)"),
        said::toString);
    assertTrue(Files.isDirectory(table.resolve("g/y.zarr")));
    List<String> info = Cli.run("info", table).lines();
    assertTrue(
        info.get(1)
            .matches(
                "  x    dtype <i8, shape \\[10000], 80000 bytes in \\d+ \\(.* to 1\\), 2 chunks of"
                    + " 6000 rows by bytes:endian=little numcodecs.shuffle:elementsize=8"
                    + " zstd:level=5 crc32c, zarr"),
        info::toString);
    assertEquals("    attr {\"unit\":\"m\"}", info.get(2));
    assertTrue(Cli.run("show", table, "--rows=-1:").lines().get(1).contains("9999"));
    assertEquals(List.of(table + ": ok"), Cli.run("verify", table).lines());
    assertTrue(
        Cli.run("freeze", table, "x", "--codec", "gzip:1").lines().getFirst().contains("(")
            && Cli.run("info", table).lines().get(1).contains("gzip:level=1"));
    assertEquals(List.of(), Cli.run("thaw", table, "x", "g/y").lines());
    assertFalse(Files.exists(table.resolve("x.zarr")));
    assertTrue(Files.exists(table.resolve("g/y.npy")));
  }

  @Test
  void checksumsAreThoseOfThePlainColumn() throws IOException {
    List<String> before = checksums();
    assertEquals(2, before.size());
    Cli.run("freeze", table, "x", "g/y", "--chunk-rows", 3000).lines();
    assertEquals(before, checksums());
  }

  private List<String> checksums() {
    String line = Cli.run("info", "--json", "--checksum", table).lines().getFirst();
    return JsonMapper.shared().readTree(line).findValuesAsString("sha256");
  }

  @Test
  void infoSaysInJsonWhatChunksAre() throws IOException {
    Cli.run("freeze", table, "x", "--codec", "gzip:1", "--chunk-rows", 4000).lines();
    String line = Cli.run("info", "--json", table).lines().getFirst();
    JsonNode x = JsonMapper.shared().readTree(line).get("columns").get(0);
    assertEquals("zarr", x.get("format").asString());
    assertEquals(4000, x.get("chunk_rows").asInt());
    assertEquals("[\"bytes:endian=little\",\"gzip:level=1\"]", x.get("codecs").toString());
    assertTrue(x.get("stored_bytes").asLong() < x.get("nbytes").asLong());
    assertFalse(x.has("data_offset"));
  }

  @Test
  void frozenColumnsAreExported() throws IOException {
    Cli.run("freeze", table, "x").lines();
    for (String ending : List.of("csv", "npy", "npz", "arrow", "arrows")) {
      Path file = directory.resolve("out." + ending);
      Cli.run("export", table, file, "--rows=-2:", "--columns", "x").lines();
      Path back = directory.resolve("back-" + ending);
      Cli.run("import", file, back).lines();
      List<String> shown = Cli.run("show", back).lines();
      assertTrue(shown.get(1).endsWith("9998"), shown::toString);
    }
  }

  @Test
  void misuseIsSaid() throws IOException {
    FileTree.assertUnchanged(
        directory,
        () -> {
          for (Map.Entry<String, String> codec :
              Map.of(
                      "nothing", "--codec: no codec 'nothing'",
                      "zstd:fast", "--codec: codec 'zstd': level (fast)",
                      "gzip:level", "--codec: ")
                  .entrySet()) {
            String said = Cli.run("freeze", table, "x", "--codec", codec.getKey()).misuse();
            assertTrue(said.startsWith(codec.getValue()), said);
          }
          assertEquals(
              "--chunk-rows: 0 is not positive",
              Cli.run("freeze", table, "x", "--chunk-rows", 0).misuse());
        });
    assertEquals(table + ": column 'x' is not frozen", Cli.run("thaw", table, "x").failure());
  }
}
