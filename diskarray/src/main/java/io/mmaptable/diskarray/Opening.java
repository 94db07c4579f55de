package io.mmaptable.diskarray;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.Mode;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Sidecars;
import io.mmaptable.internal.store.WriterLock;
import io.mmaptable.npy.GrowableHeaders;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens the file of an array, or makes it.
final class Opening {
  private final Path path;
  private final DiskArrayOptions options;

  private Opening(Path path, DiskArrayOptions options) {
    this.path = path;
    this.options = options;
  }

  /// Makes an array where there is nothing yet.
  static OpenRows create(Path path, DiskArrayOptions options) throws IOException {
    return new Opening(path, options).made(true);
  }

  static OpenRows open(Path path, DiskArrayOptions options) throws IOException {
    @Nullable DType dtype = options.declaration().dtype();
    if (options.replaces() && dtype == null) {
      throw new IllegalArgumentException(
          path + ": mode w+ makes a new array, whose dtype must be given");
    }
    var opening = new Opening(path, options);
    boolean mayMake = options.mode() == Mode.READ_WRITE && dtype != null;
    if (options.replaces() || (mayMake && !FileOps.exists(path))) {
      return opening.made(false);
    }
    FileOps.requireRegularFile(path);
    return opening.existing();
  }

  private OpenRows made(boolean mustBeNew) throws IOException {
    if (FileOps.exists(path) && !mustBeNew) {
      FileOps.requireRegularFile(path);
    }
    Sidecars sidecars = Sidecars.of(path);
    if (sidecars.table() != null) {
      throw new UnsupportedOperationException(
          path + " would be a column of the table " + sidecars.table() + ": add it to the table");
    }
    WriterLock lock = acquire(sidecars);
    try {
      boolean exists = FileOps.exists(path);
      if (exists && mustBeNew) {
        throw new FileAlreadyExistsException(path.toString());
      }
      // Somebody else may have made it before the lock was here.
      if (!exists || options.replaces()) {
        ArrayFile.make(path, sidecars, options.declaration());
      }
      return opened(sidecars, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private OpenRows existing() throws IOException {
    Sidecars sidecars = Sidecars.of(path);
    if (options.mode() != Mode.READ_WRITE) {
      return opened(sidecars, null);
    }
    WriterLock lock = acquire(sidecars);
    try {
      GrowableHeaders.restore(path);
      return opened(sidecars, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private WriterLock acquire(Sidecars sidecars) throws IOException {
    @Nullable Path table = sidecars.table();
    return WriterLock.acquire(sidecars.lock(), table == null ? path : table, table == null);
  }

  private OpenRows opened(Sidecars sidecars, @Nullable WriterLock lock) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return rows(sidecars, new OpenRows.Held(arena, lock));
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private OpenRows rows(Sidecars sidecars, OpenRows.Held held) throws IOException {
    ArrayFile source = ArrayFile.existing(path, sidecars, options.declaration());
    ArrayFile.Census found = source.census(options.recovery());
    Mode mode = options.mode();
    if (mode == Mode.READ_WRITE && sidecars.table() == null) {
      return new RowWriter(source, options.growth(), found, found.count().note(), held);
    }
    boolean beingWritten =
        mode != Mode.READ_WRITE && WriterLock.liveHolder(sidecars.lock()).isPresent();
    @Nullable String note = beingWritten ? null : found.count().note();
    return new RowReader(source, mode, options.recovery(), found, note, held);
  }
}
