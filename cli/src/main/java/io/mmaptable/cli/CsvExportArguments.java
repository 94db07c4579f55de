package io.mmaptable.cli;

import io.mmaptable.export.CsvOptions;
import io.mmaptable.export.FloatFormat;
import io.mmaptable.export.LineEnd;
import io.mmaptable.export.Quoting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a CSV file is written.
final class CsvExportArguments extends CsvArguments {
  @Option(
      names = "--quoting",
      paramLabel = "WHICH",
      description = "Which values of CSV are quoted: where_needed, text or all.")
  private Quoting quoting = Quoting.WHERE_NEEDED;

  @Option(
      names = "--line-end",
      paramLabel = "END",
      description = "How lines of CSV end: lf, crlf or cr.")
  private LineEnd lineEnd = LineEnd.LF;

  @Option(
      names = "--float-format",
      paramLabel = "%.Nf",
      description = "How floats are written in CSV, such as %%.3f (default: as short as is exact).")
  private @Nullable String floatFormat;

  @Option(
      names = "--refuse-items",
      description = "Refuse columns whose items are arrays, instead of a CSV column per element.")
  private boolean refusesItems;

  @Override
  CsvOptions options() {
    CsvOptions options = super.options().quoting(quoting).lineEnd(lineEnd);
    if (refusesItems) {
      options = options.refuseItems();
    }
    try {
      return floatFormat == null ? options : options.floatFormat(FloatFormat.parse(floatFormat));
    } catch (IllegalArgumentException e) {
      throw wrongUsage("--float-format: " + e.getMessage(), e);
    }
  }
}
