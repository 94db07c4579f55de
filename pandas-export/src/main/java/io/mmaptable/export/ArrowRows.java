package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.dtype.DType;
import io.mmaptable.table.MmapColumn;
import io.mmaptable.table.TableSlice;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows of a table as Arrow has them: a schema, dictionaries, and one record batch after the other.
final class ArrowRows implements AutoCloseable {
  private static final long MOST_ROWS = 1 << 20;
  private static final long MOST_BYTES = 32 << 20;
  private static final String NO_ATTR = "null";

  private final TableSlice rows;
  private final ArrowOptions options;
  private final ArrowSchema schema;
  private final long batchRows;
  private final Map<Long, ArrowDictionary> dictionaries = new LinkedHashMap<>();

  /// What dictionaries are in; null if there are none. It is shared, since readers of vectors may
  /// be used by one thread after another.
  private final @Nullable Arena dictionaryMemory;

  /// Makes the schema, and reads the columns that are to have dictionaries.
  ArrowRows(TableSlice rows, ArrowOptions options) throws IOException {
    this.rows = rows;
    this.options = options;
    this.batchRows = options.batchRows() > 0 ? options.batchRows() : batchRows(rows.itemSize());
    List<String> names = rows.columnNames();
    for (String name : options.dictionaries()) {
      requireText(name);
    }
    var fields = new ArrayList<ArrowField>();
    for (String name : names) {
      fields.add(field(name, fields.size()));
    }
    this.schema = new ArrowSchema(List.copyOf(fields), metadata());
    this.dictionaryMemory = options.dictionaries().isEmpty() ? null : Arena.ofShared();
    try {
      addDictionaries();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void addDictionaries() {
    for (ArrowField field : schema.fields()) {
      ArrowField innermost = innermost(field);
      if (innermost.dictionary() != null) {
        dictionaries.put(
            innermost.dictionary().id(),
            ArrowDictionary.of(
                rows,
                field.name(),
                innermost.values().withName(field.name()),
                batchRows,
                Objects.requireNonNull(dictionaryMemory)));
      }
    }
  }

  private static ArrowField innermost(ArrowField field) {
    return field.type() instanceof ArrowType.FixedList
        ? innermost(field.children().getFirst())
        : field;
  }

  private static long batchRows(long rowBytes) {
    return Math.clamp(MOST_BYTES / Math.max(1, rowBytes), 1, MOST_ROWS);
  }

  private NdArray noRows(String name) {
    return rows.rows(0, 0).column(name);
  }

  private void requireText(String name) {
    if (!(noRows(name).dtype() instanceof DType.Text)) {
      throw new IllegalArgumentException(
          "column '"
              + name
              + "' is of "
              + noRows(name).dtype()
              + ", and dictionaries are for text");
    }
  }

  private ArrowField field(String name, int place) throws IOException {
    NdArray none = noRows(name);
    long[] shape = none.shape();
    long id =
        rows.columnNames().subList(0, place).stream()
            .filter(options.dictionaries()::contains)
            .count();
    ArrowField field =
        new ArrowFields(options, name, id)
            .of(name, none.dtype(), Arrays.copyOfRange(shape, 1, shape.length));
    MmapColumn column = rows.parent().column(name);
    String attr = column.attrJson();
    if (attr.equals(NO_ATTR)) {
      return field;
    }
    var metadata = new LinkedHashMap<>(field.metadata());
    metadata.put(ArrowField.ATTR, attr);
    return field.withMetadata(metadata);
  }

  private Map<String, String> metadata() throws IOException {
    var metadata = new LinkedHashMap<String, String>();
    String attr = rows.parent().attrJson();
    if (!attr.equals(NO_ATTR)) {
      metadata.put(ArrowField.ATTR, attr);
    }
    String index = options.index();
    if (index != null && !rows.columnNames().contains(index)) {
      throw new NoSuchElementException(
          "index: no column '" + index + "' among " + rows.columnNames());
    }
    boolean isObject = attr.startsWith("{"); // pandas has no other attributes
    if (index != null || isObject) {
      var dtypes = new LinkedHashMap<String, DType>();
      for (String name : rows.columnNames()) {
        dtypes.put(name, noRows(name).dtype());
      }
      String text = PandasMetadata.of(dtypes, index, isObject ? attr : "{}");
      metadata.put(ArrowSchema.PANDAS, text);
    }
    return metadata;
  }

  ArrowSchema schema() {
    return schema;
  }

  long rowCount() {
    return rows.rowCount();
  }

  TableSlice rows() {
    return rows;
  }

  /// The numbers of the dictionaries.
  List<Long> dictionaries() {
    return List.copyOf(dictionaries.keySet());
  }

  /// A dictionary as a batch of one column.
  ArrowBatch dictionary(long id, SegmentAllocator allocator) {
    ArrowDictionary dictionary = dictionaries.get(id);
    if (dictionary == null) {
      throw new AssertionError(id);
    }
    var batch = new ArrowBatch(dictionary.count());
    dictionary.addTo(batch, allocator);
    return batch;
  }

  /// The rows from one on as a batch, as many as a batch has.
  ///
  /// @param allocator gives the memory of what has to be made, and decides how long it lives
  ArrowBatch batch(long from, SegmentAllocator allocator) {
    TableSlice block = rows.rows(from, Math.min(rows.rowCount(), next(from)));
    var batch = new ArrowBatch(block.rowCount());
    var encoder = new ArrowEncoder(options, dictionaries, allocator);
    for (ArrowField field : schema.fields()) {
      encoder.add(batch, field, block.column(field.name()));
    }
    return batch;
  }

  /// Where the batch after the one at a row begins.
  long next(long from) {
    return from + Math.min(batchRows, rows.rowCount() - from);
  }

  /// Gives back what dictionaries take.
  @Override
  public void close() {
    if (dictionaryMemory != null) {
      dictionaryMemory.close();
    }
  }
}
