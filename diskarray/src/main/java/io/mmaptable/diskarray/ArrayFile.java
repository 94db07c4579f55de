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
import org.jspecify.annotations.Nullable;

/// The file of an array, in a format: it says what the array is and how many rows count, now.
final class ArrayFile {
  private static final ArrayFormat NPY = new NpyFormat();
  private static final ArrayFormat RAW = new RawFormat();

  /// How often a reader looks at a file without a header that a writer opens or closes meanwhile.
  private static final int MOST_LOOKS = 1000;

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
  record Census(ArrayLayout layout, CountResolution count) {}

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
    // One of the file before, which must not come to match this one.
    Files.deleteIfExists(sidecars.journal());
    Path target = FileOps.exists(path) ? path.toRealPath() : path;
    FileOps.replaceWithZeros(target, header, Math.addExact(start, layout.nbytes()));
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
      ArrayLayout layout = describe();
      return new Census(layout, resolve(layout, recovery));
    }
    for (int looks = 1; ; looks++) {
      boolean journal = hasJournal();
      long size = Files.size(path);
      ArrayLayout layout = describe();
      CountResolution count = resolve(layout, recovery);
      // The size counts rows only where there is no journal, and never while one comes or goes.
      boolean stoodStill = journal == hasJournal() && size == Files.size(path);
      if (stoodStill || looks == MOST_LOOKS) {
        requireCounted(layout, count, journal, size);
        return new Census(layout, count);
      }
    }
  }

  private boolean hasJournal() throws IOException {
    return Journal.read(sidecars.journal()).isPresent();
  }

  private void requireCounted(ArrayLayout layout, CountResolution count, boolean journal, long size)
      throws StorageException {
    if (count.interrupted()) {
      return;
    }
    if (journal) {
      throw new StorageException.Inconsistent(
          path,
          "its journal "
              + sidecars.journal()
              + " counts other rows than "
              + layout
              + ", or more than there are; open it as what it was written as, or delete the journal"
              + " to have all that the file holds");
    }
    declaration.requireWholeRows(path, layout, size);
  }

  private ArrayLayout describe() throws IOException {
    FileOps.requireRegularFile(path);
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      HeaderSource source = HeaderSource.of(path, channel);
      @Nullable ArrayLayout declared = isRaw() ? declaration.layoutOf(path, source.size()) : null;
      ArrayLayout layout = format.describe(source, declared);
      if (layout.ndim() == 0) {
        throw new StorageException.Unsupported(
            path, "a 0-d array has no rows; map it with Npy.map");
      }
      declaration.requireAgrees(path, layout, format);
      return layout;
    }
  }

  private CountResolution resolve(ArrayLayout layout, Recovery recovery) throws IOException {
    var member = CountResolution.Member.array(name(), path, layout, Files.size(path));
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
