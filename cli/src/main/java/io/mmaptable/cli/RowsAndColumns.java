package io.mmaptable.cli;

import io.mmaptable.table.TableSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Which rows and columns are imported or exported.
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
final class RowsAndColumns {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--rows",
      paramLabel = "INDEX",
      description = "Only these rows, in NumPy's notation: 5:10, -5:, ::-1 or [3,1,-1].")
  private @Nullable String rows;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME",
      description = "Only these columns, in this order.")
  private @Nullable List<String> columns;

  boolean isAll() {
    return rows == null && columns == null;
  }

  TableSlice of(TableSlice all) {
    TableSlice selected = columns == null ? all : all.select(columns);
    if (rows == null) {
      return selected;
    }
    try {
      return selected.rows(rows);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("--rows: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--rows: " + e.getMessage(), e);
    }
  }
}
