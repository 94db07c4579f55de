package io.mmaptable.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the lock and the journal of an array are: beside it, or in the table that it is a column
/// of.
///
/// @param lock the lock file
/// @param journal the journal
/// @param table the table that the array is a column of, or null
public record Sidecars(Path lock, Path journal, @Nullable Path table) {
  private static final String TABLE_DIRECTORY = ".mmaptable";

  /// Where they are. They belong to the file itself: who comes by a link finds the same ones.
  ///
  /// @param array the array's file, which need not be there yet
  /// @return the paths, absolute
  /// @throws IOException if the file's real path cannot be told
  public static Sidecars of(Path array) throws IOException {
    Path absolute = Files.exists(array) ? array.toRealPath() : array.toAbsolutePath().normalize();
    for (Path part = absolute; part != null && mayBeNamed(part); part = part.getParent()) {
      Path ours = part.resolveSibling(TABLE_DIRECTORY);
      if (Files.exists(ours.resolve("lock")) || Files.exists(ours.resolve("table.json"))) {
        return new Sidecars(ours.resolve("lock"), ours.resolve("journal"), part.getParent());
      }
    }
    String name = "." + absolute.getFileName();
    return new Sidecars(
        absolute.resolveSibling(name + ".lock"), absolute.resolveSibling(name + ".journal"), null);
  }

  /// Columns and groups do not begin with a dot; what lies below something that does is no column.
  private static boolean mayBeNamed(Path part) {
    Path name = part.getFileName();
    return name != null && !name.toString().startsWith(".");
  }
}
