package io.mmaptable.zarr;

import io.mmaptable.file.StorageException;

/// Says where the fault lies that a codec found in bytes of which it knows no more.
final class Faults {
  private Faults() {}

  static StorageException of(FileRegion region, String what, StorageException e) {
    String message = String.valueOf(e.getMessage());
    StorageException named;
    if (e instanceof StorageException.Malformed malformed) {
      String where = " (at byte " + malformed.byteOffset() + ")";
      String reason =
          message.endsWith(where)
              ? message.substring(0, message.length() - where.length())
              : message;
      named =
          new StorageException.Malformed(
              region.file(),
              region.offset() + Math.clamp(malformed.byteOffset(), 0, region.size()),
              what + " cannot be decoded: " + reason);
    } else {
      named = new StorageException.Unsupported(region.file(), what + ": " + message);
    }
    named.initCause(e);
    return named;
  }
}
