package io.mmaptable.internal.kernel;

/// The loops that this JVM uses.
public final class Kernels {

  /// Those of the Vector API where the JVM was started with it, else plain ones.
  public static final BlockKernels BEST = best();

  private Kernels() {}

  private static BlockKernels best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? VectorKernels.orPlain()
        : new ScalarKernels();
  }
}
