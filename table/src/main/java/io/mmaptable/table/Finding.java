package io.mmaptable.table;

import java.nio.file.Path;
import java.util.Locale;

/// One thing that a [Verification] has found.
///
/// @param severity whether something is wrong
/// @param path the file or directory that it is about
/// @param message what was found, and what to do
public record Finding(Severity severity, Path path, String message) {

  /// How bad a finding is.
  public enum Severity {
    /// Nothing is wrong or lost; a person may still want to know, and the next opening for writing
    /// mends it.
    NOTE,
    /// Something is wrong: data is missing, or cannot be read.
    FAULT
  }

  /// The finding as a line.
  ///
  /// @return severity, path and message
  @Override
  public String toString() {
    String text = message.startsWith(path + ": ") ? message : path + ": " + message;
    return severity.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
