package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.export.ArrowBatch.Content;
import io.mmaptable.export.ArrowMessages.Place;
import io.mmaptable.internal.store.ElementWriter;
import io.mmaptable.internal.store.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes rows in one of Arrow's two formats for other processes: the stream, of messages one after
/// the other, and the file, which is the same between marks, with an index at its end.
///
/// The formats are <https://arrow.apache.org/docs/format/Columnar.html#format-ipc>.
final class ArrowOutput {
  private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final int CONTINUATION = -1;
  private static final long LARGEST_WRITE = 1 << 30;

  private final ArrowRows rows;
  private final ArrowCompression compression;
  private final WritableByteChannel channel;
  private final ElementWriter elements;
  private final Progress progress;
  private long at;

  /// Takes a channel, which the caller closes.
  ///
  /// @param channel where to, in blocking mode
  /// @param progress is told of each batch
  ArrowOutput(
      ArrowRows rows,
      ArrowCompression compression,
      WritableByteChannel channel,
      Progress progress) {
    this.progress = progress;
    this.rows = rows;
    this.compression = compression;
    this.channel = channel;
    this.elements = new ElementWriter(channel);
  }

  /// Writes a file.
  void writeFile() throws IOException {
    write(MAGIC);
    pad(Long.BYTES);
    Place _ = message(ArrowMessages.schema(rows.schema()), List.of(), List.of());
    List<Place> dictionaries = dictionaries();
    List<Place> batches = batches();
    end();
    byte[] footer = ArrowMessages.footer(rows.schema(), dictionaries, batches);
    write(footer);
    write(ints(footer.length));
    write(MAGIC);
  }

  /// Writes a stream.
  void writeStream() throws IOException {
    Place _ = message(ArrowMessages.schema(rows.schema()), List.of(), List.of());
    List<Place> _ = dictionaries();
    List<Place> _ = batches();
    end();
  }

  private List<Place> dictionaries() throws IOException {
    var places = new ArrayList<Place>();
    for (long id : rows.dictionaries()) {
      try (Arena arena = Arena.ofConfined()) {
        ArrowBatch batch = rows.dictionary(id, arena);
        List<Content> contents = compressed(batch, arena);
        List<Extent> extents = extents(contents);
        byte[] metadata = ArrowMessages.dictionary(id, batch, extents, compression);
        places.add(message(metadata, contents, extents));
      }
    }
    return places;
  }

  private List<Place> batches() throws IOException {
    var places = new ArrayList<Place>();
    for (long from = 0; from < rows.rowCount(); from = rows.next(from)) {
      try (Arena arena = Arena.ofConfined()) {
        ArrowBatch batch = rows.batch(from, arena);
        List<Content> contents = compressed(batch, arena);
        List<Extent> extents = extents(contents);
        byte[] metadata = ArrowMessages.recordBatch(batch, extents, compression);
        places.add(message(metadata, contents, extents));
      }
      long done = rows.next(from);
      progress.at(done, at, (double) done / rows.rowCount());
    }
    return places;
  }

  private List<Content> compressed(ArrowBatch batch, Arena arena) {
    if (compression == ArrowCompression.NONE) {
      return batch.buffers();
    }
    var contents = new ArrayList<Content>();
    for (Content content : batch.buffers()) {
      ArrowCodec.requireCompressible(content.bytes());
      try (Arena plain = Arena.ofConfined()) {
        MemorySegment bytes = bytes(content, plain);
        contents.add(new Content.Made(ArrowCodec.compress(compression, bytes, arena)));
      }
    }
    return contents;
  }

  /// What is compressed is copied first: a compressor does not expect that a file is cut under it.
  private static MemorySegment bytes(Content content, Arena arena) {
    return switch (content) {
      case Content.Made made -> made.memory();
      case Content.Elements elements -> {
        NdArray values = elements.values();
        NdArray copy = NdArray.zeros(arena, values.dtype(), values.shape());
        copy.set(values);
        yield copy.asSegment();
      }
    };
  }

  private static List<Extent> extents(List<Content> contents) {
    var extents = new ArrayList<Extent>();
    long next = 0;
    for (Content content : contents) {
      extents.add(new Extent(next, content.bytes()));
      next = Extent.aligned(next + content.bytes());
    }
    return extents;
  }

  /// Writes a message, so that its body begins where buffers are to.
  private Place message(byte[] metadata, List<Content> contents, List<Extent> extents)
      throws IOException {
    long start = at;
    long bodyAt = Extent.aligned(start + 2 * Integer.BYTES + metadata.length);
    int metadataBytes = Math.toIntExact(bodyAt - start - 2 * Integer.BYTES);
    write(ints(CONTINUATION, metadataBytes));
    write(metadata);
    pad(Extent.ALIGNMENT);
    for (Content content : contents) {
      write(content);
      pad(Extent.ALIGNMENT);
    }
    return new Place(start, Math.toIntExact(bodyAt - start), Extent.end(extents));
  }

  private void end() throws IOException {
    write(ints(CONTINUATION, 0));
  }

  private static byte[] ints(int... values) {
    var bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  private void pad(int alignment) throws IOException {
    write(new byte[(int) (-at & (alignment - 1))]);
  }

  private void write(byte[] bytes) throws IOException {
    FileOps.writeFully(channel, ByteBuffer.wrap(bytes));
    at += bytes.length;
  }

  private void write(Content content) throws IOException {
    switch (content) {
      case Content.Made made -> elements.write(made.memory());
      case Content.Elements of -> {
        NdArray values = of.values();
        if (channel instanceof FileChannel && values.isContiguous() && isMapped(values)) {
          writeMapped(values);
        } else {
          elements.write(values);
        }
      }
    }
    at += content.bytes();
  }

  private static boolean isMapped(NdArray values) {
    return values.base().isMapped();
  }

  /// Lets the kernel take mapped elements from where they are. It answers a fault there by an error
  /// or by taking less, and reading them says what the matter is.
  private void writeMapped(NdArray values) throws IOException {
    MemorySegment bytes = values.asSegment();
    try {
      for (long from = 0; from < bytes.byteSize(); from += LARGEST_WRITE) {
        long length = Math.min(LARGEST_WRITE, bytes.byteSize() - from);
        FileOps.writeFully(channel, bytes.asSlice(from, length).asByteBuffer());
      }
    } catch (IOException e) {
      requireReadable(values);
      throw e;
    }
  }

  private static void requireReadable(NdArray values) {
    byte[] block = new byte[1 << 16];
    long bytes = values.nbytes();
    for (long from = 0; from < bytes; from += block.length) {
      values.copyBytes(from, block, (int) Math.min(block.length, bytes - from));
    }
  }
}
