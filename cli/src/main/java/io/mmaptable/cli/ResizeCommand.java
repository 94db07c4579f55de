package io.mmaptable.cli;

import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable resize`.
@Command(
    name = "resize",
    description = "Changes the number of rows of a table; new ones are zero.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ResizeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TABLE", description = "The table's directory.")
  private Path path;

  @Parameters(index = "1", paramLabel = "N", description = "The new number of rows.")
  private long rows;

  @Override
  public Integer call() throws IOException {
    if (rows < 0) {
      throw new CommandLine.ParameterException(spec.commandLine(), "N: " + rows + " is negative");
    }
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      table.resize(rows);
    }
    return 0;
  }
}
