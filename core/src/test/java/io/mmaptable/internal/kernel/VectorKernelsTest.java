package io.mmaptable.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mmaptable.internal.store.TestJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Vector API is switched on in JVMs of their own. `-Dmmaptable.seed=N` repeats a run.
class VectorKernelsTest {
  private static final long SEED = Long.getLong("mmaptable.seed", System.nanoTime());

  private static String run(String... flags) throws IOException, InterruptedException {

    try (var child = TestJvm.start(List.of(flags), SameBits.class, SEED)) {
      String output = child.rest();
      assertEquals(0, child.exitStatus(), output + "\n-Dmmaptable.seed=" + SEED);
      return output;
    }
  }

  /// Other processors' vectors, and code that no optimizing compiler has seen.
  @ParameterizedTest
  @ValueSource(
      strings = {"-XX:UseAVX=3", "-XX:UseAVX=2", "-XX:UseAVX=0", "-XX:TieredStopAtLevel=1"})
  void vectorsGiveTheBitsOfPlainLoops(String processor) throws Exception {
    requireSameBits(processor);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(strings = {"-XX:UseAVX=1", "-Xint"})
  void vectorsGiveTheBitsOfPlainLoopsWhereTheyAreSlow(String processor) throws Exception {
    requireSameBits(processor);
  }

  private static void requireSameBits(String processor) throws Exception {
    String output =
        run("--add-modules=jdk.incubator.vector", "-XX:+IgnoreUnrecognizedVMOptions", processor);
    assertTrue(output.contains("same bits with "), output);
  }

  @Test
  void nothingIsSaidOfVectorsThatWereNotAskedFor() throws Exception {
    assertEquals("same bits with ScalarKernels", run());
  }
}
