package io.mmaptable.array;

/// What is not there yet.
final class Pending {
  private Pending() {}

  @SuppressWarnings({"TypeParameterUnusedInFormals", "DoNotCallSuggester"}) // gone soon
  static <T> T of(Object... what) {
    throw new UnsupportedOperationException("not there yet: " + what.length);
  }
}
