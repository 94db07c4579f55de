package io.mmaptable.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import io.mmaptable.testsupport.Corpus;
import io.mmaptable.testsupport.MemoryTempDir;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real tables as Arrow and back.
class ArrowCorpusTest {
  @TempDir(factory = MemoryTempDir.class)
  private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "airports.csv",
        "birdstrikes.csv",
        "flights-200k.csv.gz",
        "seattle-weather.csv",
        "zipcodes.csv"
      })
  void tableComesBackAsItWas(String name) throws IOException {
    Path path = directory.resolve("t");
    CsvImport.from(Corpus.path("tables/" + name)).to(path);
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      for (ArrowCompression compression : ArrowCompression.values()) {
        Path file = directory.resolve(compression + ".arrow");
        Path back = directory.resolve("back-" + compression);
        ArrowExport.write(
            table.rows(),
            file,
            ArrowOptions.DEFAULT
                .withCompression(compression)
                .withNanAsNull()
                .withBatchRows(10_000));
        assertEquals(table.rowCount(), ArrowImport.from(file).to(back));
        try (MmapTable found = MmapTable.open(back, Mode.READ_ONLY)) {
          ArrowTables.assertSame(table.rows(), found);
        }
      }
    }
  }
}
