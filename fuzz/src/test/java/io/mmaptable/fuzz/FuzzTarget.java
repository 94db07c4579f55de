package io.mmaptable.fuzz;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What bytes are thrown at.
enum FuzzTarget {
  /// A `.npy` file in memory, and in a stream.
  HEADER,

  /// The notation of a dtype, in UTF-8.
  DTYPE,

  /// A `.npz` archive.
  ARCHIVE,

  /// A `.npy` file that is to grow.
  GROWABLE,

  /// The files of a small table.
  TABLE,

  /// An encoded chunk, after the number of its codec.
  CODEC,

  /// The files of a small array in Zarr's chunks.
  ZARR;

  /// Reads an input, and checks that what comes of it is a value that keeps its promises or a
  /// documented refusal.
  ///
  /// @throws AssertionError if it is not; so is whatever else is thrown
  void check(byte[] input) throws IOException {
    switch (this) {
      case HEADER -> HeaderCheck.check(input);
      case DTYPE -> DTypeCheck.check(input);
      case ARCHIVE -> ArchiveCheck.check(input);
      case GROWABLE -> GrowableCheck.check(input);
      case TABLE -> TableCheck.check(input);
      case CODEC -> CodecCheck.check(input);
      case ZARR -> ZarrCheck.check(input);
    }
  }

  /// Inputs that are as they should be, or nearly.
  List<byte[]> seeds() throws IOException {
    return switch (this) {
      case HEADER, GROWABLE -> Seeds.headers();
      case DTYPE -> Seeds.dtypes();
      case ARCHIVE -> Seeds.archives();
      case TABLE -> Seeds.tables();
      case CODEC -> Seeds.codecs();
      case ZARR -> ZarrSeeds.arrays();
    };
  }

  /// What its files are called.
  String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
