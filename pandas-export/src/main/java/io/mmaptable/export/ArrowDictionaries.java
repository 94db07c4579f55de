package io.mmaptable.export;

import io.mmaptable.export.ArrowData.Finder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What numbers in a file of somebody's stand for, as far as it has been read. What they are
/// decompressed into is wanted by all batches up to the next dictionary of the same number.
final class ArrowDictionaries implements AutoCloseable {
  private final Map<Long, Values> values = new HashMap<>();

  /// The values of a dictionary.
  ///
  /// @param data the values, decompressed
  /// @param finder what says where something in them is wrong
  /// @param arena what they are decompressed into
  record Values(ArrowData data, Finder finder, Arena arena) {}

  /// Takes a dictionary, instead of the one of the same number.
  ///
  /// @param data the values as they are in the message
  void put(long id, ArrowData data, Finder finder) throws IOException {
    Values old = values.remove(id);
    if (old != null) {
      old.arena().close();
    }
    Arena arena = Arena.ofConfined();
    try {
      values.put(id, new Values(finder.plain(data, arena), finder, arena));
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /// The dictionary of a number, or null if none has come.
  @Nullable Values get(long id) {
    return values.get(id);
  }

  @Override
  public void close() {
    values.values().forEach(each -> each.arena().close());
  }
}
