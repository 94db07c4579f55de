package io.mmaptable.benchmarks;

import io.mmaptable.export.Progress;
import io.mmaptable.export.Records;
import io.mmaptable.table.TableSlice;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/// Writes five million rows of ten float64 columns as one structured `.npy` to the stream of a
/// file, by as many threads as the machine has: neither forced nor renamed, as NumPy does it by
/// one.
///
/// The twin is `python/records_stream.py`.
public class RecordsStream extends RecordsWrite {
  @Override
  void write(TableSlice rows, Path file) throws IOException {
    try (var out = new FileOutputStream(file.toFile())) {
      Records.write(rows, out, Progress.NONE);
    }
  }
}
