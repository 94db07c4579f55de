package io.mmaptable.cli;

import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `mmaptable thaw`.
@Command(
    name = "thaw",
    description = "Puts plain files, which can be set and grow, in the place of frozen columns.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class ThawCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TABLE", description = "The table's directory.")
  private Path path;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COLUMN", description = "The columns.")
  private List<String> columns;

  @Override
  public Integer call() throws IOException {
    try (MmapTable table = MmapTable.open(path, Mode.READ_WRITE)) {
      for (String name : columns) {
        table.thaw(name);
      }
    }
    return 0;
  }
}
