package io.mmaptable.zarr;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Replacement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of an array's chunks, and how they are named. What is no regular file, or lies
/// elsewhere, is refused before it is opened.
final class ChunkFiles {
  private final OpenedDirectory opened;
  private final Path root;
  private final Path realRoot;
  private final ChunkKeys keys;
  private final int ndim;

  /// @throws NoSuchFileException if there is no such directory
  ChunkFiles(Path root, ChunkKeys keys, int ndim) throws IOException {
    this(OpenedDirectory.of(root), keys, ndim);
  }

  /// @throws NoSuchFileException if the directory is not there any more
  ChunkFiles(OpenedDirectory opened, ChunkKeys keys, int ndim) throws IOException {
    this.opened = opened;
    this.root = opened.path();
    this.realRoot = root.toRealPath();
    this.keys = keys;
    this.ndim = ndim;
  }

  Path path(long[] cell) {
    return root.resolve(keys.key(cell));
  }

  /// What is in the file of a chunk; null if there is none.
  ///
  /// @throws StorageException.Unsupported if it is no regular file, or a link that leaves the array
  /// @throws StorageException.Inconsistent if there is none since the array is not there any more
  @Nullable FileRegion find(long[] cell) throws IOException {
    @Nullable FileRegion found = find(path(cell));
    if (found == null) {
      opened.requireSame();
    }
    return found;
  }

  /// Opens a file that was found.
  ///
  /// @throws StorageException.Inconsistent if it is another array's, which has taken this one's
  ///   place
  FileChannel open(Path file) throws IOException {
    @Nullable FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      opened.requireSame();
      return channel;
    } catch (IOException e) {
      if (channel != null) {
        channel.close();
      }
      opened.requireSame();
      throw e;
    }
  }

  private @Nullable FileRegion find(Path file) throws IOException {
    requireInside(root, realRoot, file);
    try {
      return new FileRegion(file, 0, FileOps.requireRegularFile(file).size());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /// Checks that a path leads to nothing, or to something in the directory.
  static void requireInside(Path root, Path realRoot, Path file) throws IOException {
    try {
      if (!file.toRealPath().startsWith(realRoot)) {
        throw new StorageException.Unsupported(file, "is a link that leaves " + root);
      }
    } catch (NoSuchFileException e) {
      if (FileOps.exists(file)) {
        throw new StorageException.Unsupported(file, "is a link that leads nowhere");
      }
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) { // a file where a directory is expected, a link to itself
      throw new StorageException.Malformed(
          file, "is no file of a chunk, nor a way to one: " + e.getReason());
    }
  }

  /// The chunks that have a file and are in a grid, in C order, and those that cannot have one
  /// since a file is where a directory must be.
  List<long[]> present(long[] grid) throws IOException {
    List<long[]> cells = new ArrayList<>();
    list(root, "", cells);
    cells.removeIf(cell -> !isIn(cell, grid));
    cells.sort(Arrays::compare);
    return cells;
  }

  /// Removes chunks that do not count, and files that a writer that was killed was writing. Nobody
  /// else may be writing.
  ///
  /// @param counted how many chunks count along the first dimension
  /// @return how many bytes the files had of chunks that do not count
  long removeUncounted(long counted) throws IOException {
    Replacement.removeAbandoned(root.resolve(Metadata.FILE));
    return removeUncounted(root, "", counted);
  }

  private long removeUncounted(Path directory, String prefix, long counted) throws IOException {
    long removed = 0;
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String key = prefix + entry.getFileName();
        long[] cell = keys.cell(key, ndim);
        if (cell != null && cell[0] >= counted) {
          removed += delete(entry);
        } else if (keys.firstBelow(key, ndim) != null && isOwnDirectory(entry)) {
          removed += removeUncounted(entry, key + "/", counted);
        } else if (isOfChunk(prefix, Replacement.replacedBy(entry))) {
          Replacement.removeIfAbandoned(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return removed;
  }

  private boolean isOfChunk(String prefix, Optional<Path> file) {
    return file.isPresent() && keys.cell(prefix + file.get().getFileName(), ndim) != null;
  }

  private static boolean isOwnDirectory(Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private long delete(Path entry) throws IOException {
    if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    long size = Files.size(entry);
    Files.delete(entry);
    NewFiles.deleteEmptyDirectories(root, entry);
    return size;
  }

  private static boolean isIn(long[] cell, long[] grid) {
    for (int axis = 0; axis < cell.length; axis++) {
      if (cell[axis] >= grid[axis]) {
        return false;
      }
    }
    return true;
  }

  private void list(Path directory, String prefix, List<long[]> cells) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String key = prefix + entry.getFileName();
        long[] cell = keys.cell(key, ndim);
        long[] below = keys.firstBelow(key, ndim);
        if (cell != null) {
          cells.add(cell);
        } else if (below != null && Files.isDirectory(entry)) {
          requireInside(root, realRoot, entry);
          list(entry, key + "/", cells);
        } else if (below != null) {
          cells.add(below); // whose way this is in
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
