package io.mmaptable.export;

import io.mmaptable.array.NdArray;
import io.mmaptable.export.ArrowBatch.Content;
import io.mmaptable.table.Lease;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads rows of a table as Arrow vectors. Each vector that lies over a mapping holds a lease of
/// its own, since it may outlive the reader.
final class RowsReader extends ArrowReader {
  private static final String HOLDER = "an Arrow reader";

  private final ArrowRows rows;
  private final Lease lease;
  private boolean hasDictionaries;
  private long next;
  private long bytesRead;

  RowsReader(ArrowRows rows, BufferAllocator allocator) {
    super(allocator);
    this.rows = rows;
    this.lease = rows.rows().parent().lease(HOLDER);
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    try {
      if (!hasDictionaries) {
        hasDictionaries = true;
        loadDictionaries();
      }
      if (next >= rows.rowCount()) {
        return false;
      }
      try (var memory = new Memory()) {
        loadRecordBatch(memory.batch(rows.batch(next, memory)));
      }
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    next = rows.next(next);
    return true;
  }

  private void loadDictionaries() {
    for (long id : rows.dictionaries()) {
      try (var memory = new Memory()) {
        ArrowRecordBatch values = memory.batch(rows.dictionary(id, memory));
        loadDictionary(new ArrowDictionaryBatch(id, values, false));
      }
    }
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  protected void closeReadSource() {
    lease.close();
    rows.close();
  }

  @Override
  protected Schema readSchema() throws IOException {
    byte[] message = ArrowMessages.schema(rows.schema());
    byte[] framed =
        ByteBuffer.allocate(2 * Integer.BYTES + message.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(-1)
            .putInt(message.length)
            .put(message)
            .array();
    return MessageSerializer.deserializeSchema(
        new ReadChannel(Channels.newChannel(new ByteArrayInputStream(framed))));
  }

  /// The buffers of a batch while it is put together. What has become part of it stays.
  private final class Memory implements SegmentAllocator, AutoCloseable {
    private final List<ArrowBuf> all = new ArrayList<>();
    private final Map<Long, ArrowBuf> byAddress = new HashMap<>();

    @Override
    public MemorySegment allocate(long bytes, long alignment) {
      if (bytes == 0) {
        return MemorySegment.NULL;
      }
      ArrowBuf buffer = allocator.buffer(bytes);
      all.add(buffer);
      byAddress.put(buffer.memoryAddress(), buffer);
      return MemorySegment.ofBuffer(buffer.nioBuffer(0, Math.toIntExact(bytes)));
    }

    ArrowRecordBatch batch(ArrowBatch batch) {
      var nodes = new ArrayList<ArrowFieldNode>();
      for (ArrowBatch.Node node : batch.nodes()) {
        nodes.add(new ArrowFieldNode(node.length(), node.nulls()));
      }
      var buffers = new ArrayList<ArrowBuf>();
      for (Content content : batch.buffers()) {
        ArrowBuf buffer = buffer(content);
        buffer.writerIndex(content.bytes());
        buffers.add(buffer);
        bytesRead += content.bytes();
      }
      return new ArrowRecordBatch(Math.toIntExact(batch.rows()), nodes, buffers);
    }

    private ArrowBuf buffer(Content content) {
      if (content.bytes() == 0) {
        return allocator.getEmpty();
      }
      return switch (content) {
        case Content.Made made -> buffer(made.memory());
        case Content.Elements elements -> buffer(elements.values());
      };
    }

    private ArrowBuf buffer(MemorySegment made) {
      ArrowBuf own = byAddress.get(made.address());
      return own == null ? buffer(allocate(made.byteSize(), Long.BYTES).copyFrom(made)) : own;
    }

    private ArrowBuf buffer(NdArray values) {
      if (!values.isContiguous() || !values.base().isNative()) {
        MemorySegment memory = allocate(values.nbytes(), Long.BYTES);
        NdArray.view(memory, values.dtype(), false, null, values.shape()).set(values);
        return buffer(memory);
      }
      Lease held = rows.rows().parent().lease("an Arrow vector");
      ArrowBuf wrapped =
          allocator.wrapForeignAllocation(
              new ForeignAllocation(values.nbytes(), values.asSegment().address()) {
                @Override
                protected void release0() {
                  try {
                    held.close();
                  } finally {
                    // Memory of its own, as that of decoded rows, ends with the array.
                    Reference.reachabilityFence(values);
                  }
                }
              });
      all.add(wrapped);
      return wrapped;
    }

    @Override
    public void close() {
      all.forEach(ArrowBuf::close);
    }
  }
}
