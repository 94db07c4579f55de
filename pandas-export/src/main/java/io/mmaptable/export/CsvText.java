package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.dtype.DType;
import io.mmaptable.file.StorageException;
import io.mmaptable.table.Layout;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.NewColumn;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The text of one import: surveyed first, and then turned into a table. Blocks of rows are read
/// while the columns of others are worked on.
final class CsvText implements Closeable {

  /// The most that is kept of the text between the two, in bytes.
  private static final long MOST_KEPT = 256L << 20;

  /// The most columns there may be: each is mapped, and Linux ends a process that has more than
  /// 65,530 mappings, some of which are the JVM's.
  static final int MOST_COLUMNS = 50_000;

  private final CsvFile file;
  private final Map<String, DType> given;
  private final BadRow badRow;
  private final Progress progress;
  private final long fileSize;
  private List<String> names = List.of();
  private List<DType> dtypes = List.of();
  private long rowCount;

  /// All blocks, or null if there is no room for them.
  private @Nullable List<FieldBlock> kept = new ArrayList<>();

  private long keptSize;

  private final long mostKept;

  CsvText(CsvFile file, Map<String, DType> given, BadRow badRow, Progress progress)
      throws IOException {
    this(file, given, badRow, progress, Math.min(MOST_KEPT, Runtime.getRuntime().maxMemory() / 8));
  }

  /// @param mostKept the most that is kept of the text, in bytes
  CsvText(CsvFile file, Map<String, DType> given, BadRow badRow, Progress progress, long mostKept)
      throws IOException {
    this.mostKept = mostKept;
    this.file = file;
    this.given = given;
    this.badRow = badRow;
    this.progress = progress;
    this.fileSize = Math.max(1, Files.size(file.file()));
  }

  /// What is done with a column of a block, by any thread.
  private interface ColumnWork {
    void accept(FieldBlock block, int column);
  }

  /// What is done with a block when all its columns are done with.
  private interface BlockWork {
    /// @return the block, or another one to read the next rows into
    FieldBlock accept(FieldBlock block) throws IOException;
  }

  // The first pass

  /// Counts the rows and finds the types.
  void survey() throws IOException {
    try (CsvRows rows = file.rows()) {
      names = checkNames(rows.names());
      var types = new ArrayList<TypeInference>();
      names.forEach(_ -> types.add(new TypeInference(file.options().missing())));
      rows.onBad(badRow);
      each(
          rows,
          badRow,
          (block, column) -> {
            if (!given.containsKey(names.get(column))) {
              types.get(column).add(block, column, kept != null);
            }
          },
          block -> {
            rowCount += block.rowCount();
            progress.at(rowCount, rows.bytesRead(), part(rows) / 2);
            return keep(block);
          });
      var found = new ArrayList<DType>();
      for (int i = 0; i < names.size(); i++) {
        DType dtype = given.get(names.get(i));
        found.add(dtype == null ? types.get(i).dtype() : dtype);
      }
      dtypes = List.copyOf(found);
    }
  }

  private List<String> checkNames(List<String> header) throws IOException {
    if (header.size() > MOST_COLUMNS) {
      throw file.malformed(
          "line 1: expected at most " + MOST_COLUMNS + " columns, found " + header.size(), null);
    }
    var seen = new HashSet<String>();
    for (String name : header) {
      if (!seen.add(name)) {
        throw file.malformed(
            "line 1: column '" + name + "' stands twice, and each needs a name of its own", null);
      }
      try {
        MmapTable.checkColumnName(name);
      } catch (IllegalArgumentException e) {
        throw file.malformed("line 1: " + e.getMessage(), null);
      }
    }
    for (String name : given.keySet()) {
      if (!seen.contains(name)) {
        throw new IllegalArgumentException(
            file.name() + " has no column '" + name + "'; it has " + header);
      }
    }
    return header;
  }

  private double part(CsvRows rows) {
    return Math.min(1, (double) rows.bytesRead() / fileSize);
  }

  private FieldBlock keep(FieldBlock block) {
    if (kept == null) {
      return block;
    }
    keptSize += block.byteSize() + block.numbersByteSize();
    if (keptSize > mostKept) {
      kept = null;
      return block;
    }
    block.trim();
    kept.add(block);
    return block.another();
  }

  // The second pass

  /// Makes the table.
  ///
  /// @return the number of rows
  long to(Path path) throws IOException {
    var columns = new ArrayList<NewColumn>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(NewColumn.of(names.get(i), dtypes.get(i)));
    }
    MmapTable.write(path, rowCount, Layout.NPY, columns, this::fill);
    return rowCount;
  }

  private void fill(MmapTable table) throws IOException {
    List<NdArray> columns = table.columns().stream().map(MmapColumn::array).toList();
    if (kept != null) {
      storeKept(kept, columns);
    } else {
      storeAgain(columns);
    }
  }

  private void storeKept(List<FieldBlock> blocks, List<NdArray> columns) throws IOException {
    long from = 0;
    for (FieldBlock block : blocks) {
      var store = new Store(block, from, columns);
      Parallelism.forEach(names.size(), column -> store.column((int) column));
      store.requireNoFault();
      from += block.rowCount();
      progress.at(from, fileSize, 0.5 + 0.5 * from / rowCount);
    }
  }

  private void storeAgain(List<NdArray> columns) throws IOException {
    try (CsvRows rows = file.rows()) {
      rows.onBad(badRow.equals(BadRow.REFUSED) ? BadRow.REFUSED : (_, _, _) -> {});
      var stores = new Stores(columns);
      each(
          rows,
          (_, _, _) -> {},
          stores::column,
          block -> {
            stores.end(block);
            progress.at(stores.from, rows.bytesRead(), 0.5 + part(rows) / 2);
            return block;
          });
      if (stores.from != rowCount) {
        throw changed();
      }
    }
  }

  private StorageException changed() {
    return file.malformed("was changed while it was read", null);
  }

  /// The blocks of a second reading, one after the other.
  private final class Stores {
    private final List<NdArray> columns;
    private long from;
    private @Nullable Store current;

    Stores(List<NdArray> columns) {
      this.columns = columns;
    }

    synchronized Store of(FieldBlock block) {
      if (current == null) {
        current = new Store(block, from, columns);
      }
      return current;
    }

    void column(FieldBlock block, int column) {
      of(block).column(column);
    }

    synchronized void end(FieldBlock block) throws IOException {
      of(block).requireNoFault();
      current = null;
      from += block.rowCount();
    }
  }

  /// Puts the values of one block into the columns.
  private final class Store {
    private final FieldBlock block;
    private final long from;
    private final List<NdArray> columns;
    private final TextParser.@Nullable Fault[] faults;

    Store(FieldBlock block, long from, List<NdArray> columns) {
      this.block = block;
      this.from = from;
      this.columns = columns;
      this.faults = new TextParser.Fault[columns.size()];
    }

    void column(int column) {
      long to = from + block.rowCount();
      if (to > rowCount) {
        throw new UncheckedIOException(changed());
      }
      NdArray target = columns.get(column).rows(from, to);
      double @Nullable [] numbers = block.numbers(column);
      if (numbers != null && dtypes.get(column).equals(DType.FLOAT64)) {
        target.set(numbers);
      } else {
        faults[column] = parser(column).store(block, column, target);
      }
    }

    /// Finds the first value in the order of the file, whichever thread came to its own first.
    void requireNoFault() throws IOException {
      int first = -1;
      for (int column = 0; column < faults.length; column++) {
        TextParser.Fault fault = faults[column];
        if (fault != null
            && (first < 0 || fault.row() < Objects.requireNonNull(faults[first]).row())) {
          first = column;
        }
      }
      if (first >= 0) {
        TextParser.Fault fault = Objects.requireNonNull(faults[first]);
        throw file.malformed(
            "line " + block.line(fault.row()) + ", " + inColumn(first, fault.message()), null);
      }
    }
  }

  private String inColumn(int column, String message) {
    return "column '" + names.get(column) + "': " + message;
  }

  private TextParser parser(int column) {
    return new TextParser(dtypes.get(column), file.options().missing());
  }

  // Either pass

  private void each(CsvRows rows, BadRow told, ColumnWork work, BlockWork end) throws IOException {
    var next = new FieldBlock(names.size());
    var current = new FieldBlock(names.size());
    boolean isMore = rows.read(current);
    while (isMore) {
      if (!badRow.equals(BadRow.REFUSED)) {
        removeBad(current, told);
      }
      FieldBlock now = current;
      FieldBlock then = next;
      var found = new boolean[1];
      try {
        Parallelism.forEach(
            names.size() + 1L,
            task -> {
              if (task == 0) {
                found[0] = read(rows, then);
              } else {
                work.accept(now, (int) task - 1);
              }
            });
      } catch (UncheckedIOException e) {
        throw Objects.requireNonNull(e.getCause());
      }
      next = end.accept(now);
      current = then;
      isMore = found[0];
    }
  }

  private static boolean read(CsvRows rows, FieldBlock into) {
    try {
      return rows.read(into);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Leaves rows out that have a value which is not of the dtype that was given.
  private void removeBad(FieldBlock block, BadRow told) throws IOException {
    var messages = new TreeMap<Integer, String>();
    for (Map.Entry<String, DType> entry : given.entrySet()) {
      int column = names.indexOf(entry.getKey());
      var parser = new TextParser(entry.getValue(), file.options().missing());
      var bad = new BitSet();
      parser.check(block, column, bad);
      bad.stream()
          .forEach(
              row ->
                  messages.putIfAbsent(row, inColumn(column, parser.message(block, row, column))));
    }
    var bad = new BitSet();
    for (Map.Entry<Integer, String> entry : messages.entrySet()) {
      told.at(file.name(), block.line(entry.getKey()), entry.getValue());
      bad.set(entry.getKey());
    }
    block.remove(bad);
  }

  /// Forgets the text.
  @Override
  public void close() {
    kept = null;
  }
}
