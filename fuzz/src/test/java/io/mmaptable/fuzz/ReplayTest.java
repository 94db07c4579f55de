package io.mmaptable.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Everything that was ever found, once more.
class ReplayTest {

  /// Far longer than any input takes.
  private static final Duration HANG = Duration.ofSeconds(30);

  @ParameterizedTest
  @EnumSource
  void seedsAreValuesOrRefused(FuzzTarget target) throws IOException {
    replay(target, target.seeds());
  }

  @ParameterizedTest
  @EnumSource
  void corpusIsValuesOrRefused(FuzzTarget target) {
    replay(target, Inputs.corpus(target));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAnsweredWronglyNoLongerIs(FuzzTarget target) {
    replay(target, Inputs.regressions(target));
  }

  private static void replay(FuzzTarget target, List<byte[]> inputs) {
    for (byte[] input : inputs) {
      try {
        assertTimeoutPreemptively(HANG, () -> target.check(input));
      } catch (RuntimeException | Error e) {
        throw new AssertionError(target + ": " + Inputs.format(input), e);
      }
    }
  }

  @Test
  void inputsAreWrittenAsTheyAreRead() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    assertArrayEquals(all, Inputs.parse(Inputs.format(all)));
  }
}
