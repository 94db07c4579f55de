package io.mmaptable.table;

import io.mmaptable.file.StorageException;
import io.mmaptable.npy.NpyFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Intents as they are written down.
final class IntentJson {
  private IntentJson() {}

  static Map<String, @Nullable Object> encode(Intent intent) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    switch (intent) {
      case Intent.Add(String name, _) -> {
        json.put("operation", "add");
        json.put("name", name);
      }
      case Intent.AddAll(List<String> names) -> {
        json.put("operation", "add all");
        json.put("names", names);
      }
      case Intent.Delete(String name, _) -> {
        json.put("operation", "delete");
        json.put("name", name);
      }
      case Intent.Rename(String name, _, String to) -> {
        json.put("operation", "rename");
        json.put("name", name);
        json.put("to", to);
      }
      case Intent.Replace(String name, _, String newFormat) -> {
        json.put("operation", "replace");
        json.put("name", name);
        json.put("newFormat", newFormat);
      }
      case Intent.Recount(long from, long to) -> {
        json.put("operation", "recount");
        json.put("from", from);
        json.put("to", to);
      }
      case Intent.Convert(Layout layout, Map<String, String> formats) -> {
        json.put("operation", "convert");
        json.put("layout", layout.name());
        json.put("columns", formats);
      }
    }
    json.put("format", intent.format());
    return json;
  }

  /// Reads an intent.
  ///
  /// @param file where it is written
  /// @throws StorageException.Malformed if it is none that this library knows
  static Intent decode(Path file, Map<String, @Nullable Object> json) throws StorageException {
    if ("convert".equals(json.get("operation"))) {
      return convert(file, json);
    }
    if ("recount".equals(json.get("operation"))
        && json.get("from") instanceof Number from
        && json.get("to") instanceof Number to
        && Math.min(from.longValue(), to.longValue()) >= 0) {
      return new Intent.Recount(from.longValue(), to.longValue());
    }
    if ("add all".equals(json.get("operation")) && json.get("names") instanceof List<?> names) {
      var checked = new ArrayList<String>();
      for (Object name : names) {
        checked.add(checked(file, String.valueOf(name)));
      }
      return new Intent.AddAll(checked);
    }
    if (json.get("operation") instanceof String operation
        && json.get("name") instanceof String given) {
      String name = checked(file, given);
      String format =
          Objects.requireNonNullElse(ColumnFile.formatId(json.get("format")), NpyFormat.ID);
      switch (operation) {
        case "add" -> {
          return new Intent.Add(name, format);
        }
        case "delete" -> {
          return new Intent.Delete(name, format);
        }
        case "rename" -> {
          if (json.get("to") instanceof String to) {
            return new Intent.Rename(name, format, checked(file, to));
          }
        }
        case "replace" -> {
          @Nullable String newFormat = ColumnFile.formatId(json.get("newFormat"));
          if (newFormat != null) {
            return new Intent.Replace(name, format, newFormat);
          }
        }
        default -> {}
      }
    }
    throw new StorageException.Malformed(file, 0, "expected a known operation");
  }

  private static Intent convert(Path file, Map<String, @Nullable Object> json)
      throws StorageException {
    var formats = new TreeMap<String, String>();
    if (json.get("columns") instanceof Map<?, ?> columns) {
      for (Map.Entry<?, ?> column : columns.entrySet()) {
        formats.put(
            checked(file, String.valueOf(column.getKey())),
            Objects.requireNonNullElse(ColumnFile.formatId(column.getValue()), NpyFormat.ID));
      }
      for (Layout layout : Layout.values()) {
        if (layout.name().equals(json.get("layout"))) {
          return new Intent.Convert(layout, formats);
        }
      }
    }
    throw new StorageException.Malformed(file, 0, "expected columns and a known layout");
  }

  private static String checked(Path file, String name) throws StorageException {
    try {
      return ColumnName.check(name);
    } catch (IllegalArgumentException e) {
      throw new StorageException.Malformed(file, 0, String.valueOf(e.getMessage()));
    }
  }
}
