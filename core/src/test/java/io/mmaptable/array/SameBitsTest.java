package io.mmaptable.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mmaptable.internal.store.TestJvm;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Results depend neither on the number of threads, nor on the processor, nor on the Vector API.
class SameBitsTest {
  private static final String EXPECTED = String.join("\n", SameBits.digests());

  /// A JVM, and how many threads compute in it.
  record Machine(int threads, List<String> flags) {}

  static Stream<Machine> machines() {
    var vectors = List.of("--add-modules", "jdk.incubator.vector");
    return Stream.of(
        new Machine(1, List.of("-XX:UseAVX=0")),
        new Machine(2, vectors),
        new Machine(2, List.of("-XX:UseAVX=2", "--add-modules", "jdk.incubator.vector")));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void resultsHaveTheSameBits(Machine machine) throws Exception {
    try (var child = TestJvm.start(machine.flags(), SameBits.class, machine.threads())) {
      String digests =
          child
              .rest()
              .lines()
              .filter(line -> !line.startsWith("WARNING"))
              .collect(Collectors.joining("\n"));
      assertEquals(EXPECTED, digests);
      assertEquals(0, child.exitStatus());
    }
  }
}
