package io.mmaptable.diskarray;

import io.mmaptable.codec.ArrayFormat;
import io.mmaptable.codec.ArrayFormats;
import io.mmaptable.codec.ArrayLayout;
import io.mmaptable.codec.CountField;
import io.mmaptable.codec.HeaderSource;
import io.mmaptable.codec.RawFormat;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.Recovery;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.CountResolution;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.Journal;
import io.mmaptable.internal.store.Sidecars;
import io.mmaptable.npy.NpyFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The file of an array, in a format: it says what the array is and how many rows count, now.
final class ArrayFile {
  private static final ArrayFormat NPY = new NpyFormat();
  private static final ArrayFormat RAW = new RawFormat();

  /// How often a file without a header is looked at that a writer opens or closes meanwhile.
  private static final int MOST_LOOKS = 100;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private final Path path;
  private final Sidecars sidecars;
  private final ArrayFormat format;
  private final Declaration declaration;

  private ArrayFile(Path path, Sidecars sidecars, ArrayFormat format, Declaration declaration) {
    this.path = path;
    this.sidecars = sidecars;
    this.format = format;
    this.declaration = declaration;
  }

  /// What was found.
  ///
  /// @param layout what the array is
  /// @param count how many of its rows count
  /// @param size the size of the file
  record Census(ArrayLayout layout, CountResolution count, long size) {}

  /// Takes a file that is there, in the format that it shows, else the one that is declared.
  static ArrayFile existing(Path path, Sidecars sidecars, Declaration declaration)
      throws IOException {
    return new ArrayFile(path, sidecars, recognised(path, declaration), declaration);
  }

  private static ArrayFormat recognised(Path path, Declaration declaration) throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      HeaderSource source = HeaderSource.of(path, channel);
      if (NPY.probe(source)) {
        return NPY;
      }
      String asked = declaration.format();
      if (asked != null) {
        return format(asked);
      }
      return ArrayFormats.system().probe(source).orElseGet(() -> byName(path));
    }
  }

  private static ArrayFormat byName(Path path) {
    return path.toString().endsWith(".npy") ? NPY : RAW;
  }

  private static ArrayFormat format(String id) {
    return switch (id) {
      case NpyFormat.ID -> NPY;
      case RawFormat.ID -> RAW;
      default -> ArrayFormats.system().get(id);
    };
  }

  /// Makes the file of a new array, in the place of one that is there.
  ///
  /// @param declaration what it will be, the dtype included
  static void make(Path path, Sidecars sidecars, Declaration declaration) throws IOException {
    String asked = declaration.format();
    ArrayFormat format = asked == null ? byName(path) : format(asked);
    DType dtype = Objects.requireNonNull(declaration.dtype());
    long[] shape = declaration.initialShape();
    byte[] header = format.header(dtype, shape, declaration.isFortran());
    if (!isRaw(format) && declaration.offset() != 0) {
      throw new IllegalArgumentException(
          "offset ("
              + declaration.offset()
              + ") of a new file in the format '"
              + format.id()
              + "', whose elements follow its header; only raw files have one");
    }
    long start = isRaw(format) ? declaration.offset() : header.length;
    var layout =
        new ArrayLayout(dtype, shape, declaration.isFortran(), start, new CountField.Fixed());
    long size = Math.addExact(start, layout.nbytes());
    FileOps.requireSpace(FileOps.parent(path), size);
    // One of the file before, which must not come to match this one.
    Files.deleteIfExists(sidecars.journal());
    Path target = FileOps.exists(path) ? path.toRealPath() : path;
    FileOps.replaceWithZeros(target, header, size);
  }

  private static boolean isRaw(ArrayFormat format) {
    return format instanceof RawFormat;
  }

  Path path() {
    return path;
  }

  Sidecars sidecars() {
    return sidecars;
  }

  /// What the journal calls the file.
  String name() {
    return String.valueOf(path.getFileName());
  }

  /// Whether the file says nothing of itself.
  boolean isRaw() {
    return isRaw(format);
  }

  /// Whether it can be given a header whose count grows in place, where it has none.
  boolean canBecomeGrowable() {
    return format instanceof NpyFormat;
  }

  String formatId() {
    return format.id();
  }

  /// Looks at the file, and at what a writer has left or is keeping beside it.
  ///
  /// @param recovery which rows count after a crash of the machine
  Census census(Recovery recovery) throws IOException {
    if (!isRaw() || sidecars.table() != null) {
      return look(recovery);
    }
    for (int looks = 1; ; looks++) {
      boolean last = looks == MOST_LOOKS;
      boolean journal = hasJournal();
      long size = Files.size(path);
      try {
        Census census = look(recovery);
        if (census.count().interrupted()) {
          return census; // what a journal counts is there, whatever comes or goes
        }
        if (last || (size == census.size() && isSettled(journal, size))) {
          requireCounted(census, journal);
          return census;
        }
      } catch (StorageException.Malformed e) {
        if (last || isSettled(journal, size)) {
          throw e;
        }
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private boolean hasJournal() throws IOException {
    return Journal.read(sidecars.journal()).isPresent();
  }

  /// Whether the size counts rows: where there is no journal, nor one that came or went.
  private boolean isSettled(boolean journal, long size) throws IOException {
    return !journal && !hasJournal() && size == Files.size(path);
  }

  private void requireCounted(Census census, boolean journal) throws StorageException {
    if (journal) {
      throw new StorageException.Inconsistent(
          path,
          "its journal "
              + sidecars.journal()
              + " counts other rows than "
              + census.layout()
              + ", or more than there are; open it as what it was written as, or delete the journal"
              + " to have all that the file holds");
    }
    declaration.requireWholeRows(path, census.layout(), census.size());
  }

  /// Reads header and size of one file, whatever takes its place meanwhile.
  private Census look(Recovery recovery) throws IOException {
    FileOps.requireRegularFile(path);
    ArrayLayout layout;
    long size;
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      HeaderSource source = HeaderSource.of(path, channel);
      @Nullable ArrayLayout declared = isRaw() ? declaration.layoutOf(path, source.size()) : null;
      layout = format.describe(source, declared);
      size = source.size();
    }
    if (layout.ndim() == 0) {
      throw new StorageException.Unsupported(path, "a 0-d array has no rows; map it with Npy.map");
    }
    declaration.requireAgrees(path, layout, format);
    return new Census(layout, resolve(layout, size, recovery), size);
  }

  private CountResolution resolve(ArrayLayout layout, long size, Recovery recovery)
      throws IOException {
    var member = CountResolution.Member.array(name(), path, layout, size);
    if (sidecars.table() != null) {
      // Its journal speaks of all columns, and only who opens them all can follow it.
      @Nullable String note =
          Files.exists(sidecars.journal())
              ? "the table " + sidecars.table() + " was not closed; opening it settles what counts"
              : null;
      return CountResolution.ofHeaders(path, List.of(member), note);
    }
    return CountResolution.resolve(path, List.of(member), sidecars.journal(), recovery);
  }
}
