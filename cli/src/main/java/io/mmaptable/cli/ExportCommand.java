package io.mmaptable.cli;

import io.mmaptable.export.ArrowExport;
import io.mmaptable.export.ArrowOptions;
import io.mmaptable.export.CsvExport;
import io.mmaptable.export.CsvOptions;
import io.mmaptable.export.Progress;
import io.mmaptable.export.Records;
import io.mmaptable.export.TableArchive;
import io.mmaptable.file.Mode;
import io.mmaptable.internal.store.Replacement;
import io.mmaptable.npy.NpzStorage;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
  /// What is written, and how.
  private record Form(FileFormat format, CsvOptions csv, ArrowOptions arrow) {}

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

  @Mixin private CsvExportArguments csv;

  @Mixin private ArrowArguments arrow;

  @Option(names = "--deflate", description = "Compress the members of an archive.")
  private boolean deflates;

  @Override
  public Integer call() throws IOException {
    FileFormat fileFormat = FileFormat.of(file, format, spec.commandLine());
    var options = new FormatOptions(spec, fileFormat);
    options.requireUnusedMixin("csv", fileFormat.isCsv());
    options.requireUnusedMixin("arrow", fileFormat.isArrow());
    options.requireUnused("--deflate", fileFormat == FileFormat.NPZ);
    var form = new Form(fileFormat, csv.options(), arrow.options());
    if (!FileFormat.isStandard(file)
        && file.toAbsolutePath().normalize().startsWith(path.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          file + " is inside the table " + path + "; choose a file outside it");
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY);
        var progress = ProgressLine.onStandardError(spec.commandLine().getErr())) {
      TableSlice rows = chosen.of(table.rows());
      if (FileFormat.isStandard(file)) {
        writeOut(rows, form, progress);
      } else {
        Replacement.removeAbandoned(file);
        write(rows, file, form, progress);
      }
    }
    return 0;
  }

  private void write(TableSlice rows, Path target, Form form, Progress progress)
      throws IOException {
    switch (form.format()) {
      case CSV, CSV_GZIP, CSV_ZSTD ->
          CsvExport.write(rows, target, form.format().compression(), form.csv(), progress);
      case NPY -> Records.write(rows, target, progress);
      case NPZ ->
          TableArchive.write(
              rows, target, deflates ? NpzStorage.deflated() : NpzStorage.stored(), progress);
      case ARROW, FEATHER -> ArrowExport.write(rows, target, form.arrow(), progress);
      case ARROW_STREAM -> ArrowExport.writeStream(rows, target, form.arrow(), progress);
    }
  }

  private void writeOut(TableSlice rows, Form form, Progress progress) throws IOException {
    try (var out = new FileOutputStream(FileDescriptor.out)) {
      switch (form.format()) {
        case CSV, CSV_GZIP, CSV_ZSTD ->
            CsvExport.write(rows, out, form.format().compression(), form.csv(), progress);
        case ARROW_STREAM -> ArrowExport.writeStream(rows, out, form.arrow(), progress);
        case NPY -> Records.write(rows, out, progress);
        case NPZ, ARROW, FEATHER -> copyOut(rows, form, progress, out);
      }
    }
  }

  /// Writes what is not written from its beginning to its end to a file first.
  private void copyOut(TableSlice rows, Form form, Progress progress, OutputStream out)
      throws IOException {
    Path directory = Files.createTempDirectory("mmaptable-export-");
    Path whole = directory.resolve("table." + form.format().ending());
    try {
      write(rows, whole, form, progress);
      Files.copy(whole, out);
    } finally {
      Files.deleteIfExists(whole);
      Files.delete(directory);
    }
  }
}
