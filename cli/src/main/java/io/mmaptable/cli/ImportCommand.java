package io.mmaptable.cli;

import io.mmaptable.dtype.DType;
import io.mmaptable.export.CsvImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable import`.
@Command(
    name = "import",
    description = "Makes a table of a CSV file (.csv or .csv.gz). Types are inferred.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The CSV file.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      description = "The table's directory, missing or empty.")
  private Path table;

  @Option(
      names = "--dtype",
      paramLabel = "NAME=DTYPE",
      description = "The dtype of a column whose type is not to be inferred.")
  private Map<String, String> dtypes = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(".csv") && !name.endsWith(".csv.gz")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), file + ": only .csv and .csv.gz files can be imported");
    }
    CsvImport csv = CsvImport.from(file);
    for (Map.Entry<String, String> entry : dtypes.entrySet()) {
      csv = csv.withDType(entry.getKey(), DType.of(entry.getValue()));
    }
    long rows = csv.to(table);
    PrintWriter out = spec.commandLine().getOut();
    out.println(table + ": " + rows + " rows");
    out.flush();
    return 0;
  }
}
