package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.codec.BytesCodecs;
import io.mmaptable.export.CsvImport;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import io.mmaptable.zarr.ZarrArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table of 200,000 flights, and its columns in chunks.
final class Flights {
  private static final Path FILE = Path.of("benchmarks/data/flights-200k.csv.gz");

  /// What the command takes where nothing is said.
  private static final String CODECS = "shuffle,zstd:5,crc32c";

  private Flights() {}

  /// Makes the table, and one for the twin in Python, if that is not there.
  static void make(Path table) throws IOException {
    Path shared = ZarrFiles.DATA.resolve("flights");
    if (!Files.exists(shared)) {
      CsvImport.from(FILE).to(shared);
    }
    CsvImport.from(FILE).to(table);
  }

  static void freeze(Path path) throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      for (String name : table.columnNames()) {
        table.freeze(name, layout -> layout.codecs(BytesCodecs.system().parse(CODECS)));
      }
    }
  }

  /// Reads what was frozen.
  static List<NdArray> read(Path path) throws IOException {
    List<NdArray> columns = new ArrayList<>();
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      for (String name : table.columnNames()) {
        columns.add(chunks(table, name).read());
      }
    }
    return columns;
  }

  private static ZarrArray chunks(MmapTable table, String name) {
    return table.column(name).frozen().orElseThrow();
  }

  /// Leaves beside the figures of a benchmark how many bytes it works on, and how many they have
  /// become.
  static void note(String benchmark, Path path) throws IOException {
    List<String> lines = new ArrayList<>();
    long plain = 0;
    long stored = 0;
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      for (String name : table.columnNames()) {
        ZarrArray chunks = chunks(table, name);
        long bytes = chunks.rowCount() * chunks.dtype().itemSize();
        lines.add(line(name, bytes, chunks.storedBytes()));
        plain += bytes;
        stored += chunks.storedBytes();
      }
    }
    lines.add(line("all columns", plain, stored));
    String json = "{\"bytes\": " + plain + ", \"lines\": [" + String.join(", ", lines) + "]}\n";
    Files.writeString(ZarrFiles.DATA.resolve(benchmark + ".note.json"), json);
  }

  private static String line(String what, long plain, long stored) {
    return String.format(
        Locale.ROOT,
        "\"%s: %,d bytes, %,d before, %.2f to 1\"",
        what,
        stored,
        plain,
        (double) plain / stored);
  }
}
