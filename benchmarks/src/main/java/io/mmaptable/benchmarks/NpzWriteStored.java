package io.mmaptable.benchmarks;

import io.mmaptable.npy.Npz;
import io.mmaptable.npy.NpzStorage;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// Writes an archive of one array that is not compressed, forces it and renames it into place. An
/// operation is one float64 of it.
///
/// The twin is `python/npz_write_stored.py`.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 10)
@Measurement(iterations = 11)
public class NpzWriteStored {

  @Benchmark
  @OperationsPerInvocation(NpzFile.LENGTH)
  public void write(NpzFile file) throws IOException {
    Npz.write(file.path, Map.of("x", file.array), NpzStorage.stored());
  }
}
