package io.mmaptable.testsupport;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Says why tests are skipped, which a build otherwise shows in its reports only.
final class Skips {
  private static final Set<String> ANNOUNCED = ConcurrentHashMap.newKeySet();

  private Skips() {}

  /// Prints a reason the first time that it is one.
  static void announce(PrintStream out, String why) {
    if (ANNOUNCED.add(why)) {
      out.println("tests skipped: " + why);
    }
  }
}
