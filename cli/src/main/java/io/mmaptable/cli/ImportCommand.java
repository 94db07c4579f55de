package io.mmaptable.cli;

import io.mmaptable.export.ArrowImport;
import io.mmaptable.export.CsvImport;
import io.mmaptable.export.Progress;
import io.mmaptable.export.Records;
import io.mmaptable.export.TableArchive;
import io.mmaptable.file.Mode;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.ScratchDirectory;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable import`.
@Command(
    name = "import",
    description = {
      "Makes a table of a CSV file (.csv, .csv.gz, .csv.zst), of a structured array (.npy), of an"
          + " archive of columns (.npz) or of an Arrow file (.arrow, .feather) or stream"
          + " (.arrows).",
      "Types of CSV are inferred over the whole file."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ImportCommand implements Callable<Integer> {
  private static final Path STANDARD_INPUT = Path.of("standard input");

  /// How many bad rows are told of by themselves.
  private static final int MOST_TOLD = 10;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file, or - for standard input.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      description = "The table's directory, missing or empty.")
  private Path table;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What the file is, if its name does not say: csv, csv.gz, csv.zst, npy, npz, arrow,"
              + " feather, arrows.")
  private @Nullable String format;

  @Mixin private RowsAndColumns chosen;

  @Mixin private CsvImportArguments csv;

  private long skipped;

  @Override
  public Integer call() throws IOException {
    FileFormat fileFormat = FileFormat.of(file, format, spec.commandLine());
    new FormatOptions(spec, fileFormat).requireUnusedMixin("csv", fileFormat.isCsv());
    long rows;
    ScratchDirectory.removeLeftovers(table);
    try (var progress = ProgressLine.onStandardError(spec.commandLine().getErr())) {
      rows = chosen.isAll() ? make(fileFormat, table, progress) : makeSome(fileFormat, progress);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(table + ": " + rows + " rows" + (skipped == 0 ? "" : ", " + skipped + " skipped"));
    out.flush();
    return 0;
  }

  private long make(FileFormat fileFormat, Path target, Progress progress) throws IOException {
    return switch (fileFormat) {
      case CSV, CSV_GZIP, CSV_ZSTD -> csv().progress(progress).to(target);
      case ARROW, FEATHER, ARROW_STREAM ->
          ofFile(
              fileFormat, target, source -> ArrowImport.from(source).progress(progress).to(target));
      case NPY -> ofFile(fileFormat, target, source -> Records.toTable(source, target, progress));
      case NPZ ->
          ofFile(fileFormat, target, source -> TableArchive.toTable(source, target, progress));
    };
  }

  /// Makes a table of a file that is read in any order.
  private interface OfFile {
    long make(Path source) throws IOException;
  }

  /// Makes a table of the file, or of a copy of standard input.
  private long ofFile(FileFormat fileFormat, Path target, OfFile work) throws IOException {
    if (!FileFormat.isStandard(file)) {
      return work.make(file);
    }
    FileOps.requireVacantDirectory(target);
    try (var scratch = ScratchDirectory.beside(target)) {
      return work.make(scratch.copy(System.in, "standard-input." + fileFormat.ending()));
    }
  }

  private CsvImport csv() {
    CsvImport source =
        csv.applyTo(
            FileFormat.isStandard(file)
                ? CsvImport.from(System.in, STANDARD_INPUT)
                : CsvImport.from(file));
    return csv.skipsBadRows() ? source.onBadRow(this::skip) : source;
  }

  private void skip(Path from, long line, String message) {
    skipped++;
    if (skipped <= MOST_TOLD) {
      spec.commandLine().getErr().println(from + ": skipped line " + line + ": " + message);
      spec.commandLine().getErr().flush();
    }
  }

  /// Makes a whole table first, since only its end says which rows are the last ones.
  private long makeSome(FileFormat fileFormat, Progress progress) throws IOException {
    FileOps.requireVacantDirectory(table);
    try (var scratch = ScratchDirectory.beside(table)) {
      Path whole = scratch.resolve("whole");
      make(fileFormat, whole, progress);
      try (MmapTable made = MmapTable.open(whole, Mode.READ_ONLY)) {
        var rows = chosen.of(made.rows());
        rows.writeTo(table);
        return rows.rowCount();
      }
    }
  }
}
