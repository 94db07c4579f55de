package io.mmaptable.zarr;

import io.mmaptable.file.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A directory that is read by its path, as it was when that began: another one that takes its
/// place has other chunks, and where there is none, all chunks would seem to be missing.
///
/// @param path the directory
/// @param key what tells it from others that are there at the same time; null where nothing does
/// @param made when it was made, which tells it from later ones with the same key; when it was
///   changed, where the file system does not know
/// @param changed when its entries were changed
record OpenedDirectory(Path path, @Nullable Object key, FileTime made, FileTime changed) {

  /// @throws NoSuchFileException if there is none
  static OpenedDirectory of(Path path) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new OpenedDirectory(
        path, attributes.fileKey(), attributes.creationTime(), attributes.lastModifiedTime());
  }

  /// Checks that the path still leads to the directory, and did when a file in it was looked for.
  ///
  /// @throws StorageException.Inconsistent if it does not
  void requireSame() throws IOException {
    boolean isSame;
    try {
      isSame = isSame(of(path));
    } catch (NoSuchFileException e) {
      isSame = false;
    }
    if (!isSame) {
      throw new StorageException.Inconsistent(
          path, "has been moved, deleted or replaced since it was opened; open it again");
    }
  }

  private boolean isSame(OpenedDirectory now) {
    return Objects.equals(key, now.key)
        && (made.equals(now.made) || (mayNotKnowWhenMade() && now.mayNotKnowWhenMade()));
  }

  /// Whether the file system may not know when directories are made. One that was changed right
  /// after may look so too.
  private boolean mayNotKnowWhenMade() {
    return made.equals(changed);
  }
}
