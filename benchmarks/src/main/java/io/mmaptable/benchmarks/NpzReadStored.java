package io.mmaptable.benchmarks;

import io.mmaptable.array.NdArray;
import io.mmaptable.npy.Npz;
import io.mmaptable.npy.NpzStorage;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Opens an archive of one array that is not compressed, and reads the array. An operation is one
/// float64 of it.
///
/// The twin is `python/npz_read_stored.py`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 10)
@Measurement(iterations = 11)
public class NpzReadStored {

  private final NpzStorage storage;

  /// As JMH makes it.
  public NpzReadStored() {
    this(NpzStorage.stored());
  }

  NpzReadStored(NpzStorage storage) {
    this.storage = storage;
  }

  @Setup(Level.Trial)
  public void create(NpzFile file) throws IOException {
    Npz.write(file.path, Map.of("x", file.array), storage);
  }

  @Benchmark
  @OperationsPerInvocation(NpzFile.LENGTH)
  public NdArray read(NpzFile file) throws IOException {
    try (Npz npz = Npz.open(file.path)) {
      return npz.read("x");
    }
  }
}
