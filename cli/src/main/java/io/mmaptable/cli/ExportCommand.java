package io.mmaptable.cli;

import io.mmaptable.export.ArrowCompression;
import io.mmaptable.export.ArrowExport;
import io.mmaptable.export.ArrowOptions;
import io.mmaptable.export.CsvExport;
import io.mmaptable.export.CsvOptions;
import io.mmaptable.export.FloatFormat;
import io.mmaptable.export.LineEnd;
import io.mmaptable.export.Progress;
import io.mmaptable.export.Quoting;
import io.mmaptable.export.Records;
import io.mmaptable.export.TableArchive;
import io.mmaptable.file.Mode;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable export`.
@Command(
    name = "export",
    description = {
      "Writes a table as CSV (.csv, .csv.gz, .csv.zst), as one structured array (.npy), as an"
          + " archive of columns (.npz) or as an Arrow file (.arrow, .feather) or stream"
          + " (.arrows).",
      "The file is replaced when the new one is whole."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table's directory.")
  private Path path;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The file, which is replaced, or - for standard output.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "What the file is, if its name does not say: csv, csv.gz, csv.zst, npy, npz, arrow,"
              + " feather, arrows.")
  private @Nullable String format;

  @Mixin private RowsAndColumns chosen;

  @Mixin private CsvArguments csv;

  @Option(
      names = "--quoting",
      paramLabel = "WHICH",
      description = "Which values of CSV are quoted: where_needed, text or all.")
  private Quoting quoting = Quoting.WHERE_NEEDED;

  @Option(
      names = "--line-end",
      paramLabel = "END",
      description = "How lines of CSV end: lf, crlf or cr.")
  private LineEnd lineEnd = LineEnd.LF;

  @Option(
      names = "--float-format",
      paramLabel = "%.Nf",
      description = "How floats are written in CSV, such as %%.3f (default: as short as is exact).")
  private @Nullable String floatFormat;

  @Option(
      names = "--refuse-items",
      description = "Refuse columns whose items are arrays, instead of a CSV column per element.")
  private boolean refusesItems;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      description = "How buffers of an Arrow file are compressed: none, lz4 or zstd.")
  private ArrowCompression compression = ArrowCompression.NONE;

  @Option(
      names = "--index",
      paramLabel = "NAME",
      description = "The column that pandas takes for the index of an Arrow file.")
  private @Nullable String index;

  @Option(names = "--deflate", description = "Compress the members of an archive.")
  private boolean deflates;

  @Override
  public Integer call() throws IOException {
    FileFormat fileFormat = FileFormat.of(file, format, spec.commandLine());
    CsvOptions options = csvOptions();
    if (!FileFormat.isStandard(file)
        && file.toAbsolutePath().normalize().startsWith(path.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          file + " is inside the table " + path + "; choose a file outside it");
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY);
        var progress = ProgressLine.onStandardError(spec.commandLine().getErr())) {
      TableSlice rows = chosen.of(table.rows());
      if (FileFormat.isStandard(file)) {
        writeOut(rows, fileFormat, options, progress);
      } else {
        write(rows, file, fileFormat, options, progress);
      }
    }
    return 0;
  }

  private CsvOptions csvOptions() {
    CsvOptions options = csv.options().quoting(quoting).lineEnd(lineEnd);
    if (refusesItems) {
      options = options.refuseItems();
    }
    try {
      return floatFormat == null ? options : options.floatFormat(FloatFormat.parse(floatFormat));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--float-format: " + e.getMessage(), e);
    }
  }

  private void write(
      TableSlice rows, Path target, FileFormat fileFormat, CsvOptions options, Progress progress)
      throws IOException {
    switch (fileFormat) {
      case CSV, CSV_GZIP, CSV_ZSTD ->
          CsvExport.write(rows, target, fileFormat.compression(), options, progress);
      case NPY -> Records.write(rows, target, progress);
      case NPZ ->
          TableArchive.write(
              rows, target, deflates ? NpzStorage.deflated() : NpzStorage.stored(), progress);
      case ARROW, FEATHER -> ArrowExport.write(rows, target, arrowOptions(), progress);
      case ARROW_STREAM ->
          FileOps.replace(
              target,
              channel ->
                  ArrowExport.writeStream(
                      rows, Channels.newOutputStream(channel), arrowOptions(), progress));
    }
  }

  private ArrowOptions arrowOptions() {
    ArrowOptions options = ArrowOptions.DEFAULT.withCompression(compression);
    return index == null ? options : options.withIndex(index);
  }

  private void writeOut(
      TableSlice rows, FileFormat fileFormat, CsvOptions options, Progress progress)
      throws IOException {
    try (var out = new FileOutputStream(FileDescriptor.out)) {
      switch (fileFormat) {
        case CSV, CSV_GZIP, CSV_ZSTD ->
            CsvExport.write(rows, out, fileFormat.compression(), options, progress);
        case ARROW_STREAM -> ArrowExport.writeStream(rows, out, arrowOptions(), progress);
        case NPY, NPZ, ARROW, FEATHER -> copyOut(rows, fileFormat, options, progress, out);
      }
    }
  }

  /// Writes what is not written from its beginning to its end to a file first.
  private void copyOut(
      TableSlice rows,
      FileFormat fileFormat,
      CsvOptions options,
      Progress progress,
      OutputStream out)
      throws IOException {
    Path directory = Files.createTempDirectory("mmaptable-export-");
    Path whole = directory.resolve("table." + fileFormat.ending());
    try {
      write(rows, whole, fileFormat, options, progress);
      Files.copy(whole, out);
    } finally {
      Files.deleteIfExists(whole);
      Files.delete(directory);
    }
  }
}
