package io.mmaptable.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Slice;
import io.mmaptable.dtype.DType;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.table.TableSlice;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tables as CSV that `pandas.read_csv` reads back with the same values.
///
/// Floats are written in their shortest exact form, datetimes in ISO 8601, NaN and NaT as nothing.
/// An item of several elements takes a column for each, named `x[0]`, `x[1]` and so on.
public final class CsvExport {
  private CsvExport() {}

  /// Writes rows of a table, with a line of names first, in UTF-8.
  ///
  /// @param rows the rows and columns
  /// @param file where; replaced if it is there, and not before the new one is whole
  /// @throws UnsupportedOperationException if a column's elements are structured
  /// @throws IllegalStateException if the table has been closed
  /// @throws IOException if a column cannot be mapped or the file not written; then the old file is
  ///   as it was
  public static void write(TableSlice rows, Path file) throws IOException {
    List<Cells> columns = new ArrayList<>();
    for (String name : rows.columnNames()) {
      addColumns(columns, name, rows.column(name));
    }
    FileOps.replace(
        file,
        channel -> {
          var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          // A line with nothing in it would be no row for those who read it.
          var quotes = columns.size() == 1 ? QuoteStrategies.EMPTY : QuoteStrategies.REQUIRED;
          var csv =
              CsvWriter.builder()
                  .lineDelimiter(LineDelimiter.LF)
                  .quoteStrategy(quotes)
                  .build(out, StandardCharsets.UTF_8);
          // Closing the writer would close the channel, which is still to be forced.
          csv.writeRecord(columns.stream().map(Cells::heading).toList());
          for (long row = 0; row < rows.rowCount(); row++) {
            long at = row;
            csv.writeRecord(columns.stream().map(cells -> cells.text(at)).toList());
          }
          csv.flush();
          out.flush();
        });
  }

  private static void addColumns(List<Cells> columns, String name, NdArray array) {
    if (array.dtype() instanceof DType.Struct) {
      throw new UnsupportedOperationException(
          "column '" + name + "' is structured, and CSV has no such values");
    }
    if (array.ndim() == 1) {
      columns.add(new Cells(name, array));
      return;
    }
    for (long i = 0; i < array.shape()[1]; i++) {
      addColumns(columns, name + "[" + i + "]", array.get(Slice.ALL, Index.at(i)));
    }
  }

  /// One column of the file.
  ///
  /// @param heading its name
  /// @param values its values, 1-d
  private record Cells(String heading, NdArray values) {
    String text(long row) {
      return switch (values.dtype()) {
        case DType.Text _, DType.Bytes _ -> values.getString(row);
        case DType.Bool _,
            DType.Int _,
            DType.UInt _,
            DType.Floating _,
            DType.Complex _,
            DType.Opaque _,
            DType.DateTime _,
            DType.Struct _ -> {
          String text = values.toString(row);
          yield text.equals("nan") || text.equals("NaT") ? "" : text;
        }
        case DType.TimeDelta _ -> {
          long count = values.getLong(row);
          yield count == Long.MIN_VALUE ? "" : String.valueOf(count);
        }
      };
    }
  }
}
