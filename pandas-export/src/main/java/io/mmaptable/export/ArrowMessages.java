package io.mmaptable.export;

import com.google.flatbuffers.FlatBufferBuilder;
import io.mmaptable.dtype.DateTimeUnit;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.DictionaryKind;
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
import org.apache.arrow.flatbuf.LargeBinary;
import org.apache.arrow.flatbuf.LargeUtf8;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/// The descriptions that Arrow's formats consist of, beside the buffers: what they call messages,
/// and the end of a file.
///
/// They are FlatBuffers, as the files `Schema.fbs`, `Message.fbs` and `File.fbs` of Arrow's
/// repository lay them out.
final class ArrowMessages {
  private ArrowMessages() {}

  /// Where a message is in a file.
  ///
  /// @param at its first byte
  /// @param metadataBytes how long it is before its body, with the bytes that say so
  /// @param bodyBytes how long its body is
  record Place(long at, int metadataBytes, long bodyBytes) {}

  static byte[] schema(ArrowSchema schema) {
    var builder = new FlatBufferBuilder();
    return message(builder, MessageHeader.Schema, schema(builder, schema), 0);
  }

  static byte[] recordBatch(ArrowBatch batch, List<Extent> extents, ArrowCompression compression) {
    var builder = new FlatBufferBuilder();
    int header = recordBatch(builder, batch, extents, compression);
    return message(builder, MessageHeader.RecordBatch, header, Extent.end(extents));
  }

  static byte[] dictionary(
      long id, ArrowBatch batch, List<Extent> extents, ArrowCompression compression) {
    var builder = new FlatBufferBuilder();
    int data = recordBatch(builder, batch, extents, compression);
    int header = DictionaryBatch.createDictionaryBatch(builder, id, data, false);
    return message(builder, MessageHeader.DictionaryBatch, header, Extent.end(extents));
  }

  static byte[] footer(ArrowSchema schema, List<Place> dictionaries, List<Place> batches) {
    var builder = new FlatBufferBuilder();
    int schemaAt = schema(builder, schema);
    Footer.startDictionariesVector(builder, dictionaries.size());
    int dictionariesAt = blocks(builder, dictionaries);
    Footer.startRecordBatchesVector(builder, batches.size());
    int batchesAt = blocks(builder, batches);
    builder.finish(
        Footer.createFooter(builder, MetadataVersion.V5, schemaAt, dictionariesAt, batchesAt, 0));
    return builder.sizedByteArray();
  }

  private static int blocks(FlatBufferBuilder builder, List<Place> places) {
    for (Place place : places.reversed()) { // FlatBuffers are written from their end
      Block.createBlock(builder, place.at(), place.metadataBytes(), place.bodyBytes());
    }
    return builder.endVector();
  }

  private static byte[] message(FlatBufferBuilder builder, byte type, int header, long bodyBytes) {
    builder.finish(Message.createMessage(builder, MetadataVersion.V5, type, header, bodyBytes, 0));
    return builder.sizedByteArray();
  }

  private static int recordBatch(
      FlatBufferBuilder builder,
      ArrowBatch batch,
      List<Extent> extents,
      ArrowCompression compression) {
    RecordBatch.startNodesVector(builder, batch.nodes().size());
    for (ArrowBatch.Node node : batch.nodes().reversed()) {
      FieldNode.createFieldNode(builder, node.length(), node.nulls());
    }
    int nodes = builder.endVector();
    RecordBatch.startBuffersVector(builder, extents.size());
    for (Extent extent : extents.reversed()) {
      Buffer.createBuffer(builder, extent.at(), extent.bytes());
    }
    int buffers = builder.endVector();
    int compressionAt =
        switch (compression) {
          case NONE -> 0;
          case LZ4 -> compression(builder, CompressionType.LZ4_FRAME);
          case ZSTD -> compression(builder, CompressionType.ZSTD);
        };
    return RecordBatch.createRecordBatch(builder, batch.rows(), nodes, buffers, compressionAt, 0);
  }

  private static int compression(FlatBufferBuilder builder, byte codec) {
    return BodyCompression.createBodyCompression(builder, codec, BodyCompressionMethod.BUFFER);
  }

  private static int schema(FlatBufferBuilder builder, ArrowSchema schema) {
    int[] fields = fields(builder, schema.fields());
    int fieldsAt = Schema.createFieldsVector(builder, fields);
    int metadataAt = metadata(builder, schema.metadata(), Schema::createCustomMetadataVector);
    return Schema.createSchema(builder, Endianness.Little, fieldsAt, metadataAt, 0);
  }

  private static int[] fields(FlatBufferBuilder builder, List<ArrowField> fields) {
    return fields.stream().mapToInt(field -> field(builder, field)).toArray();
  }

  private static int field(FlatBufferBuilder builder, ArrowField field) {
    int childrenAt = Field.createChildrenVector(builder, fields(builder, field.children()));
    int nameAt = builder.createString(field.name());
    int metadataAt = metadata(builder, field.metadata(), Field::createCustomMetadataVector);
    int typeAt = type(builder, field.type());
    ArrowField.Dictionary dictionary = field.dictionary();
    int dictionaryAt =
        dictionary == null
            ? 0
            : DictionaryEncoding.createDictionaryEncoding(
                builder,
                dictionary.id(),
                type(builder, dictionary.index()),
                false,
                DictionaryKind.DenseArray);
    return Field.createField(
        builder,
        nameAt,
        field.nullable(),
        typeNumber(field.type()),
        typeAt,
        dictionaryAt,
        childrenAt,
        metadataAt);
  }

  /// What makes a vector of texts.
  @FunctionalInterface
  private interface Vector {
    int create(FlatBufferBuilder builder, int[] entries);
  }

  private static int metadata(
      FlatBufferBuilder builder, Map<String, String> metadata, Vector vector) {
    if (metadata.isEmpty()) {
      return 0;
    }
    int[] entries =
        metadata.entrySet().stream()
            .mapToInt(
                entry ->
                    KeyValue.createKeyValue(
                        builder,
                        builder.createString(entry.getKey()),
                        builder.createString(entry.getValue())))
            .toArray();
    return vector.create(builder, entries);
  }

  private static byte typeNumber(ArrowType type) {
    return switch (type) {
      case ArrowType.Bool _ -> Type.Bool;
      case ArrowType.Int _ -> Type.Int;
      case ArrowType.Floating _ -> Type.FloatingPoint;
      case ArrowType.Text text -> isLong(text.places()) ? Type.LargeUtf8 : Type.Utf8;
      case ArrowType.Binary binary -> isLong(binary.places()) ? Type.LargeBinary : Type.Binary;
      case ArrowType.FixedBinary _ -> Type.FixedSizeBinary;
      case ArrowType.Days _ -> Type.Date;
      case ArrowType.Timestamp _ -> Type.Timestamp;
      case ArrowType.Duration _ -> Type.Duration;
      case ArrowType.FixedList _ -> Type.FixedSizeList;
      case ArrowType.Struct _ -> Type.Struct_;
      case ArrowType.Null _, ArrowType.DayMillis _, ArrowType.TimeOfDay _, ArrowType.Other _ ->
          throw neverWritten(type);
    };
  }

  private static int type(FlatBufferBuilder builder, ArrowType type) {
    return switch (type) {
      case ArrowType.Bool _ -> {
        Bool.startBool(builder);
        yield Bool.endBool(builder);
      }
      case ArrowType.Int integer ->
          Int.createInt(builder, Byte.SIZE * integer.bytes(), integer.signed());
      case ArrowType.Floating floating ->
          FloatingPoint.createFloatingPoint(
              builder,
              switch (floating.bytes()) {
                case 2 -> Precision.HALF;
                case 4 -> Precision.SINGLE;
                default -> Precision.DOUBLE;
              });
      case ArrowType.Text text -> {
        if (isLong(text.places())) {
          LargeUtf8.startLargeUtf8(builder);
          yield LargeUtf8.endLargeUtf8(builder);
        }
        Utf8.startUtf8(builder);
        yield Utf8.endUtf8(builder);
      }
      case ArrowType.Binary binary -> {
        if (isLong(binary.places())) {
          LargeBinary.startLargeBinary(builder);
          yield LargeBinary.endLargeBinary(builder);
        }
        Binary.startBinary(builder);
        yield Binary.endBinary(builder);
      }
      case ArrowType.FixedBinary binary ->
          FixedSizeBinary.createFixedSizeBinary(builder, binary.bytes());
      case ArrowType.Days _ -> Date.createDate(builder, DateUnit.DAY);
      case ArrowType.Timestamp timestamp ->
          Timestamp.createTimestamp(builder, unit(timestamp.unit()), 0);
      case ArrowType.Duration duration -> Duration.createDuration(builder, unit(duration.unit()));
      case ArrowType.FixedList list -> FixedSizeList.createFixedSizeList(builder, list.length());
      case ArrowType.Struct _ -> {
        Struct_.startStruct_(builder);
        yield Struct_.endStruct_(builder);
      }
      case ArrowType.Null _, ArrowType.DayMillis _, ArrowType.TimeOfDay _, ArrowType.Other _ ->
          throw neverWritten(type);
    };
  }

  private static AssertionError neverWritten(ArrowType type) {
    return new AssertionError(type + " is only read");
  }

  private static boolean isLong(ArrowType.Places places) {
    return places == ArrowType.Places.LONG;
  }

  private static short unit(DateTimeUnit.Base unit) {
    return switch (unit) {
      case SECOND -> TimeUnit.SECOND;
      case MILLISECOND -> TimeUnit.MILLISECOND;
      case MICROSECOND -> TimeUnit.MICROSECOND;
      case NANOSECOND -> TimeUnit.NANOSECOND;
      case GENERIC, ATTOSECOND, FEMTOSECOND, PICOSECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR ->
          throw new AssertionError(unit + " is no unit of Arrow's");
    };
  }
}
