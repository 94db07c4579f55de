package io.mmaptable.export;

import io.mmaptable.export.ArrowMessages.Place;
import io.mmaptable.export.ArrowParser.Parsed;
import io.mmaptable.file.Mode;
import io.mmaptable.file.StorageException;
import io.mmaptable.internal.store.FileOps;
import io.mmaptable.internal.store.MappedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An Arrow file or stream that is mapped: its schema, and its messages as often as they are asked
/// for.
final class ArrowInput implements AutoCloseable {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FEATHER_1_MAGIC = "FEA1".getBytes(StandardCharsets.US_ASCII);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int CONTINUATION = -1;

  /// The largest description: that of a table of a million columns.
  private static final long MOST_METADATA = 256 << 20;

  private final @Nullable Path path;
  private final Arena arena;
  private final MemorySegment memory;
  private final ArrowSchema schema;

  /// Where the messages of a file are; null for a stream.
  private final ArrowParser.@Nullable End end;

  /// Where the second message of a stream is.
  private final long second;

  private ArrowInput(@Nullable Path path, Arena arena, MemorySegment memory)
      throws StorageException {
    this.path = path;
    this.arena = arena;
    this.memory = memory;
    if (isFile()) {
      this.end = readEnd();
      this.schema = end.schema();
      this.second = -1;
    } else {
      requireStream();
      Message first = message(0);
      if (first == null || !(first.parsed() instanceof Parsed.OfSchema(ArrowSchema is, long _))) {
        throw noArrow();
      }
      this.end = null;
      this.schema = is;
      this.second = first.next();
    }
  }

  /// Maps a file.
  ///
  /// @param shown what messages call it; null for a stream that has no name
  /// @throws StorageException if it is none of Arrow's
  static ArrowInput open(Path file, @Nullable Path shown) throws IOException {
    long size = FileOps.requireRegularFile(file).size();
    Arena arena = Arena.ofShared();
    try (var channel = MappedFile.channel(file, Mode.READ_ONLY)) {
      MemorySegment memory =
          size == 0 ? MemorySegment.NULL : MappedFile.map(channel, Mode.READ_ONLY, size, arena);
      return new ArrowInput(shown, arena, memory);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  @Nullable Path path() {
    return path;
  }

  ArrowSchema schema() {
    return schema;
  }

  /// The size of the file.
  long bytes() {
    return memory.byteSize();
  }

  /// What takes messages.
  interface Taker {
    /// Takes rows.
    ///
    /// @param body the memory that buffers are in
    /// @param at where in the file the message is
    void rows(ArrowParser.Rows rows, MemorySegment body, long at) throws IOException;

    /// Takes a dictionary, which replaces the one of the same number.
    void dictionary(long id, ArrowParser.Rows rows, MemorySegment body, long at) throws IOException;
  }

  /// Hands all messages over, in their order.
  void forEach(Taker taker) throws IOException {
    if (end != null) {
      for (Place place : end.dictionaries()) {
        take(messageAt(place), taker);
      }
      for (Place place : end.batches()) {
        take(messageAt(place), taker);
      }
      return;
    }
    for (long at = second; ; ) {
      Message message = message(at);
      if (message == null) {
        return;
      }
      take(message, taker);
      at = message.next();
    }
  }

  private void take(Message message, Taker taker) throws IOException {
    switch (message.parsed()) {
      case Parsed.OfBatch batch -> taker.rows(batch.rows(), message.body(), message.at());
      case Parsed.OfDictionary dictionary -> {
        if (dictionary.isDelta()) {
          throw new StorageException.Unsupported(
              path, "has a dictionary that is added to; write its columns as plain text");
        }
        taker.dictionary(dictionary.id(), dictionary.rows(), message.body(), message.at());
      }
      case Parsed.OfSchema _ -> throw malformed(message.at(), "expected rows, found a schema");
    }
  }

  /// A message in the file.
  ///
  /// @param next where the one after it is
  private record Message(long at, Parsed parsed, MemorySegment body, long next) {}

  private Message messageAt(Place place) throws StorageException {
    if (place.at() < 0 || place.at() >= memory.byteSize()) {
      throw malformed(place.at(), "expected a message, found the end of the file");
    }
    Message message = message(place.at());
    if (message == null) {
      throw malformed(place.at(), "expected a message, found the end of a stream");
    }
    return message;
  }

  /// The message at a place, or null if the stream ends there.
  private @Nullable Message message(long at) throws StorageException {
    if (at == memory.byteSize()) {
      return null; // a stream may end without a mark
    }
    long metadataAt = at + Integer.BYTES;
    long metadataBytes = lengthAt(at);
    if (metadataBytes == CONTINUATION) {
      metadataBytes = lengthAt(metadataAt);
      metadataAt += Integer.BYTES;
    }
    if (metadataBytes == 0) {
      return null;
    }
    byte[] metadata = metadata(metadataAt, metadataBytes);
    Parsed parsed = new ArrowParser(path, at, metadata).message();
    long bodyAt = metadataAt + metadataBytes;
    if (parsed.bodyBytes() > memory.byteSize() - bodyAt) {
      throw malformed(
          at,
          "expected "
              + parsed.bodyBytes()
              + " bytes of rows, found "
              + (memory.byteSize() - bodyAt));
    }
    MemorySegment body = memory.asSlice(bodyAt, parsed.bodyBytes());
    return new Message(at, parsed, body, bodyAt + parsed.bodyBytes());
  }

  private long lengthAt(long at) throws StorageException {
    if (memory.byteSize() - at < Integer.BYTES) {
      throw malformed(at, "expected the length of a message, found the end of the file");
    }
    return memory.get(INT, at);
  }

  private byte[] metadata(long at, long bytes) throws StorageException {
    if (bytes < 0 || bytes > MOST_METADATA || bytes > memory.byteSize() - at) {
      throw malformed(
          at,
          "expected a description, found one of "
              + bytes
              + " bytes where the file has "
              + (memory.byteSize() - at));
    }
    return memory.asSlice(at, bytes).toArray(ValueLayout.JAVA_BYTE);
  }

  private boolean isFile() {
    return isAt(0, MAGIC);
  }

  private boolean isAt(long at, byte[] bytes) {
    return memory.byteSize() - at >= bytes.length
        && memory.asSlice(at, bytes.length).mismatch(MemorySegment.ofArray(bytes)) == -1;
  }

  /// Checks the first bytes: a mark, or the length of a description, which no text looks like.
  private void requireStream() throws StorageException {
    if (isAt(0, FEATHER_1_MAGIC)) {
      throw new StorageException.Unsupported(
          path, "is a Feather file of version 1; write it as version 2");
    }
    long start = memory.byteSize() < Integer.BYTES ? 0 : lengthAt(0);
    if (start != CONTINUATION && (start <= 0 || start > memory.byteSize())) {
      throw noArrow();
    }
  }

  private StorageException.Malformed noArrow() {
    return malformed(
        0, "expected an Arrow file or stream, which begins with ARROW1 or with a schema");
  }

  private ArrowParser.End readEnd() throws StorageException {
    long lengthAt = memory.byteSize() - MAGIC.length - Integer.BYTES;
    if (lengthAt < MAGIC.length || !isAt(memory.byteSize() - MAGIC.length, MAGIC)) {
      throw malformed(
          memory.byteSize(), "expected ARROW1 at the end of an Arrow file: it is cut short");
    }
    long bytes = memory.get(INT, lengthAt);
    if (bytes < 0 || bytes > lengthAt) {
      throw malformed(lengthAt, "expected the length of the file's end, found " + bytes);
    }
    long at = lengthAt - bytes;
    return new ArrowParser(path, at, metadata(at, bytes)).end();
  }

  StorageException.Malformed malformed(long at, String message) {
    return new StorageException.Malformed(path, at, message);
  }

  @Override
  public void close() {
    arena.close();
  }
}
