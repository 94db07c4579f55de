package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.export.CsvImport;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A table that is exported, in a directory of its own, and the threads that do it.
final class ExportTable implements Closeable {
  private static final Path FLIGHTS = Path.of("benchmarks/data/flights-200k.csv.gz");

  private final Path directory;
  private final MmapTable table;
  private final Parallelism threads =
      Parallelism.ofThreads(Runtime.getRuntime().availableProcessors());

  private ExportTable(Path directory) throws IOException {
    this.directory = directory;
    this.table = MmapTable.open(directory.resolve("table"), Mode.READ_ONLY);
  }

  /// A table of random numbers between 0 and 1, all digits of which are needed.
  static ExportTable floats(int columns, int rows) throws IOException {
    Path directory = Files.createTempDirectory("export-");
    WideTable.create(directory.resolve("table"), columns, rows);
    try (MmapTable table = MmapTable.open(directory.resolve("table"), Mode.READ_WRITE)) {
      var random = new Random(1);
      for (int i = 0; i < columns; i++) {
        double[] values = random.doubles(rows).toArray();
        table.column("c" + i).set(NdArray.of(values));
      }
    }
    return new ExportTable(directory);
  }

  /// A table of 200,000 flights.
  static ExportTable flights() throws IOException {
    Path directory = Files.createTempDirectory("export-");
    CsvImport.from(FLIGHTS).to(directory.resolve("table"));
    return new ExportTable(directory);
  }

  MmapTable table() {
    return table;
  }

  /// A path beside the table.
  Path file(String name) {
    return directory.resolve(name);
  }

  /// What is done by all threads.
  interface Work {
    void run() throws IOException;
  }

  void shared(Work work) {
    threads.run(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() throws IOException {
    threads.close();
    table.close();
    WideTable.delete(directory);
  }
}
