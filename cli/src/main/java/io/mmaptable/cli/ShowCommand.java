package io.mmaptable.cli;

import io.mmaptable.array.Slice;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable show`.
@Command(
    name = "show",
    description = "Prints the first and last rows of a table.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TABLE", description = "The table's directory.")
  private Path path;

  @Option(
      names = "--rows",
      paramLabel = "FROM:TO[:STEP]",
      description = "Only these rows, such as 5:10, -5: or ::-1.")
  private @Nullable String rows;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "Only these columns, in this order.")
  private @Nullable List<String> columns;

  @Override
  public Integer call() throws IOException {
    @Nullable Slice slice = rows == null ? null : parse(rows);
    try (MmapTable table = MmapTable.open(path, Mode.READ_ONLY)) {
      TableSlice shown = table.select(columns == null ? table.columnNames() : columns);
      if (slice != null) {
        shown = shown.rows(slice);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(shown);
      out.flush();
    }
    return 0;
  }

  private Slice parse(String text) {
    try {
      return Slice.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--rows: " + e.getMessage(), e);
    }
  }
}
