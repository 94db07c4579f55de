package io.mmaptable.cli;

import io.mmaptable.dtype.DType;
import io.mmaptable.export.CsvImport;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// How a CSV file was written, and what its columns become.
final class CsvImportArguments extends CsvArguments {
  @Option(
      names = "--dtype",
      paramLabel = "NAME=DTYPE",
      description = "The dtype of a column of CSV whose type is not to be inferred.")
  private Map<String, String> dtypes = new LinkedHashMap<>();

  @Option(
      names = "--skip-bad-rows",
      description = "Leave rows of CSV out that have too many or too few values, or bad ones.")
  private boolean skipsBadRows;

  boolean skipsBadRows() {
    return skipsBadRows;
  }

  CsvImport applyTo(CsvImport source) {
    CsvImport applied = source.options(options());
    for (Map.Entry<String, String> entry : dtypes.entrySet()) {
      applied = applied.withDType(entry.getKey(), dtype(entry));
    }
    return applied;
  }

  private DType dtype(Map.Entry<String, String> entry) {
    try {
      return DType.of(entry.getValue());
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw wrongUsage("--dtype: " + entry + ": " + e.getMessage(), e);
    }
  }
}
