package io.mmaptable.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Tells one run of the machine from the next, so that a kill of a process can be told from a crash
/// of the machine.
public final class BootId {
  private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  /// The id of the machine's current run.
  ///
  /// The system property `io.mmaptable.bootId` overrides it, for tests that must see another boot.
  ///
  /// @return the kernel's boot id; on a system without one, the same id always, so that every crash
  ///   is taken for a kill
  /// @throws IOException if the kernel's file cannot be read
  public static UUID current() throws IOException {
    String override = System.getProperty("io.mmaptable.bootId");
    if (override != null) {
      return UUID.fromString(override);
    }
    return Files.exists(SOURCE)
        ? UUID.fromString(Files.readString(SOURCE).strip())
        : new UUID(0, 0);
  }
}
