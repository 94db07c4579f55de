package io.mmaptable.table;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The names of columns: paths inside the table, with `/` between groups.
final class ColumnName {
  static final String DATA_SUFFIX = ".npy";
  static final String ATTR_SUFFIX = ".attr";

  /// What file systems allow, less the room for the name of a temporary file.
  private static final int MOST_BYTES = 230;

  /// What the kernel takes, less the same room.
  private static final int MOST_PATH_BYTES = 4_070;

  private ColumnName() {}

  static String check(String name) {
    String[] parts = name.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (part.isEmpty()) {
        throw invalid(name, "has an empty part");
      }
      if (part.startsWith(".")) {
        throw invalid(name, "has a part that begins with a dot");
      }
      if (part.indexOf('\0') >= 0 || part.indexOf('\\') >= 0) {
        throw invalid(name, "has a NUL or a backslash");
      }
      if (i < parts.length - 1 && (part.endsWith(DATA_SUFFIX) || part.endsWith(ATTR_SUFFIX))) {
        throw invalid(name, "has a group whose name ends as a file's does, " + part);
      }
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(part)) {
        throw invalid(name, "has half of a surrogate pair");
      }
      if (part.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
        throw invalid(name, "has a part of more than " + MOST_BYTES + " bytes");
      }
    }
    return name;
  }

  /// Checks that a column's files can have names as long as they would become.
  static void requireRoom(Path table, String name) {
    long bytes =
        table.resolve(name).toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_PATH_BYTES) {
      throw invalid(name, "makes a path of more than " + MOST_PATH_BYTES + " bytes");
    }
  }

  private static IllegalArgumentException invalid(String name, String why) {
    String shown = name.length() <= 60 ? name : name.substring(0, 60) + "...";
    return new IllegalArgumentException("column name '" + shown.replace('\0', '?') + "' " + why);
  }
}
