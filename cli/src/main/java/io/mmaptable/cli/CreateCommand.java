package io.mmaptable.cli;

import io.mmaptable.table.Layout;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.NewColumn;
import io.mmaptable.table.Overwrite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mmaptable create`.
@Command(
    name = "create",
    description = "Makes a table whose elements are all zero.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class CreateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TABLE",
      description = "The table's directory, missing or empty without --overwrite.")
  private Path path;

  @Option(names = "--rows", required = true, paramLabel = "N", description = "The number of rows.")
  private long rows;

  @Option(
      names = "--column",
      paramLabel = "NAME:DTYPE[:SHAPE]",
      description = "A column, such as x:f8, position:float32:3 or image:u1:(28,28).")
  private List<String> columns = List.of();

  @Option(
      names = "--layout",
      paramLabel = "npy|headerless",
      description =
          "How columns lie in their files: as .npy (the default), or without headers, as the Python"
              + " package mmaptable has them.")
  private Layout layout = Layout.NPY;

  @Option(
      names = "--overwrite",
      description =
          "Replaces a table that is there, whole or not at all. A directory that holds anything"
              + " else is refused.")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    // Everything is checked before anything is made.
    if (rows < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--rows: " + rows + " is negative");
    }
    List<NewColumn> made = ColumnSpec.parseAll(columns).stream().map(ColumnSpec::column).toList();
    MmapTable table =
        overwrite
            ? MmapTable.create(path, rows, layout, Overwrite.TABLE, made)
            : MmapTable.createNew(path, rows, layout, made);
    table.close();
    return 0;
  }
}
