package io.mmaptable.fuzz;

import java.io.IOException;
import java.util.Locale;

/// Where Jazzer enters: it looks for these two methods by name.
public final class FuzzEntry {
  private static FuzzTarget target = FuzzTarget.HEADER;

  private FuzzEntry() {}

  /// Chooses the target.
  public static void fuzzerInitialize(String[] arguments) {
    Bounds.allowForInstrumentation();
    target = FuzzTarget.valueOf(arguments[0].toUpperCase(Locale.ROOT));
  }

  /// Throws bytes at the target.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    target.check(input);
  }
}
