package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.export.ArrowData.Finder;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.MappedFile;
import io.mmaptable.table.Layout;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.MmapTable;
import io.mmaptable.table.NewColumn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes a table of an Arrow IPC file, such as `pandas.DataFrame.to_feather` writes, or a stream.
///
/// What [ArrowExport] has written comes back with the same dtypes and attributes. Of what others
/// write, text becomes `U` and binary `S`, as wide as the longest value; values in dictionaries
/// become those that they stand for; times with a zone are in UTC, times of day spans since
/// midnight. Nulls become NaN, NaT and empty text; integers with nulls become float64, and columns
/// of nothing but nulls float64 too. Truth values with nulls, and types that no dtype is, such as
/// lists of different length, are refused.
///
/// The file is read twice, and a few megabytes of it are held at a time; of a compressed file, one
/// column's buffers of one batch. It needs the artifact `org.apache.arrow:arrow-format`, and no
/// flag of the JVM.
public final class ArrowImport {
  private static final long BLOCK_BYTES = 1 << 20;

  private final @Nullable Path file;
  private final @Nullable InputStream stream;
  private final Progress progress;

  private ArrowImport(@Nullable Path file, @Nullable InputStream stream, Progress progress) {
    this.file = file;
    this.stream = stream;
    this.progress = progress;
  }

  /// An import of a file.
  ///
  /// @param file an Arrow file, or one that holds a stream
  /// @return the import, which reads nothing yet
  public static ArrowImport from(Path file) {
    return new ArrowImport(file, null, Progress.NONE);
  }

  /// An import of what is read from a stream. It is kept in a file beside the table meanwhile,
  /// since the width of texts and the number of rows are only known at its end.
  ///
  /// @param stream an Arrow stream or file, up to its end; the caller closes it
  /// @return the import, which can be done once, and reads nothing yet
  public static ArrowImport from(InputStream stream) {
    return new ArrowImport(null, stream, Progress.NONE);
  }

  /// The same import, which tells how far it is.
  ///
  /// @param told is told
  /// @return another import
  public ArrowImport progress(Progress told) {
    Objects.requireNonNull(told, "told");
    return new ArrowImport(file, stream, told);
  }

  /// Makes the table. It appears at its path when it is whole; an import that fails leaves nothing.
  ///
  /// @param table the table's directory, which must be missing or empty; the directory above it
  ///   must exist
  /// @return the number of rows
  /// @throws NoSuchFileException if there is no such file
  /// @throws FileAlreadyExistsException if there is something at the table's path already
  /// @throws StorageException.Malformed if the file is damaged; the message says where
  /// @throws StorageException.Unsupported if a column's type is no dtype, or its name cannot be a
  ///   column's
  /// @throws UnsupportedOperationException if a library is missing; the message names it
  /// @throws IOException if the file cannot be read or the table not written
  public long to(Path table) throws IOException {
    Libraries.requireArrow(ArrowCompression.NONE);
    if (stream == null) {
      return to(table, Objects.requireNonNull(file), file);
    }
    FileOps.requireVacantDirectory(table);
    Path spooled = FileOps.temporaryBeside(table.toAbsolutePath());
    try {
      Files.copy(stream, spooled);
      return to(table, spooled, null);
    } finally {
      Files.deleteIfExists(spooled);
    }
  }

  private long to(Path table, Path from, @Nullable Path shown) throws IOException {
    FileOps.requireRegularFile(from);
    FileOps.requireVacantDirectory(table);
    try (ArrowInput input = ArrowInput.open(from, shown)) {
      return checked(input, () -> make(table, input));
    }
  }

  /// Work with a file that may be damaged or cut.
  @FunctionalInterface
  private interface Work {
    long run() throws IOException;
  }

  private static long checked(ArrowInput input, Work work) throws IOException {
    try {
      long rows = work.run();
      MappedFile.deliverFaults();
      return rows;
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      var malformed =
          input.malformed(0, "expected values in its buffers, found some outside: damaged");
      malformed.initCause(e);
      throw malformed;
    } catch (InternalError e) {
      throw MappedFile.explain(Objects.requireNonNullElse(input.path(), Path.of("stream")), e);
    }
  }

  private long make(Path path, ArrowInput input) throws IOException {
    List<ArrowField> fields = input.schema().fields();
    requireColumnNames(input, fields);
    var plans = fields.stream().map(field -> new ArrowPlan(input.path(), field)).toList();
    long rows = look(input, plans);
    MmapTable.write(path, rows, Layout.NPY, List.of(), table -> fill(table, input, plans));
    return rows;
  }

  private void fill(MmapTable table, ArrowInput input, List<ArrowPlan> plans) throws IOException {
    List<MmapColumn> columns = add(table, input, plans);
    String attr = input.schema().metadata().get(ArrowField.ATTR);
    if (attr != null) {
      setAttr(input, attr, table::setAttrJson);
    }
    copy(input, plans, columns.stream().map(MmapColumn::array).toList());
  }

  private static void requireColumnNames(ArrowInput input, List<ArrowField> fields)
      throws StorageException {
    var seen = new HashSet<String>();
    for (ArrowField field : fields) {
      if (!seen.add(field.name())) {
        throw new StorageException.Unsupported(
            input.path(), "column '" + field.name() + "' stands twice; rename one");
      }
      try {
        MmapTable.checkColumnName(field.name());
      } catch (IllegalArgumentException e) {
        throw new StorageException.Unsupported(input.path(), e.getMessage() + "; rename it");
      }
    }
  }

  private static List<MmapColumn> add(MmapTable table, ArrowInput input, List<ArrowPlan> plans)
      throws IOException {
    var added = new ArrayList<NewColumn>();
    for (ArrowPlan plan : plans) {
      added.add(NewColumn.of(plan.field().name(), plan.dtype(), plan.shape()));
    }
    List<MmapColumn> columns;
    try {
      columns = table.addColumns(added);
    } catch (IllegalArgumentException e) {
      var unsupported =
          new StorageException.Unsupported(
              input.path(), "has columns that cannot be here: " + e.getMessage());
      unsupported.initCause(e);
      throw unsupported;
    }
    for (int i = 0; i < columns.size(); i++) {
      String attr = plans.get(i).field().metadata().get(ArrowField.ATTR);
      if (attr != null) {
        setAttr(input, attr, columns.get(i)::setAttrJson);
      }
    }
    return columns;
  }

  @FunctionalInterface
  private interface AttrSetter {
    void set(String json) throws IOException;
  }

  private static void setAttr(ArrowInput input, String json, AttrSetter setter) throws IOException {
    try {
      setter.set(json);
    } catch (IllegalArgumentException e) {
      throw input.malformed(0, "expected attributes: " + e.getMessage());
    }
  }

  /// Looks at all values once.
  ///
  /// @return how many rows there are
  private long look(ArrowInput input, List<ArrowPlan> plans) throws IOException {
    Map<Long, ArrowField> dictionaries = dictionaryFields(input.schema());
    var looking =
        new ArrowInput.Taker() {
          private long rowCount;

          @Override
          public void rows(ArrowParser.Rows rows, MemorySegment body, long at) throws IOException {
            Libraries.requireArrow(rows.compression());
            var finder = new Finder(input.path(), at, rows, body);
            for (ArrowPlan plan : plans) {
              plan.look(finder.next(plan.field(), rows.length()), finder);
            }
            rowCount = Math.addExact(rowCount, rows.length());
            progress.at(rowCount, at, 0.5 * at / input.bytes());
          }

          @Override
          public void dictionary(long id, ArrowParser.Rows rows, MemorySegment body, long at)
              throws IOException {
            Libraries.requireArrow(rows.compression());
            ArrowField field = dictionaries.get(id);
            if (field == null) {
              throw input.malformed(at, "expected a dictionary of a column, found number " + id);
            }
            var finder = new Finder(input.path(), at, rows, body);
            ArrowData data = finder.next(field, rows.length());
            for (ArrowPlan plan : plans) {
              plan.lookAtDictionary(id, data, finder);
            }
          }
        };
    input.forEach(looking);
    return looking.rowCount;
  }

  private static Map<Long, ArrowField> dictionaryFields(ArrowSchema schema) {
    var fields = new HashMap<Long, ArrowField>();
    schema.fields().forEach(field -> collect(field, fields));
    return fields;
  }

  private static void collect(ArrowField field, Map<Long, ArrowField> into) {
    if (field.dictionary() != null) {
      into.put(field.dictionary().id(), field.values());
    }
    field.children().forEach(child -> collect(child, into));
  }

  /// Copies all values.
  private void copy(ArrowInput input, List<ArrowPlan> plans, List<NdArray> columns)
      throws IOException {
    Map<Long, ArrowField> fields = dictionaryFields(input.schema());
    try (var dictionaries = new ArrowDictionaries()) {
      input.forEach(
          new ArrowInput.Taker() {
            private long rowCount;

            @Override
            public void rows(ArrowParser.Rows rows, MemorySegment body, long at)
                throws IOException {
              var finder = new Finder(input.path(), at, rows, body);
              var decoder = new ArrowDecoder(finder, dictionaries);
              for (int i = 0; i < plans.size(); i++) {
                ArrowPlan plan = plans.get(i);
                NdArray target = columns.get(i).rows(rowCount, rowCount + rows.length());
                ArrowData data = finder.next(plan.field(), rows.length());
                try (Arena column = Arena.ofConfined()) {
                  copy(decoder, plan, finder.plain(data, column), target);
                }
              }
              rowCount += rows.length();
              progress.at(rowCount, at, 0.5 + 0.5 * at / input.bytes());
            }

            @Override
            public void dictionary(long id, ArrowParser.Rows rows, MemorySegment body, long at)
                throws IOException {
              var finder = new Finder(input.path(), at, rows, body);
              ArrowField field = Objects.requireNonNull(fields.get(id));
              dictionaries.put(id, finder.next(field, rows.length()), finder);
            }
          });
    }
  }

  private static void copy(ArrowDecoder decoder, ArrowPlan plan, ArrowData data, NdArray target)
      throws IOException {
    if (target.nbytes() == 0) {
      return;
    }
    long rows = data.length();
    long step = Math.max(1, BLOCK_BYTES / (target.nbytes() / rows));
    for (long from = 0; from < rows; from += step) {
      long to = Math.min(rows, from + step);
      decoder.set(plan, data, from, to, target.rows(from, to));
    }
  }
}
