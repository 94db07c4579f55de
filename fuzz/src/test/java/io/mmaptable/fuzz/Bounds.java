package io.mmaptable.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/// How much a thread may allocate on the heap.
final class Bounds {

  /// What a header may cost, whatever it says.
  static final long HEADER_BYTES = 16L << 20;

  /// How many times more instrumented code may allocate: Jazzer's hooks run on the same thread, and
  /// copy what is compared.
  private static final long INSTRUMENTED = 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static boolean instrumented;

  private Bounds() {}

  /// Says that the code is instrumented.
  static void allowForInstrumentation() {
    instrumented = true;
  }

  /// Something that reads, and can do so again.
  interface Work<T> {
    T run() throws IOException;
  }

  /// Does work, and checks what this thread has allocated for it. Where that is too much it is done
  /// once more: the first time pays for the classes that are loaded, too.
  ///
  /// @throws AssertionError if it is more than `bytes`
  static <T> T within(long bytes, Work<T> work) throws IOException {
    long most = instrumented ? INSTRUMENTED * bytes : bytes;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      return work.run();
    } finally {
      if (THREADS.getCurrentThreadAllocatedBytes() - before > most) {
        requireWithin(most, work);
      }
    }
  }

  private static void requireWithin(long bytes, Work<?> work) {
    long allocated = allocated(work);
    if (allocated > bytes) {
      throw new AssertionError("allocated " + allocated + " bytes, more than " + bytes);
    }
  }

  /// What this thread allocates for work, whether that ends well or not.
  static long allocated(Work<?> work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Object _ = work.run();
    } catch (IOException | IllegalArgumentException e) {
      // that is what the caller sees
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
