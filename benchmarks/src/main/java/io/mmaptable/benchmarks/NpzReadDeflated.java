package io.mmaptable.benchmarks;

import io.mmaptable.npy.NpzStorage;

/// Opens an archive of one array that is deflated, and reads the array, as [NpzReadStored] does. An
/// operation is one float64 of it.
///
/// The twin is `python/npz_read_deflated.py`.
public class NpzReadDeflated extends NpzReadStored {

  /// As JMH makes it.
  public NpzReadDeflated() {
    super(NpzStorage.deflated());
  }
}
