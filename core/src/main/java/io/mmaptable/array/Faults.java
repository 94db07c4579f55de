package io.mmaptable.array;

import io.mmaptable.file.StorageException;
import io.mmaptable.internal.element.Elements;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
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

  /// As for one array. Which of several has been cut is found by reading the ends of each.
  static <T> T guard(List<NdArray> arrays, Supplier<T> access) {
    try {
      T result = access.get();
      deliver();
      return result;
    } catch (InternalError | IllegalStateException e) {
      if (arrays.isEmpty()) {
        throw e;
      }
      throw explain(culprit(arrays), e);
    }
  }

  static void run(List<NdArray> arrays, Runnable access) {
    guard(
        arrays,
        () -> {
          access.run();
          return true;
        });
  }

  /// The first of some arrays that cannot be read to its end, or whose memory has been closed; one
  /// that maps a file otherwise.
  private static NdArray culprit(List<NdArray> arrays) {
    List<NdArray> mapped = arrays.stream().filter(array -> array.path() != null).toList();
    if (mapped.isEmpty()) {
      return arrays.getFirst();
    }
    return mapped.stream()
        .filter(array -> !array.segment().scope().isAlive() || isCut(array))
        .findFirst()
        .orElse(mapped.getFirst());
  }

  private static boolean isCut(NdArray array) {
    if (array.size() == 0 || array.itemSize() == 0) {
      return false;
    }
    try {
      long last = Extent.of(array).to() - 1;
      long read = Elements.bits(array.segment(), last, 1, ByteOrder.nativeOrder());
      deliver();
      return read > Byte.MAX_VALUE;
    } catch (InternalError | IllegalStateException e) {
      return true;
    }
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
