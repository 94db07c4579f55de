package io.mmaptable.internal.kernel;

/// The loops that this JVM uses.
public final class Kernels {

  /// Those of the Vector API where the JVM was started with it, else plain ones.
  public static final BlockKernels BEST = new ScalarKernels();

  private Kernels() {}
}
