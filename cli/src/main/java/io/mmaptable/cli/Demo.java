package io.mmaptable.cli;

import io.mmaptable.array.NdArray;
import io.mmaptable.export.CsvExport;
import io.mmaptable.export.CsvImport;
import io.mmaptable.export.Records;
import io.mmaptable.file.Mode;
import io.mmaptable.table.MmapTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// The main job on real data, a step a line.
///
/// @param directory the table's directory
/// @param csv where the table is exported as CSV
/// @param records where the table is exported as records
/// @param out what is printed to
record Demo(Path directory, Path csv, Path records, PrintWriter out) {
  private static final String WEATHER = "seattle-weather.csv";
  private static final int APPENDED = 10;

  void run() throws IOException {
    try {
      long days = create();
      try (MmapTable table = MmapTable.open(directory, Mode.READ_WRITE)) {
        setAttributes(table);
        print(table);
        compute(table);
        change(table, days);
        openAgain(table);
        export(table);
      }
      sayWhatNext();
    } finally {
      out.flush();
    }
  }

  private long create() throws IOException {
    step(
        "1. A table of %s, the days in Seattle from 2012 to 2015, in %s"
            .formatted(WEATHER, directory));
    Path source = Files.createTempFile("mmaptable-", ".csv");
    long days;
    try (InputStream resource = Demo.class.getResourceAsStream(WEATHER)) {
      Files.copy(Objects.requireNonNull(resource), source, StandardCopyOption.REPLACE_EXISTING);
      days = CsvImport.from(source).to(directory);
    } finally {
      Files.delete(source);
    }
    try (MmapTable table = MmapTable.open(directory, Mode.READ_WRITE)) {
      table.renameColumn("temp_max", "temp/max");
      table.renameColumn("temp_min", "temp/min");
      table
          .columns()
          .forEach(column -> detail("%-14s %s".formatted(column.name(), column.dtype())));
    }
    return days;
  }

  private void setAttributes(MmapTable table) throws IOException {
    step("2. Attributes: a string, a number and a nested object, kept as JSON beside the columns");
    table.setAttr("title", "Seattle weather");
    table.setAttr("station", new Station("Seattle-Tacoma", List.of(47.45, -122.31)));
    table.column("temp/max").setAttr("unit", "degC");
    table.column("wind").setAttr("height", 10);
    detail("table          %s".formatted(table.attr()));
    detail("temp/max       %s".formatted(table.column("temp/max").attr()));
    detail("wind           %s".formatted(table.column("wind").attr()));
  }

  /// Where the weather was observed.
  ///
  /// @param name the station's name
  /// @param position its latitude and longitude in degrees
  record Station(String name, List<Double> position) {}

  private void print(MmapTable table) throws IOException {
    step("3. The table, a column, a slice of it, a row, and two columns");
    block(table);
    block(table.column("temp/max").array());
    block(table.column("temp/max").array().get("5:10"));
    block(table.row(5));
    block(table.select("date", "weather").rows(0, 3));
  }

  private void compute(MmapTable table) throws IOException {
    step("4. Computed on the mapping, nothing is read in first");
    NdArray wind = table.column("wind").array();
    detail(
        "wind           mean %s, min %s, max %s"
            .formatted(str(wind.mean()), str(wind.min()), str(wind.max())));
    NdArray precipitation = table.column("precipitation").array();
    detail(
        "days with rain %s of %s".formatted(precipitation.gt(0).countNonZero(), table.rowCount()));
  }

  /// A 0-d array as Python prints a number.
  private static String str(NdArray number) {
    return number.toString(new long[0]);
  }

  private void change(MmapTable table, long days) throws IOException {
    step("5. Rows appended, taken away and added; a column copied, renamed and deleted");
    table.append(januaryOf2016());
    detail("appended       %d rows, now %d".formatted(APPENDED, table.rowCount()));
    table.resize(days);
    detail("resized        to %d rows".formatted(table.rowCount()));
    table.resize(days + 9);
    detail(
        "resized        to %d rows, and the new ones are zero: wind %s"
            .formatted(table.rowCount(), table.column("wind").array().rows(days, days + 9)));
    table.copyColumn("wind", "copies/wind");
    table.renameColumn("copies/wind", "copies/breeze");
    detail("copied         %s".formatted(table.columnNames()));
    table.deleteColumn("copies/breeze");
    detail("deleted        %s".formatted(table.columnNames()));
  }

  private static Map<String, Object> januaryOf2016() {
    LocalDate[] dates =
        IntStream.range(0, APPENDED)
            .mapToObj(day -> LocalDate.of(2016, 1, 1).plusDays(day))
            .toArray(LocalDate[]::new);
    double[] zeros = new double[APPENDED];
    String[] weather = new String[APPENDED];
    Arrays.fill(weather, "sun");
    return Map.of(
        "date", dates,
        "precipitation", zeros,
        "temp/max", zeros,
        "temp/min", zeros,
        "wind", zeros,
        "weather", weather);
  }

  private void openAgain(MmapTable table) throws IOException {
    step("6. Opened a second time, read-only, while it is open for writing");
    try (MmapTable again = MmapTable.open(directory, Mode.READ_ONLY)) {
      boolean same =
          Records.of(again.select(again.columnNames()))
                  .asSegment()
                  .mismatch(Records.of(table.select(table.columnNames())).asSegment())
              == -1;
      if (!same) {
        throw new IllegalStateException(directory + " does not hold the same when opened again");
      }
      detail(
          "the same       %d rows, %d columns, byte for byte"
              .formatted(again.rowCount(), again.columnNames().size()));
    }
  }

  private void export(MmapTable table) throws IOException {
    step("7. Exported as CSV and as one array of records");
    CsvExport.write(table.select(table.columnNames()), csv);
    Records.write(table.select(table.columnNames()), records);
    detail("%s  %d bytes".formatted(csv, Files.size(csv)));
    detail("%s  %d bytes".formatted(records, Files.size(records)));
  }

  private void sayWhatNext() throws IOException {
    step("8. In Python, after import numpy as np:");
    try (MmapTable table = MmapTable.open(directory, Mode.READ_ONLY)) {
      detail("wind = np.load('%s', mmap_mode='r')".formatted(table.column("wind").path()));
      detail("records = np.load('%s')".formatted(records));
      NdArray wind = table.column("wind").array();
      detail("# wind.mean() is %s, of %d values".formatted(str(wind.mean()), wind.size()));
    }
    out.println();
    out.print(Trees.draw(directory));
  }

  private void step(String line) {
    out.println();
    out.println(line);
  }

  private void detail(String line) {
    out.println("   " + line);
  }

  private void block(Object printed) {
    out.println();
    out.println(printed.toString().indent(3).stripTrailing());
  }
}
