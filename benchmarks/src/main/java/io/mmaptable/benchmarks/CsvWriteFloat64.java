package io.mmaptable.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.annotations.Warmup;

/// Writes a million rows of five float64 as CSV, by as many threads as the machine has; pandas does
/// it by one. The file is forced and renamed, which pandas leaves out.
///
/// The twin is `python/csv_write_float64.py`.
@Warmup(iterations = 5)
public class CsvWriteFloat64 extends CsvWrite {
  @Override
  ExportTable make() throws IOException {
    return ExportTable.floats(5, 1_000_000);
  }
}
