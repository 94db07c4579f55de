package io.mmaptable.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.annotations.Warmup;

/// Makes a table of a CSV file of a million rows of five float64, with types inferred, by as many
/// threads as the machine has; pandas makes a dataframe in memory by one.
///
/// The twin is `python/csv_read_float64.py`.
@Warmup(iterations = 5)
public class CsvReadFloat64 extends CsvRead {
  @Override
  ExportTable make() throws IOException {
    return ExportTable.floats(5, 1_000_000);
  }
}
