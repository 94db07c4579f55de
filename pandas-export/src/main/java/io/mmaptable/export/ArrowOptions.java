package io.mmaptable.export;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How rows are written as Arrow. An immutable value; begin with [#DEFAULT].
///
/// @param batchRows how many rows a record batch has; 0 for a number that suits readers: 2^20, or
///   fewer where rows are so long that they would be more than 32 MiB
/// @param compression how buffers are compressed
/// @param nanAsNull whether NaN is written as null, as NaT always is
/// @param bytesAsText whether columns of bytes (`S`) are written as text; they must then be UTF-8
/// @param largeText whether text and bytes have offsets of 64 bits, so that a batch may have more
///   than 2 GB of them
/// @param dictionaries the text columns whose values are written once each, in a dictionary; pandas
///   reads them as categories
/// @param index the column that pandas makes the index of the frame; null for none
public record ArrowOptions(
    long batchRows,
    ArrowCompression compression,
    boolean nanAsNull,
    boolean bytesAsText,
    boolean largeText,
    Set<String> dictionaries,
    @Nullable String index) {

  /// Batches of a size that suits readers, not compressed, NaN as it is, bytes as bytes.
  public static final ArrowOptions DEFAULT =
      new ArrowOptions(0, ArrowCompression.NONE, false, false, false, Set.of(), null);

  /// Keeps an unmodifiable copy of the names.
  ///
  /// @throws IllegalArgumentException if `batchRows` is negative
  public ArrowOptions {
    if (batchRows < 0) {
      throw new IllegalArgumentException("batchRows (" + batchRows + ") is negative");
    }
    Objects.requireNonNull(compression, "compression");
    dictionaries = Set.copyOf(dictionaries);
  }

  /// The same options with record batches of another size.
  ///
  /// @param rows how many rows a batch has; 0 for a number that suits readers
  /// @return other options
  /// @throws IllegalArgumentException if the number is negative
  public ArrowOptions withBatchRows(long rows) {
    return new ArrowOptions(
        rows, compression, nanAsNull, bytesAsText, largeText, dictionaries, index);
  }

  /// The same options with buffers compressed.
  ///
  /// @param how how
  /// @return other options
  public ArrowOptions withCompression(ArrowCompression how) {
    return new ArrowOptions(batchRows, how, nanAsNull, bytesAsText, largeText, dictionaries, index);
  }

  /// The same options with NaN written as null.
  ///
  /// @return other options
  public ArrowOptions withNanAsNull() {
    return new ArrowOptions(
        batchRows, compression, true, bytesAsText, largeText, dictionaries, index);
  }

  /// The same options with bytes written as text.
  ///
  /// @return other options
  public ArrowOptions withBytesAsText() {
    return new ArrowOptions(
        batchRows, compression, nanAsNull, true, largeText, dictionaries, index);
  }

  /// The same options with offsets of 64 bits.
  ///
  /// @return other options
  public ArrowOptions withLargeText() {
    return new ArrowOptions(
        batchRows, compression, nanAsNull, bytesAsText, true, dictionaries, index);
  }

  /// The same options with some text columns in dictionaries.
  ///
  /// @param columns all columns that are
  /// @return other options
  public ArrowOptions withDictionaries(String... columns) {
    return new ArrowOptions(
        batchRows, compression, nanAsNull, bytesAsText, largeText, Set.of(columns), index);
  }

  /// The same options with an index column.
  ///
  /// @param column the column
  /// @return other options
  public ArrowOptions withIndex(String column) {
    return new ArrowOptions(
        batchRows, compression, nanAsNull, bytesAsText, largeText, dictionaries, column);
  }
}
