package io.mmaptable.array;

@SuppressWarnings({"TypeParameterUnusedInFormals", "DoNotCallSuggester"})
final class Pending {
  private Pending() {}

  static <T> T of(String what, Object... arguments) {
    throw new UnsupportedOperationException(what + " of " + arguments.length);
  }
}
