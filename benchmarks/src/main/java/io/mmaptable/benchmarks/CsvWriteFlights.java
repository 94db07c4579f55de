package io.mmaptable.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.annotations.Warmup;

/// Writes 200,000 flights as CSV: a time, two integers and two short texts each. By as many threads
/// as the machine has; pandas does it by one. The file is forced and renamed, which pandas leaves
/// out.
///
/// The twin is `python/csv_write_flights.py`.
@Warmup(iterations = 20)
public class CsvWriteFlights extends CsvWrite {
  @Override
  ExportTable make() throws IOException {
    return ExportTable.flights();
  }
}
