package io.mmaptable.array;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where an array's memory comes from, which messages about it say.
///
/// @param path the file that it maps; null if it maps none
/// @param refusal what to say where a read-only one would be set; null for what is usual
record Origin(@Nullable Path path, @Nullable String refusal) {

  /// Memory that belongs to no file.
  static final Origin MEMORY = new Origin(null, null);

  /// What to throw where read-only memory would be set.
  UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(
        refusal != null
            ? refusal
            : (path == null ? "an array" : path) + " is read-only; open it with mode r+ to write");
  }
}
