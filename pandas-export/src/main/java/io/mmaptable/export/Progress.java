package io.mmaptable.export;

/// Is told how far an export or an import is.
@FunctionalInterface
public interface Progress {
  /// Nobody is told.
  Progress NONE = (_, _, _) -> {};

  /// Is called a few times a second or more often, by the thread that asked for the work.
  ///
  /// @param rows how many rows have been written or read
  /// @param bytes how many bytes of the file that is not the table
  /// @param part how much of the work is done, from 0 to 1
  void at(long rows, long bytes, double part);
}
