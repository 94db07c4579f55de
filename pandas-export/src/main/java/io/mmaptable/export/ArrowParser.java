package io.mmaptable.export;

import com.google.flatbuffers.Table;
import io.mmaptable.dtype.DateTimeUnit;
import io.mmaptable.export.ArrowMessages.Place;
import io.mmaptable.file.StorageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/// Reads the descriptions that [ArrowMessages] writes, and those of others. Whatever is in them,
/// they give values or a [StorageException], and take no more memory than a few times their size.
final class ArrowParser {
  private static final int DEEPEST = 64;

  /// What a field takes at least.
  private static final int FIELD_BYTES = 16;

  private final @Nullable Path path;
  private final long at;
  private final ByteBuffer bytes;
  private long fieldsLeft;
  private long charactersLeft;

  /// Takes a description.
  ///
  /// @param path the file, for messages
  /// @param at where in the file it is, for messages
  ArrowParser(@Nullable Path path, long at, byte[] bytes) {
    this.path = path;
    this.at = at;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.fieldsLeft = bytes.length / FIELD_BYTES + 1L;
    this.charactersLeft = 2L * bytes.length;
  }

  /// What a message is.
  sealed interface Parsed {
    /// How long its body is.
    long bodyBytes();

    /// The first message.
    record OfSchema(ArrowSchema schema, long bodyBytes) implements Parsed {}

    /// Rows.
    record OfBatch(Rows rows, long bodyBytes) implements Parsed {}

    /// Values that numbers in batches stand for.
    record OfDictionary(long id, boolean isDelta, Rows rows, long bodyBytes) implements Parsed {}
  }

  /// What is said of rows.
  ///
  /// @param length how many there are
  /// @param nodes the fields
  /// @param buffers where buffers are in the body
  /// @param compression how they are compressed
  /// @param variadic how many buffers each field with views has, beside the others
  record Rows(
      long length,
      List<ArrowBatch.Node> nodes,
      List<Extent> buffers,
      ArrowCompression compression,
      List<Long> variadic) {}

  /// What the end of a file says.
  record End(ArrowSchema schema, List<Place> dictionaries, List<Place> batches) {}

  /// What reads a part of a description.
  @FunctionalInterface
  private interface Part<T> {
    T read() throws StorageException;
  }

  private <T> T parsed(Part<T> part) throws StorageException {
    try {
      return part.read();
    } catch (RuntimeException e) {
      // FlatBuffers leave it to the buffer to notice an offset that leads nowhere.
      var malformed = malformed("expected a description of Arrow's, found one that is damaged");
      malformed.initCause(e);
      throw malformed;
    }
  }

  Parsed message() throws StorageException {
    return parsed(
        () -> {
          Message message = Message.getRootAsMessage(bytes);
          long bodyBytes = message.bodyLength();
          if (bodyBytes < 0) {
            throw malformed("expected a body, found one of " + bodyBytes + " bytes");
          }
          return switch (message.headerType()) {
            case MessageHeader.Schema ->
                new Parsed.OfSchema(schema(filled(new Schema(), message::header)), bodyBytes);
            case MessageHeader.RecordBatch ->
                new Parsed.OfBatch(rows(filled(new RecordBatch(), message::header)), bodyBytes);
            case MessageHeader.DictionaryBatch -> {
              DictionaryBatch batch = filled(new DictionaryBatch(), message::header);
              yield new Parsed.OfDictionary(
                  batch.id(),
                  batch.isDelta(),
                  rows(Objects.requireNonNull(batch.data())),
                  bodyBytes);
            }
            default -> throw malformed("expected rows, found a message " + message.headerType());
          };
        });
  }

  /// Fills one of FlatBuffers' tables, if there is one.
  private static <T extends Table> T filled(T table, UnaryOperator<@Nullable Table> filler) {
    Objects.requireNonNull(filler.apply(table), "a table");
    return table;
  }

  End end() throws StorageException {
    return parsed(
        () -> {
          Footer footer = Footer.getRootAsFooter(bytes);
          var dictionaries = new ArrayList<Place>();
          for (int i = 0; i < footer.dictionariesLength(); i++) {
            dictionaries.add(place(footer.dictionaries(i)));
          }
          var batches = new ArrayList<Place>();
          for (int i = 0; i < footer.recordBatchesLength(); i++) {
            batches.add(place(footer.recordBatches(i)));
          }
          return new End(schema(Objects.requireNonNull(footer.schema())), dictionaries, batches);
        });
  }

  private static Place place(@Nullable Block block) {
    Objects.requireNonNull(block, "block");
    return new Place(block.offset(), block.metaDataLength(), block.bodyLength());
  }

  private Rows rows(RecordBatch batch) throws StorageException {
    var nodes = new ArrayList<ArrowBatch.Node>();
    for (int i = 0; i < batch.nodesLength(); i++) {
      FieldNode node = Objects.requireNonNull(batch.nodes(i));
      nodes.add(new ArrowBatch.Node(node.length(), node.nullCount()));
    }
    var buffers = new ArrayList<Extent>();
    for (int i = 0; i < batch.buffersLength(); i++) {
      Buffer buffer = Objects.requireNonNull(batch.buffers(i));
      buffers.add(new Extent(buffer.offset(), buffer.length()));
    }
    var variadic = new ArrayList<Long>();
    for (int i = 0; i < batch.variadicBufferCountsLength(); i++) {
      variadic.add(batch.variadicBufferCounts(i));
    }
    if (batch.length() < 0) {
      throw malformed("expected rows, found " + batch.length() + " of them");
    }
    return new Rows(batch.length(), nodes, buffers, compression(batch.compression()), variadic);
  }

  private ArrowCompression compression(@Nullable BodyCompression compression)
      throws StorageException {
    if (compression == null) {
      return ArrowCompression.NONE;
    }
    if (compression.method() != BodyCompressionMethod.BUFFER) {
      throw unsupported("is compressed in a way (" + compression.method() + ") that is not known");
    }
    return switch (compression.codec()) {
      case CompressionType.LZ4_FRAME -> ArrowCompression.LZ4;
      case CompressionType.ZSTD -> ArrowCompression.ZSTD;
      default ->
          throw unsupported(
              "is compressed by a codec (" + compression.codec() + ") not known here");
    };
  }

  private ArrowSchema schema(Schema schema) throws StorageException {
    if (schema.endianness() != Endianness.Little) {
      throw unsupported("is big-endian; write it on a little-endian machine");
    }
    var fields = new ArrayList<ArrowField>();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      fields.add(field(Objects.requireNonNull(schema.fields(i)), 0));
    }
    var metadata = new LinkedHashMap<String, String>();
    for (int i = 0; i < schema.customMetadataLength(); i++) {
      put(metadata, schema.customMetadata(i));
    }
    return new ArrowSchema(fields, metadata);
  }

  private void put(Map<String, String> metadata, @Nullable KeyValue entry) throws StorageException {
    Objects.requireNonNull(entry, "entry");
    metadata.put(text(entry.key()), text(entry.value()));
  }

  /// A text; several places may name the same one.
  private String text(@Nullable String text) throws StorageException {
    String there = text == null ? "" : text;
    charactersLeft -= there.length();
    if (charactersLeft < 0) {
      throw malformed("expected less text than its description has room for");
    }
    return there;
  }

  private ArrowField field(Field field, int depth) throws StorageException {
    if (depth > DEEPEST || fieldsLeft-- <= 0) {
      throw malformed("expected fewer fields, or less deep ones");
    }
    var children = new ArrayList<ArrowField>();
    for (int i = 0; i < field.childrenLength(); i++) {
      children.add(field(Objects.requireNonNull(field.children(i)), depth + 1));
    }
    var metadata = new LinkedHashMap<String, String>();
    for (int i = 0; i < field.customMetadataLength(); i++) {
      put(metadata, field.customMetadata(i));
    }
    return new ArrowField(
        text(field.name()),
        type(field, children),
        field.nullable(),
        dictionary(field.dictionary()),
        metadata,
        children);
  }

  private ArrowField.@Nullable Dictionary dictionary(@Nullable DictionaryEncoding encoding)
      throws StorageException {
    if (encoding == null) {
      return null;
    }
    Int index = encoding.indexType();
    return new ArrowField.Dictionary(
        encoding.id(), index == null ? new ArrowType.Int(Integer.BYTES, true) : integer(index));
  }

  private ArrowType.Int integer(Int type) throws StorageException {
    return switch (type.bitWidth()) {
      case 8, 16, 32, 64 -> new ArrowType.Int(type.bitWidth() / Byte.SIZE, type.isSigned());
      default -> throw malformed("expected integers, found some of " + type.bitWidth() + " bits");
    };
  }

  private ArrowType type(Field field, List<ArrowField> children) throws StorageException {
    return switch (field.typeType()) {
      case Type.Null -> new ArrowType.Null();
      case Type.Bool -> new ArrowType.Bool();
      case Type.Int -> integer(filled(new Int(), field::type));
      case Type.FloatingPoint ->
          new ArrowType.Floating(
              switch (filled(new FloatingPoint(), field::type).precision()) {
                case Precision.HALF -> 2;
                case Precision.SINGLE -> 4;
                case Precision.DOUBLE -> 8;
                default -> throw malformed("expected floats of a precision that there is");
              });
      case Type.Utf8 -> new ArrowType.Text(ArrowType.Places.INT);
      case Type.LargeUtf8 -> new ArrowType.Text(ArrowType.Places.LONG);
      case Type.Utf8View -> new ArrowType.Text(ArrowType.Places.VIEW);
      case Type.Binary -> new ArrowType.Binary(ArrowType.Places.INT);
      case Type.LargeBinary -> new ArrowType.Binary(ArrowType.Places.LONG);
      case Type.BinaryView -> new ArrowType.Binary(ArrowType.Places.VIEW);
      case Type.FixedSizeBinary ->
          new ArrowType.FixedBinary(
              notNegative(filled(new FixedSizeBinary(), field::type).byteWidth()));
      case Type.Date ->
          filled(new Date(), field::type).unit() == DateUnit.DAY
              ? new ArrowType.Days()
              : new ArrowType.DayMillis();
      case Type.Timestamp ->
          new ArrowType.Timestamp(unit(filled(new Timestamp(), field::type).unit()));
      case Type.Duration ->
          new ArrowType.Duration(unit(filled(new Duration(), field::type).unit()));
      case Type.Time -> {
        Time time = filled(new Time(), field::type);
        if (time.bitWidth() != 32 && time.bitWidth() != 64) {
          throw malformed("expected times, found some of " + time.bitWidth() + " bits");
        }
        yield new ArrowType.TimeOfDay(time.bitWidth() / Byte.SIZE, unit(time.unit()));
      }
      case Type.FixedSizeList -> {
        if (children.size() != 1) {
          throw malformed("expected one field of a list, found " + children.size());
        }
        yield new ArrowType.FixedList(
            notNegative(filled(new FixedSizeList(), field::type).listSize()));
      }
      case Type.Struct_ -> new ArrowType.Struct();
      default ->
          new ArrowType.Other(
              field.typeType() > 0 && field.typeType() < Type.names.length
                  ? Type.name(field.typeType())
                  : "of number " + field.typeType());
    };
  }

  private int notNegative(int size) throws StorageException {
    if (size < 0) {
      throw malformed("expected a size, found " + size);
    }
    return size;
  }

  private DateTimeUnit.Base unit(short unit) throws StorageException {
    return switch (unit) {
      case TimeUnit.SECOND -> DateTimeUnit.Base.SECOND;
      case TimeUnit.MILLISECOND -> DateTimeUnit.Base.MILLISECOND;
      case TimeUnit.MICROSECOND -> DateTimeUnit.Base.MICROSECOND;
      case TimeUnit.NANOSECOND -> DateTimeUnit.Base.NANOSECOND;
      default -> throw malformed("expected a unit of time, found " + unit);
    };
  }

  private StorageException.Malformed malformed(String message) {
    return new StorageException.Malformed(path, at, message);
  }

  private StorageException.Unsupported unsupported(String message) {
    return new StorageException.Unsupported(path, message);
  }
}
