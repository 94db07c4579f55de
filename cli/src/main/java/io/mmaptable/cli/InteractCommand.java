package io.mmaptable.cli;

import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable interact`.
@Command(
    name = "interact",
    description = "Opens a table in the JDK's console, JShell, as tab.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class InteractCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TABLE", description = "The table's directory.")
  private Path path;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "r to read, r+ to read and write (the default), c to write into memory alone.")
  private String mode = "r+";

  @Override
  public Integer call() throws IOException {
    try (MmapTable table = MmapTable.open(path, mode())) {
      return Console.run(table);
    }
  }

  private Mode mode() {
    try {
      return Mode.of(mode);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--mode: " + e.getMessage(), e);
    }
  }
}
