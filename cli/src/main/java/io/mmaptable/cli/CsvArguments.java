package io.mmaptable.cli;

import io.mmaptable.export.CsvOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a CSV file is written or was written.
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls the command
class CsvArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--delimiter",
      paramLabel = "CHARACTER",
      description = "What stands between values of CSV, such as ';' or 'tab' (default: comma).")
  private @Nullable String delimiter;

  @Option(
      names = "--quote",
      paramLabel = "CHARACTER",
      description = "What stands around values of CSV that need it (default: double quote).")
  private @Nullable String quote;

  @Option(names = "--no-header", description = "The first line of CSV is not the columns' names.")
  private boolean withoutHeader;

  @Option(
      names = "--missing",
      paramLabel = "TEXT",
      description = "What stands for NaN and NaT in CSV (default: nothing).")
  private String missing = "";

  CsvOptions options() {
    try {
      CsvOptions options = CsvOptions.DEFAULT.header(!withoutHeader).missing(missing);
      if (quote != null && delimiter != null && character(delimiter) == '"') {
        // Each may be what the other one is by default.
        return options.quote(character(quote)).delimiter(character(delimiter));
      }
      if (delimiter != null) {
        options = options.delimiter(character(delimiter));
      }
      return quote == null ? options : options.quote(character(quote));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()), e);
    }
  }

  final CommandLine.ParameterException wrongUsage(String message, Exception cause) {
    return new CommandLine.ParameterException(spec.commandLine(), message, cause);
  }

  private static char character(String text) {
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1) {
      throw new IllegalArgumentException("'" + text + "' is not one character");
    }
    return text.charAt(0);
  }
}
