package io.mmaptable.testsupport;

import java.util.Random;

/// Random choices that can be made again: each test that makes some prints its seed, and
/// `-Dmmaptable.seed=N` takes it back.
public final class TestSeed {
  private TestSeed() {}

  /// Begins a test's choices, and prints the seed.
  ///
  /// @param test the class of the test, for the line that is printed
  /// @return the choices
  public static Random random(Class<?> test) {
    long seed = Long.getLong("mmaptable.seed", System.nanoTime());
    System.out.println(test.getSimpleName() + ": -Dmmaptable.seed=" + seed);
    return new Random(seed);
  }
}
