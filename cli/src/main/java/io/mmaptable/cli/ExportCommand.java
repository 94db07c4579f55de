package io.mmaptable.cli;

import io.mmaptable.export.CsvExport;
import io.mmaptable.export.Records;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable export`.
@Command(
    name = "export",
    description = "Writes a table as CSV (.csv) or as one structured array (.npy).",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table's directory.")
  private Path path;

  @Parameters(index = "1", paramLabel = "FILE", description = "The file, which is replaced.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(".csv") && !name.endsWith(".npy")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), file + ": tables are exported to .csv and .npy files");
    }
    if (file.toAbsolutePath().normalize().startsWith(path.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          file + " is inside the table " + path + "; choose a file outside it");
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      TableSlice rows = table.select(table.columnNames());
      if (name.endsWith(".csv")) {
        CsvExport.write(rows, file);
      } else {
        Records.write(rows, file);
      }
    }
    return 0;
  }
}
