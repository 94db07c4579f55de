package io.mmaptable.codec.lz4.internal;

import net.jpountz.lz4.LZ4Factory;

/// Which of the library's implementations is used.
public final class Lz4Library {

  /// Native code where the JVM was started with native access for it, and there is some for this
  /// machine; else Java without `Unsafe`, which makes the same bytes and takes several times as
  /// long.
  public static final LZ4Factory BEST = best();

  private Lz4Library() {}

  private static LZ4Factory best() {
    if (LZ4Factory.class.getModule().isNativeAccessEnabled()) {
      try {
        return LZ4Factory.nativeInstance();
      } catch (LinkageError | AssertionError | RuntimeException e) {
        // No native code for this machine.
      }
    }
    return LZ4Factory.safeInstance();
  }
}
