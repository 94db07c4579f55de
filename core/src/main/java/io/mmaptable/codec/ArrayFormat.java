package io.mmaptable.codec;

import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// How a mapped file keeps the dtype, shape and order of its array, and how many rows it has.
///
/// A format only recognises files, describes them and makes headers. The elements of every format
/// are the same: they lie from [ArrayLayout#dataOffset()] on, one after the other, as NumPy has
/// them in memory. Growing a file, committing rows, the journal and the lock are the library's, and
/// work for any format that has a [count][CountField] which can be changed in place.
///
/// Formats are found with [java.util.ServiceLoader], on the class path and on the module path; see
/// [ArrayFormats]. A provider declares itself twice, since each of the two sees only one place:
///
/// ```java
/// provides ArrayFormat with TinyFormat;                // module-info.java
/// org.example.tiny.TinyFormat                          // META-INF/services/io.mmaptable.codec.ArrayFormat
/// ```
///
/// Implementations are public, have a public constructor without parameters, are immutable and safe
/// for use by any number of threads. The contract suite `ArrayFormatContract` of `test-support`
/// tests them.
public interface ArrayFormat {

  /// The format's name, which is written into files and so never changes.
  ///
  /// @return lower-case ASCII letters, digits and hyphens, a letter first; `npy` and `raw` are
  ///   taken
  String id();

  /// Whether bytes begin as a file of this format does. What follows may still be malformed.
  ///
  /// @param source the beginning of a file
  /// @return true if the bytes are marked as this format's; false for a format that marks nothing
  /// @throws IOException if they cannot be read
  boolean probe(HeaderSource source) throws IOException;

  /// Reads where the elements are and what they are. Nothing is allocated on the word of a header
  /// before it is checked against [HeaderSource#size()]. That the elements are all there is not
  /// checked here.
  ///
  /// @param source the beginning of the file
  /// @param declared what somebody says of the array who knows it from elsewhere, for a format
  ///   whose files say nothing; null if nobody does. A format that has headers ignores it
  /// @return the layout, whose [ArrayLayout#count()] lies before the first element if it is an
  ///   [ASCII field][CountField.Ascii]
  /// @throws StorageException.Malformed if the header is none of this format
  /// @throws StorageException.Unsupported if it is a valid one that this installation cannot read,
  ///   or says nothing and `declared` is null
  /// @throws IOException if it cannot be read
  ArrayLayout describe(HeaderSource source, @Nullable ArrayLayout declared) throws IOException;

  /// Makes the header of a new file, with a count that can be changed in place where the format has
  /// one.
  ///
  /// @param dtype the dtype
  /// @param shape the length of each dimension, at least one
  /// @param fortranOrder whether the first index varies fastest; then the last dimension grows
  /// @return the bytes up to the first element; none for a format without headers
  /// @throws IllegalArgumentException if the format cannot keep such an array, a dimension is
  ///   negative, there is none, or the array is larger than 2^63 - 1 bytes
  byte[] header(DType dtype, long[] shape, boolean fortranOrder);
}
