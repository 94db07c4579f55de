package io.mmaptable.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.array.NdArray;
import io.mmaptable.cli.Main;
import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.npy.NpyFormat;
import io.mmaptable.table.Finding;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.Verification;
import io.mmaptable.testsupport.ChildJvm;
import io.mmaptable.testsupport.ChildProcess;
import io.mmaptable.testsupport.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.example.tiny.TinyFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A table keeps a column in a format that it knows nothing of, and treats it like any other.
class ThirdPartyFormatTest {

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("t");
  }

  private MmapTable table() throws IOException {
    MmapTable table = MmapTable.create(path(), 2);
    table.addColumnFrom("a", new long[] {1, 2});
    table.addColumn("g/x", new TinyFormat(), DType.FLOAT32, 2).array().set(0.5);
    table.column("g/x").setAttr("unit", "mm");
    return table;
  }

  @Test
  void columnIsKeptInTheFormatsFile() throws IOException {
    table().close();
    assertTrue(
        Files.readString(path().resolve("g/x.tiny"), StandardCharsets.ISO_8859_1)
            .startsWith("TINY1 "));
    assertEquals(
        "{\"format\":\"tiny\",\"attr\":{\"unit\":\"mm\"}}",
        Files.readString(path().resolve("g/x.attr")));
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE)) {
      assertEquals(List.of("a", "g/x"), table.columnNames());
      assertInstanceOf(TinyFormat.class, table.column("g/x").format());
      assertInstanceOf(NpyFormat.class, table.column("a").format());
      assertEquals("[[0.5 0.5]\n [0.5 0.5]]", table.column("g/x").array().toString());
      table.column("g/x").array().get("1, 0").set(7);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals("[[0.5 0.5]\n [7.  0.5]]", table.column("g/x").array().toString());
      assertEquals("mm", table.column("g/x").attr("unit"));
    }
    assertEquals(List.of(), Verification.of(path()));
  }

  @Test
  void columnGrowsWithTheOthersAndReadersSeeIt() throws IOException {
    try (MmapTable table = table()) {
      Map<String, Object> tooFlat = Map.of("a", new long[] {3}, "g/x", new float[] {8});
      assertThrows(IllegalArgumentException.class, () -> table.append(tooFlat));
    }
    NdArray row = NdArray.zeros(DType.FLOAT32, 1, 2);
    row.set(9);
    try (MmapTable table = MmapTable.open(path(), Mode.READ_WRITE);
        MmapTable reader = MmapTable.open(path(), Mode.READ_ONLY)) {
      for (int i = 0; i < 1000; i++) {
        table.append(Map.of("a", new long[] {i}, "g/x", row));
      }
      assertEquals(1002, reader.refresh());
      assertEquals(0.5 * 4 + 9 * 2000, reader.column("g/x").array().sum().getDouble());
      table.resize(3);
      table.resize(5);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(5, table.rowCount());
      assertEquals(
          "[[9. 9.]\n [0. 0.]\n [0. 0.]]", table.column("g/x").array().get("2:").toString());
    }
  }

  @Test
  void columnIsCopiedRenamedAndDeleted() throws IOException {
    try (MmapTable table = table()) {
      table.copyColumn("g/x", "y");
      table.renameColumn("g/x", "h/z");
      assertFalse(Files.exists(path().resolve("g")));
      assertTrue(Files.exists(path().resolve("h/z.tiny")));
      assertEquals("mm", table.column("h/z").attr("unit"));
      table.deleteColumn("y");
      assertFalse(Files.exists(path().resolve("y.tiny")));
      assertFalse(Files.exists(path().resolve("y.attr")));
      table.addColumn("y", DType.INT8);
    }
    try (MmapTable table = MmapTable.open(path(), Mode.READ_ONLY)) {
      assertEquals(List.of("a", "h/z", "y"), table.columnNames());
      assertEquals("[[0.5 0.5]\n [0.5 0.5]]", table.column("h/z").array().toString());
    }
  }

  @Test
  void rowsSurviveTheKillOfTheirWriter() throws IOException {
    table().close();
    for (int round = 0; round < 3; round++) {
      long acknowledged = 0;
      try (ChildProcess child = ChildJvm.start(Writer.class, path())) {
        for (int i = 0; i < 50; i++) {
          acknowledged = Long.parseLong(child.nextLine());
        }
        child.kill();
      }
      for (Mode mode : List.of(Mode.READ_ONLY, Mode.READ_WRITE)) {
        try (MmapTable table = MmapTable.open(path(), mode)) {
          assertTrue(table.rowCount() >= acknowledged, table.rowCount() + " of " + acknowledged);
          assertEquals(
              (double) (table.rowCount() - 1),
              table.column("g/x").array().getDouble(table.rowCount() - 1, 1));
        }
      }
    }
  }

  /// Appends rows that hold their own number until it is killed.
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      NdArray row = NdArray.zeros(DType.FLOAT32, 1, 2);
      try (MmapTable table = MmapTable.open(Path.of(args[0]), Mode.READ_WRITE)) {
        while (true) {
          row.set(table.rowCount());
          table.append(Map.of("a", new long[] {0}, "g/x", row));
          System.out.println(table.rowCount());
        }
      }
    }
  }

  @Test
  void formatThatIsNotInstalledIsNamedAndNothingChanges() throws IOException {
    table().close();
    Map<String, String> before = FileTree.snapshot(path());
    for (Mode mode : Mode.values()) {
      var e =
          assertThrows(
              StorageException.Unsupported.class,
              () ->
                  MmapTable.open(path(), mode, Recovery.FLUSHED, ArrayFormats.of(new NpyFormat())));
      assertEquals(path().resolve("g/x.tiny"), e.path());
      assertEquals(
          path().resolve("g/x.tiny")
              + ": no array format 'tiny'; there are [npy]; add the artifact that provides it to"
              + " the class path or the module path",
          e.getMessage());
    }
    assertEquals(before, FileTree.snapshot(path()));
  }

  @Test
  void columnThatTheFormatCannotKeepIsRefusedAndNothingChanges() throws IOException {
    try (MmapTable table = table()) {
      DType wide = DType.of("[('" + "x".repeat(70_000) + "', '<i4')]");
      assertThrows(
          IllegalArgumentException.class, () -> table.addColumn("w", new TinyFormat(), wide));
      assertEquals(List.of("a", "g/x"), table.columnNames());
    }
    assertFalse(Files.exists(path().resolve("w.tiny")));
  }

  @Test
  void fileThatIsCutIsMalformedWhereverItIsCut() throws IOException {
    table().close();
    Path file = path().resolve("g/x.tiny");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      var e =
          assertThrows(
              StorageException.class, () -> MmapTable.open(path(), Mode.READ_ONLY).close());
      assertEquals(file, e.path());
    }
    assertEquals(Finding.Severity.FAULT, Verification.of(path()).getFirst().severity());
  }

  @Test
  void commandsTellTheFormat() throws IOException {
    table().close();
    Path file = path().resolve("g/x.tiny");
    try (ChildProcess info = ChildJvm.start(Main.class, "info", "--json", "--checksum", file)) {
      String json = info.awaitSuccess();
      assertTrue(json.contains("\"format\":\"tiny\",\"descr\":\"<f4\",\"shape\":[2,2]"), json);
      assertTrue(json.contains("\"sha256\":\""), json);
    }
    try (ChildProcess info = ChildJvm.start(Main.class, "info", path())) {
      String text = info.awaitSuccess();
      assertTrue(text.contains("16 bytes from byte 128 on, tiny\n"), text);
    }
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 140));
    try (ChildProcess info = ChildJvm.start(Main.class, "info", "--json", file)) {
      assertEquals(1, info.exitStatus());
      assertTrue(
          info.lines().getFirst().contains("\"kind\":\"malformed\""), info.lines().toString());
    }
  }

  @Test
  void formatIsToldFromAFilesFirstBytes() throws IOException {
    table().close();
    assertEquals("tiny", probe(path().resolve("g/x.tiny")));
    assertEquals("npy", probe(path().resolve("a.npy")));
    assertEquals("none", probe(path().resolve("g/x.attr")));
  }

  private static String probe(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return ArrayFormats.system()
          .probe(HeaderSource.of(path, channel))
          .map(ArrayFormat::id)
          .orElse("none");
    }
  }
}
