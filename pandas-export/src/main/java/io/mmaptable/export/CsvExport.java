package io.mmaptable.export;

import io.mmaptable.array.Parallelism;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Tables as CSV that `pandas.read_csv` reads back with the same values, in UTF-8.
///
/// Floats are written in their shortest exact form, datetimes in ISO 8601, NaN and NaT as nothing.
/// An item of several elements takes a column for each, named `x[0]`, `x[1]` and so on. A file
/// whose name ends with `.gz` or `.zst` is compressed. [CsvOptions] have it otherwise.
///
/// A few megabytes of the table are held at a time. Inside a [Parallelism] its threads share the
/// work; what is written is the same.
public final class CsvExport {

  /// How many bytes of rows are written as text at a time, and how many rows at most.
  private static final long BLOCK_BYTES = 256 << 10;

  private static final int BLOCK_ROWS = 8192;

  /// How many blocks are made while others are written.
  private static final int BLOCKS = 8;

  private final TableSlice rows;
  private final CsvOptions options;
  private final Progress progress;
  private long bytes;

  private CsvExport(TableSlice rows, CsvOptions options, Progress progress) {
    this.rows = rows;
    this.options = Objects.requireNonNull(options, "options");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /// Writes rows of a table as [CsvOptions#DEFAULT] has it.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @throws UnsupportedOperationException if a column's elements are structured
  /// @throws IllegalArgumentException if there is no character for an element of a text
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(TableSlice rows, Path file) throws IOException {
    write(rows, file, Compression.of(file), CsvOptions.DEFAULT, Progress.NONE);
  }

  /// Writes rows of a table.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @param compression how the file is compressed, such as [Compression#of] the file
  /// @param options how
  /// @param progress is told how far it is
  /// @throws UnsupportedOperationException if a column's elements are structured, or arrays and the
  ///   options refuse these
  /// @throws IllegalArgumentException if there is no character for an element of a text
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(
      TableSlice rows, Path file, Compression compression, CsvOptions options, Progress progress)
      throws IOException {
    Objects.requireNonNull(compression, "compression");
    var export = new CsvExport(rows, options, progress);
    List<String> names = CsvBlock.names(rows, options);
    FileOps.replace(
        file, channel -> export.write(names, Channels.newOutputStream(channel), compression));
  }

  /// Writes rows of a table to a stream, which is flushed and not closed.
  ///
  /// @param rows the rows and columns
  /// @param out where
  /// @param compression how what is written is compressed
  /// @param options how
  /// @param progress is told how far it is
  /// @throws UnsupportedOperationException if a column's elements are structured, or arrays and the
  ///   options refuse these
  /// @throws IllegalArgumentException if there is no character for an element of a text
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the stream not written to; then some of it
  ///   may have been written
  public static void write(
      TableSlice rows,
      OutputStream out,
      Compression compression,
      CsvOptions options,
      Progress progress)
      throws IOException {
    var export = new CsvExport(rows, options, progress);
    List<String> names = CsvBlock.names(rows, options);
    try {
      export.write(names, out, compression);
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private void write(List<String> names, OutputStream out, Compression compression)
      throws IOException {
    // Closing the channel of a file is for who opened it, and it is still to be forced.
    var target = compression.compress(new Unclosed(out));
    // A line with nothing in it would be no row for those who read it.
    boolean quotesEmpty = names.size() == 1;
    if (options.hasHeader()) {
      var header = new CsvBlock(options, quotesEmpty);
      header.fill(names);
      write(header, target);
    }
    writeRows(target, quotesEmpty);
    if (compression == Compression.NONE) {
      target.flush();
    } else {
      target.close();
    }
  }

  private void writeRows(OutputStream out, boolean quotesEmpty) throws IOException {
    long count = rows.rowCount();
    long step = Math.clamp(BLOCK_BYTES / Math.max(1, rows.itemSize()), 1, BLOCK_ROWS);
    var made = new CsvBlock[BLOCKS];
    var written = new CsvBlock[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      made[i] = new CsvBlock(options, quotesEmpty);
      written[i] = new CsvBlock(options, quotesEmpty);
    }
    int ready = 0;
    for (long from = 0; from < count || ready > 0; from += step * BLOCKS) {
      int blocks = Math.clamp(Math.ceilDiv(count - from, step), 0, BLOCKS);
      fillWhileWriting(made, blocks, from, step, written, ready, out);
      CsvBlock[] swapped = written;
      written = made;
      made = swapped;
      ready = blocks;
      long done = Math.min(from, count);
      progress.at(done, bytes, count == 0 ? 1 : (double) done / count);
    }
  }

  private void fillWhileWriting(
      CsvBlock[] blocks,
      int count,
      long from,
      long step,
      CsvBlock[] ready,
      int readyCount,
      OutputStream out) {
    Parallelism.forEach(
        count + 1L,
        task -> {
          if (task == 0) {
            try {
              for (int i = 0; i < readyCount; i++) {
                write(ready[i], out);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          } else {
            long start = from + (task - 1) * step;
            long end = start + Math.min(step, rows.rowCount() - start);
            blocks[(int) task - 1].fill(rows.rows(start, end));
          }
        });
  }

  private void write(CsvBlock block, OutputStream out) throws IOException {
    out.write(block.lines(), 0, block.size());
    bytes += block.size();
  }

  /// A stream that closing flushes.
  private static final class Unclosed extends OutputStream {
    private final OutputStream out;

    Unclosed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] from, int at, int length) throws IOException {
      out.write(from, at, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
