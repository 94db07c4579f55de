package io.mmaptable.zarr;

import io.mmaptable.array.Index;
import io.mmaptable.array.NdArray;
import io.mmaptable.array.Parallelism;
import io.mmaptable.array.Slice;
import io.mmaptable.codec.CodecPipeline;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Puts rows into chunks, and encodes as many of these at once as fill a block, by the threads of
/// the current [Parallelism].
final class RowEncoder {
  private static final int MOST_CHUNKS = 256;

  private final ChunkCodec codec;
  private final CodecPipeline pipeline;
  private final long[] itemShape;
  private final NdArray fill;
  private final ChunkSink sink;
  private final long chunkRows;
  private final Slot[] slots;

  /// How many chunks were written, or begun before.
  private long chunks;

  /// How many slots are full, and how many rows the next one has.
  private int full;

  private long pending;

  /// A chunk, and what it is encoded to. Both are arrays of bytes, which most codecs work on.
  private static final class Slot {
    final NdArray elements;
    final MemorySegment encoded;
    long size;

    /// Rows of the caller's that make the chunk and have not been copied into it yet.
    @Nullable NdArray rows;

    Slot(NdArray elements, MemorySegment encoded) {
      this.elements = elements;
      this.encoded = encoded;
    }
  }

  /// @param codec what encodes a chunk whole
  RowEncoder(
      Metadata metadata, ChunkCodec codec, CodecPipeline pipeline, NdArray fill, ChunkSink sink) {
    this.codec = codec;
    this.pipeline = pipeline;
    this.itemShape = metadata.shape();
    this.fill = fill;
    this.sink = sink;
    this.chunkRows = codec.shape()[0];
    long most = RowBlocks.byteSize() / Math.max(1, pipeline.decodedSize());
    this.slots = new Slot[Math.clamp(most, 1, MOST_CHUNKS)];
    this.chunks = metadata.shape()[0] / chunkRows;
  }

  private Slot slot(int at) {
    @Nullable Slot slot = slots[at];
    if (slot == null) {
      byte[] bytes = new byte[Math.toIntExact(pipeline.decodedSize())];
      NdArray elements =
          NdArray.view(MemorySegment.ofArray(bytes), fill.dtype(), false, null, codec.shape());
      elements.set(fill);
      byte[] room = new byte[Math.toIntExact(pipeline.maxEncodedSize())];
      slot = new Slot(elements, MemorySegment.ofArray(room));
      slots[at] = slot;
    }
    return slot;
  }

  /// Adds rows.
  void add(NdArray rows) throws IOException {
    long count = rows.shape()[0];
    for (long done = 0; done < count; ) {
      done += isBlockFrom(rows, done) ? addBlock(rows, done) : addSome(rows, done);
    }
  }

  /// Whether rows from one on are the chunks that are missing to a block.
  private boolean isBlockFrom(NdArray rows, long from) {
    return pending == 0 && (rows.shape()[0] - from) / chunkRows >= slots.length - full;
  }

  /// Completes a block and encodes it. The threads that encode the chunks copy them as well.
  private long addBlock(NdArray rows, long from) throws IOException {
    long at = from;
    for (; full < slots.length; full++) {
      slot(full).rows = rows.rows(at, at + chunkRows);
      at += chunkRows;
    }
    flush();
    return at - from;
  }

  private long addSome(NdArray rows, long from) throws IOException {
    long some = Math.min(rows.shape()[0] - from, chunkRows - pending);
    place(slot(full).elements, pending, some).set(rows.rows(from, from + some));
    pending += some;
    if (pending == chunkRows) {
      pending = 0;
      full++;
      if (full == slots.length) {
        flush();
      }
    }
    return some;
  }

  /// Where rows go in a chunk, whose items may be larger than those of the array.
  private NdArray place(NdArray elements, long from, long count) {
    Index[] part = new Index[itemShape.length];
    part[0] = Slice.of(from, from + count);
    for (int axis = 1; axis < part.length; axis++) {
      part[axis] = Slice.of(0, itemShape[axis]);
    }
    return elements.get(part);
  }

  private void flush() throws IOException {
    Parallelism.forEach(full, i -> encode(slots[(int) i]));
    for (int i = 0; i < full; i++) {
      sink.put(chunks, slots[i].encoded.asSlice(0, slots[i].size));
      chunks++;
    }
    full = 0;
  }

  private void encode(Slot slot) {
    @Nullable NdArray rows = slot.rows;
    if (rows != null) {
      place(slot.elements, 0, chunkRows).set(rows);
      slot.rows = null;
    }
    NdArray elements =
        codec.isInOrder() ? slot.elements : slot.elements.transpose(codec.order()).copy();
    slot.size = pipeline.encode(elements.base(), slot.encoded);
  }

  /// Fills the last chunk up and writes what is left.
  void finish() throws IOException {
    if (pending > 0) {
      slot(full).elements.rows(pending, chunkRows).set(fill);
      pending = 0;
      full++;
    }
    flush();
    sink.finish();
  }
}
