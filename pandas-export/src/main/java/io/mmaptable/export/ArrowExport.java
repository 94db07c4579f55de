package io.mmaptable.export;

import io.mmaptable.internal.store.FileOps;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Objects;

/// Tables as Arrow IPC files, which are Feather files of version 2, and streams: what
/// `pandas.read_feather`, Polars, DuckDB and Spark open as typed, named columns.
///
/// Numbers, truth values, bytes (`S`), text (`U`), times and spans of time have their types in
/// Arrow. A time in a unit that Arrow lacks is brought into the next smaller one, exactly; one
/// whose unit is smaller than nanoseconds is refused. NaT becomes null. An item that is an array is
/// a list of a fixed size, structured elements and complex numbers (`real`, `imag`) are structs,
/// and opaque ones binary of a fixed size. Attributes go into the metadata, under keys that begin
/// with `mmaptable.`, and [ArrowImport] gives them back; those of the table are the frame's `attrs`
/// in pandas too.
///
/// Columns whose bytes are Arrow's are written from where they are mapped. At most one batch is
/// held of all others, and all texts of a dictionary, outside the heap. One column alone is
/// `rows.select("x")`.
///
/// It needs the artifact `org.apache.arrow:arrow-format`, and no flag of the JVM.
public final class ArrowExport {
  private ArrowExport() {}

  /// Writes rows of a table as an Arrow file, in batches of a size that suits readers.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @throws UnsupportedOperationException if Arrow has no type for a column's dtype
  /// @throws IllegalArgumentException if a text holds what is no character
  /// @throws java.time.DateTimeException if a time is out of the range of Arrow's type
  /// @throws java.util.ConcurrentModificationException if a text that is to be in a dictionary is
  ///   changed meanwhile
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(TableSlice rows, Path file) throws IOException {
    write(rows, file, ArrowOptions.DEFAULT, Progress.NONE);
  }

  /// Writes rows of a table as an Arrow file.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @param options how
  /// @throws UnsupportedOperationException if Arrow has no type for a column's dtype, or the
  ///   library that compresses is missing
  /// @throws java.util.NoSuchElementException if the options name a column that is not there
  /// @throws IllegalArgumentException if a text holds what is no character, there are more than 2
  ///   GB of text in a batch or dictionary, a buffer of more than 1 GiB is to be compressed, or a
  ///   column that is to have a dictionary is no text
  /// @throws java.time.DateTimeException if a time is out of the range of Arrow's type
  /// @throws java.util.ConcurrentModificationException if a text that is to be in a dictionary is
  ///   changed meanwhile
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(TableSlice rows, Path file, ArrowOptions options) throws IOException {
    write(rows, file, options, Progress.NONE);
  }

  /// Writes rows of a table as an Arrow file, and tells how far it is.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @param options how
  /// @param progress is told how far it is
  /// @throws UnsupportedOperationException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.util.NoSuchElementException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws IllegalArgumentException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.time.DateTimeException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.util.ConcurrentModificationException as for [#write(TableSlice, Path,
  ///   ArrowOptions)]
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException as for [#write(TableSlice, Path, ArrowOptions)]
  public static void write(TableSlice rows, Path file, ArrowOptions options, Progress progress)
      throws IOException {
    replace(rows, file, options, progress, ArrowOutput::writeFile);
  }

  /// Writes rows of a table as a file that holds an Arrow stream, and tells how far it is.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @param options how
  /// @param progress is told how far it is
  /// @throws UnsupportedOperationException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.util.NoSuchElementException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws IllegalArgumentException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.time.DateTimeException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.util.ConcurrentModificationException as for [#write(TableSlice, Path,
  ///   ArrowOptions)]
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException as for [#write(TableSlice, Path, ArrowOptions)]
  public static void writeStream(
      TableSlice rows, Path file, ArrowOptions options, Progress progress) throws IOException {
    replace(rows, file, options, progress, ArrowOutput::writeStream);
  }

  /// One of the two formats.
  @FunctionalInterface
  private interface Format {
    void write(ArrowOutput output) throws IOException;
  }

  private static void replace(
      TableSlice rows, Path file, ArrowOptions options, Progress progress, Format format)
      throws IOException {
    Libraries.requireArrow(options.compression());
    FileOps.replace(
        file,
        channel -> {
          try (var content = new ArrowRows(rows, options)) {
            format.write(new ArrowOutput(content, options.compression(), channel, progress));
          }
        });
  }

  /// Writes rows of a table as an Arrow stream.
  ///
  /// @param rows the rows and columns
  /// @param out where to; it is flushed, and the caller closes it
  /// @param options how
  /// @param progress is told how far it is
  /// @throws UnsupportedOperationException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.util.NoSuchElementException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws IllegalArgumentException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.time.DateTimeException as for [#write(TableSlice, Path, ArrowOptions)]
  /// @throws java.util.ConcurrentModificationException if a text that is to be in a dictionary is
  ///   changed meanwhile
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the stream not written
  public static void writeStream(
      TableSlice rows, OutputStream out, ArrowOptions options, Progress progress)
      throws IOException {
    Libraries.requireArrow(options.compression());
    try (var content = new ArrowRows(rows, options)) {
      new ArrowOutput(content, options.compression(), Channels.newChannel(out), progress)
          .writeStream();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause()); // a column cannot be read
    }
    out.flush();
  }
}
