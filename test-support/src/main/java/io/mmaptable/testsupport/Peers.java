package io.mmaptable.testsupport;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import org.jspecify.annotations.Nullable;

/// What a test does when a peer, such as real NumPy, is not on this machine: it is skipped with a
/// line on standard output that says why, once for all tests of a JVM, or it fails where the
/// environment variable `MMAPTABLE_PEERS` is `required`.
public final class Peers {

  private static final String VARIABLE = "MMAPTABLE_PEERS";

  private Peers() {}

  /// Says whether tests that need a peer must run.
  ///
  /// @return true where `MMAPTABLE_PEERS` is `required`
  public static boolean required() {
    return required(System.getenv(VARIABLE));
  }

  /// Skips the running test, or fails it where peers are required. Written `throw
  /// Peers.unavailable(…)`, so that the compiler knows that nothing comes after it; it throws by
  /// itself, too.
  ///
  /// @param why what is missing and how to get it, on one line
  /// @return never
  /// @throws org.opentest4j.TestAbortedException where peers are not required
  /// @throws AssertionError where they are
  public static RuntimeException unavailable(String why) {
    boolean required = required();
    if (!required) {
      Skips.announce(System.out, why);
    }
    return unavailable(why, required);
  }

  /// Skips the running test, for want of what cannot be required of every machine.
  static RuntimeException skipped(String why) {
    Skips.announce(System.out, why);
    return abort(why);
  }

  static boolean required(@Nullable String policy) {
    if (policy == null || policy.isEmpty() || policy.equals("optional")) {
      return false;
    }
    if (policy.equals("required")) {
      return true;
    }
    throw new IllegalArgumentException(
        VARIABLE + " is '" + policy + "'; expected 'required', 'optional' or nothing");
  }

  static RuntimeException unavailable(String why, boolean required) {
    if (required) {
      return fail(why + " (" + VARIABLE + "=required)");
    }
    return abort(why + " (skipped; " + VARIABLE + "=required makes this a failure)");
  }
}
