package io.mmaptable.array;

import io.mmaptable.file.StorageException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Says in our own words what went wrong with mapped memory.
final class Faults {
  private Faults() {}

  static <T> T guard(NdArray array, Supplier<T> access) {
    try {
      T result = access.get();
      deliver();
      return result;
    } catch (InternalError | IllegalStateException e) {
      throw explain(array, e);
    }
  }

  static <T> @Nullable T guardNullable(NdArray array, Supplier<@Nullable T> access) {
    try {
      @Nullable T result = access.get();
      deliver();
      return result;
    } catch (InternalError | IllegalStateException e) {
      throw explain(array, e);
    }
  }

  static void run(NdArray array, Runnable access) {
    guard(
        array,
        () -> {
          access.run();
          return true;
        });
  }

  /// Has a fault thrown that has just happened. A fault in compiled code is thrown at the next
  /// safepoint, which may lie behind the `try` where all of it has been inlined; coming back from a
  /// native method is one.
  private static void deliver() {
    boolean _ = Thread.holdsLock(Faults.class);
  }

  /// What to throw for a fault in a mapping, or for memory that has been closed.
  static RuntimeException explain(NdArray array, Throwable fault) {
    @Nullable Path path = array.path();
    if (fault instanceof InternalError error) {
      if (path == null || !isMappingFault(error)) {
        throw error;
      }
      var cut =
          new StorageException.Malformed(
              path, array.offset(), "the mapped file was cut, or its disk is full");
      cut.initCause(error);
      return new UncheckedIOException(cut);
    }
    if (path != null
        && fault instanceof IllegalStateException
        && !array.segment().scope().isAlive()) {
      return new IllegalStateException(path + " has been closed", fault);
    }
    throw (IllegalStateException) fault;
  }

  /// The JVM turns SIGBUS into an `InternalError` that speaks of a fault in a memory access.
  private static boolean isMappingFault(InternalError error) {
    String message = error.getMessage();
    return message != null && message.contains("fault occurred");
  }
}
